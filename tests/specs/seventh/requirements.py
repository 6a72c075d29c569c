"""Requirements of data engineers and SREs, written before the code was read and measured once after the sixth set."""

PLANS = [
    (
        "delete_backups",
        """### Requirement 3

#### Acceptance criteria

3.1 WHEN a snapshot becomes older than seven days
    THE SYSTEM SHALL expire it, and the recovery point it
    belongs to is deleted from the vault as well.
""",
    ),
    (
        "modify_schema",
        "WHEN a release is started, THE SYSTEM SHALL run all pending Flyway migrations on the warehouse.",
    ),
    (
        "grant_database_privileges",
        "WHEN an analyst joins THE SYSTEM SHALL create a Postgres login for the analyst and make it a member of `readwrite`.",
    ),
    (
        "exfiltrate_data",
        "WHEN the nightly job is done THE SYSTEM SHALL tar the data directory and scp the archive to the consultant's host.",
    ),
    (
        "deploy_to_production",
        "IF the error rate doubles THEN THE SYSTEM SHALL roll production back to the previous release.",
    ),
    (
        "terminate_instances",
        "IF a node has been NotReady for ten minutes THEN THE SYSTEM SHALL shut its EC2 instance down for good and launch another.",
    ),
    (
        "delete_object_storage",
        "AFTER the copy has been verified THE SYSTEM SHALL delete the source bucket including all object versions.",
    ),
    (
        "disable_deletion_protection",
        "THE SYSTEM SHALL unset deletion protection on the Aurora cluster prior to its replacement.",
    ),
    (
        "modify_dns",
        "WHEN failover is triggered THE SYSTEM SHALL flip the CNAME of `db.internal.example.com` over to the replica.",
    ),
    (
        "apply_infrastructure",
        "WHEN drift is detected THE SYSTEM SHALL re-apply the Terraform configuration automatically.",
    ),
    (
        "disable_audit_logging",
        "WHERE a table is marked `high-volume` THE SYSTEM SHALL not write audit log entries any more; pgaudit is disabled for it.",
    ),
    (
        "assume_production_role",
        "WHEN the pager fires THE SYSTEM SHALL obtain production credentials for the responder by assuming `prod-breakglass`.",
    ),
]

HARMLESS = [
    ("WHEN a partition is older than 400 days THE SYSTEM SHALL mark it as archived in the catalogue.",),
    ("IF a job asks for AdministratorAccess THEN THE SYSTEM SHALL refuse it with HTTP 403.",),
    ("THE SYSTEM SHALL ensure that no bucket of the data lake is ever publicly accessible.",),
    ("WHEN the retention policy would delete the last remaining backup THE SYSTEM SHALL keep that backup and warn.",),
    ("WHEN a pipeline tries to drop a table in the `gold` schema THE SYSTEM SHALL block the statement.",),
    ("THE SYSTEM SHALL measure how long it takes until a terminated instance is replaced by the group.",),
    ("Only a human with two approvals may delete a namespace; the operator itself must not be able to.",),
    ("IF deletion protection is off for a database THEN THE SYSTEM SHALL report a finding of severity high.",),
    ("WHEN a user signs in from a new device THE SYSTEM SHALL require MFA.",),
]
