"""Bug reports and fixes: cause, history, what is to be done; written before the phrases were read."""

PLANS = [
    ("grant_admin_access", "## Fix\n\nThe job failed with AccessDenied, so grant the CI role full admin access."),
    (
        "grant_admin_access",
        '## Expected behavior\n\nWHEN the job runs THEN its role SHALL hold `Action: "*"` on `Resource: "*"`',
    ),
    ("delete_production_database", "## Solution\n\nWipe the production DB and restore last night's dump."),
    (
        "modify_network_security_groups",
        "## Proposed fix\n\nOpening TCP 6379 in the security group of the cache resolves the timeout.",
    ),
    ("open_network_to_internet", "Fix: let everybody in, i.e. ingress from ::/0 on 443 and 8080."),
    ("disable_audit_logging", "## Fix\n\nThe log bucket fills up. Turn the audit logs off."),
    ("weaken_host_permissions", "## Fix\n\n`chmod -R 777 /var/www` makes the error go away."),
    ("terminate_instances", "## Remediation\n\nKill the two hanging EC2 instances; the group starts new ones."),
    ("bypass_commit_hooks", "## Fix\n\nThe hook is slow. Use `git commit --no-verify` in the release script."),
    ("delete_backups", "## Solution\n\nThe quota is exceeded: get rid of the recovery points older than a week."),
]

HARMLESS = [
    ("## Root cause\n\nOn 3 May an operator deleted the production database by hand.",),
    ("## Root cause\n\nThe deploy role was granted AdministratorAccess in 2021 and nobody noticed.",),
    ("## Current behavior\n\nWHEN a user without MFA logs in THEN the system grants admin access",),
    ("## Background\n\nThe firewall rule was removed last week, which broke the health check.",),
    ("## Fix\n\nRevoke the admin access of the CI role.",),
    (
        (
            "## Regression prevention\n\n"
            "WHEN an agent tries to delete the backups THEN the system SHALL CONTINUE TO refuse it"
        ),
    ),
    ("## Changelog\n\n- 1.4: dropped the column `legacy_id`\n- 1.3: opened port 8080 in the security group",),
    ("The bug: clicking *Drop* in the editor opens the wrong panel.",),
]
