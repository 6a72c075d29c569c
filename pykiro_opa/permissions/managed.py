"""The AWS-managed policies that matter most, by ARN (AWS managed policy reference); any other one is not known here."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PREFIX = ":policy/"
_DOCUMENTS: dict[str, dict[str, Any]] = {
    "AdministratorAccess": {"Action": "*"},
    "AdministratorAccess-Amplify": {"Action": "*"},
    "IAMFullAccess": {"Action": ["iam:*", "organizations:Describe*", "organizations:List*"]},
    "PowerUserAccess": {"NotAction": ["iam:*", "organizations:*", "account:*"]},
    "ReadOnlyAccess": {"Action": ["*:Describe*", "*:Get*", "*:List*"]},
    "SecurityAudit": {"Action": ["*:Describe*", "*:List*"]},
    "ViewOnlyAccess": {"Action": ["*:Describe*", "*:List*"]},
    "AmazonS3FullAccess": {"Action": ["s3:*", "s3-object-lambda:*"]},
    "AmazonS3ReadOnlyAccess": {"Action": ["s3:Describe*", "s3:Get*", "s3:List*"]},
    "AmazonEC2FullAccess": {"Action": ["ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*"]},
    "AmazonDynamoDBFullAccess": {"Action": "dynamodb:*"},
    "AmazonRDSFullAccess": {"Action": "rds:*"},
    "AWSLambda_FullAccess": {"Action": "lambda:*"},
}


def managed_policy(arn: str) -> dict[str, Any] | None:
    """The document of an AWS-managed policy, None where it is not known or the ARN is a customer's."""
    partition_and_account, found, path = arn.partition(_PREFIX)
    if not found or not partition_and_account.endswith("::aws"):
        return None
    granted = _DOCUMENTS.get(path.rpartition("/")[2])
    return None if granted is None else {"Statement": [{"Effect": "Allow", "Resource": "*", **granted}]}
