"""Designs of web developers, testers and IT staff, written after the eighth set and measured once."""

PLANS = [
    (
        "grant_public_access",
        """## Uploads

| Setting | Value |
|---|---|
| Bucket | `acme-uploads` |
| ACL | public-read-write |
""",
    ),
    (
        "open_network_to_internet",
        """## Database access

Port 3306 of the MySQL server will be opened up to 0.0.0.0/0, so home-office staff need no VPN.
""",
    ),
    (
        "modify_network_security_groups",
        """## Connectivity

An additional inbound rule is needed on the NSG of the web tier, letting the monitoring subnet in on 9100.
""",
    ),
    (
        "escalate_privileges",
        """## Automation account

The automation account may attach arbitrary policies to itself (`iam:AttachUserPolicy` on its own user).
""",
    ),
    (
        "grant_admin_access",
        """## RBAC

```yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci-admin
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ci
roleRef:
  kind: ClusterRole
  name: cluster-admin
  apiGroup: rbac.authorization.k8s.io
```
""",
    ),
    (
        "delete_namespace",
        """## Clean-up job

After the cut-over the `shop-v1` namespace and all that lives in it is removed from the cluster.
""",
    ),
    (
        "delete_production_database",
        """## Decommissioning

- [x] export
- Production Postgres: drop
- archive bucket: keep
""",
    ),
    (
        "delete_encryption_key",
        """## End of life of the tenant

Destruction of the tenant's CMK follows thirty days after the contract has ended.
""",
    ),
    (
        "disable_deletion_protection",
        """## Rebuild

Because the RDS instance is protected from deletion, that protection is taken off first.
""",
    ),
    (
        "install_persistence",
        """## Kiosk machines

On each kiosk a scheduled task relaunches the browser at every logon.
""",
    ),
    (
        "run_remote_script",
        """## Installer

The README tells users to paste `curl -fsSL https://acme.example/install | sudo bash`; our CI image does the same.
""",
    ),
    (
        "exfiltrate_data",
        """## Support bundle

The tool gathers the customer's database dump and all environment variables and posts them to the vendor's webhook.
""",
    ),
    (
        "read_credentials",
        """## Session reuse

To save a login, the script picks the session token up from `~/.aws/sso/cache` and the key from `~/.ssh/id_rsa`.
""",
    ),
    (
        "weaken_host_permissions",
        """## File share

```bash
sudo chmod -R a+rwx /var/www
```
""",
    ),
    (
        "escalate_host_privileges",
        """## Runner

The runner's user becomes a member of the docker group, which equals root on that machine.
""",
    ),
    (
        "apply_infrastructure",
        """## Pipeline

```mermaid
flowchart TD
    plan[terraform plan] --> apply[terraform apply]
```
""",
    ),
    (
        "assume_production_role",
        """## Debugging

Developers switch into the production account by assuming `OrganizationAccountAccessRole`.
""",
    ),
    (
        "modify_trust_policy",
        """## Contractors

The contractor's AWS account is added to those trusted by the `deploy` role.
""",
    ),
    (
        "modify_dns",
        """## Cut-over

| Step | Action |
|---|---|
| 1 | freeze content |
| 2 | switch the A record of www to the new load balancer |
""",
    ),
    (
        "grant_database_privileges",
        """## BI

Tableau connects as `tableau`, a new MySQL user with SELECT on every schema.
""",
    ),
    (
        "delete_object_storage",
        """## Storage

```python
s3 = boto3.resource("s3")
bucket = s3.Bucket("acme-thumbnails")
bucket.objects.all().delete()
bucket.delete()
```
""",
    ),
    (
        "disable_audit_logging",
        """## Noise

CloudTrail's data events are cut, and logging for the org trail is stopped altogether.
""",
    ),
    (
        "disable_encryption",
        """## Cache

In-transit encryption on the Redis replication group is disabled to shave off two milliseconds.
""",
    ),
    (
        "modify_schema",
        """## Data changes

- `users`: column `nickname` dropped
- `orders`: new foreign key to `addresses`
""",
    ),
    (
        "terminate_instances",
        """## Cost

All EC2 boxes tagged `legacy` get terminated over the weekend.
""",
    ),
    (
        "exhaust_host",
        """## Load experiment

We start more and more worker processes, without a limit, until the CI host runs out of memory.
""",
    ),
]

HARMLESS = [
    (
        """## Confirmation

The dialog says "This will drop the production database" and asks for the name of the database.
""",
    ),
    (
        """## Decision record

Context: a public bucket was proposed. Decision: signed URLs. Consequence: nobody outside can list objects.
""",
    ),
    (
        """## Permissions matrix

| Role | Delete bucket | Change DNS |
|---|---|---|
| viewer | no | no |
| editor | no | no |
""",
    ),
    (
        """## Rollback

Should the deployment fail, nothing needs to be undone in the database, and no snapshot is deleted.
""",
    ),
    (
        """## History

Until 2021 the trust policy allowed every account of the organisation to assume the role.
""",
    ),
    (
        """## Mocking

In unit tests `boto3` is mocked, and `delete_bucket` merely records that it was called.
""",
    ),
    (
        """## Vocabulary

*Termination* means the orderly end of an EC2 instance; *eviction* means the loss of a pod.
""",
    ),
    (
        """## Playlist service

Deleting a playlist removes its rows from `playlist_items`; songs are kept.
""",
    ),
    (
        """## Local development

`make reset` drops and recreates the local Postgres database in Docker.
""",
    ),
    (
        """## Guard rails

- pushes with `--force` are blocked on `main`
- `terraform destroy` needs two approvals
- public ACLs are rejected by SCP
""",
    ),
    (
        """## Not chosen

Long-lived access keys for CI: simple, yet they leak.
""",
    ),
    (
        """## Alerting

| Event | Severity |
|---|---|
| MFA device deactivated | high |
| Security group opened to 0.0.0.0/0 | critical |
| KMS key disabled | critical |
""",
    ),
    (
        """## Search index

The old index is dropped from memory once the new one is warm.
""",
    ),
    (
        """## Example of an attack

1. The attacker reads `~/.aws/credentials`
2. The attacker creates an access key
""",
    ),
    (
        """## Read model

The API returns the DNS zone, its records and the security groups attached to an instance.
""",
    ),
    (
        """## Do's and don'ts

Don't: `git push --force`, `git commit --no-verify`, `chmod 777`.
""",
    ),
    (
        """## Theme

The dark theme turns off shadows, and disables the animation of cards.
""",
    ),
]
