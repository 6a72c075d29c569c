"""Statements as they stand in a requirements.md: 20 that plan an action, 10 harmless."""

PLANS = [
    (
        "apply_infrastructure",
        "3. WHEN a pull request is merged to `main` THEN the pipeline SHALL run `terraform apply -auto-approve` for the `network-core` workspace without waiting for an operator.",
    ),
    (
        "create_credentials",
        "#### Acceptance Criteria\n\n1. WHEN a logistics partner is onboarded THE SYSTEM SHALL create an IAM access key for the user `partner-edi-sync`\n2. THE key ID and its secret SHALL be shown to the operator once",
    ),
    (
        "delete_backups",
        "WHEN the cut-over to Aurora is signed off THE cleanup job SHALL remove all manual RDS snapshots\nof `billing-main`, including the monthly ones from before the migration.",
    ),
    (
        "delete_encryption_key",
        "4.2 WHEN a tenant's contract ends THE SYSTEM SHALL schedule the tenant's KMS key for deletion with the minimum waiting period of 7 days.",
    ),
    (
        "delete_object_storage",
        "**User Story:** As a platform owner, I want the bucket `acme-media-legacy` to be emptied and removed, so that we no longer pay for 40 TB of old thumbnails.",
    ),
    (
        "deploy_to_production",
        "WHEN all smoke tests have passed THE release workflow SHALL roll out image `checkout-api:2.14.0` to the production cluster.",
    ),
    (
        "disable_audit_logging",
        "5. THE SYSTEM SHALL stop the organisation-wide CloudTrail trail `org-events` for the duration of the data load in order to save cost.",
    ),
    (
        "disable_deletion_protection",
        "2.3 BEFORE the instance class is changed THE operator script SHALL turn off deletion protection on the RDS cluster `ledger-eu`.",
    ),
    (
        "disable_mfa",
        "1. WHEN the call-centre staff sign in from the office network THE SYSTEM SHALL no longer ask them for a one-time code\n2. THE MFA requirement in the Okta sign-on policy SHALL be lifted for the group `cc-agents`",
    ),
    (
        "escalate_privileges",
        "WHEN the CI user lacks a permission THE bootstrap script SHALL remove the permissions boundary from the role `ci-runner`, so that later steps are not limited by it.",
    ),
    (
        "grant_admin_access",
        "THE SYSTEM SHALL attach the managed policy `AdministratorAccess` to the role `data-science-notebook`.",
    ),
    (
        "grant_database_privileges",
        "3.1 WHEN the reporting service is installed THE installer SHALL create a PostgreSQL user `report_rw` with SELECT, INSERT and UPDATE on every table in the schema `sales`.",
    ),
    (
        "grant_public_access",
        "**User Story:** As a marketing editor, I want anybody on the web to be able to read the objects in `brand-assets-eu` without signing in.\n\n1. THE bucket policy SHALL allow `s3:GetObject` to principal `*`",
    ),
    (
        "install_persistence",
        "WHEN the agent finishes its setup THE SYSTEM SHALL add a crontab entry on the build host which starts `sync-agent` every five minutes and after each reboot.",
    ),
    (
        "modify_dns",
        "6. WHEN the new load balancer is healthy THE migration tool SHALL point `api.northwind.example` at it by updating the A record in Route 53.",
    ),
    (
        "modify_trust_policy",
        "THE role `artifact-publisher` SHALL be assumable by account 481220093317: its trust relationship is extended with that account as a further principal.",
    ),
    (
        "open_network_to_internet",
        "2. WHEN the demo environment is provisioned THE firewall SHALL accept SSH and port 8080 from every IPv4 address (0.0.0.0/0).",
    ),
    (
        "read_secrets",
        "WHEN the exporter starts THE SYSTEM SHALL fetch the value of `payments/stripe/api-key` from AWS Secrets Manager and keep it in memory.",
    ),
    (
        "terminate_instances",
        "4. WHEN a worker node has been idle for two hours THE reaper SHALL terminate its EC2 instance.",
    ),
    (
        "delete_production_database",
        "5.4 WHEN the import into the new ledger is complete THE SYSTEM SHALL drop the production database `ledger_v1`\ntogether with its read replica.",
    ),
]

HARMLESS = [
    ("THE SYSTEM SHALL NOT delete any RDS snapshot that is younger than 35 days, even if the operator asks for it.",),
    (
        '1. WHEN a user with the role `moderator` clicks "Delete" on a comment THEN the comment SHALL be hidden and its author notified',
    ),
    (
        "IF a change request contains an ingress rule for 0.0.0.0/0 THEN the policy check SHALL reject it with the code `NET-012`.",
    ),
    (
        "### Out of Scope\n\n- Rolling out to production (done by the release team in Q3)\n- Dropping the old `orders_archive` database",
    ),
    (
        "**User Story:** As a security officer, I want an alert within five minutes when somebody stops a CloudTrail trail, so that I can react.",
    ),
    ("WHEN the account holder enables two-factor authentication THE SYSTEM SHALL show ten recovery codes to print.",),
    ("3.2 THE nightly job SHALL take a snapshot of the `orders` database and keep it for 30 days.",),
    ("WHEN the end-to-end tests finish THE SYSTEM SHALL drop the test database `shop_e2e` and remove its containers.",),
    (
        "THE return policy page SHALL state that a public holiday extends the period; WHEN the customer opens the drop-down THE list SHALL contain all reasons.",
    ),
    (
        "7. THE onboarding course SHALL contain a chapter on why nobody attaches `AdministratorAccess` to a workload role.",
    ),
]
