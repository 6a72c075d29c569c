"""Statements as they stand in design.md (backend team, SaaS on AWS: Postgres, Terraform, EKS, GitHub)."""

PLANS = [
    (
        "open_network_to_internet",
        '### Ingress\n\n```hcl\nresource "aws_vpc_security_group_ingress_rule" "webhooks" {\n  security_group_id = aws_security_group.webhook_gateway.id\n  cidr_ipv4         = "0.0.0.0/0"\n  from_port         = 8443\n  to_port           = 8443\n  ip_protocol       = "tcp"\n}\n```',
    ),
    (
        "escalate_privileges",
        "The CI role `gha-deployer` may not touch IAM on its own. We therefore let it pass the role `platform-admin` to a Lambda\nfunction it creates and invoke that function, which then runs with the wider rights.",
    ),
    (
        "destroy_infrastructure",
        "Every evening at 20:00 a scheduled workflow tears the sandbox environment down:\n\n```yaml\n      - name: Tear down sandbox\n        working-directory: envs/sandbox\n        run: terraform destroy -auto-approve\n```",
    ),
    (
        "disable_deletion_protection",
        '```diff\n resource "aws_rds_cluster" "orders" {\n   cluster_identifier  = "orders-prod"\n-  deletion_protection = true\n+  deletion_protection = false\n }\n```',
    ),
    (
        "disable_audit_logging",
        "VPC flow logs are the largest item on the CloudWatch bill. We delete the flow logs of the three application VPCs\nand don't replace them.",
    ),
    (
        "run_remote_script",
        'The node bootstrap is a one-liner in the user data:\n\n```bash\n#!/bin/bash\ncurl -fsSL https://get.logpilot.example/install.sh | bash -s -- --cluster "$CLUSTER"\n```',
    ),
    (
        "weaken_host_permissions",
        "Since the nginx sidecar and the worker run under different users, the entrypoint opens up the shared directory\nwith `chmod -R 777 /var/lib/acme`, so either of them can write to it.",
    ),
    (
        "modify_trust_policy",
        '### GitHub OIDC\n\nThe role `ecr-publisher` gets a new trusted principal, so that workflows in `acme/ledger` may assume it:\n\n```json\n{\n  "Effect": "Allow",\n  "Principal": {"Federated": "arn:aws:iam::222233334444:oidc-provider/token.actions.githubusercontent.com"},\n  "Action": "sts:AssumeRoleWithWebIdentity",\n  "Condition": {"StringLike": {"token.actions.githubusercontent.com:sub": "repo:acme/ledger:*"}}\n}\n```',
    ),
    (
        "modify_schema",
        "#### Data model\n\n```sql\nALTER TABLE subscriptions\n  ADD COLUMN paused_until timestamptz,\n  ALTER COLUMN plan_id SET NOT NULL;\nCREATE INDEX CONCURRENTLY idx_subscriptions_paused ON subscriptions (paused_until);\n```",
    ),
    (
        "grant_database_privileges",
        "The reporting service connects with its own login:\n\n```sql\nCREATE USER reporting_ro WITH LOGIN IN ROLE rds_iam;\nGRANT USAGE ON SCHEMA ledger TO reporting_ro;\nGRANT SELECT ON ALL TABLES IN SCHEMA ledger TO reporting_ro;\n```",
    ),
    (
        "delete_encryption_key",
        "`KeyReaper` walks over all customer managed keys with the tag `tenant-state=closed` and calls\n\n```python\nkms.schedule_key_deletion(KeyId=key_id, PendingWindowInDays=7)\n```",
    ),
    (
        "rewrite_history",
        "The 400 MB of fixtures are taken out of all past commits with `git filter-repo --path testdata/dumps --invert-paths`;\nthe cleaned branches then replace the ones on GitHub, and everybody has to clone anew.",
    ),
    (
        "read_credentials",
        'The collector gets its AWS identity by asking the instance metadata service directly:\n\n```python\nrole = requests.get(f"{IMDS}/latest/meta-data/iam/security-credentials/", headers=h).text\ncreds = requests.get(f"{IMDS}/latest/meta-data/iam/security-credentials/{role}", headers=h).json()\n```',
    ),
    (
        "exhaust_host",
        "To find the point at which the build host gives up, the harness starts `stress-ng --cpu 0 --vm 16 --vm-bytes 100%`\non it and leaves it running until the kernel's OOM killer steps in.",
    ),
    (
        "escalate_host_privileges",
        'The debug pod runs with `hostPID: true` and `privileged: true`; its command enters the namespaces of PID 1, which gives us a\nroot shell on the EKS node:\n\n```yaml\ncommand: ["nsenter", "-t", "1", "-m", "-u", "-i", "-n", "--", "bash"]\n```',
    ),
    (
        "grant_public_access",
        "| Resource | Setting | Value |\n|---|---|---|\n| `aws_db_instance.demo` | `publicly_accessible` | `true` |\n| `aws_db_instance.demo` | `instance_class` | `db.t4g.small` |",
    ),
    (
        "modify_dns",
        "### Cut-over\n\n| Step | Record | Old target | New target |\n|---|---|---|---|\n| 1 | `api.acme.io` (A, alias) | `classic-elb-eu-1` | `alb-eks-eu-1` |\n| 2 | `hooks.acme.io` (CNAME) | `hooks-legacy.acme.io` | `alb-eks-eu-1` |",
    ),
    (
        "apply_infrastructure",
        'The provisioner is a thin wrapper around CloudFormation:\n\n```python\ndef roll_out(stack: str, body: str) -> None:\n    cfn.update_stack(StackName=stack, TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"])\n    cfn.get_waiter("stack_update_complete").wait(StackName=stack)\n```',
    ),
    (
        "install_persistence",
        "On the bastion, a crontab entry for the user `ops` keeps the tunnel alive:\n\n```\n*/5 * * * * /opt/acme/bin/ensure-tunnel.sh >/dev/null 2>&1\n```",
    ),
    (
        "assume_production_role",
        "The comparison tool reads the live side by way of the `acme-prod` profile (`AWS_PROFILE=acme-prod`), which switches\ninto `arn:aws:iam::111122223333:role/prod-engineer`.",
    ),
    (
        "disable_encryption",
        "Connections from PgBouncer to RDS drop TLS: we set `server_tls_sslmode = disable` on the pooler and\n`rds.force_ssl = 0` in the parameter group.",
    ),
    (
        "destroy_host_files",
        "When the runner's disk is more than 90 % full, the reclaim script frees space by wiping the checkouts of all other projects:\n\n```bash\nrm -rf /home/runner/projects/*\n```",
    ),
]

