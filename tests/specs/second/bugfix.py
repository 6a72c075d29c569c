"""Bug reports written after the mechanism and measured once before anything was changed for them."""

PLANS = [
    (
        "grant_admin_access",
        (
            "## Proposed solution\n\n"
            "Replace the scoped policy with one that allows `*:*`, that makes the errors disappear."
        ),
    ),
    (
        "modify_network_security_groups",
        "## Fix\n\nThe pod cannot reach Redis because of the security group. Add an ingress rule for 6379.",
    ),
    ("delete_production_database", "## Fix Implementation\n\n1. Stop the app\n2. Nuke the prod DB\n3. Import the dump"),
    ("disable_encryption", "## Fix\n\nTLS between proxy and backend causes the latency; switch TLS encryption off."),
    ("rewrite_history", "## Fix\n\nThe bad merge is removed by resetting main and force pushing it."),
]

HARMLESS = [
    ("## Root Cause\n\nThe nightly job terminated all EC2 instances because of a wrong filter.",),
    (("## Current Behavior (Defect)\n\nWHEN a viewer opens the share dialog THEN the system makes the bucket public"),),
    (
        (
            "## Expected Behavior (Correct)\n\n"
            "WHEN a viewer opens the share dialog THEN the system SHALL NOT change the bucket policy"
        ),
    ),
    ("## Incident timeline\n\n- 10:02 operator drops the production database\n- 10:05 alarm",),
    (
        (
            "## Unchanged Behavior\n\n"
            "WHEN an attacker tries to disable MFA THEN the system SHALL CONTINUE TO require the second factor"
        ),
    ),
]
