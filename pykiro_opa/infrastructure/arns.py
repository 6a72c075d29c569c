"""The ARN of a resource, by type (Service Authorization Reference): what is not written is unknown."""

from __future__ import annotations

from .unknowns import is_unknown, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_IAM = "arn:aws:iam::{account}:"
_AT = "{region}:{account}"

# types (Terraform, CloudFormation): template, the properties that name it, in the order they are asked
_ROWS: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...] = (
    (("aws_iam_role", "AWS::IAM::Role"), _IAM + "role{path}{name}", ("name", "RoleName")),
    (("aws_iam_user", "AWS::IAM::User"), _IAM + "user{path}{name}", ("name", "UserName")),
    (("aws_iam_group", "AWS::IAM::Group"), _IAM + "group{path}{name}", ("name", "GroupName")),
    (("aws_iam_policy", "AWS::IAM::ManagedPolicy"), _IAM + "policy{path}{name}", ("name", "ManagedPolicyName")),
    (("aws_iam_instance_profile", "AWS::IAM::InstanceProfile"), _IAM + "instance-profile{path}{name}",
     ("name", "InstanceProfileName")),
    (("aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_role_policies_exclusive",
      "aws_iam_role_policy_attachments_exclusive", "AWS::IAM::RolePolicy"), _IAM + "role/{name}",
     ("role", "role_name", "RoleName")),
    (("aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_access_key", "aws_iam_user_login_profile",
      "aws_iam_user_group_membership", "AWS::IAM::UserPolicy", "AWS::IAM::AccessKey"), _IAM + "user/{name}",
     ("user", "UserName")),
    (("aws_iam_group_policy", "aws_iam_group_policy_attachment", "aws_iam_group_membership", "AWS::IAM::GroupPolicy",
      "AWS::IAM::UserToGroupAddition"), _IAM + "group/{name}", ("group", "GroupName")),
    (("aws_s3_bucket", "AWS::S3::Bucket", "AWS::S3::BucketPolicy"), "arn:aws:s3:::{name}",
     ("bucket", "BucketName", "Bucket")),
    (("aws_s3_object", "aws_s3_bucket_object"), "arn:aws:s3:::{name}/*", ("bucket",)),
    (("aws_dynamodb_table", "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"), f"arn:aws:dynamodb:{_AT}:table/{{name}}",
     ("name", "TableName")),
    (("aws_db_instance", "aws_rds_cluster_instance", "aws_docdb_cluster_instance", "aws_neptune_cluster_instance",
      "AWS::RDS::DBInstance"), f"arn:aws:rds:{_AT}:db:{{name}}", ("identifier", "DBInstanceIdentifier")),
    (("aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster",
      "AWS::Neptune::DBCluster"), f"arn:aws:rds:{_AT}:cluster:{{name}}", ("cluster_identifier", "DBClusterIdentifier")),
    (("aws_security_group", "AWS::EC2::SecurityGroup"), f"arn:aws:ec2:{_AT}:security-group/{{name}}", ("id",)),
    (("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule",
      "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"),
     f"arn:aws:ec2:{_AT}:security-group/{{name}}", ("security_group_id", "GroupId")),
    (("aws_instance", "AWS::EC2::Instance"), f"arn:aws:ec2:{_AT}:instance/{{name}}", ("id",)),
    (("aws_vpc", "AWS::EC2::VPC"), f"arn:aws:ec2:{_AT}:vpc/{{name}}", ("id",)),
    (("aws_subnet", "AWS::EC2::Subnet"), f"arn:aws:ec2:{_AT}:subnet/{{name}}", ("id",)),
    (("aws_lambda_function", "AWS::Lambda::Function", "AWS::Serverless::Function", "aws_lambda_permission",
      "AWS::Lambda::Permission"), f"arn:aws:lambda:{_AT}:function:{{name}}", ("function_name", "FunctionName")),
    (("aws_kms_key", "AWS::KMS::Key"), f"arn:aws:kms:{_AT}:key/{{name}}", ("key_id",)),
    (("aws_kms_key_policy", "aws_kms_grant"), f"arn:aws:kms:{_AT}:key/{{name}}", ("key_id",)),
    (("aws_kms_alias", "AWS::KMS::Alias"), f"arn:aws:kms:{_AT}:{{name}}", ("name", "AliasName")),
    (("aws_sqs_queue", "AWS::SQS::Queue"), f"arn:aws:sqs:{_AT}:{{name}}", ("name", "QueueName")),
    (("aws_sns_topic", "AWS::SNS::Topic"), f"arn:aws:sns:{_AT}:{{name}}", ("name", "TopicName")),
    (("aws_secretsmanager_secret", "AWS::SecretsManager::Secret"), f"arn:aws:secretsmanager:{_AT}:secret:{{name}}-*",
     ("name", "Name")),
    (("aws_ssm_parameter", "AWS::SSM::Parameter"), f"arn:aws:ssm:{_AT}:parameter/{{name}}", ("name", "Name")),
    (("aws_cloudwatch_log_group", "AWS::Logs::LogGroup"), f"arn:aws:logs:{_AT}:log-group:{{name}}",
     ("name", "LogGroupName")),
    (("aws_ecr_repository", "aws_ecr_repository_policy", "aws_ecr_lifecycle_policy", "AWS::ECR::Repository"),
     f"arn:aws:ecr:{_AT}:repository/{{name}}", ("name", "repository", "RepositoryName")),
    (("aws_ecs_cluster", "AWS::ECS::Cluster"), f"arn:aws:ecs:{_AT}:cluster/{{name}}", ("name", "ClusterName")),
    (("aws_ecs_service", "AWS::ECS::Service"), f"arn:aws:ecs:{_AT}:service/*/{{name}}", ("name", "ServiceName")),
    (("aws_ecs_task_definition", "AWS::ECS::TaskDefinition"), f"arn:aws:ecs:{_AT}:task-definition/{{name}}",
     ("family", "Family")),
    (("aws_eks_cluster", "AWS::EKS::Cluster"), f"arn:aws:eks:{_AT}:cluster/{{name}}", ("name", "Name")),
    (("aws_sfn_state_machine", "AWS::StepFunctions::StateMachine"), f"arn:aws:states:{_AT}:stateMachine:{{name}}",
     ("name", "StateMachineName")),
    (("aws_kinesis_stream", "AWS::Kinesis::Stream"), f"arn:aws:kinesis:{_AT}:stream/{{name}}", ("name", "Name")),
    (("aws_elasticache_cluster", "AWS::ElastiCache::CacheCluster"), f"arn:aws:elasticache:{_AT}:cluster:{{name}}",
     ("cluster_id", "ClusterName")),
    (("aws_elasticache_replication_group", "AWS::ElastiCache::ReplicationGroup"),
     f"arn:aws:elasticache:{_AT}:replicationgroup:{{name}}", ("replication_group_id", "ReplicationGroupId")),
    (("aws_redshift_cluster", "AWS::Redshift::Cluster"), f"arn:aws:redshift:{_AT}:cluster:{{name}}",
     ("cluster_identifier", "ClusterIdentifier")),
    (("aws_opensearch_domain", "aws_elasticsearch_domain", "AWS::OpenSearchService::Domain"),
     f"arn:aws:es:{_AT}:domain/{{name}}", ("domain_name", "DomainName")),
    (("aws_route53_zone", "aws_route53_record", "AWS::Route53::RecordSet", "AWS::Route53::HostedZone"),
     "arn:aws:route53:::hostedzone/{name}", ("zone_id", "HostedZoneId")),
    (("aws_cloudtrail", "AWS::CloudTrail::Trail"), f"arn:aws:cloudtrail:{_AT}:trail/{{name}}", ("name", "TrailName")),
    (("aws_backup_vault", "AWS::Backup::BackupVault"), f"arn:aws:backup:{_AT}:backup-vault:{{name}}",
     ("name", "BackupVaultName")),
)  # fmt: skip
_BY_TYPE = {type_: (template, names) for types, template, names in _ROWS for type_ in types}
_BUCKET = "aws_s3_bucket_"


