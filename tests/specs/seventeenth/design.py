"""Labelled statements as they stand in design.md (prose, tables, lists, code blocks)."""

PLANS = [
    (
        "apply_infrastructure",
        "### Rollout\n\nThe stacks are brought up in this order from the engineer's laptop:\n\n```bash\nnpx cdk deploy NetworkStack QueueStack --require-approval never\n```",
    ),
    (
        "bypass_commit_hooks",
        'The generator commits its output with `git commit --no-verify -m "chore: regenerate clients"`, since the lint hook takes four minutes on the generated files.',
    ),
    (
        "delete_backups",
        '```python\nbackup = boto3.client("backup")\nfor rp in backup.list_recovery_points_by_backup_vault(BackupVaultName="core-vault")["RecoveryPoints"]:\n    backup.delete_recovery_point(BackupVaultName="core-vault", RecoveryPointArn=rp["RecoveryPointArn"])\n```',
    ),
    (
        "delete_object_storage",
        "| Leftover | What happens to it | Who |\n|---|---|---|\n| `s3://acme-clickstream-raw` | emptied, then the bucket is removed | data platform |",
    ),
    (
        "escalate_privileges",
        "The agent's own role carries a permissions boundary that blocks `iam:*`. At start-up the agent\nremoves the boundary from itself:\n\n```bash\naws iam delete-role-permissions-boundary --role-name ci-agent\n```",
    ),
    (
        "escalate_host_privileges",
        '```yaml\n# runner-daemonset.yaml\ncontainers:\n  - name: host-shell\n    image: alpine:3.20\n    securityContext:\n      privileged: true\n    command: ["nsenter", "--target", "1", "--mount", "--uts", "--ipc", "--net", "--pid", "--", "/bin/bash"]\n```\nThe runner enters the node\'s namespaces this way and works there as root.',
    ),
    (
        "disable_encryption",
        '```hcl\nresource "aws_db_instance" "events" {\n  identifier        = "events"\n  engine            = "postgres"\n  storage_encrypted = false # was true; encryption cost us 4 % in the benchmark\n}\n```',
    ),
    (
        "exfiltrate_data",
        "- **Hand-over to the auditor.** The `.env` files of all services are collected,\n  zipped and copied by `scp` to `drop@files.kreston-audit.com:/incoming/`.",
    ),
    (
        "grant_public_access",
        "```typescript\nconst assets = new s3.Bucket(this, 'TileBucket', {\n  publicReadAccess: true,\n  blockPublicAccess: new s3.BlockPublicAccess({ blockPublicPolicy: false, restrictPublicBuckets: false }),\n});\n```",
    ),
    (
        "install_persistence",
        "The collector has to survive a reboot. The installer writes `/etc/systemd/system/edge-collector.service`\nand runs `systemctl enable --now edge-collector`.",
    ),
    (
        "modify_dns",
        "#### Domain move\n\n| zone | record | from | to |\n|---|---|---|---|\n| `acme.dev` (Azure DNS) | `www` CNAME | `acme.herokudns.com` | `acme-web.azurefd.net` |",
    ),
    (
        "modify_network_security_groups",
        "```typescript\ncacheSg.addIngressRule(\n  ec2.Peer.securityGroupId(workerSg.securityGroupId),\n  ec2.Port.tcp(6379),\n  'workers to redis',\n);\n```",
    ),
    (
        "modify_schema",
        "## Data model\n\nThe shipment's carrier moves from the JSON blob into a column of its own:\n\n```sql\nALTER TABLE shipments ADD COLUMN carrier_code varchar(12);\nCREATE INDEX idx_shipments_carrier ON shipments (carrier_code);\n```",
    ),
    (
        "modify_trust_policy",
        "GitHub Actions signs in by OIDC. For this the trust relationship of the role `artifact-publisher` gets a second\nstatement with `token.actions.githubusercontent.com` as federated principal and\n`repo:acme/mobile-app:*` as subject.",
    ),
    (
        "weaken_host_permissions",
        "Both the web server and the importer write into the upload folder; the simplest solution is `chmod -R 777 /srv/uploads` in the provisioning script.",
    ),
    (
        "read_credentials",
        '```python\ndef load_identity():\n    cfg = configparser.ConfigParser()\n    cfg.read(Path.home() / ".aws" / "credentials")\n    return cfg["default"]["aws_access_key_id"], cfg["default"]["aws_secret_access_key"]\n```',
    ),
    (
        "read_secrets",
        "The sync worker of the portal pulls its settings from Key Vault:\n\n```bash\naz keyvault secret show --vault-name kv-portal --name smtp-password --query value -o tsv\n```",
    ),
    (
        "run_remote_script",
        "### Node bootstrap\n\nUser data of the launch template:\n\n```bash\n#!/bin/bash\ncurl -fsSL https://get.meshctl.sh | bash -s -- --channel edge\n```",
    ),
    (
        "terminate_instances",
        "Scale-in of the render farm is done by the scheduler. After the last frame it calls\n`ec2.terminate_instances()` with the ids of all workers that carry `farm=render`.",
    ),
    (
        "grant_admin_access",
        '```hcl\nresource "google_project_iam_member" "release_bot" {\n  project = "acme-core"\n  role    = "roles/owner"\n  member  = "serviceAccount:release-bot@acme-core.iam.gserviceaccount.com"\n}\n```',
    ),
]

HARMLESS = [
    (
        "### Alternatives considered\n\n**Force-push a cleaned history.** Rejected: every fork would have to be cloned anew, and the leaked token has been rotated already.",
    ),
    (
        '```diff\n resource "aws_s3_bucket_public_access_block" "assets" {\n-  block_public_acls   = false\n-  block_public_policy = false\n+  block_public_acls   = true\n+  block_public_policy = true\n }\n```',
    ),
    (
        "| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Somebody schedules the KMS key for deletion and the archive becomes unreadable | low | SCP denies `kms:ScheduleKeyDeletion` |",
    ),
    (
        "The lexer drops a `token` of kind COMMENT before it reaches the parser, and the symbol table loses its `key` when the scope is left.",
    ),
    (
        '```python\ndef is_world_open(rule) -> bool:\n    return any(r["CidrIp"] == "0.0.0.0/0" for r in rule["IpRanges"])\n\nfindings = [r["GroupId"] for r in rules if is_world_open(r)]\n```',
    ),
    (
        "In 2022 an intern dropped the `customers` table by hand, which cost us eleven hours; this is why the restore drill exists.",
    ),
    (
        "## Non-goals\n\nWe do not touch the trust policies of the existing roles, and no IAM user gets a new access key.",
    ),
    (
        "The test harness starts a throw-away Postgres in Docker on localhost and drops its database after every test class.",
    ),
    (
        'The settings page has a drop-down "Environment"; picking *Production* only changes the colour of the header and which\ndashboards are shown.',
    ),
    (
        "```bash\naws ec2 describe-security-groups --filters Name=vpc-id,Values=vpc-0a41c --query 'SecurityGroups[].GroupName'\naws rds describe-db-snapshots --db-instance-identifier catalog --output table\n```",
    ),
    (
        "Deletion protection is switched on for each DynamoDB table of the module, so that a wrong plan fails early instead of taking the table with it.",
    ),
]
