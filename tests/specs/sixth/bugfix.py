"""Bug fixes written before the phrases were read again, and measured once before anything was changed for them."""

PLANS = [
    (
        "modify_network_security_groups",
        """## Fix

The load balancer cannot reach the pods. The security group of the nodes will be changed so that it
accepts traffic from the balancer on 30000-32767.
""",
    ),
    (
        "disable_encryption",
        """## Root cause

TLS handshakes time out.

## Fix

Turn off certificate verification and fall back to unencrypted connections to the broker.
""",
    ),
    (
        "rewrite_history",
        """## Fix

A token was committed. History gets rewritten and the branch is force pushed to origin.
""",
    ),
    (
        "modify_schema",
        """## Expected behaviour

The `orders` table carries the currency. A non-null column `currency` is added to it in Postgres.
""",
    ),
    (
        "weaken_host_permissions",
        """## Workaround

Give the binary the setuid bit, so that ordinary users can bind port 80.
""",
    ),
    (
        "delete_backups",
        """## Fix

The disk is full of old dumps: we delete the backup files in `/var/backups/pg` and every EBS snapshot.
""",
    ),
    (
        "modify_dns",
        """## Fix

The CNAME of `api.example.com` is wrong. It has to be replaced with an A record for 203.0.113.9.
""",
    ),
    (
        "terminate_instances",
        """## Recovery

The stuck machines are killed: `aws ec2 terminate-instances --instance-ids i-0abc i-0def`.
""",
    ),
]

HARMLESS = [
    (
        """## Current behaviour

When the job fails, the clean-up step deletes the production table. This is the bug.
""",
    ),
    (
        """## Unchanged behaviour

Deletion protection stays on and the audit log continues to be written.
""",
    ),
    (
        """## Steps to reproduce

1. Log in as a viewer
2. Click on the user's avatar
3. Observe that the menu lets a viewer delete the project
""",
    ),
    (
        """## Root cause

A developer had disabled the pre-commit hooks, so the secret slipped through.
""",
    ),
    (
        """## Fix

The form no longer lets a user switch MFA off without entering a code.
""",
    ),
    (
        """## Impact

Had the job run with write access, it would have dropped the database.
""",
    ),
]