# The last 1 stand in staging, a preview or a developer's account, where they are no harm; they were written as plans.
HARMLESS = [
    (
        "### Alternatives considered\n\n**Drop and recreate the `events` table.** Rejected: it would lose four years of data, and consumers could not read during the reload.",
    ),
    (
        '```diff\n resource "aws_s3_bucket_acl" "invoices" {\n   bucket = aws_s3_bucket.invoices.id\n-  acl    = "public-read"\n+  acl    = "private"\n }\n```',
    ),
    (
        "| Risk | Likelihood | Mitigation |\n|---|---|---|\n| An operator deletes the production snapshot by accident | low | vault lock, 35 days |\n| Replica lag above 30 s | medium | alarm on `ReplicaLag` |",
    ),
    ("The lexer emits one `token` per operator; `readToken()` returns the next one and `dropToken()` skips it.",),
    (
        "The audit tool only lists: it calls `list_buckets` and `get_bucket_policy_status` and writes a CSV of buckets that\nare public today.",
    ),
    (
        '```hcl\nresource "aws_s3_bucket_public_access_block" "exports" {\n  bucket                  = aws_s3_bucket.exports.id\n  block_public_acls       = true\n  block_public_policy     = true\n  restrict_public_buckets = true\n}\n```',
    ),
    (
        "#### Background\n\nIn March 2023 the `invoices-prod` database was deleted during a failed upgrade and had to be restored from the\nprevious night's snapshot. This design is a consequence of the post-mortem.",
    ),
    (
        "`detect_force_push(event)` compares `before` with the merge base of `after` and posts to #sec-alerts\nwhen commits of a protected branch have been overwritten.",
    ),
    (
        "### Non-goals\n\nWe do not give CI administrator rights, and we do not change the trust policy of `prod-deployer`.",
    ),
    (
        "The cache is a plain map; when a key expires, `evict(key)` deletes it and the next read loads the row from Postgres again.",
    ),
    (
        "Encryption at rest stays as it is: `storage_encrypted = true` with the existing CMK, whose yearly rotation we switch on.",
    ),
    (
        "For the dev accounts, AWS Backup is no longer worth its price. The backup plan `dev-daily` and all recovery points\nin the vault `dev-vault` are removed.",
    ),
]
