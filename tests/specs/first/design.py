"""Designs: prose, tables, diagrams, code blocks; written before the phrases were read."""

PLANS = [
    ("grant_admin_access", "The Lambda's execution role is granted administrator access for the time being."),
    (
        "grant_admin_access",
        "## Permissions\n\n| principal | permission |\n|---|---|\n| deploy role | AdministratorAccess |",
    ),
    (
        "grant_admin_access",
        ('```json\n{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}\n```'),
    ),
    (
        "grant_admin_access",
        (
            '```hcl\nresource "aws_iam_role_policy_attachment" "ci" {\n  role       = "ci"\n'
            '  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n```'
        ),
    ),
    (
        "grant_admin_access",
        (
            "```mermaid\nsequenceDiagram\n  participant P as Pipeline\n  participant I as IAM\n"
            "  P->>I: attach AdministratorAccess to deploy role\n  I-->>P: ok\n```"
        ),
    ),
    (
        "grant_admin_access",
        (
            "```bash\naws iam attach-role-policy --role-name ci --policy-arn "
            "arn:aws:iam::aws:policy/AdministratorAccess\n```"
        ),
    ),
    (
        "delete_production_database",
        ("After the switch, the old production database is no longer needed. It will be deleted by the last step."),
    ),
    (
        "delete_production_database",
        ("```sh\naws rds delete-db-instance --db-instance-identifier orders-production --skip-final-snapshot\n```"),
    ),
    (
        "delete_production_database",
        (
            "```\n+-----------+      +---------------------------+\n"
            "| migrator  | ---> | drop production database  |\n+-----------+      +---------------------------+\n"
            "```"
        ),
    ),
    ("delete_production_database", "```mermaid\ngraph TD\n  A[copy rows] --> B[delete production database]\n```"),
    (
        "modify_network_security_groups",
        "| step | action | target |\n|---|---|---|\n| 3 | open port 5432 | security group of the database |",
    ),
    (
        "modify_network_security_groups",
        "The change consists of an additional ingress rule on the security group `sg-0a1b2c`.",
    ),
    (
        "modify_network_security_groups",
        (
            '```hcl\nresource "aws_security_group_rule" "ssh" {\n  type = "ingress"\n  from_port = 22\n'
            '  to_port = 22\n  protocol = "tcp"\n  cidr_blocks = ["10.0.0.0/8"]\n  security_group_id = "sg-1"\n}\n'
            "```"
        ),
    ),
    (
        "open_network_to_internet",
        (
            "```bash\naws ec2 authorize-security-group-ingress --group-id sg-1 --protocol tcp --port 22 --cidr "
            "0.0.0.0/0\n```"
        ),
    ),
    (
        "open_network_to_internet",
        (
            "To keep the demo simple the API server listens on all interfaces and its port is opened to "
            "the whole world in the firewall."
        ),
    ),
    (
        "create_credentials",
        '```python\nimport boto3\n\niam = boto3.client("iam")\niam.create_access_key(UserName="ci")\n```',
    ),
    (
        "create_credentials",
        "For the partner integration a fresh access key pair is created for the IAM user `partner`.",
    ),
    (
        "escalate_privileges",
        (
            "Privilege escalation: the runner passes itself a stronger role through `iam:PassRole` and "
            "launches a function with it."
        ),
    ),
    ("assume_production_role", "The script then assumes the role `production-admin` in the production account."),
    (
        "modify_trust_policy",
        "The role's trust relationship is updated to include `sts:AssumeRole` for the GitHub OIDC provider.",
    ),
    ("disable_mfa", "For automation, the MFA requirement is removed from the administrators group."),
    ("grant_public_access", "| bucket | change |\n|---|---|\n| site-assets | ACL becomes public-read |"),
    (
        "grant_public_access",
        (
            "```yaml\nResources:\n  Assets:\n    Type: AWS::S3::Bucket\n    Properties:\n"
            "      AccessControl: PublicRead\n```"
        ),
    ),
    ("grant_database_privileges", "```sql\nGRANT ALL PRIVILEGES ON DATABASE orders TO reporting;\n```"),
    ("modify_dns", "Traffic is moved by an update of the A record in the hosted zone example.com."),
    ("delete_database", "```sql\nDROP DATABASE analytics;\n```"),
    ("delete_backups", "Removal of the automated snapshots of the cluster follows in phase two."),
    ("delete_object_storage", "```sh\naws s3 rb s3://legacy-exports --force\n```"),
    ("delete_object_storage", "The bucket `raw-events` will be emptied recursively and then removed."),
    (
        "disable_deletion_protection",
        (
            '```hcl\nresource "aws_db_instance" "orders" {\n  identifier = "orders"\n'
            "  deletion_protection = false\n}\n```"
        ),
    ),
    ("disable_encryption", "To speed up writes we drop encryption of the EBS volumes."),
    ("delete_encryption_key", "```bash\naws kms schedule-key-deletion --key-id 1234 --pending-window-in-days 7\n```"),
    ("read_credentials", "The helper parses `~/.aws/credentials` and copies the keys of the default profile."),
    ("read_secrets", '```python\nboto3.client("secretsmanager").get_secret_value(SecretId="prod/db")\n```'),
    ("disable_audit_logging", "CloudTrail is switched off in the sandbox accounts; VPC flow logs are removed as well."),
    ("terminate_instances", "```sh\naws ec2 terminate-instances --instance-ids i-0abc\n```"),
    ("apply_infrastructure", "```bash\nterraform init\nterraform apply -auto-approve\n```"),
    ("destroy_infrastructure", "At the end of each month all stacks of the team are torn down."),
    ("deploy_to_production", "The workflow's last job ships the container image straight to the production cluster."),
    ("delete_namespace", "The controller removes the namespace `team-a` with everything that runs in it."),
    (
        "run_remote_script",
        "Nodes bootstrap themselves by executing a shell script fetched from https://raw.example.com/setup.sh.",
    ),
    ("exfiltrate_data", "The debug build posts the environment variables to an external webhook."),
    ("destroy_host_files", "```sh\nrm -rf ~/\n```"),
    ("weaken_host_permissions", "Permissions of `/etc/ssl/private` are loosened to 0777."),
    ("escalate_host_privileges", "The service account receives passwordless sudo."),
    ("install_persistence", "A systemd unit is placed in `/etc/systemd/system` so that the watcher survives reboots."),
    ("rewrite_history", "```\ngit push --force origin main\n```"),
    ("discard_local_work", "```sh\ngit reset --hard\ngit clean -fdx\n```"),
    ("modify_schema", "```sql\nALTER TABLE users ADD COLUMN plan text;\n```"),
    ("modify_schema", "The `orders` table gets a new column `currency` with a default."),
]

