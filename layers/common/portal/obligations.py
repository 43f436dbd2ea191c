"""What keeps an account open: live permits, and money that is owed, held or on its way back.

Both are found through indexes, which may lag behind by a moment. So the account and whatever makes it owe something
meet in their transactions: who applies has `open_account` in theirs, and who closes has `none_just_begun`. Every new
operation that makes somebody owe something has `open_account` too.

| access | by |
|---|---|
| the permits of an account | Permits, index `by_account`: `account_id` |
| the payments of an account | Payments, index `by_account`: `account_id` |
| whether an application has just begun | Permits, `ACCOUNT#<account id>`, `UNPAID` |
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.conditions import Attr
from portal.context import Context
from portal.problems import FieldError, Refusal
from portal.table import Check, Item, Tables

UNDECIDED = {"awaiting_payment", "in_review", "information_needed"}
LIVE = {"approved", "active"}
OPEN_MONEY = {
    "due": "is due: pay it, or withdraw what it is for",
    "paying": "is being paid: finish it first",
    "authorised": "is held on your card: wait until it is taken or released",
}
REFUND_UNDER_WAY = {"intent", "submitted"}
REFUND_FAILED = "error"


@dataclass(frozen=True)
class Obligation:
    """`kind`: `live_permit` or `open_payment`. `why`: a sentence for the person, with what to do about it."""

    kind: str
    why: str


class Obligations:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Obligations":
        return cls(context)

    def of(self, account_id: str, now: datetime) -> Sequence[Obligation]:
        """2 calls, more for whoever has more than a page of permits or payments."""
        from portal.london import today

        day = today(now)
        permits = [_of_permit(item, day) for item in self._all(self._settings.permits_table, account_id)]
        money = [_of_payment(item) for item in self._all(self._settings.payments_table, account_id)]
        return [one for one in (*permits, *money) if one is not None]

    def none_just_begun(self, account_id: str) -> Check:
        """For the transaction that closes: an application that an index might not show yet stops it."""
        key = {"pk": f"ACCOUNT#{account_id}", "sk": "UNPAID"}
        return Check(self._settings.permits_table, key, Attr("pk").not_exists())

    def _all(self, table: str, account_id: str) -> Iterator[Item]:
        return self._tables.query_all(table, Attr("account_id").eq(account_id), index="by_account")


def open_account(accounts_table: str, account_id: str) -> Check:
    """For a transaction that makes somebody owe something: their account is there, and stays so while it is written."""
    return Check(accounts_table, {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}, Attr("pk").exists())


def blocked(obligations: Sequence[Obligation]) -> Refusal:
    """Names all that is open: one error each, of no field."""
    errors = tuple(FieldError("", one.kind, one.why) for one in obligations)
    return Refusal(
        "closure_blocked", "Something of yours is still open. Finish it, then close the account.", None, errors
    )


def _of_permit(item: Item, day: date) -> Obligation | None:
    status, name = str(item["status"]), "The permit " + str(item["reference"])
    if status in UNDECIDED:
        return Obligation("live_permit", f"{name} has been applied for: withdraw it, or wait for the decision.")
    last = date.fromisoformat(str(item["valid_until"]))
    if status in LIVE and last >= day:
        words = f"{last.day} {last:%B %Y}"
        return Obligation("live_permit", f"{name} is valid until {words}: wait until then, or call us to cancel it.")
    return None


def _of_payment(item: Item) -> Obligation | None:
    pence, status = item["amount_pence"], str(item["status"])
    amount = f"£{pence // 100}.{pence % 100:02d}" if isinstance(pence, int) else ""
    if status in OPEN_MONEY:
        return Obligation("open_payment", f"{amount} {OPEN_MONEY[status]}.")
    refunds = item.get("refunds")
    listed = refunds if isinstance(refunds, list) else []
    if any(one["status"] == REFUND_FAILED for one in listed):
        why = f"A refund of a payment of {amount} could not be made: call us, so that you get your money."
        return Obligation("open_payment", why)
    if any(one["status"] in REFUND_UNDER_WAY for one in listed):
        return Obligation("open_payment", f"A refund of a payment of {amount} is on its way: wait until it has come.")
    return None
