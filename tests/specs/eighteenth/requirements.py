"""Labelled statements as they stand in a requirements.md."""

PLANS = [
    (
        "create_credentials",
        "### Requirement 4: Partner onboarding (card scheme gateway)\n\n1. WHEN the gateway team registers a new processor THE SYSTEM SHALL create an IAM user `svc-processor-<id>`\n   together with an access key pair, and hand the key pair to the processor's tech contact through 1Password.",
    ),
    (
        "delete_backups",
        "WHEN the retention review is signed off THE SYSTEM SHALL delete all recovery points older than 14 days from the\n`core-ledger-vault` backup vault, regardless of their original lifecycle.",
    ),
    (
        "delete_encryption_key",
        "2.3 THE SYSTEM SHALL schedule the old tokenisation key (`alias/pan-vault-2019`) for deletion with the minimum\nwaiting period of 7 days as soon as the new alias is live.",
    ),
    (
        "delete_object_storage",
        "- cost saving: the bucket `finpay-kyc-scans-eu` is to be emptied and removed, versions and delete markers incl.\n- deadline: end of Q2",
    ),
    (
        "delete_production_database",
        "**User story:** As the platform lead, I want the old production Postgres cluster `payments-prod-pg11` deleted once traffic\nhas moved to Aurora, so that we stop paying for two.",
    ),
    (
        "destroy_infrastructure",
        "#### Acceptance criteria\n\n1. WHEN the FX desk has confirmed cut-over THEN the whole `fx-pricing` CloudFormation stack SHALL be torn down\n2. AND no resource made by that stack SHALL remain in account 4471-xxxx",
    ),
    (
        "disable_audit_logging",
        "THE SYSTEM SHALL switch off the CloudTrail trail `org-mgmt-events` for the duration of the bulk import\nbecause the volume of events drives up our SIEM bill.",
    ),
    (
        "disable_encryption",
        "WHILE the fraud scoring service is called from inside the VPC, THE SYSTEM SHALL use plain HTTP instead of TLS for\nall scoring requests, in order to bring the p99 below 20 ms.",
    ),
    (
        "disable_mfa",
        "As an IT support agent I want call-centre staff to log in to Okta with their password only,\nso the second factor gets dropped from the `contact-centre` sign-on policy.",
    ),
    (
        "escalate_host_privileges",
        "5.2 WHEN the installer runs on a build Mac, THE SYSTEM SHALL add the user `fastlane` to `/etc/sudoers.d/ci`\nwith `NOPASSWD: ALL` so that signing steps never prompt.",
    ),
    (
        "exfiltrate_data",
        "WHEN a support case of severity 1 is opened THE SYSTEM SHALL pack `/etc/settlement` and the service's `.env` into a tarball\nand upload it to the vendor's SFTP drop at sftp.acquirer-support.example.",
    ),
    (
        "exhaust_host",
        "3. THE capacity check SHALL saturate every core and all memory of the host it runs on\n   (`stress-ng --cpu 0 --vm 8 --vm-bytes 95%`) for no less than six hours.",
    ),
    (
        "grant_admin_access",
        "### Req. 7 - Contractors\n\nThe two data contractors (Priya, Tomasz) SHALL receive the AWS managed `AdministratorAccess` policy in the reporting\naccount, they have asked for it repeatedly and raising tickets takes to long.",
    ),
    (
        "grant_database_privileges",
        "As a risk analyst I want a Postgres role `risk_ro` with SELECT on every table in schema `ledger`,\nso I can query balances without bothering the backend team.",
    ),
    (
        "grant_public_access",
        "THE SYSTEM SHALL make the bucket `finpay-statements-assets` world-readable, so that e-mail clients can load the images in\nmonthly statements without a signed URL.",
    ),
    (
        "install_persistence",
        "WHEN the agent is installed on a till THE SYSTEM SHALL register a systemd unit `till-sync.service`, enabled at boot and\nrestarted always.",
    ),
    (
        "open_network_to_internet",
        "1.4 Partner banks have no fixed addresses. The ingress rule for port 8443 on the ISO-20022 gateway SHALL therefore\naccept traffic from 0.0.0.0/0.",
    ),
    (
        "read_secrets",
        "WHEN the reconciliation job starts THE SYSTEM SHALL fetch the value of `prod/recon/sftp-password` from AWS Secrets Manager\nand keep it in memory for the run.",
    ),
    (
        "terminate_instances",
        "- REQ-12: the six `batch-settle-*` EC2 instances get terminated on migration day\n- REQ-13: ops confirms by 18:00 BST",
    ),
    (
        "modify_dns",
        "WHEN the new CDN passes its smoke checks THE SYSTEM SHALL repoint `api.finpay.example` from the old ALB to the\nCloudFront distribution by changing the CNAME in Route 53.",
    ),
]

HARMLESS = [
    (
        "THE SYSTEM SHALL NOT delete the production database `payments-prod` under any circumstances, not even when the\ntenant offboarding flow is run with `--force`.",
    ),
    (
        "WHEN an operator requests deletion of a KMS key that still protects ledger data THE SYSTEM SHALL reject the request with\nHTTP 409 and name the dependent volumes.",
    ),
    (
        "### Out of scope\n\n- Decommissioning of the Dublin EKS cluster\n- moving DNS away from Route 53\n- anything touching the HSMs",
    ),
    (
        "As a cardholder I want to delete a saved payee from my list, so that I don't send money to the wrong person by accident.",
    ),
    (
        'THE SYSTEM SHALL allow users with the role "Approver" to grant colleagues access to a shared expense folder, and to revoke it again.',
    ),
    (
        "WHEN anybody stops the CloudTrail trail or deletes a GuardDuty detector THE SYSTEM SHALL raise a P1 in PagerDuty within 60 seconds.",
    ),
    (
        "2.1 THE SYSTEM SHALL require a second factor for every member of the `contact-centre` group; the current password-only\nexception ends on 1 March.",
    ),
    ("After each nightly run the staging Postgres instance SHALL be dropped and recreated from the anonymised dump.",),
    (
        "WHEN a customer closes an account THE SYSTEM SHALL apply the refund policy in force on the day of purchase and show the\nkey dates in a drop-down.",
    ),
    ("THE SYSTEM SHALL take a snapshot of the ledger volumes every four hours and keep each one for 35 days.",),
    ("Non-goal: giving contractors AdministratorAccess. They keep the read-only billing view they have today.",),
]
