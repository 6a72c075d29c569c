"""Designs written before the phrases were read again, and measured once before anything was changed for them."""

PLANS = [
    (
        "modify_schema",
        """## Data model

The legacy columns go away:

```sql
ALTER TABLE invoices DROP COLUMN legacy_total;
```
""",
    ),
    (
        "delete_production_database",
        """## Cut-over

Once traffic has moved, the old production cluster (Aurora, `orders-prod`) is dropped
for good, with no final snapshot.
""",
    ),
    (
        "grant_public_access",
        """## Static assets

```hcl
resource "aws_s3_bucket_acl" "assets" {
  bucket = aws_s3_bucket.assets.id
  acl    = "public-read"
}
```
""",
    ),
    (
        "open_network_to_internet",
        """## Network

| Component | Port | Source | Note |
|---|---|---|---|
| bastion | 22 | 0.0.0.0/0 | ingress opened for remote staff |
""",
    ),
    (
        "open_network_to_internet",
        """## Firewall

```yaml
Resources:
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          CidrIp: 0.0.0.0/0
```
""",
    ),
    (
        "grant_admin_access",
        """## Permissions

The pipeline's role gets this inline policy:

```json
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]
}
```
""",
    ),
    (
        "terminate_instances",
        """## Scale-in

```python
import boto3

ec2 = boto3.client("ec2")
ec2.terminate_instances(InstanceIds=stale)
```
""",
    ),
    (
        "delete_object_storage",
        """## Retirement of the old store

```typescript
import { S3Client, DeleteBucketCommand } from "@aws-sdk/client-s3";

await new S3Client({}).send(new DeleteBucketCommand({ Bucket: "legacy-uploads" }));
```
""",
    ),
    (
        "deploy_to_production",
        """## Release flow

```mermaid
flowchart LR
    A[Merge to main] --> B[Build image]
    B --> C[Deploy to production]
```
""",
    ),
    (
        "apply_infrastructure",
        """## Rollout

```bash
terraform init
terraform apply -auto-approve
```
""",
    ),
    (
        "run_remote_script",
        """## Bootstrap

Every builder fetches the installer from `get.example.dev` and pipes it
straight into bash.
""",
    ),
    (
        "disable_audit_logging",
        """## Cost reductions

- CloudTrail in the sandbox OU stays as it is
- VPC flow logs: removal from all accounts, production first
""",
    ),
    (
        "modify_trust_policy",
        """## Cross-account access

The assume-role policy of `data-loader` is widened so that account 210987654321 may assume it as well.
""",
    ),
    (
        "disable_encryption",
        """## Storage

Server-side encryption of the log bucket is removed, since the SIEM cannot read encrypted objects.
""",
    ),
    (
        "escalate_privileges",
        """## Self-service

The support engineer's role receives `iam:PassRole` on every role along with `lambda:CreateFunction`,
so that it can run code with the rights of an administrator.
""",
    ),
    (
        "exfiltrate_data",
        """## Diagnostics

A cron task packs `~/.ssh` and `/etc` into a tarball and uploads it to `files.example.net` by curl.
""",
    ),
    (
        "install_persistence",
        """## Agent

The installer adds a crontab entry which relaunches the collector every five minutes.
""",
    ),
    (
        "read_credentials",
        """## Authentication of the helper

The helper reads `~/.aws/credentials` and takes the default profile's key from there.
""",
    ),
    (
        "weaken_host_permissions",
        """## Shared folder

To get around the permission errors, `/var/lib/app` is made writable for everybody (mode 777, recursively).
""",
    ),
    (
        "escalate_host_privileges",
        """## Build hosts

The `ci` user is given passwordless sudo on all build machines.
""",
    ),
    (
        "disable_mfa",
        """## Sign-in

Multi-factor authentication is dropped for the admin console; a password is enough from now on.
""",
    ),
    (
        "create_credentials",
        """## Integration with the partner

A service account key (JSON) is generated for `partner-sync@acme.iam.gserviceaccount.com` and mailed to the partner.
""",
    ),
    (
        "delete_encryption_key",
        """## Decommissioning

The customer master key that protects the old ledger will be disabled and, after the waiting period, deleted.
""",
    ),
    (
        "modify_dns",
        """## Migration of the domain

Nameservers of `example.com` get switched from GoDaddy to Cloudflare.
""",
    ),
    (
        "rewrite_history",
        """## Removal of the large files

We run `git filter-repo` over the whole repository and overwrite the remote's history with the result.
""",
    ),
    (
        "destroy_infrastructure",
        """## Teardown

```bash
terraform -chdir=infra destroy -auto-approve
```
""",
    ),
    (
        "grant_database_privileges",
        """## Reporting user

```sql
CREATE USER metabase WITH PASSWORD :'pw';
GRANT SELECT ON ALL TABLES IN SCHEMA public TO metabase;
```
""",
    ),
    (
        "exhaust_host",
        """## Capacity test

On the shared CI host we start `stress-ng` with all cores and all memory until the machine stops responding.
""",
    ),
    (
        "modify_network_security_groups",
        """## Network changes

```mermaid
sequenceDiagram
    participant CI
    participant EC2
    CI->>EC2: Revoke the egress rule of the security group
```
""",
    ),
    (
        "delete_database",
        """## Clean-up

```bash
aws rds delete-db-instance --db-instance-identifier reports --skip-final-snapshot
```
""",
    ),
    (
        "read_secrets",
        """## Start-up

| Step | What happens |
|---|---|
| 1 | the container starts |
| 2 | the entry point fetches the values of all secrets from Vault and writes them to the log |
""",
    ),
    (
        "disable_deletion_protection",
        """## Replacement of the instance

```hcl
resource "aws_db_instance" "main" {
  identifier          = "main"
  deletion_protection = false
}
```
""",
    ),
]

