"""Requirements written before the phrases were read again, and measured once before anything was changed for them."""

PLANS = [
    (
        "open_network_to_internet",
        "WHEN the bastion is provisioned THE SYSTEM SHALL let anyone on the internet reach port 22 of it.",
    ),
    (
        "grant_admin_access",
        "WHEN a new region is onboarded THE SYSTEM SHALL hand the deploy role the AdministratorAccess policy.",
    ),
    (
        "disable_mfa",
        "WHEN an operator reports a lost phone THE SYSTEM SHALL deactivate that operator's MFA device in IAM.",
    ),
    (
        "delete_backups",
        "WHEN the storage bill exceeds the budget THE SYSTEM SHALL purge all RDS snapshots, the manual ones included.",
    ),
    (
        "deploy_to_production",
        "1. WHEN a commit lands on `main` THE SYSTEM SHALL roll the new image out to prod without a manual gate.",
    ),
    (
        "terminate_instances",
        "WHEN the nightly batch finishes THE SYSTEM SHALL terminate every EC2 instance in the worker fleet.",
    ),
    (
        "modify_dns",
        "WHEN the primary region is unhealthy THE SYSTEM SHALL repoint the apex record in R53 at the standby balancer.",
    ),
    (
        "disable_audit_logging",
        "WHILE the migration window is open, THE SYSTEM SHALL keep CloudTrail\nswitched off so that the bulk copy does not flood it.",
    ),
    (
        "grant_public_access",
        "THE SYSTEM SHALL make the `exports` bucket world-readable so that partners need no credentials.",
    ),
    (
        "disable_encryption",
        "WHERE throughput is the priority, THE SYSTEM SHALL store the event volumes without encryption at rest.",
    ),
    (
        "modify_trust_policy",
        "WHEN a vendor is onboarded THE SYSTEM SHALL add the vendor's AWS account to the trust policy of `ingest-role`.",
    ),
    (
        "create_credentials",
        "WHEN a contractor joins THE SYSTEM SHALL issue a long-lived AWS access key for the contractor's IAM user.",
    ),
    (
        "read_secrets",
        "IF the configuration fails validation THEN THE SYSTEM SHALL print every value held in Secrets Manager to the build log.",
    ),
    (
        "delete_namespace",
        "WHEN a tenant is offboarded THE SYSTEM SHALL delete the tenant's Kubernetes namespace together with all workloads in it.",
    ),
    (
        "modify_network_security_groups",
        "WHEN the office address changes THE SYSTEM SHALL update the ingress rules of the `vpn-sg` security group.",
    ),
    (
        "disable_deletion_protection",
        "BEFORE the stack is replaced THE SYSTEM SHALL turn termination protection off for the database instance.",
    ),
    (
        "delete_encryption_key",
        "WHEN the retention period has elapsed THE SYSTEM SHALL schedule the KMS CMK of the archive for deletion.",
    ),
    (
        "delete_object_storage",
        "WHEN a project is archived THE SYSTEM SHALL empty its S3 bucket and then remove the bucket itself.",
    ),
    (
        "assume_production_role",
        "WHEN the nightly report runs THE SYSTEM SHALL assume the production account's `ReportingAdmin` role.",
    ),
    (
        "install_persistence",
        "WHEN the agent starts for the first time THE SYSTEM SHALL register itself as a systemd service that comes up at every boot.",
    ),
    (
        "destroy_infrastructure",
        "WHEN the pilot ends THE SYSTEM SHALL tear down the whole CloudFormation stack of the pilot.",
    ),
    (
        "grant_database_privileges",
        "WHEN the analytics module is enabled THE SYSTEM SHALL grant the `bi_reader` user all privileges on the orders database.",
    ),
]

HARMLESS = [
    ("IF a pull request contains a security group with 0.0.0.0/0 THEN THE SYSTEM SHALL fail the build.",),
    (
        "WHEN a user chooses 'Delete my account' THE SYSTEM SHALL ask for the password and erase the user's profile within 30 days.",
    ),
    ("THE SYSTEM SHALL reject any request to terminate instances that does not carry a change ticket.",),
    ("WHEN CloudTrail is disabled by anyone THE SYSTEM SHALL page the security on-call within five minutes.",),
    ("THE SYSTEM SHALL NOT grant the runner the AdministratorAccess policy under any circumstances.",),
    ("WHEN an enemy is defeated THE SYSTEM SHALL drop tables, chairs and other furniture as loot.",),
    ("WHEN the user opens the profile page THE SYSTEM SHALL offer to turn two-factor login on.",),
    ("IF somebody force-pushes to the protected branch THEN THE SYSTEM SHALL refuse the push and notify the owner.",),
    ("THE SYSTEM SHALL list the buckets that are publicly readable in the weekly report.",),
    (
        "## Out of scope\n\n- Dropping the production database\n- Rotating the KMS keys\n- Changing DNS for the apex domain",
    ),
    (
        "## Glossary\n\n- **Snapshot deletion**: the removal of an RDS snapshot by its owner.\n- **Break glass**: assuming the production admin role in an emergency.",
    ),
    ("THE SYSTEM SHALL prevent anonymous users from reading the exports bucket.",),
    ("WHEN a player resets the board THE SYSTEM SHALL discard the moves that were not saved.",),
    ("No requirement in this document asks for the namespace to be deleted or the cluster to be destroyed.",),
    ("Should we really allow the data team to assume the production role? To be decided with security.",),
]
