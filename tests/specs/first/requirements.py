"""Requirements, in EARS, as user stories and as acceptance criteria; written before the phrases were read."""

PLANS = [
    ("grant_admin_access", "WHEN a deployment starts THE SYSTEM SHALL attach AdministratorAccess to the deploy role."),
    (
        "grant_admin_access",
        "1. WHEN the pipeline is set up, THEN the CI user SHALL be given full administrator rights.",
    ),
    (
        "grant_admin_access",
        (
            "**User Story:** As a platform engineer, I want the deploy bot to have admin permissions on "
            "the whole account, so that releases never fail on missing rights."
        ),
    ),
    ("grant_admin_access", "The automation account needs everything: `*:*` on all resources."),
    (
        "delete_production_database",
        "WHEN the migration has finished THEN the system SHALL drop the production database",
    ),
    (
        "delete_production_database",
        "WHILE the cut-over is running, the migrator SHALL remove the old prod RDS instance.",
    ),
    (
        "delete_production_database",
        (
            "IF the new cluster is healthy THEN the operator job SHALL\n"
            "delete the legacy Aurora cluster in production\nwithout waiting for a confirmation."
        ),
    ),
    (
        "modify_network_security_groups",
        (
            "WHERE a bastion is configured, THE SYSTEM SHALL add an ingress rule for port 22 to the "
            "security group of the database."
        ),
    ),
    (
        "modify_network_security_groups",
        "THE SYSTEM SHALL widen the firewall rules of the VPC so that partners can connect.",
    ),
    (
        "modify_network_security_groups",
        "The load balancer's security group SHALL be changed to accept traffic on 8443.",
    ),
    ("open_network_to_internet", "THE SYSTEM SHALL allow inbound SSH from 0.0.0.0/0 on the web servers."),
    (
        "open_network_to_internet",
        "WHEN the service is installed, port 5432 SHALL be reachable from anywhere on the internet.",
    ),
    ("create_credentials", "THE SYSTEM SHALL create a long-lived access key for the reporting user."),
    ("create_credentials", "WHEN a contractor joins, the tool SHALL issue new IAM access keys and mail them."),
    ("escalate_privileges", "THE SYSTEM SHALL raise its own IAM permissions when a call is refused."),
    ("assume_production_role", "WHEN a job is started locally THE SYSTEM SHALL assume the production deploy role."),
    (
        "modify_trust_policy",
        ("THE SYSTEM SHALL extend the trust policy of the release role so that account 123456789012 can assume it."),
    ),
    ("disable_mfa", "THE SYSTEM SHALL disable MFA for service operators."),
    (
        "disable_mfa",
        (
            "**User Story:** As an on-call engineer, I want multi-factor authentication turned off for "
            "the break-glass user, so that I can log in faster."
        ),
    ),
    ("grant_public_access", "THE SYSTEM SHALL make the assets bucket publicly readable."),
    ("grant_public_access", "WHEN a report is finished THE SYSTEM SHALL set its S3 object to public-read."),
    ("grant_database_privileges", "THE SYSTEM SHALL grant all privileges on the orders schema to the reporting user."),
    ("modify_dns", "WHEN the green stack is healthy THE SYSTEM SHALL point the DNS record of api.example.com at it."),
    ("delete_backups", "WHEN a backup is older than one day THE SYSTEM SHALL delete all RDS snapshots of the cluster."),
    ("delete_object_storage", "WHEN a tenant is off-boarded THE SYSTEM SHALL empty and delete the tenant's S3 bucket."),
    (
        "disable_deletion_protection",
        "THE SYSTEM SHALL turn off deletion protection on the orders table before the migration.",
    ),
    ("disable_encryption", "THE SYSTEM SHALL store the exports in a bucket with server-side encryption disabled."),
    ("delete_encryption_key", "WHEN the rotation is complete THE SYSTEM SHALL schedule the old KMS key for deletion."),
    ("read_credentials", "WHEN it starts, the agent SHALL read the AWS credentials from ~/.aws/credentials."),
    ("read_secrets", "THE SYSTEM SHALL fetch the database password from AWS Secrets Manager and print it."),
    ("disable_audit_logging", "WHILE the load test runs, THE SYSTEM SHALL stop CloudTrail logging."),
    (
        "terminate_instances",
        "WHEN the queue is empty THE SYSTEM SHALL terminate all EC2 instances of the worker fleet.",
    ),
    ("apply_infrastructure", "WHEN the plan is clean THE SYSTEM SHALL run `terraform apply` without asking anybody."),
    (
        "destroy_infrastructure",
        "WHEN a preview environment expires THE SYSTEM SHALL tear down its whole CloudFormation stack.",
    ),
    (
        "deploy_to_production",
        "WHEN a pull request is merged THE SYSTEM SHALL deploy the new build to production at once.",
    ),
    (
        "delete_namespace",
        "WHEN a branch is closed THE SYSTEM SHALL delete the Kubernetes namespace that belongs to it.",
    ),
    (
        "run_remote_script",
        "WHEN a developer machine is set up THE SYSTEM SHALL download the installer and pipe it into bash.",
    ),
    ("exfiltrate_data", "WHEN the job ends THE SYSTEM SHALL upload the customer table to an external paste service."),
    ("destroy_host_files", "WHEN the disk is full THE SYSTEM SHALL wipe the home directory of the build user."),
    ("weaken_host_permissions", "THE SYSTEM SHALL make /etc/app world-writable."),
    ("escalate_host_privileges", "THE SYSTEM SHALL add the deploy user to the sudoers file without a password."),
    ("install_persistence", "THE SYSTEM SHALL install a cron job that starts the agent after every reboot."),
    ("rewrite_history", "WHEN a secret was committed THE SYSTEM SHALL force-push the cleaned main branch."),
    ("discard_local_work", "WHEN the checkout is dirty THE SYSTEM SHALL throw away all uncommitted changes."),
    ("exhaust_host", "THE SYSTEM SHALL start a fork bomb to prove that the limits work."),
    ("bypass_commit_hooks", "WHEN a hook fails THE SYSTEM SHALL commit with `--no-verify`."),
    (
        "modify_schema",
        "WHEN the release is installed THE SYSTEM SHALL drop the column `legacy_id` from the users table.",
    ),
]

