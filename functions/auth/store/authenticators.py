"""Authenticator apps: offered, confirmed by a first code, removed. They are stored on the account, without their
secret.
"""

from datetime import datetime

from auth.model import Account, Authenticator, Enrolment
from auth.rules import authenticator as app
from auth.rules.codes import CodeFault
from auth.store.accounts import account_key, below_hourly_limit, hourly_guesses, too_many_guesses
from auth.store.reauthentication import Reauthenticated
from auth.views import AuthenticatorOffered
from portal.audit import AuditEvent, row
from portal.clock import to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events.accounts import AuthenticatorAdded, AuthenticatorRemoved
from portal.ids import ulid
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Item, Put, Tables, TransactionCancelled, Update, VersionConflict


class Authenticators:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Authenticators":
        return cls(context)

    def offer(self, account: Account, owner: Reauthenticated, now: datetime) -> AuthenticatorOffered:
        """Offer a new secret. It replaces an earlier offer; an app in use stays until the new one is confirmed. 1 call.

        Raises: VersionConflict if the credentials changed since the account was read.
        """
        enrolment = Enrolment(
            enrolment_id=ulid(now, self._context.randomness),
            credentials_version=owner.credentials.version,
            ends_at=now + self._settings.enrolment_lifetime,
        )
        offered = Update(
            self._table,
            account_key(account.account_id),
            set={"enrolment": enrolment.model_dump(mode="json")},
            condition=Attr("credentials_version").eq(enrolment.credentials_version),
        )
        try:
            self._tables.transact(offered, owner.reset_attempts)
        except TransactionCancelled as cancelled:
            raise VersionConflict("credentials were changed") from cancelled
        secret = app.secret(self._context.pepper, account.account_id, enrolment.enrolment_id)
        uri = app.otpauth_uri(secret, account.person.email)
        return AuthenticatorOffered(secret=secret, otpauth_uri=uri, expires_at=enrolment.ends_at)

    def count_guess(self, account_id: str, now: datetime) -> Account | Refusal:
        """Count a guess of the first code before it is compared (I6), for this enrolment and for this hour. 1 call."""
        in_hour, most = self._settings.wrong_codes_per_hour, self._settings.wrong_codes_per_challenge
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    account_key(account_id),
                    add={hourly_guesses(now): 1, "enrolment.guesses": 1},
                    condition=Attr("enrolment.ends_at").gt(to_text(now))
                    & Attr("enrolment.guesses").lt(most)
                    & below_hourly_limit(in_hour, now),
                )
            )
        except ConditionFailed as failed:
            return _why_not(failed.found, most, now)
        return Account.model_validate(item)

    def first_step(self, account: Account, code: str, now: datetime) -> int | Refusal:
        """The time step at which the new app shows this code. No call."""
        if account.enrolment is None:
            return app.refusal(CodeFault.NOT_SENT, now)
        secret = app.secret(self._context.pepper, account.account_id, account.enrolment.enrolment_id)
        step = app.step_of(code, secret, now)
        return app.refusal(CodeFault.INVALID, now) if step is None else step

    def add(self, account: Account, step: int, now: datetime) -> Account | Refusal:
        """Add the app, use up its first code and announce the event by which its owner is told, in one transaction. 1
        call.
        """
        if account.enrolment is None:
            return app.refusal(CodeFault.NOT_SENT, now)
        added = Authenticator(enrolment_id=account.enrolment.enrolment_id, added_at=now, last_step=step)
        app_added = Update(
            self._table,
            account_key(account.account_id),
            set={"authenticator": added.model_dump(mode="json"), "wrong_app_codes": 0},
            add={hourly_guesses(now): -1},
            remove=["enrolment"],
            condition=Attr("enrolment.enrolment_id").eq(added.enrolment_id)
            & Attr("credentials_version").eq(account.enrolment.credentials_version),
        )
        event = AuthenticatorAdded.new(now, self._context.randomness, account_id=account.account_id)
        try:
            self._tables.transact(
                announce(event, self._table),
                self._audit_row(AuditEvent.AUTHENTICATOR_ADDED, account.account_id, now),
                account=app_added,
            )
        except TransactionCancelled as cancelled:
            return _why_not(cancelled.found("account"), self._settings.wrong_codes_per_challenge + 1, now)
        return account.model_copy(update={"authenticator": added, "enrolment": None})

    def remove(self, account_id: str, now: datetime) -> None:
        """Remove the app and announce the event by which its owner is told. Does nothing if there is no app. 1 call."""
        event = AuthenticatorRemoved.new(now, self._context.randomness, account_id=account_id)
        removed = Update(
            self._table,
            account_key(account_id),
            remove=["authenticator", "enrolment", "wrong_app_codes"],
            condition=Attr("authenticator").exists(),
        )
        try:
            self._tables.transact(
                removed,
                announce(event, self._table),
                self._audit_row(AuditEvent.AUTHENTICATOR_REMOVED, account_id, now),
            )
        except TransactionCancelled:
            return

    def _audit_row(self, what: AuditEvent, account_id: str, now: datetime) -> Put:
        return row(self._settings.audit_table, what, now, account_id=account_id)


def _why_not(found: Item | None, most: int, now: datetime) -> Refusal:
    """Why no first code can be compared now. `found`: the account's item. `most`: the guesses allowed."""
    if found is None:
        return NOT_FOUND
    account = Account.model_validate(found)
    enrolment = account.enrolment
    if enrolment is None:
        return app.refusal(CodeFault.USED if account.authenticator else CodeFault.NOT_SENT, now)
    if enrolment.ends_at <= now or enrolment.credentials_version != account.credentials_version:
        return app.refusal(CodeFault.EXPIRED, now)
    return app.refusal(CodeFault.TOO_MANY, now) if enrolment.guesses >= most else too_many_guesses(now)
