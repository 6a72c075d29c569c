"""Designs of a third set, written after the second was learnt from, and measured once before any change."""

PLANS = [
    ("grant_admin_access", "Since scoping takes time, the runner's role simply gets AdministratorAccess."),
    ("grant_admin_access", '```json\n{\n  "Effect": "Allow",\n  "Action": "*",\n  "Resource": "*"\n}\n```'),
    (
        "grant_admin_access",
        "```mermaid\nflowchart LR\n  A[Create role] --> B[Attach AdministratorAccess] --> C[Deploy]\n```",
    ),
    (
        "delete_production_database",
        (
            "| # | Step | Owner |\n|---|---|---|\n| 1 | Freeze writes | ops |\n"
            "| 2 | Drop production database | migrator |"
        ),
    ),
    (
        "delete_production_database",
        (
            "The production database will not survive the migration: the last job deletes the production "
            "database and its backups."
        ),
    ),
    ("delete_production_database", "```sql\n-- production\nDROP DATABASE production;\n```"),
    (
        "modify_network_security_groups",
        "We need to touch two firewall rules: one is removed and one gets a wider range.",
    ),
    (
        "modify_network_security_groups",
        (
            "```diff\n+ aws ec2 authorize-security-group-ingress --group-id sg-77 --protocol tcp --port 6379 "
            "--cidr 10.1.0.0/16\n```"
        ),
    ),
    (
        "modify_network_security_groups",
        "```mermaid\nsequenceDiagram\n  CLI->>EC2: add inbound rule to security group\n  EC2-->>CLI: ok\n```",
    ),
    (
        "open_network_to_internet",
        (
            '```hcl\nresource "aws_security_group_rule" "all" {\n  type = "ingress"\n  from_port = 22\n'
            '  to_port = 22\n  protocol = "tcp"\n  cidr_blocks = ["0.0.0.0/0"]\n  security_group_id = "sg-1"\n}\n'
            "```"
        ),
    ),
    (
        "create_credentials",
        "An IAM user with programmatic access is created, and its access key is handed to the vendor.",
    ),
    (
        "escalate_privileges",
        "If a permission is missing, the agent attaches a broader policy to its own role and retries.",
    ),
    ("modify_trust_policy", "The deployment role's trust policy is opened to every account of the organization."),
    ("disable_mfa", "Service desk staff can't use tokens, so MFA is skipped for them."),
    (
        "grant_public_access",
        (
            '```json\n{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": '
            '"s3:GetObject", "Resource": "arn:aws:s3:::site/*"}]}\n```'
        ),
    ),
    ("modify_dns", "Cut-over: the zone's A records get changed to the new load balancer."),
    ("delete_backups", "Old snapshots are expensive. They are deleted by the clean-up job."),
    ("delete_object_storage", "The migration finishes with deleting the old bucket including all versions."),
    ("disable_deletion_protection", "Before the stack can be replaced, termination protection has to be disabled."),
    ("disable_encryption", "Volumes of the scratch pool stay unencrypted: `encrypted = false` is set on each volume."),
    ("delete_encryption_key", "Crypto-shredding: on request, the customer's encryption key is destroyed."),
    ("terminate_instances", "The spot fleet's VMs are shut down and terminated each evening."),
    (
        "destroy_infrastructure",
        "The whole environment, VPC and clusters included, is destroyed by `cdk destroy --all`.",
    ),
    ("deploy_to_production", "CI pushes the image to ECR and rolls it out to the production cluster."),
    ("weaken_host_permissions", "All users need to write there, hence `chmod 0777 /data/shared`."),
    ("install_persistence", "The collector survives reboots because the installer adds a crontab entry for it."),
    ("rewrite_history", "The team agreed to rewrite the history of main and to force-push it on Friday."),
]

HARMLESS = [
    ("Deleting the production database would cost us a day, which is why deletion protection stays on.",),
    ("## Non-goals\n\n- granting admin access to anybody\n- touching security groups",),
    (
        (
            "| Option | Pros | Cons | Verdict |\n|---|---|---|---|\n"
            "| Make the bucket public | simple | leaks data | rejected |\n"
            "| Signed URLs | safe | more code | chosen |"
        ),
    ),
    ("Historically, the deploy script force-pushed to main. That was removed in 2024.",),
    ("The guard inspects a plan and stops it when it drops a database or disables MFA.",),
    ("The role's policy allows `s3:GetObject` on one prefix and nothing else.",),
    ("An attacker who gains the key could terminate our instances; therefore the key is scoped to reads.",),
    ('```text\nERROR: permission denied to drop database "production"\n```',),
    ("```mermaid\ngraph LR\n  R[request: delete bucket] --> D[denied by SCP]\n```",),
    ("Security groups: sg-web allows 443 from the load balancer. No change.",),
    ("Our test suite asserts that granting admin access raises `PermissionError`.",),
    ("The admin can drop a pin on the map, and users are granted points.",),
    ("In the staging account the database is dropped every night.", "delete_database", "modify_schema"),
    (
        (
            "## Glossary\n\n- **Force push**: overwriting the history of a remote branch\n"
            "- **Root**: the administrator of a host"
        ),
    ),
    ("The table component gets a new column for the due date.",),
    ("Nothing in this design requires admin access.",),
    ("The database connection pool is drained and closed on shutdown.",),
    ("What if somebody deletes the S3 bucket? Versioning and replication let us restore it.",),
    ("Rotating the access key is out of scope.",),
    ("Public routes are served without a login; private routes need a token.",),
]
