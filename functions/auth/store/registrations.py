"""Registrations: accounts that wait for their activation code."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from auth.challenges import Registration
from auth.model import Account, Person, Session
from auth.rules.codes import CodeFault
from auth.store.accounts import account_writes, email_key, is_taken, new_account
from auth.store.challenges import Challenges
from auth.store.sessions import session_audit_row, session_write
from portal.clock import epoch_seconds, from_text
from portal.context import Context
from portal.events.accounts import AccountActivated
from portal.idempotency import Idempotency
from portal.ids import secret_id
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import Tables, TransactionCancelled


class Started(NamedTuple):
    """A started registration. `ends_at`: until when it can be completed."""

    registration_id: str
    ends_at: datetime


class Registrations:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._challenges = Challenges(context, Registration)

    @classmethod
    def from_context(cls, context: Context) -> "Registrations":
        return cls(context)

    def repeated(self, idempotency: Idempotency, now: datetime) -> Started | Refusal | None:
        """The answer to an earlier send of this request, even if its registration is gone; None for a new request.

        1 call, 2 for a repeated request.
        """
        earlier = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        return self._started(earlier, now) if isinstance(earlier, str) else earlier

    def count_start(self, client: str, now: datetime) -> Literal["counted"] | Refusal:
        """Count a registration for the client. Comes before the password is hashed, which costs more than all else. 1
        call.
        """
        limit = Limit("registrations", self._settings.registrations_per_client, timedelta(hours=1))
        counter = Counter.of(self._settings.codes_table, limit, client, self._context.pepper, now)
        if not counter.take(self._tables):
            return Refusal(
                "too_many_attempts",
                "Too many accounts were started from your network. Try again within the hour.",
                retry_after=counter.retry_after(now),
            )
        return "counted"

    def start(self, person: Person, password_hash: str, idempotency: Idempotency, now: datetime) -> Started | Refusal:
        """Start a registration; the earlier one if the same request came twice at once.

        2 calls: whether the email address has an account, then the transaction (registration and idempotency record).
        """
        registration = Registration(
            challenge_id=secret_id(self._context.randomness),
            person=person,
            password_hash=password_hash,
            privacy_policy_version=self._settings.privacy_policy_version,
            already_registered=is_taken(self._tables.get(self._table, email_key(person.email)), None, now),
            created_at=now,
            ends_at=now + self._settings.registration_lifetime,
        )
        try:
            self._tables.transact(
                self._challenges.put_write(registration, epoch_seconds(registration.ends_at)),
                idempotency=idempotency.record(self._table, registration.challenge_id),
            )
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return self._started(earlier, now) if isinstance(earlier, str) else earlier
        return Started(registration.challenge_id, registration.ends_at)

    def _started(self, registration_id: str, now: datetime) -> Started:
        """The registration with its end; `now` as its end if it is gone. 1 call."""
        item = self._tables.get(self._table, self._challenges.key(registration_id))
        return Started(registration_id, from_text(item["ends_at"]) if item else now)

    def get(self, registration_id: str, now: datetime) -> Registration | Refusal:
        """The registration, if it can still become an account. 1 call."""
        registration = self._challenges.get(registration_id)
        return NOT_FOUND if isinstance(registration, Refusal) or now >= registration.ends_at else registration

    def check_code(self, registration_id: str, code: str, now: datetime) -> Registration | Refusal:
        """The registration, if the code is right. The guess is counted before it is compared (I6), also per hour. 2
        calls.
        """
        registration = self._challenges.count_guess(registration_id, now)
        if isinstance(registration, Refusal) or self._challenges.is_right(registration, code):
            return registration
        return Registration.refusal(CodeFault.INVALID)

    def activate(self, registration: Registration, session: Session, now: datetime) -> Account | Refusal:
        """Create the account, its address, its first session and its event, in one transaction and only once (I4). 1
        call.

        Of two registrations of one email address, the condition on the address lets only one succeed.
        """
        if registration.contact is None:
            return Registration.refusal(CodeFault.NOT_SENT)
        account = new_account(registration.person, registration.contact, registration.privacy_policy_version, session)
        event = AccountActivated.new(now, self._context.randomness, account_id=account.account_id)
        try:
            self._tables.transact(
                *account_writes(self._table, account, registration.password_hash),
                session_write(self._settings.sessions_table, session),
                announce(event, self._table),
                session_audit_row(self._settings.audit_table, session),
                code=self._challenges.use(registration, now, remove=["person", "password_hash", "contact"]),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._challenges.why_not_used(cancelled.found("code"), now)
            return Refusal("account_exists", "There is an account with this email address already. Sign in.")
        return account
