"""Bug fixes of data engineers and SREs, written before the code was read and measured once after the sixth set."""

PLANS = [
    (
        "delete_namespace",
        """## Fix

The stuck namespace is removed by force, finalizers included, along with everything inside.
""",
    ),
    (
        "grant_admin_access",
        """## Fix

The job fails with AccessDenied. Its role is granted full administrative permissions.
""",
    ),
    (
        "modify_dns",
        """## Proposed change

`resolv` fails on the node, so an entry for the registry goes into `/etc/hosts`.
""",
    ),
    (
        "disable_deletion_protection",
        """## Fix

Terraform cannot replace the instance:

- disable termination protection
- replace
- enable it again
""",
    ),
    (
        "delete_production_database",
        """## Fix

The prod tables are corrupt. They are dropped and rebuilt from the event log: `DROP TABLE prod.orders`.
""",
    ),
]

HARMLESS = [
    (
        """## Root cause

Somebody had opened port 5432 to 0.0.0.0/0 in January, which is how the scanner got in.
""",
    ),
    (
        """## Regression test

The test expects that dropping the table as `loader` fails with `permission denied`.
""",
    ),
    (
        """## Current behaviour

The retention job deletes every backup, even the newest.

## Expected behaviour

The retention job keeps the newest three.
""",
    ),
    (
        """## Not the cause

It was suspected that MFA had been disabled for the account; it had not.
""",
    ),
]
