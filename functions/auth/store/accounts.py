"""Accounts: who has an address, and their profile."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from auth.model import Account, Contact, Credentials, OpenSession, Registration, Session, SignInMethod
from auth.rules.authenticator import no_such_method, sign_in_methods
from auth.rules.profile import CHANGED_MEANWHILE
from auth.rules.sessions import oldest, over
from portal import audit
from portal.audit import What
from portal.clock import from_text, in_words, to_text
from portal.problems import NOT_FOUND, Refused
from portal.table import ConditionFailed, Item, Key, Put, Tables, TransactionRefused, Update, Value
from portal.world import World

if TYPE_CHECKING:
    from boto3.dynamodb.conditions import ConditionBase

PROFILE = ("person", "contact", "contact_by")
MOST_FORGOTTEN = 50
"""Old counts that one sign-in takes away: an expression of DynamoDB's has 4,096 characters."""


class Accounts:
    def __init__(self, world: World) -> None:
        self._table = world.settings.accounts_table
        self._audit_table = world.settings.audit_table
        self._most_wrong_codes = world.settings.wrong_codes_per_hour
        self._most_wrong_app_codes = world.settings.wrong_app_codes
        self._tables = Tables(world.aws.dynamodb, world.pause)

    @classmethod
    def open(cls, world: World) -> "Accounts":
        return cls(world)

    def get(self, account_id: str) -> Account | Refused:
        """1 call."""
        item = self._tables.get(self._table, account_key(account_id))
        return Account.model_validate(item) if item else NOT_FOUND

    def with_credentials(self, account_id: str, email: str) -> tuple[Account, Credentials] | Refused:
        """The account, if this is its address. 1 call."""
        account, address = self._tables.get_all(
            [(self._table, account_key(account_id)), (self._table, email_key(email))]
        )
        credentials = credentials_of(address)
        if account is None or credentials is None or credentials.account_id != account_id:
            return NOT_FOUND
        return Account.model_validate(account), credentials

    def save_profile(self, wanted: Account, read: Account, now: datetime) -> Account | Refused:
        """The profile as wanted, if nobody changed it since it was read. 1 call, none if it is so already."""
        from boto3.dynamodb.conditions import Attr

        if wanted == read:
            return read
        dumped = wanted.model_dump(mode="json")
        changes = {name: dumped[name] for name in PROFILE}
        version = read.version + 1
        try:
            self._tables.transact(
                Update(
                    self._table,
                    account_key(read.account_id),
                    set={**changes, "version": version, "changed_at": to_text(now)},
                    condition=Attr("version").eq(read.version),
                ),
                audit.row(self._audit_table, What.PROFILE_CHANGED, now, account_id=read.account_id),
            )
        except TransactionRefused as refused:
            # botocore sends a write again when its answer is lost: then what stands in the way is our own
            found = Account.model_validate(refused.found[0]) if refused.found[0] else read
            own = all(getattr(found, name) == getattr(wanted, name) for name in PROFILE)
            return found if own else CHANGED_MEANWHILE
        return wanted.model_copy(update={"version": version})

    def sign_in_methods(self, account_id: str) -> list[SignInMethod] | Refused:
        """Where the code of a sign-in may come from. 1 call."""
        account = self.get(account_id)
        return account if isinstance(account, Refused) else sign_in_methods(account, self._most_wrong_app_codes)

    def count_code_guess(self, account_id: str, method: SignInMethod, now: datetime) -> Account | Refused:
        """Counts a guess of a sign-in code before it is compared (I6), and gives the account. 1 call.

        Of this hour, wherever the code comes from; one of an authenticator app also in a row of such.
        """
        from boto3.dynamodb.conditions import Attr

        add, condition = {guesses_of_hour(now): 1}, few_guesses(self._most_wrong_codes, now)
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
        """On record for the account's owner to see; the last one of an hour as what it was. 1 call."""
        last = account.code_guesses.get(_hour(now), 0) >= self._most_wrong_codes
        what = What.TOO_MANY_WRONG_CODES if last else What.WRONG_CODE
        self._tables.put(audit.row(self._audit_table, what, now, account_id=account.account_id))


def guesses_of_hour(now: datetime) -> str:
    """Where a guess of a code is counted: one row of hours for all that its account may guess at."""
    return f"code_guesses.{_hour(now)}"


def few_guesses(most: int, now: datetime) -> "ConditionBase":
    """The account is there, and its guesses of this hour are not used up."""
    from boto3.dynamodb.conditions import Attr

    counted = Attr(guesses_of_hour(now))
    return Attr("pk").exists() & (counted.not_exists() | counted.lt(most))


