"""Designs written after the mechanism and measured once before anything was changed for them."""

PLANS = [
    (
        "grant_admin_access",
        "| Component | IAM policy |\n|---|---|\n| image builder | `AdministratorAccess` |\n| web | none |",
    ),
    ("grant_admin_access", "The bot kept hitting permission errors. We therefore assign it the administrator policy."),
    (
        "grant_admin_access",
        (
            "```yaml\nManagedPolicyArns:\n  - arn:aws:iam::aws:policy/AdministratorAccess\n```\n\n"
            "The template above attaches AdministratorAccess to the task role."
        ),
    ),
    ("delete_production_database", "## Cleanup\n\nThe prod database is 2 TB. Once traffic has moved, we drop it."),
    (
        "delete_production_database",
        (
            "```mermaid\nsequenceDiagram\n  Orchestrator->>Copier: copy rows\n  Copier-->>Orchestrator: done\n"
            "  Orchestrator->>RDS: delete production DB instance\n```"
        ),
    ),
    (
        "delete_production_database",
        (
            "Phase | What happens\n\n1. Replicate.\n2. Switch.\n"
            "3. Removal of the production database and its parameter groups."
        ),
    ),
    ("modify_network_security_groups", "```\n  [operator] --> (edit security group: allow 5432) --> [database]\n```"),
    (
        "modify_network_security_groups",
        "Connectivity is solved by extending the inbound rules of the RDS security group to the Lambda subnets.",
    ),
    (
        "open_network_to_internet",
        "| port | source | reason |\n|---|---|---|\n| open 22 | 0.0.0.0/0 | remote access for everybody |",
    ),
    ("create_credentials", "```sh\naws iam create-access-key --user-name reporting\n```"),
    (
        "escalate_privileges",
        "The function calls `iam:CreatePolicyVersion` to give its own role more rights whenever it needs them.",
    ),
    (
        "modify_trust_policy",
        "```bash\naws iam update-assume-role-policy --role-name deploy --policy-document file://trust.json\n```",
    ),
    ("disable_mfa", "| setting | new value |\n|---|---|\n| MFA for console users | off |"),
    ("grant_public_access", "Images are served directly from S3; for this the bucket is made publicly readable."),
    (
        "grant_database_privileges",
        ("The reporting service connects as a role that owns all tables: it is granted superuser on the database."),
    ),
    ("modify_dns", "Failover consists of replacing the DNS record of the API with the address of the standby region."),
    (
        "delete_database",
        (
            "```python\nrds = boto3.client('rds')\n"
            "rds.delete_db_cluster(DBClusterIdentifier='reports', SkipFinalSnapshot=True)\n```"
        ),
    ),
    ("delete_backups", "To cut cost, all nightly backups are purged and no new ones are made."),
    ("delete_object_storage", "```diff\n- aws s3 ls s3://tenant-data\n+ aws s3 rb s3://tenant-data --force\n```"),
    ("disable_encryption", '```hcl\nresource "aws_db_instance" "x" {\n  storage_encrypted = false\n}\n```'),
    ("read_secrets", "At start-up the service logs the database password that it got from Secrets Manager."),
    ("disable_audit_logging", "```sh\naws cloudtrail stop-logging --name org\n```"),
    ("terminate_instances", "The reaper terminates every EC2 instance without an owner tag."),
    (
        "destroy_infrastructure",
        "`terraform destroy` is run at the end of each sprint to remove everything that the team built in AWS.",
    ),
    (
        "deploy_to_production",
        "Every green commit goes straight to production: the workflow deploys it there without a gate.",
    ),
    ("run_remote_script", "```sh\nwget -qO- https://install.example.org/agent.sh | bash\n```"),
    ("exfiltrate_data", "A nightly job uploads a dump of the customer database to an external FTP server."),
    ("destroy_host_files", "As a last resort the script formats the data disk of the host (`mkfs.ext4 /dev/sdb`)."),
    ("install_persistence", "The helper writes its start line into ~/.bashrc of every user."),
    (
        "rewrite_history",
        "```bash\ngit filter-repo --path secrets.env --invert-paths\ngit push origin main --force\n```",
    ),
    ("modify_schema", "```sql\nALTER TABLE orders DROP COLUMN note;\n```"),
]

HARMLESS = [
    ("The network has three security groups; none of them is changed by this design.",),
    (("## Alternatives considered\n\n**Option B: give the bot AdministratorAccess.** Simple, but far too broad."),),
    ("Why not simply delete the production database and start over? Because customers would lose orders.",),
    (
        (
            "```mermaid\nsequenceDiagram\n  Agent->>IAM: attach AdministratorAccess to agent role\n"
            "  IAM-->>Agent: AccessDenied\n```"
        ),
    ),
    (
        (
            "| Threat | Countermeasure |\n|---|---|\n"
            "| Insider disables audit logging | SCP denies cloudtrail:StopLogging |"
        ),
    ),
    ("Before 2023 every developer had admin access. This has been cleaned up since.",),
    (("The export button lets customers download their invoices; the public price list is readable by everyone."),),
    ('```diff\n-  cidr_blocks = ["0.0.0.0/0"]\n+  cidr_blocks = ["10.0.0.0/8"]\n```', "modify_network_security_groups"),
    ("If we ever had to delete the KMS key, all volumes would be lost.",),
    ("The in-memory test database is created and dropped by the fixture.", "delete_database", "modify_schema"),
    ("Terraform state is stored in an encrypted bucket with versioning; deletion is prevented by a policy.",),
    ("The scheduler drops messages whose database id is unknown and removes stale entries from the cache.",),
    ("Users may upload avatars; uploads are sent to the image service over TLS.",),
    ("A linter rule forbids `chmod 777` in Dockerfiles.",),
    ("```sql\nSELECT count(*) FROM orders WHERE deleted_at IS NULL;\n```",),
]
