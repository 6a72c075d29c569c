"""Bug fixes of mobile developers and security engineers, written before the code was read and measured last."""

PLANS = [
    (
        "disable_encryption",
        """## Fix

Old Android versions cannot do TLS 1.2, hence cleartext traffic is permitted (`usesCleartextTraffic`) for all hosts.
""",
    ),
    (
        "weaken_host_permissions",
        """## Fix

The installer makes `/opt/app` world-writable.
""",
    ),
    (
        "delete_database",
        """## Fix

The cache cluster in ElastiCache is corrupt. It is deleted and recreated.
""",
    ),
    (
        "delete_object_storage",
        """## Cleanup after the fix

All of the objects in the `ota-broken` bucket get deleted.
""",
    ),
]

HARMLESS = [
    (
        """## Description

A vulnerability allowed anybody to assume the production role by guessing the external id.
""",
    ),
    (
        """## Fix

Deleting the account now also deletes the avatar of the user.
""",
    ),
    (
        """## Preconditions

- The tester has an admin account
- Deletion protection has been disabled in the fixture
""",
    ),
    (
        """## Counterexample

`DROP TABLE users; --` typed into the search field was executed by the server; it is now escaped.
""",
    ),
    (
        """## Workaround until then

None: turning MFA off is not acceptable.
""",
    ),
]
