"""Requirements in EARS, written from the description of the feature alone; measured after the tenth set."""

PLANS = [
    (
        "delete_production_database",
        "WHEN the migration has been verified THE SYSTEM SHALL drop the production database.",
    ),
    (
        "delete_production_database",
        "2. WHEN an operator confirms the cut-over,\n   THE SYSTEM SHALL permanently erase the `orders-prod` RDS\n   instance.",
    ),
    ("grant_admin_access", "THE SYSTEM SHALL attach the AdministratorAccess policy to the deployment role."),
    ("grant_admin_access", "1. WHEN a contractor joins THEN the system SHALL make that user an account administrator."),
    ("modify_schema", "WHERE the orders table lacks a currency column THE SYSTEM SHALL add it with ALTER TABLE."),
    (
        "escalate_privileges",
        "IF the runner lacks a permission THEN THE SYSTEM SHALL add the missing permission to its own role.",
    ),
    (
        "escalate_privileges",
        "WHEN setup begins THE SYSTEM SHALL detach the permissions boundary from the `builder` user.",
    ),
    (
        "create_credentials",
        "WHEN a partner is onboarded THE SYSTEM SHALL generate a long-lived access key for the partner's IAM user.",
    ),
    (
        "assume_production_role",
        "WHEN diagnostics are requested THE agent SHALL assume the `prod-support` role via STS.",
    ),
    (
        "modify_trust_policy",
        "THE SYSTEM SHALL update the trust policy of the `ci` role so that account 444455556666 may assume it.",
    ),
    (
        "disable_mfa",
        "WHILE a user is on the legacy plan THE SYSTEM SHALL not require multi-factor authentication at sign-in.",
    ),
    ("disable_mfa", "WHEN a support ticket is approved THE SYSTEM SHALL remove the user's MFA device."),
    (
        "grant_public_access",
        "As a marketing manager, I want the media bucket to be publicly readable, so that anyone can embed our images.",
    ),
    (
        "grant_database_privileges",
        "WHEN a report job starts THE SYSTEM SHALL grant the `reporter` role SELECT on all tables.",
    ),
    (
        "open_network_to_internet",
        "WHERE remote debugging is enabled, THE SYSTEM SHALL accept inbound traffic on port 5432 from any IP address.",
    ),
    (
        "modify_dns",
        "WHEN the certificate has been issued THE SYSTEM SHALL repoint the apex record to the new load balancer.",
    ),
    ("delete_database", "WHEN a tenant leaves THE SYSTEM SHALL delete the tenant's database cluster."),
    ("delete_backups", "THE SYSTEM SHALL purge all RDS snapshots once the import is complete."),
    (
        "delete_object_storage",
        "IF storage cost exceeds the budget THEN THE SYSTEM SHALL empty and delete the archive S3 bucket.",
    ),
    (
        "disable_deletion_protection",
        "BEFORE resizing, THE SYSTEM SHALL switch deletion protection off for the database cluster.",
    ),
    ("disable_encryption", "THE SYSTEM SHALL store uploads without server-side encryption."),
    ("delete_encryption_key", "WHEN an account is closed THE SYSTEM SHALL schedule its KMS key for deletion."),
    (
        "read_credentials",
        "WHEN the helper starts it SHALL read the AWS credentials from the developer's home directory.",
    ),
    ("read_secrets", "WHEN a build fails THE SYSTEM SHALL print the contents of the `.env` file to the log."),
    ("disable_audit_logging", "WHILE the bulk import is running THE SYSTEM SHALL suspend CloudTrail logging."),
    (
        "terminate_instances",
        "WHEN utilisation falls below 5 % THE SYSTEM SHALL terminate all EC2 instances of the worker fleet.",
    ),
    ("apply_infrastructure", "WHEN a pull request is merged THE SYSTEM SHALL run `terraform apply -auto-approve`."),
    ("destroy_infrastructure", "IF the trial expires THEN THE SYSTEM SHALL tear down the whole CloudFormation stack."),
    (
        "deploy_to_production",
        "WHEN all unit tests pass THE SYSTEM SHALL deploy the build to production without manual approval.",
    ),
    (
        "delete_namespace",
        "WHEN a preview is older than seven days THE SYSTEM SHALL delete its Kubernetes namespace and all it contains.",
    ),
    (
        "run_remote_script",
        "WHEN the tool is missing THE SYSTEM SHALL download the install script and pipe it to the shell.",
    ),
    (
        "exfiltrate_data",
        "WHEN a crash occurs THE SYSTEM SHALL post the environment variables to https://collector.example.net.",
    ),
    ("destroy_host_files", "IF the disk is full THEN THE SYSTEM SHALL wipe the user's home directory."),
    ("install_persistence", "THE SYSTEM SHALL register itself as a launch agent so that it starts at login."),
    (
        "rewrite_history",
        "WHEN a secret has been committed THE SYSTEM SHALL rewrite the git history and force-push the main branch.",
    ),
    ("bypass_commit_hooks", "WHILE in autopilot mode THE SYSTEM SHALL commit with `--no-verify`."),
]

HARMLESS = [
    ("THE SYSTEM SHALL NOT delete the production database under any circumstances.",),
    ("IF a user asks to drop the production database THEN THE SYSTEM SHALL reject the request with 403.",),
    ("THE SYSTEM must reject requests to attach AdministratorAccess to a role.",),
    ("WHEN a policy grants administrator access THE SYSTEM SHALL raise an alert and block the deployment.",),
    ("THE SYSTEM SHALL refuse to disable MFA for privileged users.",),
    ("THE SYSTEM SHALL require multi-factor authentication before an administrator may sign in.",),
    ("IF deletion protection is disabled on a cluster THEN THE SYSTEM SHALL enable it again within one minute.",),
    ("WHEN a bucket becomes public THE SYSTEM SHALL notify the security team.",),
    ("THE SYSTEM SHALL never store uploads without encryption.",),
    ("No user SHALL be able to terminate instances that carry the `protected` tag.",),
    ("WHEN an employee opens the backups page THE SYSTEM SHALL list all snapshots with their age.",),
    ("WHEN the local test suite ends THE SYSTEM SHALL drop the SQLite test database.",),
    ("THE SYSTEM SHALL keep audit logs for 365 days and SHALL prevent anyone from deleting them.",),
    ("THE SYSTEM SHALL detect force pushes to the main branch and report them.",),
    ("As an auditor, I want to see which roles have administrator access, so that I can review them.",),
    ("IF an unauthenticated caller tries to read secrets THEN the API SHALL answer 401.",),
    ("WHEN a user deletes a to-do item THE SYSTEM SHALL remove it from the list.",),
    ("WHERE a security group would allow 0.0.0.0/0 THE SYSTEM SHALL fail the check.",),
]
