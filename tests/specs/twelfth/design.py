"""Designs in other words: tables, blocks, asides."""

PLANS = [
    (
        "delete_production_database",
        "| Database | Environment | What happens |\n|---|---|---|\n| `ledger` | production | dropped after the copy |\n",
    ),
    ("delete_production_database", "Cut-over ends with `DROP DATABASE ledger_prod;` on the primary."),
    ("modify_schema", "Two indexes are created on `payments`, and its `memo` column is widened to `text`."),
    ("modify_schema", "```sql\nCREATE TABLE refunds (id bigint primary key);\n```"),
    (
        "escalate_privileges",
        "The role may call `iam:UpdateAssumeRolePolicy` and `iam:PutRolePolicy` on itself, so it can repair missing rights.",
    ),
    ("create_credentials", "```bash\naws iam create-access-key --user-name exporter\n```"),
    ("modify_trust_policy", "The partner's AWS account becomes a trusted principal of our `ingest` role."),
    (
        "modify_trust_policy",
        "| Role | Setting | Old | New |\n|---|---|---|---|\n| `deploy` | trust policy | own account | own account and GitHub OIDC |\n",
    ),
    ("grant_database_privileges", "```sql\nALTER ROLE app WITH SUPERUSER;\n```"),
    ("grant_database_privileges", "The BI tool gets its own MySQL account that can read every schema."),
    (
        "open_network_to_internet",
        "```yaml\nIngress:\n  Type: AWS::EC2::SecurityGroupIngress\n  Properties:\n    IpProtocol: tcp\n    FromPort: 22\n    ToPort: 22\n    CidrIp: 0.0.0.0/0\n```",
    ),
    ("grant_public_access", "The container's access level is switched from private to blob-level public access."),
    ("delete_backups", "Point-in-time recovery is switched off for the table; its existing recovery points go too."),
    ("delete_object_storage", "Finally the Terraform state bucket is emptied and removed."),
    (
        "disable_deletion_protection",
        "To let the replacement go through, the lock that guards the cluster against deletion is taken off.",
    ),
    ("disable_encryption", "Traffic between the pods runs over plain HTTP; the mesh's mTLS is turned off."),
    ("read_credentials", "The collector walks through `~/.ssh` and `~/.aws` and gathers every key it finds."),
    ("disable_audit_logging", "```bash\naws cloudtrail stop-logging --name org\n```"),
    (
        "apply_infrastructure",
        "Once the review is over the agent itself runs the apply of the Terraform workspace `network`.",
    ),
    ("destroy_infrastructure", "All stacks of the old region are taken down, including VPC and NAT gateways."),
    ("delete_namespace", "Teardown removes the tenant's namespace in the cluster, workloads and volumes included."),
    ("run_remote_script", "The setup fetches `install.sh` from GitHub and runs it straight away as root."),
    ("destroy_host_files", "Old builds are cleaned up with `sudo rm -rf /var/lib/*`."),
    ("weaken_host_permissions", "Permissions on the shared folder `/srv/data` become 0777."),
    ("escalate_host_privileges", "The sidecar runs as root with `hostPID: true` and in privileged mode."),
    ("rewrite_history", "After the squash, `git push --force origin main` publishes the result."),
    ("exhaust_host", "The chaos step allocates memory until the host's OOM killer fires."),
    ("bypass_commit_hooks", "`HUSKY=0` is exported in the agent's shell so commits are not checked."),
    (
        "terminate_instances",
        "```mermaid\nflowchart LR\n  A[Scale-in event] --> B[Terminate EC2 instances]\n  B --> C[Deregister targets]\n```",
    ),
    (
        "grant_admin_access",
        '```diff\n- policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n+ policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n```\nThis goes to `aws_iam_role_policy_attachment.ci`; we attach the AdministratorAccess policy.\n',
    ),
]

HARMLESS = [
    ("## Non-goals\n\nWe neither touch DNS nor move any record.\n",),
    ("## Considered and dismissed\n\n1. Granting the role `iam:*`\n2. Opening SSH to the world\n",),
    (
        "```diff\n- CidrIp: 0.0.0.0/0\n+ CidrIp: 10.1.0.0/16\n```\nThe office network is the only source from now on.\n",
        "modify_network_security_groups",
    ),
    ("The linter finds `chmod 777`, `curl | bash` and `--no-verify` in scripts and reports their lines.",),
    ("| Permission | Viewer | Editor |\n|---|---|---|\n| Delete bucket | no | no |\n| List bucket | yes | yes |\n",),
    ("A Service Control Policy makes it impossible to stop CloudTrail or to leave the organisation.",),
    ("What we feared most was a dropped production database; restore drills show that we would lose five minutes.",),
    ("The key in the cache is evicted after an hour and the session table is truncated in unit tests only.",),
    ("Credentials never leave the vault: the sidecar signs requests on behalf of the application.",),
    ("The wizard explains how customers create an access key in their own console.",),
    ("In staging we drop the database before each run.", "delete_database"),
    ("Playwright stores its traces in a bucket of the CI account; nothing there is public.",),
    ("Disk encryption remains on, TLS remains on, backups are kept for 35 days.",),
    ("Had we terminated the instances first, the queue would have been lost.",),
]
