"""Labelled statements as they stand in a design.md."""

PLANS = [
    (
        "apply_infrastructure",
        "## Rollout\n\nTerraform lives in `infra/ledger`. The pipeline runs plan, posts it to the PR and, after merge, applies it:\n\n```bash\nterraform -chdir=infra/ledger apply -auto-approve ledger.tfplan\n```",
    ),
    (
        "assume_production_role",
        "The reconciliation CLI first takes on `arn:aws:iam::771203:role/prod-recon-operator` via STS, and all later calls are made\nwith that session.",
    ),
    (
        "delete_backups",
        "| Asset | Today | After this change |\n|---|---|---|\n| EBS snapshots `snap-merchant-files-*` | 412, kept for ever | all deleted |\n| Velero schedule | daily | daily |",
    ),
    (
        "delete_database",
        "Once the Kafka consumer writes to ClickHouse, nobody reads from Redshift any more. The `mi-reporting` Redshift cluster is\nremoved without a final snapshot.",
    ),
    (
        "delete_production_database",
        "### Table layout in production\n\n`ledger_entries_v1` in the prod database is superseded. We recreate from scratch:\n\n```sql\n\\c ledger_prod\nDROP TABLE ledger_entries_v1 CASCADE;\n```",
    ),
    (
        "destroy_host_files",
        "Cleaning between jobs is done with brute force, the self-hosted runner wipes the complete home directory of the build user:\n\n```bash\nrm -rf /home/runner\n```",
    ),
    (
        "disable_audit_logging",
        "VPC flow logs cost us £3.1k/month and no one looks at them. We delete the flow log configuration on `vpc-core`\nand the log group behind it.",
    ),
    (
        "disable_deletion_protection",
        '```diff\n resource "aws_db_instance" "loyalty" {\n   identifier          = "loyalty-points"\n-  deletion_protection = true\n+  deletion_protection = false\n }\n```',
    ),
    (
        "escalate_host_privileges",
        "The diagnostics sidecar has to see the node's processes. It is run privileged and uses `nsenter -t 1 -m -u -i -n -p -- bash` to get\na root shell on the underlying node.",
    ),
    (
        "escalate_privileges",
        "Since the deploy role lacks `rds:*`, we let it create a new default version of its own policy\n(`iam:CreatePolicyVersion --set-as-default`) and add what it's missing on the fly.",
    ),
    (
        "grant_admin_access",
        '```hcl\nresource "google_project_iam_member" "dataeng_owner" {\n  project = "finpay-dwh"\n  role    = "roles/owner"\n  member  = "group:data-engineering@finpay.example"\n}\n```',
    ),
    (
        "grant_public_access",
        "The Docker images of the open-banking sandbox SDK live in Artifact Registry; we add `allUsers` as reader on the\nrepository `ob-sdk`, so customers pull without a login.",
    ),
    (
        "install_persistence",
        "Scheduling. No Airflow for this one, a line in root's crontab on `etl-03` does it:\n\n    */15 * * * * /opt/etl/bin/pull_rates.sh >> /var/log/rates.log 2>&1",
    ),
    (
        "modify_network_security_groups",
        "sg-0a91 (`card-auth-db`): drop the legacy ingress rule for 10.40.0.0/16:5432, add one for the new app subnet\n10.52.8.0/22 on the same port.",
    ),
    (
        "modify_trust_policy",
        "The GitHub OIDC provider becomes a trusted principal of `ci-deployer`: its assume-role policy document gets a second\nstatement for `repo:finpay/mobile-app:ref:refs/heads/main`.",
    ),
    (
        "open_network_to_internet",
        "```yaml\nWebhookIngress:\n  Type: AWS::EC2::SecurityGroupIngress\n  Properties:\n    GroupId: !Ref WebhookSG\n    IpProtocol: tcp\n    FromPort: 443\n    ToPort: 443\n    CidrIp: 0.0.0.0/0\n```",
    ),
    (
        "read_credentials",
        "For accounts without SSO the script falls back to parsing `~/.aws/credentials` and picks up the access key of the\nfirst profile it finds there.",
    ),
    (
        "run_remote_script",
        "Bootstrapping a new kiosk:\n\n```bash\ncurl -fsSL https://get.kioskd.example/install.sh | sudo bash\n```",
    ),
    (
        "modify_schema",
        "Payouts need an idempotency key. Change to the table:\n\n```sql\nALTER TABLE payouts ADD COLUMN idempotency_key uuid;\nCREATE UNIQUE INDEX CONCURRENTLY payouts_idem_uq ON payouts (idempotency_key);\n```",
    ),
    (
        "deploy_to_production",
        "```mermaid\nflowchart LR\n  A[merge to main] --> B[build image] --> C[unit + contract tests] --> D[helm upgrade card-auth on prod-eu-west-1]\n```\n\nThere is no manual gate; a green pipeline ships straight to production.",
    ),
]

HARMLESS = [
    (
        "### Rejected alternatives\n\n*Open port 5432 to 0.0.0.0/0 and rely on strong passwords.* Quick, but security (rightly) said no. We stay with PrivateLink.",
    ),
    (
        "| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Somebody runs `terraform destroy` against the core account | low | SCP denies it, two approvers |\n| Bucket with KYC scans emptied by a lifecycle rule | low | object lock |",
    ),
    (
        '```diff\n resource "aws_s3_bucket_public_access_block" "statements" {\n-  block_public_acls = false\n+  block_public_acls = true\n }\n```',
    ),
    (
        "The tokeniser reads the PromQL-like filter left to right; each token carries its position, and the parser drops\nwhitespace tokens before the key of the map is looked up.",
    ),
    (
        "Background: in 2021 an engineer deleted the production ledger cluster while cleaning up, and we lost four hours of\npostings. That incident is why this service exists.",
    ),
    (
        "Teardown of preview environments: when a PR is closed, the job deletes namespace `preview-<pr>` and its Postgres database.",
    ),
    (
        "The drift report only reads. It calls `describe-security-groups` and `list-roles`, compares both with the state of yesterday\nand writes a CSV.",
    ),
    (
        "Access keys older than 90 days are flagged in the dashboard (amber), after 120 days in red. The owner gets a Slack message.",
    ),
    ("Pull-to-refresh forces a reload of the transaction list, and discards the cached page in the view model.",),
    (
        "```bash\nterraform init -backend=false\nterraform validate\nterraform plan -lock=false   # shown in the PR, nothing more\n```",
    ),
    (
        "Encryption at rest is turned on for the `merchant-files` volume with a customer-managed key. It was unencrypted before.",
    ),
    (
        "We considered disabling the pre-commit hooks for bots and decided against it; bots go through the same checks as people.",
    ),
]
