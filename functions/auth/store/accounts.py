"""Accounts: who has an address, and their profile."""

from collections.abc import Sequence
from datetime import datetime

from auth.model import Account, Credentials
from auth.rules.profile import CHANGED_MEANWHILE
from portal.clock import to_text
from portal.problems import NOT_FOUND, Refused
from portal.table import ConditionFailed, Key, Put, Tables, Update
from portal.world import World

PROFILE = ("person", "contact", "contact_by")


class Accounts:
    def __init__(self, world: World) -> None:
        self._table = world.settings.accounts_table
        self._most_wrong_codes = world.settings.wrong_codes_per_hour
        self._tables = Tables(world.aws.dynamodb, world.pause)

    @classmethod
    def open(cls, world: World) -> "Accounts":
        return cls(world)

    def get(self, account_id: str) -> Account | Refused:
        """1 call."""
        item = self._tables.get(self._table, account_key(account_id))
        return Account.model_validate(item) if item else NOT_FOUND

    def save_profile(self, wanted: Account, read: Account, now: datetime) -> Account | Refused:
        """The profile as wanted, if nobody changed it since it was read. 1 call, none if it is so already."""
        from boto3.dynamodb.conditions import Attr

        if wanted == read:
            return read
        dumped = wanted.model_dump(mode="json")
        changes = {name: dumped[name] for name in PROFILE}
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    account_key(read.account_id),
                    set={**changes, "version": read.version + 1, "changed_at": to_text(now)},
                    condition=Attr("version").eq(read.version),
                )
            )
        except ConditionFailed as failed:
            # botocore sends a write again when its answer is lost: then what stands in the way is our own
            found = Account.model_validate(failed.found) if failed.found else read
            own = all(getattr(found, name) == getattr(wanted, name) for name in PROFILE)
            return found if own else CHANGED_MEANWHILE
        return Account.model_validate(item)

    def count_code_guess(self, account_id: str, now: datetime) -> Account | Refused:
        """Counts a guess of a sign-in code for this hour before it is compared (I6), and gives the account. 1 call."""
        from boto3.dynamodb.conditions import Attr

        hour = _hour(now)
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    account_key(account_id),
                    add={f"code_guesses.{hour}": 1},
                    condition=Attr("pk").exists()
                    & (
                        Attr(f"code_guesses.{hour}").not_exists()
                        | Attr(f"code_guesses.{hour}").lt(self._most_wrong_codes)
                    ),
                )
            )
        except ConditionFailed as failed:
            if failed.found is None:
                return NOT_FOUND
            seconds = 3600 - int(now.timestamp()) % 3600
            detail = f"Too many wrong codes for this account. Try again in {-(-seconds // 60)} minutes."
            return Refused("too_many_wrong_codes", detail, retry_after=seconds)
        return Account.model_validate(item)


def right_guess(table: str, account: Account, now: datetime) -> Update:
    """The write that takes back a guess that was right, and forgets earlier hours; for the transaction of a sign-in.

    It also holds the account to exist. Wrong guesses of this hour stay counted.
    """
    from boto3.dynamodb.conditions import Attr

    hour = _hour(now)
    return Update(
        table,
        account_key(account.account_id),
        add={f"code_guesses.{hour}": -1},
        remove=[f"code_guesses.{earlier}" for earlier in account.code_guesses if earlier != hour],
        condition=Attr("pk").exists(),
    )


def account_writes(table: str, account: Account, password_hash: str) -> Sequence[Put]:
    """The writes that make an account; the first fails if its address has one already."""
    from boto3.dynamodb.conditions import Attr

    credentials = Credentials(email=account.person.email, account_id=account.account_id, password_hash=password_hash)
    profile = account.model_dump(mode="json", exclude_none=True)
    return (
        Put(table, {**email_key(account.person.email), **credentials.model_dump()}, condition=Attr("pk").not_exists()),
        Put(
            table,
            {**account_key(account.account_id), **profile},
            condition=Attr("pk").not_exists(),
        ),
    )


def email_key(email: str) -> Key:
    return {"pk": f"EMAIL#{email}", "sk": f"EMAIL#{email}"}


def account_key(account_id: str) -> Key:
    return {"pk": f"ACCOUNT#{account_id}", "sk": "PROFILE"}


def _hour(now: datetime) -> str:
    return now.strftime("h%Y%m%d%H")
