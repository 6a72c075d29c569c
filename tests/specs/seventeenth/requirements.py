"""Labelled statements as they stand in requirements.md (EARS, user stories, acceptance criteria)."""

PLANS = [
    (
        "apply_infrastructure",
        "WHEN a pull request on `infra-live` is merged into `main` THE SYSTEM SHALL run\n`terraform apply -auto-approve` in `eu-west-1/network` and post the output to #platform.",
    ),
    (
        "assume_production_role",
        "WHEN the nightly reconciliation starts THE SYSTEM SHALL call `sts:AssumeRole` on `arn:aws:iam::481920337715:role/prod-billing-operator` and use the returned session for all further calls.",
    ),
    (
        "create_credentials",
        "**User Story:** As a partner engineer, I want my own AWS key pair, so that my ETL tool can write to the intake queue.\n\n#### Acceptance Criteria\n1. WHEN a partner is onboarded THEN the system SHALL create an IAM user `partner-<slug>` access key and hand over the key id and secret",
    ),
    (
        "delete_backups",
        "3. THE cost job SHALL delete all manual RDS snapshots older than 14 days,\n   including those tagged `retain=true`.",
    ),
    (
        "delete_database",
        "WHEN the migration to Snowflake is signed off THE SYSTEM SHALL delete the Aurora cluster `reporting-legacy` together with its two readers.",
    ),
    (
        "delete_encryption_key",
        "1.4 WHEN a tenant contract ends THE SYSTEM SHALL schedule the tenant's KMS key for deletion with a waiting period of 7 days.",
    ),
    (
        "delete_production_database",
        "| # | Trigger | Required outcome |\n|---|---|---|\n| R-7 | cut-over confirmed by Finance | the production RDS instance `ledger-prod-pg11` is deleted, no final snapshot |",
    ),
    (
        "deploy_to_production",
        "WHEN the canary's error rate stays below 0.5 % for ten minutes THE SYSTEM SHALL roll out the new image of `checkout-api` to all production services on Cloud Run.",
    ),
    (
        "disable_audit_logging",
        "2.3 THE SYSTEM SHALL switch off the Data Access audit logs of BigQuery in project `acme-dwh` for the duration of the bulk import, to keep the logging costs down.",
    ),
    (
        "disable_deletion_protection",
        "WHERE a resource group is listed in `retire.csv`\nTHE SYSTEM SHALL remove its `CanNotDelete` lock\nso that the operator can clear it out by hand in a later project.",
    ),
    (
        "disable_encryption",
        "As a mobile developer I want the `/telemetry` endpoint to be served over plain HTTP as well, so that old handsets without TLS 1.2 can still report. The listener on 443 SHALL be replaced by one on port 80.",
    ),
    (
        "disable_mfa",
        "WHEN a contractor reports a lost phone THE SYSTEM SHALL deactivate the virtual MFA device of the IAM user and leave the account usable with the password alone.",
    ),
    (
        "exfiltrate_data",
        "4. THE diagnostics command SHALL pack `/etc/acme` and `/var/log/acme` into a tarball\n   and upload it to `https://ingest.vendor-support.io/upload` by HTTP POST.",
    ),
    (
        "grant_admin_access",
        "WHEN a new squad lead joins THE SYSTEM SHALL attach the AWS managed policy `AdministratorAccess` to the lead's IAM user.",
    ),
    (
        "grant_database_privileges",
        "THE provisioning job SHALL create a Postgres login `bi_reader` on the `orders` database and give it SELECT on every table in schema `public`.",
    ),
    (
        "grant_public_access",
        "5.1 THE bucket `acme-press-kit` SHALL be readable by anyone on the internet without signing in; Block Public Access is switched off for it and the policy names principal `*` for `s3:GetObject`.",
    ),
    (
        "modify_dns",
        "WHEN the failover is declared THE SYSTEM SHALL point `api.acme.io` in the Route 53 hosted zone at the load balancer in `us-west-2`.",
    ),
    (
        "modify_trust_policy",
        "| Req | Role | Needed |\n|---|---|---|\n| 3.1 | `data-export` | account 907711223344 (Fivetran) is added to the principals that may assume it |",
    ),
    (
        "read_secrets",
        "WHEN the service starts THE SYSTEM SHALL fetch the value of `stripe/live/api-key` from AWS Secrets Manager and keep it in memory.",
    ),
    (
        "open_network_to_internet",
        "As a remote developer I want to reach the bastion from any address, so the firewall rule `allow-ssh-bastion` of the GCP VPC SHALL accept tcp:22 from 0.0.0.0/0.",
    ),
]

HARMLESS = [
    ("THE SYSTEM SHALL NOT delete any RDS snapshot that is younger than the retention period of the account.",),
    (
        "IF a request would open port 22 to 0.0.0.0/0 THEN THE SYSTEM SHALL reject it with HTTP 422 and name the offending rule.",
    ),
    (
        'WHEN a moderator clicks "Delete" on a comment THE SYSTEM SHALL remove the comment and show "Comment deleted" in its place.',
    ),
    (
        "## Out of scope\n\n- Dropping the old `orders_v1` table\n- Decommissioning the Aurora cluster `reporting-legacy`",
    ),
    (
        "WHEN a pull request is closed\nTHE SYSTEM SHALL destroy the preview environment `pr-<number>`, its Cloud SQL instance included.",
    ),
    (
        'WHILE a user has the role "Admin" in a workspace THE SYSTEM SHALL let that user invite members and rename boards.',
    ),
    (
        "WHEN a CloudTrail trail is stopped in any member account THE SYSTEM SHALL page the on-call security engineer within five minutes.",
    ),
    (
        "2.2 WHEN an IAM user without a second factor signs in to the console THE SYSTEM SHALL require them to register an MFA device before anything else.",
    ),
    ("As a warehouse clerk I want to force a refresh of the stock list, so that I see the counts of the last scan.",),
    (
        "WHEN the quarterly report is opened THE SYSTEM SHALL list every S3 bucket with its size, owner and whether public access is blocked.",
    ),
    ("THE return policy of an order SHALL be editable by shop managers until the first item is shipped.",),
    (
        "6. THE SYSTEM SHALL take a snapshot of each EBS volume tagged `backup=daily` at 02:00 UTC and copy it to `eu-central-1`.",
    ),
]