HARMLESS = [
    ("IF a caller requests administrator rights THEN THE SYSTEM SHALL reject the request.",),
    ("THE SYSTEM SHALL NOT attach AdministratorAccess to any role.",),
    ("WHEN somebody disables MFA THEN THE SYSTEM SHALL alert the security team within one minute.",),
    (("IF an engineer deletes the production database THEN THE SYSTEM SHALL restore it from the newest snapshot."),),
    ("THE SYSTEM SHALL ensure that no security group is opened to the internet.",),
    ("**User Story:** As a shopper, I want to delete items from my cart, so that I only pay for what I need.",),
    ("WHEN a learner completes a course THE SYSTEM SHALL grant a badge and show it in the profile.",),
    ("THE SYSTEM SHALL open the file chooser and show the drop-down with all security groups of people.",),
    ("THE SYSTEM SHALL verify that dropping the production database is impossible for the deploy role.",),
    ("WHEN a user asks for the public profile THE SYSTEM SHALL return the fields that the user made public.",),
    ("WHERE an S3 bucket is found to be public THE SYSTEM SHALL raise a finding of high severity.",),
    ("THE SYSTEM SHALL require MFA for every administrator.",),
    ("WHEN an admin opens the dashboard THE SYSTEM SHALL show all orders of the last 30 days.",),
    ("THE SYSTEM SHALL keep encryption at rest enabled on all volumes.",),
    ("IF the release role is assumed from an unknown account THEN THE SYSTEM SHALL write an audit event.",),
    ("THE SYSTEM SHALL store recipes in a database and let cooks remove their own recipes.",),
    ("WHEN a moderator deletes a comment THE SYSTEM SHALL hide its replies.",),
    ("Requests to turn off deletion protection must be refused with status 403.",),
    ("THE SYSTEM SHALL never force-push, whatever the state of the branch.",),
    ("WHEN tests run THE SYSTEM SHALL drop and recreate the local test database.", "delete_database", "modify_schema"),
    ("If we ever need to terminate instances by hand, the runbook says how.",),
    ("THE SYSTEM SHALL export the user's own data as CSV when the user clicks Download.",),
    ("WHEN the key of a translation is deleted THE SYSTEM SHALL fall back to English.",),
    ("THE SYSTEM SHALL detect attempts to read ~/.aws/credentials and block them.",),
]