def _row(type_: str) -> tuple[str, tuple[str, ...]] | None:
    if type_.startswith(_BUCKET) and type_ not in _BY_TYPE:
        return _BY_TYPE["aws_s3_bucket"]
    return _BY_TYPE.get(type_)


def name_properties(type_: str) -> tuple[str, ...]:
    """The properties that give a resource of this type its name."""
    row = _row(type_)
    return row[1] if row is not None else ()


def arn_of(type_: str, properties: Mapping[str, Any], address: str) -> str | None:
    """The resource's ARN with unknown parts, None where the type has no row.

    Account and region are unknown by themselves; a name that is not written is unknown under the address's own name.
    """
    own = properties.get("arn")
    if isinstance(own, str) and own.startswith("arn:"):
        return own  # a plan knows it
    row = _row(type_)
    if row is None:
        return None
    template, names = row
    name = _name(names, properties, address)
    if name.startswith("arn:"):
        return name
    path = properties.get("path", properties.get("Path", "/"))
    middle = path if isinstance(path, str) and path.startswith("/") else f"/{unknown('path')}"
    if type_ in ("aws_ssm_parameter", "AWS::SSM::Parameter"):
        name = name.lstrip("/")
    return (
        template.replace("{account}", unknown("account"))
        .replace("{region}", unknown("region"))
        .replace("{path}", middle)
        .replace("{name}", name)
    )


def _name(names: tuple[str, ...], properties: Mapping[str, Any], address: str) -> str:
    for key in names:
        value = properties.get(key)
        if isinstance(value, str) and value:
            return unknown(f"{address}.{key}") if is_unknown(value) and value == unknown("") else value
    for key in ("name_prefix", "bucket_prefix", "identifier_prefix", "cluster_identifier_prefix"):
        value = properties.get(key)
        if isinstance(value, str) and value:
            return value + unknown(f"{address}.suffix")
    return unknown(f"{address}.name")