def too_many_guesses(now: datetime) -> Refused:
    seconds = 3600 - int(now.timestamp()) % 3600
    detail = f"Too many wrong codes for this account. Try again in {in_words(seconds)}."
    return Refused("too_many_wrong_codes", detail, retry_after=seconds)


def signed_in(
    table: str, account: Account, session: Session, credentials_version: int, step: int | None, now: datetime
) -> Update:
    """The account's part in the transaction that makes a session: it is noted, and those that are over are forgotten.

    The guess was right: it is taken back, and guesses of earlier hours are forgotten; wrong ones of this hour stay
    counted. A mailed code proves the mailbox. Refused when password or e-mail address are not those that the sign-in
    began with, and when the `step` of an authenticator app's code was used already, or the app is no longer there.
    """
    from boto3.dynamodb.conditions import Attr

    hour = _hour(now)
    used: dict[str, Value] = {"wrong_app_codes": 0}
    condition: ConditionBase = Attr("credentials_version").eq(credentials_version)
    if step is not None and account.authenticator is not None:
        used["authenticator.last_step"] = step
        condition &= Attr("authenticator.enrolment_id").eq(account.authenticator.enrolment_id)
        condition &= Attr("authenticator.last_step").lt(step)
    ended = [*over(account.sessions, now), *oldest(account.sessions, now)]
    opened = OpenSession(key=session.key, expires_at=session.expires_at)
    proved, disproved = mailbox_proved(now) if session.method == "email" else ({}, ())
    return Update(
        table,
        account_key(account.account_id),
        set={f"sessions.{session.session_id}": opened.model_dump(mode="json"), **used, **proved},
        add={guesses_of_hour(now): -1, "sessions_made": 1},
        remove=[
            *(f"code_guesses.{earlier}" for earlier in sorted(account.code_guesses.keys() - {hour})[:MOST_FORGOTTEN]),
            *(f"sessions.{session_id}" for session_id in ended),
            *disproved,
        ],
        condition=condition,
    )


def mailbox_proved(now: datetime) -> tuple[Item, Sequence[str]]:
    """What is set and what removed on an account when a code that was mailed to its address is used."""
    return {"mailbox_proved_at": to_text(now)}, ("bounce",)


def new_account(registration: Registration, contact: Contact, session: Session, now: datetime) -> Account:
    """What a registration becomes, with its first session."""
    return Account(
        account_id=session.account_id,
        person=registration.person,
        contact=contact,
        privacy_policy_version=registration.privacy_policy_version,
        created_at=now,
        sessions={session.session_id: OpenSession(key=session.key, expires_at=session.expires_at)},
        sessions_made=1,
    )


def account_writes(table: str, account: Account, password_hash: str) -> Sequence[Put]:
    """The writes that make an account; the first fails if its address has one already."""
    from boto3.dynamodb.conditions import Attr

    credentials = Credentials(
        email=account.person.email,
        account_id=account.account_id,
        password_hash=password_hash,
        version=account.credentials_version,
    )
    profile = account.model_dump(mode="json", exclude_none=True)
    return (
        Put(
            table,
            {**email_key(account.person.email), **credentials.model_dump()},
            condition=free_for(None, account.created_at),
        ),
        Put(
            table,
            {**account_key(account.account_id), **profile},
            condition=Attr("pk").not_exists(),
        ),
    )


def credentials_of(item: Item | None) -> Credentials | None:
    """Of an address's row; None where nobody has it, or where an account has left it and may still come back."""
    return Credentials.model_validate(item) if item and "password_hash" in item else None


def is_taken(item: Item | None, account_id: str | None, now: datetime) -> bool:
    """Whether an address's row keeps it from this account: another has it, or left it and may still come back."""
    if item is None or item["account_id"] == account_id:
        return False
    return "kept_until" not in item or now < from_text(item["kept_until"])


def free_for(account_id: str | None, now: datetime) -> "ConditionBase":
    """The condition of the write that takes an address: as `is_taken` says, at that moment."""
    from boto3.dynamodb.conditions import Attr

    free = Attr("pk").not_exists() | Attr("kept_until").lte(to_text(now))
    return free | Attr("account_id").eq(account_id) if account_id else free


def email_key(email: str) -> Key:
    return {"pk": f"EMAIL#{email}", "sk": f"EMAIL#{email}"}


def account_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}


def _hour(now: datetime) -> str:
    return now.strftime("h%Y%m%d%H")
