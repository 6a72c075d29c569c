"""Which resources a call touches, from its parameters: one row a parameter (Service Authorization Reference)."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .parameters import IDENTIFIER, is_open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Resource = dict[str, str]

# (service, parameter in kebab case): the ARN, with {} for the value
_TEMPLATES = {
    ("iam", "role-name"): "arn:aws:iam::*:role/{}",
    ("iam", "user-name"): "arn:aws:iam::*:user/{}",
    ("iam", "group-name"): "arn:aws:iam::*:group/{}",
    ("iam", "policy-name"): "arn:aws:iam::*:policy/{}",
    ("iam", "instance-profile-name"): "arn:aws:iam::*:instance-profile/{}",
    ("s3", "bucket"): "arn:aws:s3:::{}",
    ("rds", "db-instance-identifier"): "arn:aws:rds:*:*:db:{}",
    ("rds", "db-cluster-identifier"): "arn:aws:rds:*:*:cluster:{}",
    ("rds", "db-snapshot-identifier"): "arn:aws:rds:*:*:snapshot:{}",
    ("rds", "db-cluster-snapshot-identifier"): "arn:aws:rds:*:*:cluster-snapshot:{}",
    ("dynamodb", "table-name"): "arn:aws:dynamodb:*:*:table/{}",
    ("lambda", "function-name"): "arn:aws:lambda:*:*:function:{}",
    ("ec2", "instance-id"): "arn:aws:ec2:*:*:instance/{}",
    ("ec2", "instance-ids"): "arn:aws:ec2:*:*:instance/{}",
    ("ec2", "group-id"): "arn:aws:ec2:*:*:security-group/{}",
    ("ec2", "volume-id"): "arn:aws:ec2:*:*:volume/{}",
    ("ec2", "vpc-id"): "arn:aws:ec2:*:*:vpc/{}",
    ("ec2", "subnet-id"): "arn:aws:ec2:*:*:subnet/{}",
    ("ec2", "snapshot-id"): "arn:aws:ec2:*:*:snapshot/{}",
    ("kms", "key-id"): "arn:aws:kms:*:*:key/{}",
    ("kms", "alias-name"): "arn:aws:kms:*:*:{}",
    ("secretsmanager", "secret-id"): "arn:aws:secretsmanager:*:*:secret:{}",
    ("ssm", "name"): "arn:aws:ssm:*:*:parameter/{}",
    ("logs", "log-group-name"): "arn:aws:logs:*:*:log-group:{}",
    ("cloudformation", "stack-name"): "arn:aws:cloudformation:*:*:stack/{}/*",
    ("ecs", "cluster"): "arn:aws:ecs:*:*:cluster/{}",
    ("ecs", "service"): "arn:aws:ecs:*:*:service/*/{}",
    ("eks", "name"): "arn:aws:eks:*:*:cluster/{}",
    ("eks", "cluster-name"): "arn:aws:eks:*:*:cluster/{}",
    ("ecr", "repository-name"): "arn:aws:ecr:*:*:repository/{}",
    ("elasticache", "cache-cluster-id"): "arn:aws:elasticache:*:*:cluster:{}",
    ("elasticache", "replication-group-id"): "arn:aws:elasticache:*:*:replicationgroup:{}",
    ("redshift", "cluster-identifier"): "arn:aws:redshift:*:*:cluster:{}",
    ("sns", "name"): "arn:aws:sns:*:*:{}",
    ("sqs", "queue-name"): "arn:aws:sqs:*:*:{}",
    ("kinesis", "stream-name"): "arn:aws:kinesis:*:*:stream/{}",
    ("route53", "hosted-zone-id"): "arn:aws:route53:::hostedzone/{}",
    ("cloudtrail", "name"): "arn:aws:cloudtrail:*:*:trail/{}",
    ("backup", "backup-vault-name"): "arn:aws:backup:*:*:backup-vault:{}",
    ("states", "name"): "arn:aws:states:*:*:stateMachine:{}",
}


def resources(service: str, parameters: Mapping[str, list[str]]) -> list[Resource]:
    """The resources that the parameters (kebab-case name to values) name; unknown parts are `*`, one of many."""
    found = list(_named(service, parameters))
    unique = {(one["arn"], one["quantifier"]): one for one in found}
    return [unique[key] for key in sorted(unique)]


def _named(service: str, parameters: Mapping[str, list[str]]) -> Iterator[Resource]:
    for name, values in parameters.items():
        template = f"arn:aws:{service}:*:*:*{{}}" if name == IDENTIFIER else _TEMPLATES.get((service, name))
        for value in values:
            if value.startswith("arn:"):
                yield one_of(value)
            elif template is not None and not value.startswith("file://"):
                yield from _keyed(service, name, template.format(value), parameters)
    if is_open(parameters):
        # what is not known may name anything of the service
        yield one_of(f"arn:aws:{service}:*:*:*")


def _keyed(service: str, name: str, arn: str, parameters: Mapping[str, list[str]]) -> Iterator[Resource]:
    """A bucket with a key is the object."""
    keys = parameters.get("key", []) if (service, name) == ("s3", "bucket") else []
    for key in keys:
        yield one_of(f"{arn}/{key}")
    if not keys:
        yield one_of(arn)


def one_of(arn: str) -> Resource:
    """A resource of which at most parts are not known."""
    return {"arn": arn.replace(UNKNOWN, "*"), "quantifier": "any"}


def all_of(arn: str) -> Resource:
    """Every resource that the ARN's wildcards match."""
    return {"arn": arn.replace(UNKNOWN, "*"), "quantifier": "all"}