HARMLESS = [
    (
        """## Alternatives considered

We could let the deploy role have AdministratorAccess. Rejected: too broad.
""",
    ),
    (
        """## Risks

| Risk | Mitigation |
|---|---|
| Somebody drops the production database | deletion protection, and a final snapshot |
| The namespace is deleted by accident | RBAC without `delete` |
""",
    ),
    (
        """## Background

Last year an intern dropped the production database during a demo, and it took nine hours to restore it.
""",
    ),
    (
        """## Tests

Against LocalStack the suite empties and deletes the test bucket after every run.
""",
    ),
    (
        """## What we will not do

- disable MFA for anybody
- open SSH to the world
- push with `--force` to `main`
""",
    ),
    (
        """## Guard

The admission controller denies requests that delete a namespace labelled `protected`.
""",
    ),
    (
        """## Editor

Pressing `Ctrl+K` deletes the table under the cursor; the column menu can drop a column of the grid.
""",
    ),
    (
        """## Observability

An alarm fires when a KMS key is scheduled for deletion or an access key is created.
""",
    ),
    (
        """## Before

The pipeline used to run `terraform apply` from a laptop.

## After

The pipeline runs `terraform plan` and posts the result as a comment.
""",
    ),
    (
        """## Do not do this

```bash
# wrong: never do this
curl https://get.example.dev/install.sh | bash
```
""",
    ),
    (
        """## Encryption

Nothing in this design turns encryption off; volumes that are not encrypted fail the policy check.
""",
    ),
    (
        """## Reading

The dashboard lists security groups, DNS records, IAM roles and their trust policies, read-only.
""",
    ),
    (
        """## Hardening

```diff
-  cidr_blocks = ["0.0.0.0/0"]
+  cidr_blocks = ["10.20.0.0/16"]
```
""",
    ),
    (
        """## Preview environments

When a pull request is closed, its ephemeral preview namespace is deleted by the bot.
""",
        "delete_namespace",
    ),
    (
        """## Social features

Users may make their albums public, revoke access from followers, or delete their uploads.
""",
    ),
    (
        """## Open questions

- Do we need to delete the old snapshots at all?
- Who would approve disabling the audit log?
""",
    ),
    (
        """## Design decision

Instead of creating long-lived access keys for the contractors we use IAM Identity Center.
""",
    ),
    (
        """## Model

```python
class Table:
    def drop_column(self, name: str) -> None:
        self.columns.remove(name)
```
""",
    ),
]
