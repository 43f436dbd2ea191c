"""The condition check for every transaction that makes an account owe something (`docs/decisions/0027`)."""

from portal.conditions import Attr
from portal.table import Check


def require_open_account(accounts_table: str, account_id: str) -> Check:
    """A condition check: the transaction fails if the account does not exist, or is closed at the same moment.

    `auth.store.obligations` finds what an account owes through indexes, which may lag behind. This check stops a debt
    that is written while the account is being closed.
    """
    return Check(accounts_table, {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}, Attr("pk").exists())