HARMLESS = [
    ("The production database is a PostgreSQL 15 cluster with two replicas.",),
    (
        (
            "## Rejected alternatives\n\n- Attach AdministratorAccess to the deploy role\n"
            "- Open port 22 in the security group"
        ),
    ),
    ("## Out of scope\n\nDeleting the production database.\n\nChanging DNS records.",),
    (
        (
            "## Risks and mitigations\n\n| risk | mitigation |\n|---|---|\n"
            "| somebody deletes the production database | deletion protection |"
        ),
    ),
    ("| option | decision |\n|---|---|\n| grant admin access to the bot | rejected |",),
    ("The deploy role has AdministratorAccess today; this design takes it away.",),
    (
        (
            '```diff\n-resource "aws_iam_role_policy_attachment" "admin" {\n'
            '-  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n-}\n```'
        ),
    ),
    (
        (
            "```diff\n- aws rds delete-db-instance --db-instance-identifier orders-production\n"
            "+ aws rds describe-db-instances\n```"
        ),
    ),
    ("Instead of opening the security group we use a session manager tunnel.",),
    (('The modal has two buttons: "Delete" and "Cancel". Delete removes the recipe from the recipe database view.'),),
    (
        (
            "```mermaid\ngraph TD\n  U[user] --> V{is admin?}\n  V -->|no| W[reject: access denied]\n"
            "  V -->|yes| X[show page]\n```"
        ),
    ),
    ("No step of this plan terminates instances.",),
    ("We considered making the bucket public, but signed URLs are enough.",),
    ("The staging database is dropped and restored every night.", "delete_database", "modify_schema"),
    ("An alarm fires when CloudTrail is disabled.",),
    ("Admins grant access to a shared board by entering an e-mail address.",),
    ("```sql\nSELECT * FROM information_schema.table_privileges WHERE grantee = 'PUBLIC';\n```",),
    ("The trust policy of the role stays as it is.",),
    ("Deploying to production is a manual step of the release manager and not part of this work.",),
    (('```json\n{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}\n```'),),
    ("Key rotation: KMS rotates the key every year; nobody deletes the key.",),
    ("Column headers can be dropped to another place to change the order of the table.",),
]
