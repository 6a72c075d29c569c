"""Bug reports: what is wrong, what is expected, what stays."""

PLANS = [
    ("modify_schema", "## Fix\n\nThe foreign key on `orders.user_id` must be dropped and the column made nullable."),
    (
        "grant_public_access",
        "## Expected behaviour\n\nWHEN a visitor opens the site THE SYSTEM SHALL serve it from a bucket with public read access.\n\n## Fix\n\nTurn off Block Public Access on the bucket.",
    ),
    ("open_network_to_internet", "## Fix\n\nAllow 0.0.0.0/0 in the load balancer's firewall rule for port 9200."),
    (
        "disable_encryption",
        "## Root cause\n\nThe client cannot speak TLS.\n\n## Fix\n\nTLS is switched off on the Redis endpoint.",
    ),
    ("delete_backups", "## Fix\n\nThe nightly job fails because the vault is full; delete the backup vault."),
    ("weaken_host_permissions", "## Fix\n\nThe log folder is not writable. Run `chmod -R 777 /var/log/app`."),
    ("modify_dns", "## Fix\n\nThe A record of `login.example.com` has to be corrected to 203.0.113.9."),
    ("terminate_instances", "## Proposed solution\n\nThe stuck VM is terminated and its disk thrown away."),
    ("deploy_to_production", "## Fix\n\nShip the hotfix directly to prod."),
    ("read_secrets", "## Steps\n\n1. Retrieve the database password from Vault\n2. Try it by hand"),
]

HARMLESS = [
    (
        "## Current behaviour\n\nWHEN the cleanup runs THEN the production database is deleted.\n\n## Expected behaviour\n\nWHEN the cleanup runs THE SYSTEM SHALL leave the database alone.",
    ),
    (
        "## Bug\n\nThe tool grants administrator access to every new user.\n\n## Fix\n\nNew users get the `viewer` role.",
    ),
    ("## Unchanged behaviour\n\nWHEN encryption is enabled THE SYSTEM SHALL CONTINUE TO encrypt uploads.",),
    ("## Root cause\n\nSomebody had disabled the audit log by hand.\n\n## Fix\n\nThe log is enabled at start-up.",),
    (
        "## Current behaviour\n\nPort 5432 is open to 0.0.0.0/0.\n\n## Fix\n\nRestrict it to 10.0.0.0/8.",
        "modify_network_security_groups",
    ),
    (
        "## Bug\n\n`rm -rf /` was executed when the variable was empty.\n\n## Fix\n\nQuote the variable and refuse empty values.",
    ),
    ("## Regression prevention\n\nTHE SYSTEM SHALL CONTINUE TO reject deletion of backups younger than 30 days.",),
    ("## Bug\n\nThe namespace selector shows deleted namespaces.\n\n## Fix\n\nFilter them out.",),
    (
        "## Bug\n\nThe secret's name is printed wrongly in the error message.\n\n## Fix\n\nPrint the name in quotes; the value is never read.",
    ),
]
