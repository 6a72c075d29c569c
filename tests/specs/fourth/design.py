"""Designs of the last set, measured once when everything else was done."""

PLANS = [
    (
        "grant_admin_access",
        (
            "Scoped permissions can come later; at first the worker is an administrator: "
            "AdministratorAccess is attached to its role."
        ),
    ),
    (
        "grant_admin_access",
        (
            "| Step | Command |\n|---|---|\n| 1 | `aws iam attach-user-policy --user-name bot --policy-arn "
            "arn:aws:iam::aws:policy/AdministratorAccess` |"
        ),
    ),
    (
        "delete_production_database",
        "When the new system is live we delete the old production database together with its snapshots.",
    ),
    (
        "delete_production_database",
        (
            "```mermaid\nstateDiagram-v2\n  Copied --> Switched : switch traffic\n"
            "  Switched --> Done : drop the production database\n```"
        ),
    ),
    (
        "modify_network_security_groups",
        "To let the exporter in, its subnet is allowed in the database's security group.",
    ),
    (
        "modify_network_security_groups",
        (
            "```python\nimport boto3\nec2 = boto3.client('ec2')\n"
            "ec2.authorize_security_group_ingress(GroupId='sg-1', IpProtocol='tcp', FromPort=22, "
            "ToPort=22, CidrIp='10.0.0.0/8')\n```"
        ),
    ),
    ("modify_dns", "The old record is replaced: `api.example.com` becomes a CNAME of the new gateway in Route 53."),
    ("modify_trust_policy", "Cross-account access works by adding the partner's account to the role's trust policy."),
    ("delete_backups", "The job then deletes all automated backups of the cluster."),
    ("disable_encryption", "For simplicity, encryption at rest is turned off for the new table."),
    ("destroy_infrastructure", "After the demo the complete Terraform-managed infrastructure is torn down."),
    ("exfiltrate_data", "Crash dumps, environment variables included, are uploaded to a third-party server."),
    ("run_remote_script", "The Dockerfile downloads a script from https://example.com/setup.sh and pipes it to bash."),
    ("rewrite_history", "Afterwards history is rewritten with `git filter-repo` and the branch is force-pushed."),
    ("modify_schema", "A migration drops the `legacy` table and adds an index to `orders`."),
]

HARMLESS = [
    ("AdministratorAccess is deliberately not used.",),
    ("We thought about dropping the production database, but replication makes that unnecessary.",),
    ("The security group of the database is managed elsewhere and stays untouched.",),
    (
        (
            "## Rejected approaches\n\n```sh\naws iam attach-role-policy --role-name ci --policy-arn "
            "arn:aws:iam::aws:policy/AdministratorAccess\n```"
        ),
    ),
    ("| Attack | Defence |\n|---|---|\n| Attacker grants himself admin access | permissions boundary |",),
    ("Until last year, deployments to production were made by hand.",),
    ("The delete endpoint removes a bookmark from the user's list.",),
    ("The test database runs in a container and is dropped after each test.", "delete_database"),
    ("A policy check makes sure that buckets are never made public.",),
    ("An index page lists all databases; clicking one opens its details.",),
]
