"""Finds the account of an email address, for the mailbox's texts and letters."""

from dataclasses import dataclass
from typing import Any

import httpx

from local.sam_transform import REGION


@dataclass(frozen=True)
class Reader:
    """An account. `phone`: in E.164."""

    account_id: str
    phone: str


async def reader_of(email: str, emulator: httpx.AsyncClient, accounts_table: str) -> Reader | None:
    """The account that has this email address at present; None if there is none."""
    address = f"EMAIL#{email.strip().casefold()}"
    found = await _item(emulator, accounts_table, address, address)
    if found is None:
        return None
    account_id: str = found["account_id"]["S"]
    profile = await _item(emulator, accounts_table, f"ACCOUNT#{account_id}", "PROFILE")
    contact = (profile or {}).get("contact", {}).get("M", {})
    return Reader(account_id, contact.get("phone", {}).get("S", ""))


async def _item(emulator: httpx.AsyncClient, table: str, pk: str, sk: str) -> dict[str, Any] | None:
    """An item in DynamoDB's JSON. The emulator checks no signature, but reads the region from it."""
    scope = f"local/20260101/{REGION}/dynamodb/aws4_request"
    headers = {
        "X-Amz-Target": "DynamoDB_20120810.GetItem",
        "Content-Type": "application/x-amz-json-1.0",
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=none",
    }
    answer = await emulator.post(
        "/", headers=headers, json={"TableName": table, "Key": {"pk": {"S": pk}, "sk": {"S": sk}}}
    )
    answer.raise_for_status()
    found: dict[str, Any] | None = answer.json().get("Item")
    return found
