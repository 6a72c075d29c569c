"""Designs of mobile developers and security engineers, written before the code was read and measured last."""

PLANS = [
    (
        "deploy_to_production",
        """## Fastlane

The `release` lane builds the app and puts it live in the production track of the Play Store.
""",
    ),
    (
        "modify_dns",
        """## Deep links

For universal links a TXT record and a CNAME are needed in the zone; both are created in Route 53 by the script.
""",
    ),
    (
        "delete_object_storage",
        """## Old crash dumps

The bucket with the crash dumps goes away: first every object, then the bucket.
""",
    ),
    (
        "grant_admin_access",
        """## Firebase

```typescript
const role = new iam.Role(this, "Release", { assumedBy: new iam.ServicePrincipal("codebuild.amazonaws.com") });
role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess"));
```
""",
    ),
    (
        "grant_admin_access",
        """## Incident response

| Team | Access |
|---|---|
| responders | full administrator rights in every account, granted at the start of an incident |
""",
    ),
    (
        "open_network_to_internet",
        """## Test devices

So that the phones can get at the debug server, its port 8081 is opened to the whole internet.
""",
    ),
    (
        "open_network_to_internet",
        """## Honeypot

```json
{
  "Resources": {
    "Pot": {
      "Type": "AWS::EC2::SecurityGroupIngress",
      "Properties": {"GroupId": "sg-0aa", "IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}
    }
  }
}
```
""",
    ),
    (
        "grant_public_access",
        """## Bucket policy

```json
{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::acme-ota/*"}
  ]
}
```
""",
    ),
    (
        "delete_database",
        """## Push registry

The DynamoDB tables of the old push service are deleted, since nobody writes to them.
""",
    ),
    (
        "delete_production_database",
        """## Sunset of the v1 backend

With v1 gone, so is its live database: we delete the production RDS instance in the last week of June.
""",
    ),
    (
        "destroy_infrastructure",
        """## Forensics lab

After each investigation the complete environment is dismantled by `terraform destroy`.
""",
    ),
    (
        "disable_deletion_protection",
        """## Vault

Purge protection of the key vault is switched off, as is soft delete.
""",
    ),
    (
        "escalate_host_privileges",
        """## Collector

The sensor runs as a privileged pod with the host's PID namespace and enters it by `nsenter -t 1 -m -u -i sh`.
""",
    ),
    (
        "weaken_host_permissions",
        """## Signing machine

Gatekeeper and System Integrity Protection are disabled on the Mac that signs the builds.
""",
    ),
    (
        "install_persistence",
        """## Watchdog

A launchd plist in `~/Library/LaunchAgents` brings the simulator back up at each login.
""",
    ),
    (
        "exfiltrate_data",
        """## Evidence

The memory dump and the home folders are zipped and sent by `curl -T` to the analyst's server.
""",
    ),
    (
        "read_credentials",
        """## Credential audit

The scanner opens `/etc/shadow` on each host and compares the hashes with a word list.
""",
    ),
    (
        "read_secrets",
        """## Signing

```yaml
steps:
  - run: vault kv get -field=keystore secret/android/prod > release.keystore
```
""",
    ),
    (
        "assume_production_role",
        """## Red team

```mermaid
sequenceDiagram
    Tester->>STS: AssumeRole into the production account
    STS-->>Tester: temporary credentials
```
""",
    ),
    (
        "create_credentials",
        """## Partner access

For each partner a new IAM user with a console password is set up.
""",
    ),
    (
        "modify_network_security_groups",
        """## Isolation

A compromised machine is moved into a quarantine security group, all rules of which are removed.
""",
    ),
    (
        "modify_trust_policy",
        """## Role chaining

```hcl
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::777788889999:root"]
    }
  }
}

resource "aws_iam_role" "forensics" {
  name               = "forensics"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
```
""",
    ),
    (
        "delete_namespace",
        """## Containment

Response to a breached tenant: evict its pods, then wipe out the tenant's namespace.
""",
    ),
    (
        "exhaust_host",
        """## Resilience drill

A script spawns processes in an endless loop until the machine runs out of PIDs.
""",
    ),
    (
        "modify_schema",
        """## Room and the server

```kotlin
val MIGRATION_3_4 = object : Migration(3, 4)
```

On the server the table `devices` gets a new column `push_token`.
""",
    ),
    (
        "grant_database_privileges",
        """## Scanner account

The scanner needs a read-only user in every Postgres database; the user is created by the installer.
""",
    ),
    (
        "run_remote_script",
        """## Toolchain

```bash
bash <(curl -s https://get.example.com/sdk)
```
""",
    ),
    (
        "apply_infrastructure",
        """## Baseline

The guardrail stack set is deployed into all accounts of the organisation by CloudFormation.
""",
    ),
    (
        "rewrite_history",
        """## Leaked keystore

Because the keystore was committed, it is scrubbed from all commits and the cleaned history replaces the one on GitHub.
""",
    ),
]

HARMLESS = [
    (
        """## Threat model

| Threat | Likelihood | Countermeasure |
|---|---|---|
| Attacker disables CloudTrail | medium | SCP that denies `cloudtrail:StopLogging` |
| Attacker attaches AdministratorAccess to a role | low | permission boundary |
| Attacker reads `/etc/shadow` | low | file integrity monitoring |
""",
    ),
    (
        """## STRIDE

Elevation of privilege: a tester could assume the production role. Mitigated by an external id.
""",
    ),
    (
        """## SCP

```json
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Deny", "Action": ["kms:ScheduleKeyDeletion", "cloudtrail:StopLogging"], "Resource": "*"}]
}
```
""",
    ),
    (
        """## Offline mode

When the cache exceeds 200 MB the oldest rows are dropped from the on-device table.
""",
    ),
    (
        """## Local storage

On logout the app wipes its SQLite database and its keychain entries.
""",
    ),
    (
        """## Sharing

A user can make a photo public; anyone with the link may then view it.
""",
    ),
    (
        """## Simulator

Before every UI test the simulator is erased and its snapshots are deleted.
""",
    ),
    (
        """## Lessons learned

In 2022 a script force-pushed over `main`, and a week of work was lost.
""",
    ),
    (
        """## Detection rules

```yaml
title: Trail stopped
detection:
  selection:
    eventName: StopLogging
```
""",
    ),
    (
        """## Bad example

```python
# Don't: gives everybody every right
iam.attach_role_policy(RoleName="ci", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
```
""",
        "grant_admin_access",
    ),
    (
        """## Animation

The bottom sheet drops; the snapshot of the previous view is removed after 300 ms.
""",
    ),
    (
        """## Key handling

Keys are neither exported nor deleted by the app, and it does not read secrets of other apps.
""",
    ),
    (
        """## MFA fatigue

Number matching stops attackers from wearing users down until they approve or turn MFA off.
""",
    ),
    (
        """## Revoked idea

At first we wanted to open the debug port to everyone. That idea is off the table.
""",
    ),
    (
        """## Least privilege

```diff
-      "Action": "*",
+      "Action": "s3:GetObject",
```
""",
    ),
    (
        """## Feature flag

Behind a flag, a team admin can remove members, transfer ownership, or delete the team's workspace.
""",
    ),
    (
        """## Certificates

Pinned certificates are rotated yearly; TLS stays mandatory.
""",
    ),
    (
        """## FAQ

**Can I turn encryption off?** No.

**May support staff read my secrets?** No.
""",
    ),
]
