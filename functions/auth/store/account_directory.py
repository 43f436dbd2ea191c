"""Accounts found by officers. Each one found is put on record before the officer sees it.

| access | key |
|---|---|
| the account of an email address | Accounts, `EMAIL#<address>` twice |
| the accounts of a postcode | Accounts, index `by_postcode`: `postcode` |
| the account that a payment belongs to | Payments, `PAYMENT#<payment id>`, `PAYMENT` |
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from auth.model import Account
from auth.store.accounts import account_key, credentials_of, email_key
from portal import audit
from portal.audit import AuditEvent
from portal.charges import payment_key
from portal.conditions import Attr
from portal.context import Context
from portal.table import Tables

if TYPE_CHECKING:
    from portal.api import Officer

MOST = 50
"""The most accounts read for one postcode. A postcode has about fifteen homes, and at most a hundred."""


class AccountDirectory:
    def __init__(self, context: Context) -> None:
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "AccountDirectory":
        return cls(context)

    def by_email(self, email: str) -> Sequence[Account]:
        """The account with this email address, if any. 2 calls, 1 if there is none."""
        found = credentials_of(self._tables.get(self._settings.accounts_table, email_key(email)))
        return self._account(found.account_id) if found else []

    def by_payment(self, payment_id: str) -> Sequence[Account]:
        """The account that this payment belongs to, if any. 2 calls, 1 if there is none."""
        found = self._tables.get(self._settings.payments_table, payment_key(payment_id))
        return self._account(str(found["account_id"])) if found else []

    def by_postcode(self, postcode: str) -> Sequence[Account]:
        """The accounts with this postcode, at most `MOST`. 1 call."""
        where = Attr("postcode").eq(postcode)
        page = self._tables.query(self._settings.accounts_table, where, index="by_postcode", limit=MOST)
        return [Account.model_validate(item) for item in page.items]

    def note(self, officer: "Officer", found: Sequence[Account], now: datetime) -> None:
        """Put on record that the officer found these accounts. 1 call, none if there are no accounts."""
        rows = [
            audit.row(
                self._settings.audit_table,
                AuditEvent.ACCOUNT_FOUND,
                now,
                account_id=one.account_id,
                officer=officer.sub,
            )
            for one in found
        ]
        if rows:
            self._tables.transact(*rows)

    def _account(self, account_id: str) -> Sequence[Account]:
        item = self._tables.get(self._settings.accounts_table, account_key(account_id))
        return [Account.model_validate(item)] if item else []
