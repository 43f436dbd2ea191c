"""Workarounds for what the emulator does not do with our tables and streams. They run after each deploy or before a
start.

Each function is one workaround and can be run again. `tests/local/test_emulator_workarounds.py` fails when the emulator
no longer needs it.
"""

import json
from pathlib import Path
from typing import Any

from mypy_boto3_dynamodb import DynamoDBClient

Tables = dict[str, dict[str, Any]]
STREAM_POSITIONS = "dynamodb_stream_positions"


def tables_of(template: dict[str, Any], physical_ids: dict[str, str]) -> Tables:
    """The properties of each table, by the table's name in the emulator."""
    return {
        physical_ids[logical]: resource["Properties"]
        for logical, resource in template["Resources"].items()
        if resource["Type"] == "AWS::DynamoDB::Table" and logical in physical_ids
    }


def turn_on_expiry(dynamodb: DynamoDBClient, tables: Tables) -> None:
    """Workaround: the emulator ignores TimeToLiveSpecification, so nothing would expire."""
    for name, properties in tables.items():
        wanted = properties.get("TimeToLiveSpecification")
        if not wanted or _expiry_is_on(dynamodb, name):
            continue
        specification = {"AttributeName": wanted["AttributeName"], "Enabled": True}
        dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=specification)  # type: ignore[arg-type]


def _expiry_is_on(dynamodb: DynamoDBClient, table: str) -> bool:
    status = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"].get("TimeToLiveStatus")
    return status in {"ENABLED", "ENABLING"}


def turn_on_recovery(dynamodb: DynamoDBClient, tables: Tables) -> None:
    """Workaround: the emulator ignores PointInTimeRecoverySpecification."""
    for name, properties in tables.items():
        if not properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
            continue
        dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )


def forget_stream_positions(state: Path) -> None:
    """Workaround: a restart restores the read position of each stream, but not the stream's records.

    A mapping would then receive nothing until as many new records had come as before. Without a position it starts at
    the first record. Called before the start, on the folder with the emulator's state.
    """
    place = state / "lambda.json"
    if not place.exists():
        return
    saved = json.loads(place.read_text())
    if saved["payload"].pop(STREAM_POSITIONS, None) is not None:
        place.write_text(json.dumps(saved))
