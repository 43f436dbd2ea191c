"""The way back to an address that an account has left: a token that only that mailbox gets.

Derived from our secret, so that it is stored nowhere and no event holds it; what is kept is kept under its hash.

| access | key (Accounts table) |
|---|---|
| what a token takes back | `pk` = `sk` = `WAY_BACK#<sha256 of the token>` |
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from portal.table import Item, Key, Tables
from portal.world import World


def token_for(pepper: bytes, change_id: str) -> str:
    """43 URL-safe characters that nobody can guess who has not our secret."""
    digest = hmac.new(pepper, f"way-back|{change_id}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def key_of(token: str) -> Key:
    name = f"WAY_BACK#{hashlib.sha256(token.encode()).hexdigest()}"
    return {"pk": name, "sk": name}


def notice_of(world: World, change_id: str) -> tuple[str, Mapping[str, str]] | None:
    """Whom to tell of this change of address, and what the mail says; None if that is long ago. 1 call."""
    token = token_for(world.pepper, change_id)
    row: Item | None = Tables(world.aws.dynamodb, world.pause).get(world.settings.accounts_table, key_of(token))
    hours = int(world.settings.way_back_lifetime.total_seconds()) // 3600
    return (str(row["email"]), {"token": token, "hours": str(hours)}) if row else None
