"""Accounts: the account of each email address, and the profiles."""

from collections.abc import Sequence
from datetime import datetime

from auth.model import Account, Contact, Credentials, OpenSession, Person, Session, SignInMethod
from auth.rules.authenticator import no_such_method, sign_in_methods
from auth.rules.sessions import evicted, expired
from portal import audit
from portal.audit import AuditEvent
from portal.clock import from_text, in_words, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.problems import NOT_FOUND, Refusal
from portal.table import (
    ConditionFailed,
    Item,
    Key,
    Put,
    Tables,
    TransactionCancelled,
    Update,
    Value,
    VersionConflict,
)

PROFILE = ("person", "contact", "contact_by", "formats")
MOST_HOURS_REMOVED = 50
"""The most hourly counts that one sign-in removes: an expression of DynamoDB is limited to 4,096 characters."""


class Accounts:
    def __init__(self, context: Context) -> None:
        self._table = context.settings.accounts_table
        self._audit_table = context.settings.audit_table
        self._most_wrong_codes = context.settings.wrong_codes_per_hour
        self._most_wrong_app_codes = context.settings.wrong_app_codes
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Accounts":
        return cls(context)

    def get(self, account_id: str) -> Account | Refusal:
        """The account. 1 call."""
        item = self._tables.get(self._table, account_key(account_id))
        return Account.model_validate(item) if item else NOT_FOUND

    def with_credentials(self, account_id: str, email: str) -> tuple[Account, Credentials] | Refusal:
        """The account and its credentials, if its email address is this one. 1 call."""
        account, address = self._tables.get_all(
            [(self._table, account_key(account_id)), (self._table, email_key(email))]
        )
        credentials = credentials_of(address)
        if account is None or credentials is None or credentials.account_id != account_id:
            return NOT_FOUND
        return Account.model_validate(account), credentials

    def save_profile(self, wanted: Account, read: Account, now: datetime) -> Account:
        """Save a profile and return it. `read`: the account as it was read. 1 call, none if nothing changes.

        Raises: VersionConflict if the profile was changed since it was read.
        """
        if wanted == read:
            return read
        dumped = wanted.model_dump(mode="json")
        changes = {name: dumped[name] for name in PROFILE} | {"postcode": wanted.contact.address.postcode}
        version = read.version + 1
        try:
            self._tables.transact(
                audit.row(self._audit_table, AuditEvent.PROFILE_CHANGED, now, account_id=read.account_id),
                profile=Update(
                    self._table,
                    account_key(read.account_id),
                    set={**changes, "version": version, "changed_at": to_text(now)},
                    condition=Attr("version").eq(read.version),
                ),
            )
        except TransactionCancelled as cancelled:
            changed = cancelled.found("profile")
            # botocore repeats a write whose answer is lost: then our own first write is found here
            found = Account.model_validate(changed) if changed else read
            if any(getattr(found, name) != getattr(wanted, name) for name in PROFILE):
                raise VersionConflict("the profile was changed") from cancelled
            return found
        return wanted.model_copy(update={"version": version})

    def sign_in_methods(self, account_id: str) -> list[SignInMethod] | Refusal:
        """The ways in which the account can get a code to sign in. 1 call."""
        account = self.get(account_id)
        return account if isinstance(account, Refusal) else sign_in_methods(account, self._most_wrong_app_codes)

    def count_code_guess(self, account_id: str, method: SignInMethod, now: datetime) -> Account | Refusal:
        """Count a guess of a sign-in code before the code is compared (invariant I6), and return the account. 1 call.

        Every guess counts within its hour; a guess of an authenticator app's code also counts until the next sign-in.
        """
        add, condition = {hourly_guesses(now): 1}, below_hourly_limit(self._most_wrong_codes, now)
        if method == "authenticator":
            add |= {"wrong_app_codes": 1}
            few = Attr("wrong_app_codes").not_exists() | Attr("wrong_app_codes").lt(self._most_wrong_app_codes)
            condition &= Attr("authenticator").exists() & few
        try:
            item = self._tables.update(Update(self._table, account_key(account_id), add=add, condition=condition))
        except ConditionFailed as failed:
            if failed.found is None:
                return NOT_FOUND
            account = Account.model_validate(failed.found)
            if method not in sign_in_methods(account, self._most_wrong_app_codes):
                return no_such_method(account)
            return too_many_guesses(now)
        return Account.model_validate(item)

    def note_wrong_code(self, account: Account, now: datetime) -> None:
        """Write a wrong code to the audit trail, where the owner sees it; the last guess allowed in
        an hour is recorded as such. 1 call.
        """
        last = account.code_guesses.get(_hour(now), 0) >= self._most_wrong_codes
        what = AuditEvent.TOO_MANY_WRONG_CODES if last else AuditEvent.WRONG_CODE
        self._tables.put(audit.row(self._audit_table, what, now, account_id=account.account_id))


