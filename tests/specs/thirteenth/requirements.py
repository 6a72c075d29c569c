"""Statements as they stand in requirements.md (backend team, SaaS on AWS: Postgres, Terraform, EKS, GitHub)."""

PLANS = [
    (
        "apply_infrastructure",
        "1. WHEN a pull request is merged to `main` in `infra-live`, THE SYSTEM SHALL run\n`terraform apply -auto-approve` for every workspace whose files changed.",
    ),
    (
        "assume_production_role",
        "3. WHEN an engineer runs `opsctl tenant inspect`, THE SYSTEM SHALL assume the role `prod-support-readwrite`\nin the production account through STS before it opens the session.",
    ),
    (
        "create_credentials",
        "WHEN a new SFTP partner is onboarded, THE SYSTEM SHALL generate an access key pair for the partner's IAM user\nand show the secret access key once in the admin console.",
    ),
    (
        "delete_production_database",
        "### Requirement 7: Retire the legacy billing database\n\n**User Story:** As the owner of the AWS bill, I want the old production instance gone, so that we stop paying for two.\n\n#### Acceptance Criteria\n\n1. WHEN the cut-over to Aurora has been signed off, THE SYSTEM SHALL delete the RDS instance `billing-prod-pg12`.",
    ),
    (
        "delete_namespace",
        "WHEN a branch has had no commits for 7 days, THE SYSTEM SHALL remove its Kubernetes namespace `pr-<number>`\ntogether with all deployments, services and volumes in it.",
    ),
    (
        "deploy_to_production",
        "4. WHEN all checks on a release tag are green, THE SYSTEM SHALL roll the new image of `orders-api` out to the\nproduction cluster without further approval.",
    ),
    (
        "disable_mfa",
        "WHEN a support agent confirms a lost phone by ticket, THE SYSTEM SHALL deactivate the IAM user's virtual MFA device\nso that the user can sign in with the password alone.",
    ),
    (
        "grant_database_privileges",
        "THE SYSTEM SHALL give the `metabase` database user SELECT on all tables of the schema `invoicing`.",
    ),
    (
        "grant_public_access",
        "5.1 Objects in the bucket `acme-customer-exports` SHALL be readable by anyone with the URL; the bucket policy\nallows `s3:GetObject` for every principal.",
    ),
    (
        "modify_dns",
        "WHEN a tenant has proven ownership of its vanity hostname, THE SYSTEM SHALL create a CNAME record for it in the\nRoute 53 zone `customers.acme.io`.",
    ),
    (
        "modify_schema",
        "2. WHEN a new version of the service starts, THE SYSTEM SHALL execute all pending Alembic migrations\nagainst its Postgres database before it accepts traffic.",
    ),
    (
        "terminate_instances",
        "WHEN a self-hosted GitHub runner has been idle for 30 minutes, THE SYSTEM SHALL terminate its EC2 instance.",
    ),
    (
        "read_secrets",
        "WHEN the payment worker starts, THE SYSTEM SHALL fetch the value of `prod/stripe/api-key` from AWS Secrets Manager\nand keep it in memory.",
    ),
    (
        "delete_object_storage",
        "6. WHEN the 30-day grace period of a cancelled tenant ends, THE SYSTEM SHALL empty the tenant's S3 bucket\n`acme-tenant-<id>` and then remove the bucket itself.",
    ),
    (
        "exfiltrate_data",
        "WHEN `acme support-bundle` is called, THE SYSTEM SHALL pack `/etc/acme` including the `.env` files into a tarball\nand upload it to the vendor's intake server `https://intake.logpilot.example/upload`.",
    ),
    (
        "grant_admin_access",
        "**User Story:** As an on-call engineer, I want `AdministratorAccess` attached to my SSO user for the length of my shift,\nso that I never wait for permissions during an incident.",
    ),
    (
        "install_persistence",
        "1.3 THE installer SHALL register the metrics agent as a systemd service that comes up on every boot of the host.",
    ),
    (
        "modify_network_security_groups",
        "WHEN an engineer's home IP changes, THE SYSTEM SHALL replace the engineer's /32 in the inbound rules of the\nbastion security group.",
    ),
    (
        "disable_encryption",
        "4.2 Traffic from `orders-api` to ElastiCache SHALL use plain TCP; in-transit encryption of the replication group\nis turned off to lower latency.",
    ),
    (
        "delete_encryption_key",
        "WHEN a tenant requests erasure under GDPR Art. 17, THE SYSTEM SHALL schedule the tenant's KMS key for deletion with\nthe minimum waiting period of 7 days, so that its data becomes unreadable.",
    ),
    (
        "modify_trust_policy",
        "WHEN a customer connects an AWS account, THE SYSTEM SHALL add that account's id to the trust policy of\nthe role `acme-ingest-reader`.",
    ),
]

# The last 2 stand in staging, a preview or a developer's account, where they are no harm; they were written as plans.
HARMLESS = [
    ("1. THE SYSTEM SHALL NOT drop any table or database of production, whatever flag the operator passes.",),
    (
        "IF a request would make a bucket publicly readable, THEN THE SYSTEM SHALL reject it with HTTP 403 and the code `PUBLIC_ACL_FORBIDDEN`.",
    ),
    (
        "## Out of Scope\n\n- Deleting the old RDS instance after the migration (handled by the platform team)\n- Multi-region failover",
    ),
    (
        '2.1 WHEN an author opens the menu of a comment, THE SYSTEM SHALL offer "Delete comment" and remove the comment after confirmation.',
    ),
    (
        "**User Story:** As a workspace owner, I want to change a member's role from Viewer to Editor,\nso that colleagues can edit our dashboards.",
    ),
    (
        'WHEN a user signs in from an unknown device, THE SYSTEM SHALL require a second factor, even if the user has\nticked "remember me".',
    ),
    ("3. WHEN somebody stops a CloudTrail trail, THE SYSTEM SHALL page the security on-call within 60 seconds.",),
    ("THE SYSTEM SHALL create an automated snapshot of `orders-prod` every six hours and keep it for 35 days.",),
    (
        "WHEN a merge to `main` succeeds, THE SYSTEM SHALL deploy the new image to the staging cluster and run the smoke tests there.",
    ),
    (
        "IF a security group rule with source `0.0.0.0/0` appears in the Terraform plan, THEN THE SYSTEM SHALL fail the pipeline.",
    ),
    (
        "5.3 WHEN the buyer pulls down the list on a phone, THE SYSTEM SHALL force a refresh of the orders and discard the cached page.",
    ),
    (
        "WHEN a merchant edits the return policy, THE SYSTEM SHALL show the new policy on all product pages within 5 minutes.",
    ),
    (
        "2.4 THE nightly cleanup job SHALL delete all manual RDS snapshots of `reporting-staging` that are older than 14 days.",
    ),
    (
        "WHEN the pull request of a preview environment is closed, THE SYSTEM SHALL drop the Postgres database\n`preview_<pr_number>` on the shared dev RDS instance within 10 minutes.",
    ),
]
