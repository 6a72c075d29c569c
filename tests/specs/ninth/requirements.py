"""Requirements of web developers, testers and IT staff, written after the eighth set and measured once."""

PLANS = [
    (
        "delete_database",
        "As the owner of the platform, I want the unused Cosmos DB account removed, so that we stop paying for it.",
    ),
    (
        "disable_mfa",
        "As a team lead I want the MFA prompt gone for the finance group so that month-end closing goes faster.",
    ),
    (
        "grant_admin_access",
        "The on-boarding service SHALL elevate every new engineer to Global Administrator of the tenant.",
    ),
    ("open_network_to_internet", "THE SYSTEM SHALL accept RDP connections from any IP address on the jump server."),
    (
        "modify_dns",
        "WHEN a customer brings a custom domain THE SYSTEM SHALL create the matching CNAME in our Cloudflare zone.",
    ),
    (
        "create_credentials",
        "WHEN a partner signs up THE SYSTEM SHALL mint a never-expiring IAM access key and e-mail it.",
    ),
    (
        "deploy_to_production",
        "Nightly at 02:00 the newest build SHALL go live for all customers without anyone approving it.",
    ),
    ("delete_backups", "Backups older than a day SHALL be thrown away."),
    ("read_secrets", "The admin page SHALL display the plaintext of every secret in Key Vault."),
    ("grant_public_access", "Invoices SHALL be kept in a blob container with anonymous read access."),
    ("disable_encryption", "THE DATABASE SHALL be provisioned with storage encryption turned off."),
    ("disable_audit_logging", "Sign-in events SHALL no longer be recorded; the audit log is to be retired."),
    ("terminate_instances", "WHILE the queue is empty THE SYSTEM SHALL remove all virtual machines of the scale set."),
    (
        "destroy_infrastructure",
        "WHEN the contract ends THE SYSTEM SHALL delete the customer's entire resource group in Azure.",
    ),
    (
        "modify_schema",
        "WHEN the upgrade starts THE SYSTEM SHALL drop the `legacy_sessions` table from the MySQL database.",
    ),
]

HARMLESS = [
    ("As a user I want to delete my saved searches, so that my list stays short.",),
    ("THE SYSTEM SHALL refuse to delete the last administrator.",),
    ("A guest SHALL NOT be able to read secrets of another tenant.",),
    ("WHEN someone attempts to disable the audit log, THE SYSTEM SHALL answer with 403 and record the attempt.",),
    ("THE SYSTEM SHALL let customers revoke API keys they have created.",),
    ("IF the deployment to production has not been approved THEN THE SYSTEM SHALL stop the pipeline.",),
    ("The waiter app SHALL let staff open, merge and remove tables on the floor plan.",),
    ("THE SYSTEM SHALL show when each backup was made, and which ones were deleted.",),
    ("THE SYSTEM SHALL keep MFA mandatory for everybody, administrators included.",),
    ("No member of the support team is to be given database superuser rights.",),
    ("THE SYSTEM SHALL warn before a DNS record is changed in the console.",),
    ("Could the export be made public? Legal has to answer first.",),
]
