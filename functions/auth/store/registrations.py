"""Registrations: accounts that wait for their code."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from auth.model import Account, CodeFault, Contact, Person, Registration, Session
from auth.rules import codes
from auth.store.accounts import account_writes, email_key, is_taken, new_account
from auth.store.guesses import count_in_hour
from auth.store.sendings import Sendings
from auth.store.sessions import session_on_record, session_write
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events import AccountActivated
from portal.idempotency import Idempotency
from portal.ids import secret_id, ulid
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Item, Key, Put, Tables, TransactionCancelled, Update


class Started(NamedTuple):
    """A registration by its id, and until when it can be finished."""

    registration_id: str
    ends_at: datetime


class Registrations:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Registrations":
        return cls(context)

    def count_start(self, client: str, now: datetime) -> Literal["counted"] | Refusal:
        """Before the password is hashed, which is the dearest of it. 1 call."""
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
        """A registration for this person, the earlier one if this is the same request again, whatever became of it.

        2 calls: whether the address has an account, the transaction (registration and idempotency record).
        """
        registration = Registration(
            registration_id=secret_id(self._context.randomness),
            person=person,
            password_hash=password_hash,
            privacy_policy_version=self._settings.privacy_policy_version,
            already_registered=is_taken(self._tables.get(self._table, email_key(person.email)), None, now),
            created_at=now,
            ends_at=now + self._settings.registration_lifetime,
        )
        try:
            self._tables.transact(
                Put(self._table, _item(registration)),
                idempotency=idempotency.record(self._table, registration.registration_id),
            )
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return earlier if isinstance(earlier, Refusal) else self._started(earlier, now)
        return Started(registration.registration_id, registration.ends_at)

    def _started(self, registration_id: str, now: datetime) -> Started:
        """What was answered when it started; if its time is over and it is gone, it has ended. 1 call."""
        item = self._tables.get(self._table, _key(registration_id))
        return Started(registration_id, from_text(item["ends_at"]) if item else now)

    def get(self, registration_id: str, now: datetime) -> Registration | Refusal:
        """1 call."""
        item = self._tables.get(self._table, _key(registration_id))
        if item is None or "used_at" in item:
            return NOT_FOUND
        registration = Registration.model_validate(item)
        return registration if now < registration.ends_at else NOT_FOUND

    def begin_sending(self, registration: Registration, contact: Contact, now: datetime) -> Registration | Refusal:
        """Counts one more sending, which kills the code before it. The new code cannot be used until `sent`. 1 call."""
        given: Item = {"contact": contact.model_dump(mode="json"), "wrong_codes": 0}
        sendings = self._sendings(registration).begin(registration.person.email, now, given)
        if isinstance(sendings, Refusal):
            return sendings
        return registration.model_copy(update={"contact": contact, "sendings": sendings, "code_expires_at": None})

    def sent(self, registration: Registration, accepted_at: datetime) -> datetime:
        """The code's life begins now that SES has it; until when it lives. 1 call."""
        expires_at = min(accepted_at + self._settings.activation_code_lifetime, registration.ends_at)
        self._sendings(registration).accepted(expires_at)
        return expires_at

    def _sendings(self, registration: Registration) -> Sendings:
        return Sendings(
            self._context, "activation", self._table, _key(registration.registration_id), registration.sendings
        )

    def take_guess(self, registration_id: str, now: datetime) -> Registration | CodeFault | Refusal:
        """Counts a try before anything is compared (I6): of this code, and of this registration in an hour. 2 calls."""
        most = self._settings.wrong_codes_per_challenge
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    _key(registration_id),
                    add={"wrong_codes": 1},
                    condition=Attr("used_at").not_exists()
                    & Attr("ends_at").gt(to_text(now))
                    & Attr("code_expires_at").gt(to_text(now))
                    & Attr("wrong_codes").lt(most),
                )
            )
        except ConditionFailed as failed:
            return _why_not(failed.found, most, now)
        too_many = count_in_hour("wrong-activation-codes", registration_id, self._context, self._tables, now)
        return too_many or Registration.model_validate(item)

    def activate(self, registration: Registration, session: Session, now: datetime) -> Account | CodeFault | Refusal:
        """The account, its address, its session and the event that tells of it: all or nothing, and once (I4). 1 call.

        The condition on the address decides when two registrations of one address race.
        """
        if registration.contact is None:
            return CodeFault.NOT_SENT
        account = new_account(registration, registration.contact, session, now)
        used = Update(
            self._table,
            _key(registration.registration_id),
            set={"used_at": to_text(now)},
            remove=["person", "password_hash", "contact"],
            condition=Attr("used_at").not_exists()
            & Attr("sendings").eq(registration.sendings)
            & Attr("code_expires_at").gt(to_text(now)),
        )
        event = AccountActivated(event_id=ulid(now, self._context.randomness), at=now, account_id=account.account_id)
        try:
            self._tables.transact(
                *account_writes(self._table, account, registration.password_hash),
                session_write(self._settings.sessions_table, session),
                announce(event, self._table),
                session_on_record(self._settings.audit_table, session),
                code=used,
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return _why_not(cancelled.found("code"), self._settings.wrong_codes_per_challenge + 1, now)
            return Refusal("account_exists", "There is an account with this e-mail address already. Sign in.")
        return account

    def expected_code(self, registration: Registration) -> str:
        return codes.code(
            self._context.pepper,
            codes.Purpose.ACTIVATION,
            registration.registration_id,
            registration.person.email,
            registration.sendings,
        )


def _why_not(found: Item | None, most: int, now: datetime) -> CodeFault | Refusal:
    if found is None:
        return NOT_FOUND
    if "used_at" in found:
        return CodeFault.USED
    registration = Registration.model_validate(found)
    if now >= registration.ends_at:
        return NOT_FOUND
    return (
        codes.fault(
            used=False,
            sent=registration.sendings > 0,
            expires_at=registration.code_expires_at,
            guesses=registration.wrong_codes,
            most=most,
            now=now,
        )
        or CodeFault.EXPIRED
    )


def _key(registration_id: str) -> Key:
    name = f"REGISTRATION#{registration_id}"
    return {"pk": name, "sk": name}


def _item(registration: Registration) -> Item:
    return {
        **_key(registration.registration_id),
        **registration.model_dump(mode="json", exclude_none=True),
        "ttl": epoch_seconds(registration.ends_at),
    }
