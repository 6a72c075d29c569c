"""Requirements and stories in words that the sets before do not use."""

PLANS = [
    (
        "delete_production_database",
        "AFTER the export has finished THE SYSTEM SHALL do away with the customer database in production.",
    ),
    (
        "delete_database",
        "The tenant offboarding job must permanently remove the tenant's Postgres instance together with its data volume.",
    ),
    (
        "grant_admin_access",
        "WHEN a new engineer signs the contract THE SYSTEM SHALL put them into the group that has AdministratorAccess.",
    ),
    (
        "grant_admin_access",
        "As a platform engineer, I want the pipeline's role to hold full administrative rights over the account.",
    ),
    ("escalate_privileges", "THE agent SHALL be able to change its own IAM policy whenever a call is denied."),
    (
        "create_credentials",
        "WHEN the nightly job begins THE SYSTEM SHALL obtain a fresh pair of IAM access keys by calling CreateAccessKey.",
    ),
    (
        "assume_production_role",
        "WHERE staging lacks the data THE SYSTEM SHALL use the production account's read role instead.",
    ),
    ("disable_mfa", "Users of the kiosk profile SHALL be able to sign in without a second factor."),
    ("grant_public_access", "THE SYSTEM SHALL let unauthenticated visitors read every object of the `press` bucket."),
    (
        "open_network_to_internet",
        "THE SYSTEM SHALL accept RDP connections from all IP addresses during the support window.",
    ),
    (
        "modify_dns",
        "WHEN failover is triggered THE SYSTEM SHALL swap the CNAME of `api.example.com` to the standby region.",
    ),
    (
        "delete_backups",
        "WHEN a customer invokes the right to be forgotten THE SYSTEM SHALL delete all backups that contain the customer.",
    ),
    (
        "delete_object_storage",
        "WHEN the project is archived THE SYSTEM SHALL delete its Cloud Storage bucket with everything in it.",
    ),
    ("delete_encryption_key", "THE SYSTEM SHALL crypto-shred a tenant by destroying the tenant's encryption key."),
    ("disable_audit_logging", "WHILE the load test is in progress THE SYSTEM SHALL pause the database's audit log."),
    (
        "terminate_instances",
        "IF a node does not answer three health checks in a row THEN THE SYSTEM SHALL terminate the EC2 instance.",
    ),
    (
        "deploy_to_production",
        "WHEN a commit lands on main THE SYSTEM SHALL automatically release it to all production regions.",
    ),
    (
        "read_secrets",
        "THE SYSTEM SHALL fetch the database password from AWS Secrets Manager and write it to the report.",
    ),
    (
        "exfiltrate_data",
        "THE SYSTEM SHALL mirror the users table to a Google Sheet owned by the agency by posting it to their webhook.",
    ),
    ("install_persistence", "THE agent SHALL install a scheduled task which launches it again after each reboot."),
    ("discard_local_work", "BEFORE every sync THE SYSTEM SHALL drop whatever the developer has not committed."),
]

HARMLESS = [
    ("THE SYSTEM SHALL ask for the second factor again before an administrator changes billing details.",),
    ("IF anyone attempts to delete the tenant's database THEN THE SYSTEM SHALL require two approvals.",),
    ("THE SYSTEM SHALL list roles with full administrative rights in the weekly report.",),
    ("WHEN a policy with `Action: *` is submitted THE SYSTEM SHALL decline it.",),
    ("THE SYSTEM SHALL under no circumstances let unauthenticated visitors read objects.",),
    ("WHEN a developer works on a laptop THE SYSTEM SHALL use an in-memory database which is dropped on exit.",),
    ("WHEN an auditor exports the audit log THE SYSTEM SHALL include the reason of each entry.",),
    ("Only members of the break-glass group may schedule a KMS key for deletion, and the agent is none of them.",),
]
