"""The tables of the CDK: what its constructs and their methods make a deployment call."""

from __future__ import annotations

# (module, construct): actions, each with the property that must be true for it, "" where none need be
CONSTRUCTS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("cloudtrail", "Trail"): (("cloudtrail:CreateTrail", ""),),
    ("dynamodb", "Table"): (("dynamodb:CreateTable", ""),),
    ("dynamodb", "TableV2"): (("dynamodb:CreateTable", ""),),
    ("ec2", "BastionHostLinux"): (("ec2:RunInstances", ""),),
    ("ec2", "Instance"): (("ec2:RunInstances", ""),),
    ("ec2", "SecurityGroup"): (("ec2:CreateSecurityGroup", ""),),
    ("ec2", "Vpc"): (("ec2:CreateVpc", ""),),
    ("ecr", "Repository"): (("ecr:CreateRepository", ""),),
    ("ecs", "Cluster"): (("ecs:CreateCluster", ""),),
    ("eks", "Cluster"): (("eks:CreateCluster", ""),),
    ("iam", "AccessKey"): (("iam:CreateAccessKey", ""),),
    ("iam", "Group"): (("iam:CreateGroup", ""),),
    ("iam", "ManagedPolicy"): (("iam:CreatePolicy", ""),),
    ("iam", "OpenIdConnectProvider"): (("iam:CreateOpenIDConnectProvider", ""),),
    ("iam", "Policy"): (("iam:PutRolePolicy", ""),),
    ("iam", "Role"): (("iam:CreateRole", ""),),
    ("iam", "SamlProvider"): (("iam:CreateSAMLProvider", ""),),
    ("iam", "User"): (("iam:CreateUser", ""),),
    ("kms", "Key"): (("kms:CreateKey", ""),),
    ("lambda", "Function"): (("lambda:CreateFunction", ""),),
    ("logs", "LogGroup"): (("logs:CreateLogGroup", ""),),
    ("rds", "DatabaseCluster"): (("rds:CreateDBCluster", ""),),
    ("rds", "DatabaseInstance"): (("rds:CreateDBInstance", ""),),
    ("route53", "ARecord"): (("route53:ChangeResourceRecordSets", ""),),
    ("route53", "AaaaRecord"): (("route53:ChangeResourceRecordSets", ""),),
    ("route53", "CnameRecord"): (("route53:ChangeResourceRecordSets", ""),),
    ("route53", "HostedZone"): (("route53:CreateHostedZone", ""),),
    ("route53", "MxRecord"): (("route53:ChangeResourceRecordSets", ""),),
    ("route53", "TxtRecord"): (("route53:ChangeResourceRecordSets", ""),),
    ("s3", "Bucket"): (("s3:CreateBucket", ""), ("s3:PutBucketPolicy", "public-read-access")),
    ("s3", "BucketPolicy"): (("s3:PutBucketPolicy", ""),),
    ("secretsmanager", "Secret"): (("secretsmanager:CreateSecret", ""),),
    ("sns", "Topic"): (("sns:CreateTopic", ""),),
    ("sqs", "Queue"): (("sqs:CreateQueue", ""),),
}
# a method of a construct, in kebab case; whatever else is called `grant…` is `grant`
METHODS = {
    "add-egress-rule": "ec2:AuthorizeSecurityGroupEgress",
    "add-ingress-rule": "ec2:AuthorizeSecurityGroupIngress",
    "allow-default-port-from": "ec2:AuthorizeSecurityGroupIngress",
    "allow-default-port-from-any-ipv4": "ec2:AuthorizeSecurityGroupIngress",
    "allow-from": "ec2:AuthorizeSecurityGroupIngress",
    "allow-from-any-ipv4": "ec2:AuthorizeSecurityGroupIngress",
    "grant": "iam:PutRolePolicy",
    "grant-public-access": "s3:PutBucketPolicy",
}
# a property, in kebab case, and the parameter of the operation that it becomes
NAMES = {
    "bucket-name": "bucket",
    "cluster-identifier": "db-cluster-identifier",
    "instance-identifier": "db-instance-identifier",
    "managed-policy-name": "policy-name",
}
