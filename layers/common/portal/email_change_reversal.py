"""The way back to an address that an account has left: a token that only that mailbox gets.

Derived from our secret, so that it is stored nowhere and no event holds it; what is kept is kept under its hash.

| access | key (Accounts table) |
|---|---|
| what a token takes back | `pk` = `sk` = `EMAIL_CHANGE_REVERSAL#<sha256 of the token>` |
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from portal.context import Context
from portal.table import Item, Key, Tables


def token_for(pepper: bytes, change_id: str) -> str:
    """43 URL-safe characters that nobody can guess who has not our secret."""
    digest = hmac.new(pepper, f"email-change-reversal|{change_id}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def key_of(token: str) -> Key:
    name = f"EMAIL_CHANGE_REVERSAL#{hashlib.sha256(token.encode()).hexdigest()}"
    return {"pk": name, "sk": name}


def notice_of(context: Context, change_id: str) -> tuple[str, Mapping[str, str]] | None:
    """Whom to tell of this change of address, and what the mail says; None if that is long ago. 1 call."""
    token = token_for(context.pepper, change_id)
    row: Item | None = Tables(context.aws.dynamodb, context.pause).get(context.settings.accounts_table, key_of(token))
    hours = int(context.settings.email_change_reversal_lifetime.total_seconds()) // 3600
    return (str(row["email"]), {"token": token, "hours": str(hours)}) if row else None