def hourly_guesses(now: datetime) -> str:
    """The attribute that counts an hour's guesses of emailed codes and of authenticator apps' codes together."""
    return f"code_guesses.{_hour(now)}"


def below_hourly_limit(most: int, now: datetime) -> Condition:
    """The condition that the account exists and has fewer than `most` guesses counted in this hour."""
    counted = Attr(hourly_guesses(now))
    return Attr("pk").exists() & (counted.not_exists() | counted.lt(most))


def too_many_guesses(now: datetime) -> Refusal:
    seconds = 3600 - int(now.timestamp()) % 3600
    detail = f"Too many wrong codes for this account. Try again in {in_words(seconds)}."
    return Refusal("too_many_wrong_codes", detail, retry_after=seconds)


def session_added(
    table: str, account: Account, session: Session, credentials_version: int, step: int | None, now: datetime
) -> Update:
    """The account's write in the transaction that makes a session: adds the session and removes expired ones.

    The guess was right, so it is no longer counted, and counts of earlier hours are removed; wrong guesses of this hour
    still count. The condition fails if the password or email address has changed since the sign-in began. For an
    authenticator app's code it also fails if the code's time `step` was used already or the app was removed.
    """
    hour = _hour(now)
    used: dict[str, Value] = {"wrong_app_codes": 0}
    condition: Condition = Attr("credentials_version").eq(credentials_version)
    if step is not None and account.authenticator is not None:
        used["authenticator.last_step"] = step
        condition &= Attr("authenticator.enrolment_id").eq(account.authenticator.enrolment_id)
        condition &= Attr("authenticator.last_step").lt(step)
    removed = [*expired(account.sessions, now), *evicted(account.sessions, now)]
    opened = OpenSession(key=session.key, expires_at=session.expires_at)
    verified, outdated = mailbox_verified(now) if session.method == "email" else ({}, ())
    return Update(
        table,
        account_key(account.account_id),
        set={f"sessions.{session.session_id}": opened.model_dump(mode="json"), **used, **verified},
        add={hourly_guesses(now): -1, "sessions_made": 1},
        remove=[
            *(
                f"code_guesses.{earlier}"
                for earlier in sorted(account.code_guesses.keys() - {hour})[:MOST_HOURS_REMOVED]
            ),
            *(f"sessions.{session_id}" for session_id in removed),
            *outdated,
        ],
        condition=condition,
    )


def mailbox_verified(now: datetime) -> tuple[Item, Sequence[str]]:
    """The attributes to set and to remove on an account when a code emailed to its address is used."""
    return {"mailbox_proved_at": to_text(now)}, ("bounce",)


def new_account(person: Person, contact: Contact, privacy_policy_version: str, session: Session) -> Account:
    """A new account with its first session."""
    return Account(
        account_id=session.account_id,
        person=person,
        contact=contact,
        privacy_policy_version=privacy_policy_version,
        created_at=session.created_at,
        sessions={session.session_id: OpenSession(key=session.key, expires_at=session.expires_at)},
        sessions_made=1,
    )


def account_writes(table: str, account: Account, password_hash: str) -> Sequence[Put]:
    """The writes that create an account. The first fails if its email address has an account already."""
    credentials = Credentials(
        email=account.person.email,
        account_id=account.account_id,
        password_hash=password_hash,
        version=account.credentials_version,
    )
    profile = account.model_dump(mode="json", exclude_none=True) | {"postcode": account.contact.address.postcode}
    return (
        Put(
            table,
            {**email_key(account.person.email), **credentials.model_dump()},
            condition=address_free_for(None, account.created_at),
        ),
        Put(
            table,
            {**account_key(account.account_id), **profile},
            condition=Attr("pk").not_exists(),
        ),
    )


def credentials_of(item: Item | None) -> Credentials | None:
    """The credentials in an email address's item; None if no account has the address at present."""
    return Credentials.model_validate(item) if item and "password_hash" in item else None


def is_taken(item: Item | None, account_id: str | None, now: datetime) -> bool:
    """Whether an email address's item bars this account from taking the address: another account has it or can still
    take it back.
    """
    if item is None or item["account_id"] == account_id:
        return False
    return "kept_until" not in item or now < from_text(item["kept_until"])


def address_free_for(account_id: str | None, now: datetime) -> Condition:
    """The condition for the write that takes an email address: it is not taken (see `is_taken`)."""
    free = Attr("pk").not_exists() | Attr("kept_until").lte(to_text(now))
    return free | Attr("account_id").eq(account_id) if account_id else free


def email_key(email: str) -> Key:
    return {"pk": f"EMAIL#{email}", "sk": f"EMAIL#{email}"}


def account_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}


def _hour(now: datetime) -> str:
    return now.strftime("h%Y%m%d%H")
