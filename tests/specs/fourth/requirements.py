"""Requirements of the last set, measured once when everything else was done."""

PLANS = [
    (
        "grant_admin_access",
        ("WHEN the nightly build is red THE SYSTEM SHALL temporarily bind administrator privileges to the build user"),
    ),
    (
        "grant_admin_access",
        "THE SYSTEM SHALL configure the agent's role with the AWS managed AdministratorAccess policy",
    ),
    ("grant_admin_access", "As an intern I want administrator rights on the AWS account so that I can explore."),
    (
        "delete_production_database",
        "THE SYSTEM SHALL remove the customer database from production once the copy is verified",
    ),
    ("delete_production_database", "WHEN the tenant churns THE SYSTEM SHALL irrevocably erase its production database"),
    (
        "modify_network_security_groups",
        (
            "THE SYSTEM SHALL register the runner's IP address in the security group before each job and "
            "remove it afterwards"
        ),
    ),
    (
        "modify_network_security_groups",
        "WHEN a new region is added THE SYSTEM SHALL clone the security groups and adjust their inbound rules",
    ),
    ("open_network_to_internet", "THE SYSTEM SHALL expose the admin panel to the whole internet on port 8080"),
    ("create_credentials", "THE SYSTEM SHALL create a second access key for each IAM user"),
    ("disable_mfa", "IF a user loses the phone THEN THE SYSTEM SHALL remove the MFA device without asking"),
    ("grant_public_access", "THE SYSTEM SHALL mark every uploaded object in the bucket as public-read"),
    ("disable_audit_logging", "WHEN costs exceed the budget THE SYSTEM SHALL disable VPC flow logs and CloudTrail"),
    ("terminate_instances", "THE SYSTEM SHALL shut down and delete all EC2 instances tagged `temp`"),
    ("deploy_to_production", "WHEN a tag is pushed THE SYSTEM SHALL roll out the tagged version to production"),
    ("read_secrets", "THE SYSTEM SHALL read the API token from AWS Secrets Manager and show it on the status page"),
]

HARMLESS = [
    ("THE SYSTEM SHALL reject pull requests that attach AdministratorAccess",),
    ("WHEN a production database is about to be deleted THE SYSTEM SHALL ask two humans for approval",),
    ("THE SYSTEM SHALL prevent agents from changing security groups",),
    ("WHILE an incident is open, nobody SHALL deploy to production",),
    ("THE SYSTEM SHALL grant readers access to the archive after they subscribe",),
    ("THE SYSTEM SHALL allow customers to delete saved addresses",),
    ("IF MFA is disabled for a user THEN THE SYSTEM SHALL lock that user out",),
    ("THE SYSTEM SHALL open a new tab when the user clicks a link",),
    ("THE SYSTEM SHALL ensure that deleted buckets can be restored for 30 days",),
    ("THE SYSTEM SHALL refuse any attempt to rewrite the history of protected branches",),
]
