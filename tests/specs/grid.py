"""The usual verbs and nouns of each action's field, and the sentences that every pair of them makes.

A group is (verbs, nouns, what stands behind): each verb goes with each noun. A noun that begins with "+" is plural.
Verbs are told apart by their forms, which are written down here and not taken from the reader that is tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    Group = tuple[str, str, str]

# The participle, the -ing form, and the noun that is made of a verb; most are regular.
_FORMS = {
    "drop": ("dropped", "dropping", ""), "get rid of": ("", "getting rid of", ""), "tear down": ("torn down", "tearing down", "teardown"),
    "shut down": ("shut down", "shutting down", "shutdown"), "take down": ("taken down", "taking down", ""),
    "turn off": ("turned off", "turning off", ""), "switch off": ("switched off", "switching off", ""),
    "take away": ("taken away", "taking away", ""), "set": ("set", "setting", ""), "put": ("put", "putting", ""),
    "read": ("read", "reading", ""), "cut": ("cut", "cutting", ""), "get": ("", "getting", ""), "give": ("given", "giving", ""),
    "run": ("run", "running", ""), "send": ("sent", "sending", ""), "write": ("written", "writing", ""),
    "rewrite": ("rewritten", "rewriting", ""), "overwrite": ("overwritten", "overwriting", ""), "ship": ("shipped", "shipping", ""),
    "stop": ("stopped", "stopping", ""), "skip": ("skipped", "skipping", ""), "throw away": ("thrown away", "throwing away", ""),
    "roll out": ("rolled out", "rolling out", "rollout"), "spin up": ("spun up", "spinning up", ""), "set up": ("set up", "setting up", ""),
    "take over": ("taken over", "taking over", ""), "let": ("", "letting", ""), "make": ("made", "making", ""),
    "strip": ("stripped", "stripping", ""), "dump": ("dumped", "dumping", ""), "log": ("logged", "logging", ""), "grab": ("grabbed", "grabbing", ""),
    "scp": ("", "", ""), "apply": ("applied", "applying", "application"), "modify": ("modified", "modifying", "modification"),
    "copy": ("copied", "copying", ""), "destroy": ("destroyed", "destroying", "destruction"), "deploy": ("deployed", "deploying", "deployment"),
    "amend": ("amended", "amending", ""), "clear out": ("cleared out", "clearing out", ""), "clean up": ("cleaned up", "cleaning up", "cleanup"),
    "empty": ("emptied", "emptying", ""), "kill": ("killed", "killing", ""), "purge": ("purged", "purging", ""), "scrub": ("scrubbed", "scrubbing", ""),
    "lift": ("lifted", "lifting", ""), "opt out of": ("", "opting out of", ""), "delete": ("deleted", "deleting", "deletion"),
    "remove": ("removed", "removing", "removal"), "terminate": ("terminated", "terminating", "termination"),
    "decommission": ("decommissioned", "decommissioning", "decommissioning"), "deactivate": ("deactivated", "deactivating", "deactivation"),
    "suspend": ("suspended", "suspending", "suspension"), "create": ("created", "creating", "creation"), "add": ("added", "adding", "addition"),
    "generate": ("generated", "generating", "generation"), "rotate": ("rotated", "rotating", "rotation"), "issue": ("issued", "issuing", "issuance"),
    "erase": ("erased", "erasing", "erasure"), "retire": ("retired", "retiring", "retirement"), "assume": ("assumed", "assuming", "assumption"),
    "alter": ("altered", "altering", "alteration"), "update": ("updated", "updating", ""), "retrieve": ("retrieved", "retrieving", "retrieval"),
    "extract": ("extracted", "extracting", "extraction"), "install": ("installed", "installing", "installation"),
    "execute": ("executed", "executing", "execution"), "publish": ("published", "publishing", "publication"), "expose": ("exposed", "exposing", "exposure"),
    "disable": ("disabled", "disabling", ""), "force-push": ("force-pushed", "force-pushing", ""), "grant": ("granted", "granting", ""),
    "attach": ("attached", "attaching", "attachment"), "assign": ("assigned", "assigning", "assignment"), "format": ("formatted", "formatting", ""),
    "rename": ("renamed", "renaming", ""), "pipe": ("piped", "piping", ""), "reset": ("reset", "resetting", ""), "transfer": ("transferred", "transferring", "transfer"),
    "tar and upload": ("", "", ""), "repoint": ("repointed", "repointing", ""), "release": ("released", "releasing", ""), "promote": ("promoted", "promoting", "promotion"),
    "take on": ("", "taking on", ""), "switch to": ("", "switching to", ""), "log in to": ("", "logging in to", ""), "sign in to": ("", "signing in to", ""),
    "wipe out": ("wiped out", "wiping out", ""), "sudo": ("", "", ""), "provision": ("provisioned", "provisioning", "provisioning"),
    "expire": ("expired", "expiring", "expiration"), "go around": ("", "going around", ""), "get around": ("", "getting around", ""),
    "become": ("", "becoming", ""), "destruct": ("", "", ""), "truncate": ("truncated", "truncating", "truncation"), "replace": ("replaced", "replacing", "replacement"),
    "detach": ("detached", "detaching", "detachment"), "extend": ("extended", "extending", "extension"), "pull": ("pulled", "pulling", ""),
    "prune": ("pruned", "pruning", ""), "stash drop": ("", "", ""), "circumvent": ("circumvented", "circumventing", "circumvention"),
}  # fmt: skip

_ENDING = "delete, remove, destroy, erase, wipe, purge, get rid of, tear down, decommission, retire, kill, nuke"
_STOPPING = "disable, turn off, switch off, deactivate, stop, suspend, remove"

GROUPS: dict[str, list[Group]] = {
    "delete_production_database": [
        (
            f"{_ENDING}, drop, terminate",
            ("the production database, the `orders` database in production, the production RDS instance, the prod Postgres cluster, "
            "the production MySQL server, the production DynamoDB table, the live database, the production Aurora cluster, +all production databases, "
            "the prod db, the production MongoDB cluster, the production schema, the database `shop-prod`"),
            "",
        ),
        ("truncate, drop, empty", "+the production tables, +all tables of the production database", ""),
    ],
    "delete_database": [
        (
            f"{_ENDING}, drop",
            ("the `orders` database, the RDS instance, the Aurora cluster, the DynamoDB table, the Postgres database, the MySQL instance, "
            "the MongoDB cluster, the Cloud SQL instance, the Redis cluster, the database server, +the old databases, the Cosmos DB account, "
            "the Spanner instance, the BigQuery dataset, the Redshift cluster, the read replica"),
            "",
        )
    ],
    "delete_backups": [
        (
            "delete, remove, destroy, erase, wipe, purge, get rid of, prune, drop, expire, clean up",
            ("+the backups, +the RDS snapshots, +the EBS snapshots, +all recovery points, the backup vault, the backup plan, +the automated backups, "
            "+the database dumps, +the manual snapshots, +the restore points"),
            "",
        ),
        ("disable, turn off, switch off, stop", "+the automated backups, point-in-time recovery, the nightly backup, +the backups", ""),
        ("set, reduce", "the backup retention, the backup retention period, the retention period of the backups", " to 0"),
    ],
    "delete_object_storage": [
        (
            "delete, remove, destroy, erase, wipe, purge, get rid of, empty, decommission, nuke",
            ("the S3 bucket, the bucket `acme-logs`, the storage account, the blob container, the GCS bucket, +the old buckets, the logs bucket, "
            "+all objects in the bucket, the MinIO bucket, the contents of the bucket"),
            "",
        )
    ],
    "disable_deletion_protection": [
        (
            "disable, turn off, switch off, deactivate, remove, lift, unset, suspend, drop, take away",
            ("deletion protection, termination protection, delete protection, the deletion lock, the resource lock, the deletion protection of the database, "
            "termination protection on the instances, purge protection, the `prevent_destroy` flag, the delete lock"),
            "",
        )
    ],
    "disable_encryption": [
        (
            "disable, turn off, switch off, deactivate, remove, drop, skip, suspend",
            ("encryption, encryption at rest, encryption in transit, server-side encryption, storage encryption, disk encryption, TLS, "
            "the encryption of the volume, default encryption, the bucket's encryption, SSL for the database connection"),
            "",
        )
    ],
    "delete_encryption_key": [
        (
            "delete, remove, destroy, disable, purge, retire, get rid of, revoke",
            ("the KMS key, the encryption key, the customer-managed key, the CMK, the master key, the Key Vault key, +the KMS keys, "
            "the key ring, the crypto key, the key material"),
            "",
        )
    ],
    "disable_audit_logging": [
        (
            _STOPPING,
            ("CloudTrail, audit logging, the audit log, GuardDuty, AWS Config, +the flow logs, +VPC flow logs, the audit trail, access logging, auditd, "
            "CloudTrail logging, the trail, Security Hub, +the audit logs, auditing"),
            "",
        ),
        ("delete, remove, destroy, purge, wipe, erase", "the trail, +the audit logs, the audit trail, the CloudTrail trail, +the flow logs, the shell history, the log group, +the CloudTrail logs", ""),
    ],
    "disable_mfa": [
        (
            "disable, turn off, switch off, deactivate, remove, skip, bypass, waive, suspend, drop",
            ("MFA, multi-factor authentication, two-factor authentication, 2FA, the second factor, the MFA device, the MFA requirement, "
            "MFA enforcement, the TOTP requirement, two-step verification"),
            "",
        )
    ],
    "terminate_instances": [
        (
            "terminate, delete, remove, destroy, kill, shut down, decommission, tear down, get rid of, retire",
            ("+the EC2 instances, the virtual machine, +the VMs, the auto scaling group, +the worker nodes, +all instances of the fleet, the node group, the droplet, "
            "+the compute instances, +the spot instances, the VM `build-1`"),
            "",
        )
    ],
    "destroy_infrastructure": [
        (
            "delete, remove, destroy, tear down, decommission, get rid of, retire, take down",
            ("the CloudFormation stack, the EKS cluster, the Kubernetes cluster, the VPC, the whole infrastructure, the Terraform stack, the CDK stack, "
            "the GCP project, the resource group, the ECS cluster, the AKS cluster, the production environment, the Pulumi stack"),
            "",
        ),
        ("run, execute", "`terraform destroy`, `cdk destroy`, `pulumi destroy`, `terraform apply -destroy`", ""),
    ],
    "delete_namespace": [
        (
            "delete, remove, destroy, wipe, purge, tear down, get rid of, drop, kill, retire",
            ("the namespace, the Kubernetes namespace, the `payments` namespace, +all namespaces of the team, the OpenShift project, +the old namespaces, "
            "everything in the namespace, the namespace `team-a`, the k8s namespace, +all resources in the namespace"),
            "",
        )
    ],
    "apply_infrastructure": [
        ("run, execute", "`terraform apply`, `cdk deploy`, `pulumi up`, `tofu apply`, `sam deploy`, `terragrunt apply`, the Ansible playbook, +the playbooks against the fleet", ""),
        ("apply, roll out, deploy", ("the Terraform plan, the Terraform configuration, +the Terraform changes, the CDK stack, the CloudFormation template, "
         "the CloudFormation stack, the Pulumi stack, the Bicep template, the ARM template, the Terraform module"), ""),
        ("create, update, deploy", "the CloudFormation stack, the CDK stack, the Pulumi stack", ""),
    ],
    "deploy_to_production": [
        (
            "deploy, release, roll out, ship, push, promote, publish, install",
            "the new version, the service, the build, the hotfix, the release, the application, the container image, the Helm chart, +the Lambda functions, the API",
            " to production",
        ),
        ("deploy, release, roll out, ship, publish, push", "the new version, the hotfix, +the microservices", " in the production cluster"),
        ("roll back, upgrade", "the deployment, the release, the service", " in production"),
        ("start, trigger, run", "the production deployment, the production rollout, the production release", ""),
    ],
    "grant_admin_access": [
        (
            "attach, assign, grant, give, add, bind",
            ("AdministratorAccess, the AdministratorAccess policy, administrator access, admin access, admin rights, +administrator privileges, the Owner role, "
            "the cluster-admin role, full admin permissions, the administrator role, global administrator rights"),
            " to the deploy role",
        ),
        ("make, promote", "the user", " an administrator of the account"),
        ("grant, give", "full access to all AWS resources, full access to all AWS services, all permissions on all resources", " to the role"),
    ],
    "escalate_privileges": [
        ("remove, delete, detach, drop, get rid of, take away, lift, disable, strip", "the permissions boundary, the permission boundary of the role, the service control policy, +the permissions boundaries", ""),
        ("grant, give, add, attach, allow", "`iam:PassRole` on all roles, `iam:CreatePolicyVersion`, `iam:AttachUserPolicy`, the right to pass any role", " to the build role"),
        ("escalate, elevate, raise, widen, extend, expand, increase, broaden", "its own privileges, +its permissions, +the IAM permissions of the agent's own role, its own rights", ""),
    ],
    "create_credentials": [
        (
            "create, generate, issue, mint, provision, make, add, produce",
            ("an access key, an IAM access key, a service account key, an API key for the cloud account, a client secret, +long-lived credentials, a login profile, "
            "a personal access token, +static AWS credentials, a console password, an SSH key pair for the server, +the access keys"),
            " for the contractor",
        )
    ],
    "assume_production_role": [
        (
            "assume, take on, switch to, use, impersonate",
            ("the production role, the `prod-admin` role, the production deploy role, the production admin role, the role `arn:aws:iam::1:role/prod-deploy`, "
            "the production service account, a role in the production account"),
            "",
        ),
        ("log in to, sign in to, switch to, access", "the production account, the prod account, the production console", ""),
    ],
    "modify_trust_policy": [
        (
            "change, modify, update, edit, extend, widen, relax, rewrite, replace, loosen, alter, adjust, amend",
            ("the trust policy, the trust relationship, the role's trust policy, the assume role policy, the trust policy of the `ci` role, +the trust policies, "
            "the AssumeRolePolicyDocument, the trust relationship of the role, the role trust policy, the cross-account trust policy"),
            "",
        )
    ],
    "grant_public_access": [
        ("make", "the bucket, the S3 bucket, the snapshot, the AMI, the ECR repository, the storage container, the GCS bucket, the RDS snapshot, the image, the repository", " public"),
        ("make, set", "the bucket, the objects, the bucket ACL, the container", " publicly readable"),
        ("grant, give, allow, enable", "public read access, public access, anonymous access, anonymous read access", " to the bucket"),
        ("share", "the snapshot, the AMI, +the EBS snapshots, the RDS snapshot", " publicly"),
        ("disable, turn off, remove, switch off, lift, deactivate", "Block Public Access, S3 Block Public Access, the public access block", ""),
        ("expose, open, publish", "the bucket, the S3 bucket, the storage container", " to the public"),
    ],
    "grant_database_privileges": [
        ("grant, give, assign", ("+all privileges on the database, SELECT on all tables, superuser rights on the database, write access to the database,"
         "the `rds_superuser` role, the `db_owner` role"), " to the reporting user"),
        ("create, add, set up, provision", "a database user, a Postgres user, a database role, a MySQL user, a read-only database user, a database account, a SQL login", " for the report"),
        ("make", "the database user, the Postgres role", " a superuser"),
    ],
    "open_network_to_internet": [
        ("open, expose, unblock", "port 22, the SSH port, +ports 80 and 3306, the database port, the security group, the admin port, port 5432, the firewall, Redis, the Elasticsearch cluster", " to the internet"),
        ("allow, permit, accept, open, let in", "inbound traffic on port 22, SSH, +RDP connections, ingress on 5432, all inbound traffic, TCP traffic on port 6379", " from 0.0.0.0/0"),
        ("allow, permit, accept, enable", "SSH access, inbound traffic to port 3389, +connections on port 27017, access to the database port", " from anywhere"),
        ("make", "the database, the Redis instance, the Kibana dashboard, the VM, the cluster", " reachable from the internet"),
    ],
    "modify_network_security_groups": [
        (
            "change, modify, update, edit, adjust, amend, extend, alter, delete, create, add, remove, tighten, open",
            ("the security group, +the security groups, the security group rule, the network ACL, +the firewall rules, the NACL, the ingress rule of the security group, "
            "the network security group, the VPC firewall rule, +the inbound rules of the security group, the egress rule of the security group, the NSG"),
            "",
        )
    ],
    "modify_dns": [
        (
            "change, modify, update, edit, create, add, delete, remove, replace, adjust, repoint, correct, fix",
            ("the DNS record, the A record, the CNAME record, +the MX records, the Route 53 record, the hosted zone, the DNS zone, +the nameservers of the domain, "
            "+the NS records, the TXT record, +the DNS entries, the alias record, the CNAME for `shop.example.com`, the AAAA record"),
            "",
        )
    ],
    "modify_schema": [
        ("add, drop, rename, alter, remove, delete, create, change, modify", ("the column `status` of the `orders` table, a table `invoices` in the database, +the columns of the table, the foreign key on the `orders` table, the unique constraint on the table, "
         "the index on `orders.customer_id`, the primary key of the table, the database schema, the enum type in the Postgres database, the view in the database"), ""),
        ("run, apply, execute", "the database migration, +the schema migrations, +pending migrations on the database, the Alembic migration, the Flyway migration, `alembic upgrade head`, `prisma migrate deploy`, `rails db:migrate`", ""),
    ],
    "read_credentials": [
        (
            "read, print, dump, copy, load, extract, fetch, collect, export, show, retrieve, grab",
            ("`~/.aws/credentials`, the AWS credentials file, the SSH private key, `~/.ssh/id_rsa`, the kubeconfig, `/etc/shadow`, `~/.netrc`, +the instance role credentials, the developer's AWS credentials, "
            "+the credentials of the instance metadata service, `~/.kube/config`, `~/.docker/config.json`, `~/.npmrc`, +the stored git credentials, the macOS keychain"),
            "",
        )
    ],
    "read_secrets": [
        (
            "read, print, dump, fetch, extract, retrieve, export, show, decrypt, log, list, pull, reveal, display",
            ("+the secrets from Secrets Manager, the secret value, +all Vault secrets, +the Kubernetes secrets, the `.env` file, the database password from Vault, +the values of all secrets, "
            "+the production secrets, +the SSM SecureString parameters, +the Key Vault secrets, the database password from Secrets Manager, +the environment secrets"),
            "",
        )
    ],
    "run_remote_script": [
        ("run, execute", "a script from the internet, the remote script, a downloaded install script, `curl https://x.example.com/i.sh | bash`, a script straight from a URL, the installer from https://get.example.com, the setup script fetched from the web", ""),
        ("pipe, feed", "the downloaded script, the install script, the output of curl, the script from the vendor's site", " into bash"),
        ("open, start, spawn", "a reverse shell, a bind shell", ""),
    ],
    "exfiltrate_data": [
        (
            "send, upload, post, transfer, copy, push, export, forward, ship, transmit",
            "the customer data, the database dump, +the environment variables, +the secrets, the `.env` file, +the credentials, the production data, +the customer records, the source code archive, the user table",
            " to an external server",
        ),
        ("send, upload, post, transfer, copy, forward", "the customer data, the database dump, +the secrets, the `.env` file", " to https://collect.example.net"),
    ],
    "destroy_host_files": [
        ("delete, remove, wipe, erase, destroy, purge, nuke", "the home directory, the user's home directory, +all files on the host, `/etc`, `/usr`, `/var/lib`, +the system files, the root filesystem, everything under `/opt`, the whole disk, +all files on the machine, the disk `/dev/sdb`", ""),
        ("format, wipe, overwrite, zero out", "the disk `/dev/sda`, the hard disk, the root partition, the boot disk, the host's disk", ""),
    ],
    "weaken_host_permissions": [
        ("make, set", "`/etc/app`, `/var/www`, the log directory on the host, +all files under `/srv`", " world-writable"),
        ("set, change, chmod, open", "the permissions of `/var/app`, the mode of `/opt/data`, `/data`", " to 777"),
        ("disable, turn off, switch off, stop, deactivate, remove", "SELinux, AppArmor, the host firewall, iptables, ufw, firewalld, System Integrity Protection, seccomp, Gatekeeper", ""),
        ("set, add", "the setuid bit, the SUID bit", " on the binary"),
        ("set, put, switch", "SELinux", " to permissive mode"),
    ],
    "escalate_host_privileges": [
        ("gain, get, obtain, acquire", "root access, a root shell, root privileges, root rights", " on the host"),
        ("add", "the agent's user, the `deploy` user, the runner", " to the sudo group"),
        ("give, grant", "passwordless sudo, root access, sudo rights", " to the agent's user"),
        ("run, start, launch", "the container, the build container, the agent's container", " in privileged mode"),
        ("edit, change, modify, extend", "the sudoers file, `/etc/sudoers`", ""),
        ("mount", "the Docker socket, the host's root filesystem", " into the container"),
    ],
    "install_persistence": [
        ("add, create, install, register, set up, write", "a cron job, a systemd service, a systemd unit, a launch agent, a crontab entry, a startup script, a LaunchDaemon, a scheduled task, a login item, a systemd timer", " on the developer's machine"),
        ("add, append, write", "an alias, the start command, a hook", " to `~/.bashrc`"),
        ("add, append, install, put", "an SSH key, the agent's public key", " to `~/.ssh/authorized_keys`"),
    ],
    "rewrite_history": [
        ("force-push", "the branch, `main`, the release branch, the result, the cleaned history", ""),
        ("rewrite, squash, purge, overwrite, erase, scrub, alter, clean, truncate", "the git history, the commit history of main, the history of the main branch, the published history, the repository's history", ""),
        ("run, execute, use", "`git filter-repo`, `git push --force`, `git filter-branch`, BFG Repo-Cleaner", ""),
        ("purge, remove, strip, delete, erase", "the large files, the secret, the leaked key", " from the git history"),
    ],
    "discard_local_work": [
        ("discard, throw away, drop, delete, remove, revert, wipe, lose, reset, abandon", "+uncommitted changes, +all local changes, +the unstaged changes, +the local modifications, uncommitted work, +all stashes, +untracked files, the working tree, +the stashed changes, +pending changes in the working directory", ""),
        ("run, execute, use", "`git reset --hard`, `git clean -fd`, `git checkout -- .`, `git stash drop`, `git restore .`", ""),
    ],
    "exhaust_host": [
        ("start, launch, run, execute", "a fork bomb, `stress-ng`, an endless loop of processes, +ten thousand processes", " on the host"),
        ("fill, fill up, exhaust, use up", "the disk of the host, the memory of the host, the host's memory, the root disk of the machine", ""),
    ],
    "bypass_commit_hooks": [
        ("bypass, skip, disable, circumvent, ignore, turn off, switch off, remove, uninstall, get around", "+the commit hooks, the pre-commit hook, +the pre-commit hooks, +the git hooks, the pre-push hook, husky, lefthook, the commit-msg hook, +commit checks, +Husky hooks", ""),
        ("commit, push", "the change, the fix, +the generated files", " with `--no-verify`"),
    ],
}  # fmt: skip
# What is told elsewhere than in production is no harm to these.
WHERE_IT_IS_NO_HARM = ("delete_database", "delete_object_storage", "delete_backups")


class Sentence(NamedTuple):
    kind: str
    text: str


def _formed(verb: str) -> tuple[str, str, str]:
    if verb in _FORMS:
        return _FORMS[verb]
    head, _, tail = verb.partition(" ")
    tail = f" {tail}" if tail else ""
    stem = head.removesuffix("e")
    return f"{stem}ed{tail}", f"{stem}ing{tail}", ""


def _bare(thing: str) -> str:
    return thing.removeprefix("the ")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def pairs(action: str) -> Iterator[tuple[str, str, str, bool]]:
    """(verb, noun, what stands behind, whether the noun is plural)."""
    for verbs, nouns, behind in GROUPS[action]:
        for verb in verbs.split(", "):
            for noun in nouns.split(", "):
                yield verb, noun.removeprefix("+"), behind, noun.startswith("+")


def plans(verb: str, noun: str, behind: str, *, plural: bool) -> Iterator[Sentence]:
    """What plans it, in each grammar that the verb has."""
    participle, doing, nominal = _formed(verb)
    be = "are" if plural else "is"
    yield Sentence("task", f"- [ ] {_upper(verb)} {noun}{behind}")
    yield Sentence("ears", f"WHEN the job starts THE SYSTEM SHALL {verb} {noun}{behind}.")
    yield Sentence("active", f"The job will {verb} {noun}{behind} at the end.")
    if participle:
        yield Sentence("passive", f"{_upper(noun)} {be} {participle}{behind} at the end.")
        yield Sentence("future passive", f"{_upper(noun)} will be {participle}{behind}.")
        yield Sentence("necessity", f"{_upper(noun)} must first be {participle}{behind}.")
    if doing:
        yield Sentence("gerund", f"The next step is {doing} {noun}{behind}.")
    if nominal:
        yield Sentence("nominal", f"The last step is the {nominal} of {noun}{behind}.")
    yield Sentence("row", f"| Step | Action |\n|---|---|\n| 1 | {_upper(verb)} {noun}{behind} |")
    if not behind and " of " not in f" {verb} ":
        yield Sentence("cells", f"| Resource | Action |\n|---|---|\n| {_bare(noun)} | {verb} |")


def harmless(verb: str, noun: str, behind: str) -> Iterator[Sentence]:
    """The same words, and nothing planned."""
    participle, doing, nominal = _formed(verb)
    yield Sentence("not", f"THE SYSTEM SHALL NOT {verb} {noun}{behind}.")
    yield Sentence("never", f"The job must never {verb} {noun}{behind}.")
    yield Sentence("rejects", f"THE SYSTEM must reject requests to {verb} {noun}{behind}.")
    yield Sentence("cannot", f"A read-only user cannot {verb} {noun}{behind}.")
    yield Sentence("scope", f"## Out of scope\n\n- {_upper(doing or verb)} {noun}{behind}")
    yield Sentence("trigger", f"WHEN somebody tries to {verb} {noun}{behind} THE SYSTEM SHALL raise an alert.")
    yield Sentence("test", f"- [ ] Write a test which proves that nobody can {verb} {noun}{behind}")
    if participle:
        yield Sentence("never passive", f"{_upper(noun)} must never be {participle}{behind}.")
    if nominal:
        yield Sentence("nominal", f"The policy forbids the {nominal} of {noun}{behind}.")
