"""Undoing a change of email address: by a token that is sent only to the old address.

The token is derived from our secret, so that no table and no event holds it. The item of a reversal is stored under the
token's hash.

| access | key (Accounts table) |
|---|---|
| the change of address that a token undoes | `pk` = `sk` = `EMAIL_CHANGE_REVERSAL#<sha256 of the token>` |
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Mapping

from portal.context import Context
from portal.table import Item, Key, Tables


def token_for(pepper: bytes, change_id: str) -> str:
    """The token of a change, derived from the secret and the change's id: 43 URL-safe characters."""
    digest = hmac.new(pepper, f"email-change-reversal|{change_id}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def key_of(token: str) -> Key:
    name = f"EMAIL_CHANGE_REVERSAL#{hashlib.sha256(token.encode()).hexdigest()}"
    return {"pk": name, "sk": name}


def notice_of(context: Context, change_id: str) -> tuple[str, Mapping[str, str]] | None:
    """The old address and the facts for the mail about this change; None once the item has been deleted. 1 call."""
    token = token_for(context.pepper, change_id)
    row: Item | None = Tables(context.aws.dynamodb, context.pause).get(context.settings.accounts_table, key_of(token))
    hours = int(context.settings.email_change_reversal_lifetime.total_seconds()) // 3600
    return (str(row["email"]), {"token": token, "hours": str(hours)}) if row else None
