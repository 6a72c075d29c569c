"""What makes a new resource and removes the old one (the providers' "forces replacement"), where that loses data."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_NAMING = frozenset(("name", "identifier", "cluster_identifier", "bucket", "table_name", "function_name"))
_RELATIONAL = frozenset((
    "engine", "username", "master_username", "db_name", "database_name", "kms_key_id", "storage_encrypted",
    "snapshot_identifier", "availability_zone", "availability_zones", "character_set_name", "source_region",
))  # fmt: skip
_RELATIONAL_TEMPLATE = frozenset((
    "Engine", "EngineMode", "MasterUsername", "DBName", "DatabaseName", "KmsKeyId", "StorageEncrypted",
    "DBSnapshotIdentifier", "SnapshotIdentifier", "DBInstanceIdentifier", "DBClusterIdentifier", "CharacterSetName",
    "AvailabilityZone", "AvailabilityZones",
))  # fmt: skip
_BY_TYPE: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("aws_db_instance", "aws_rds_cluster", "aws_docdb_cluster", "aws_neptune_cluster", "aws_redshift_cluster"),
        _RELATIONAL,
    ),
    **dict.fromkeys(
        ("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::DocDB::DBCluster", "AWS::Neptune::DBCluster"),
        _RELATIONAL_TEMPLATE,
    ),
    "aws_dynamodb_table": frozenset(("hash_key", "range_key")),
    "aws_elasticache_replication_group": frozenset((
        "replication_group_id", "at_rest_encryption_enabled", "kms_key_id", "subnet_group_name",
    )),
    "aws_elasticache_cluster": frozenset(("cluster_id", "engine", "subnet_group_name")),
    "AWS::DynamoDB::Table": frozenset(("TableName", "KeySchema")),
    "AWS::S3::Bucket": frozenset(("BucketName",)),
    "google_sql_database_instance": frozenset(("region", "project", "encryption_key_name")),
    "google_spanner_instance": frozenset(("config", "project")),
    "azurerm_postgresql_flexible_server": frozenset(("location", "resource_group_name", "administrator_login")),
    "azurerm_mssql_server": frozenset(("location", "resource_group_name", "administrator_login")),
}  # fmt: skip


def replaces(type_: str, changed: set[str], after: Mapping[str, Any]) -> bool:
    """Whether changing these properties of a resource replaces it."""
    if changed & (_NAMING | _BY_TYPE.get(type_, frozenset())):
        return True
    lifecycle = after.get("lifecycle")
    return "lifecycle" in changed and isinstance(lifecycle, list) and any(
        isinstance(one, dict) and one.get("replace_triggered_by") for one in lifecycle
    )  # fmt: skip
