"""Condition checks on an account, for transactions that make it owe something (`docs/decisions/0027`) or take something
from it.
"""

from portal.conditions import Attr
from portal.table import Check, Key


def require_open_account(accounts_table: str, account_id: str) -> Check:
    """A condition check: the transaction fails if the account does not exist, or is closed at the same moment.

    `auth.store.obligations` finds what an account owes through indexes, which may lag behind. This check stops a debt
    that is written while the account is being closed.
    """
    return Check(accounts_table, _profile_key(account_id), Attr("pk").exists())


def require_no_contact_stop(accounts_table: str, account_id: str) -> Check:
    """A condition check: the transaction fails if the account's owner is written to no more; they may have died."""
    return Check(accounts_table, _profile_key(account_id), Attr("contact_stop").not_exists())


def _profile_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}
