"""Changes of address: asked for with the password, confirmed with a code from the new mailbox, undone from the old one.

The address that was left stays its account's until the way back ends: nobody else can have it meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auth.model import Account, CodeFault, EmailChange, WayBack
from auth.rules import codes
from auth.rules.passwords import hash_password
from auth.rules.ways_back import LINK_INVALID, still_open, with_one_more, without
from auth.store.accounts import account_key, credentials_of, email_key, free_for, is_taken, mailbox_proved
from auth.store.credentials import new_credentials
from auth.store.guesses import Guesses, count_in_hour
from auth.store.own_password import CHANGED_MEANWHILE, Proved
from auth.store.sendings import Sendings
from portal import way_back
from portal.audit import What, row
from portal.clock import epoch_seconds, from_text, to_text
from portal.events import EmailChanged, EmailChangeUndone
from portal.idempotency import Idempotency
from portal.ids import secret_id, ulid
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import NOT_FOUND, FieldError, Refused, invalid
from portal.table import Delete, Item, Key, Put, Tables, TransactionRefused, Update, Write
from portal.world import World

SAME = invalid(FieldError("new_email", "same_address", "This is your e-mail address already."))
TAKEN = Refused("account_exists", "Another account has this e-mail address since. Choose another address.")
CREDENTIALS_CHANGED = Refused(
    "expired_code", "Your password or e-mail address was changed since you asked for this code. Begin again."
)
STRANGERS = ("authenticator", "enrolment", "password_changed_in")
"""What a profile holds that may be of whoever took the account over."""

TOLD_OF_AFTER = timedelta(days=1)
"""So long a late token is told that it is late rather than unknown."""


class EmailChanges:
    def __init__(self, world: World) -> None:
        self._world = world
        self._settings = world.settings
        self._table = world.settings.codes_table
        self._accounts = world.settings.accounts_table
        self._tables = Tables(world.aws.dynamodb, world.pause)
        self._guesses = Guesses(self._tables, self._table, world.settings.wrong_codes_per_challenge)

    @classmethod
    def open(cls, world: World) -> "EmailChanges":
        return cls(world)

    def start(
        self, account: Account, proved: Proved, new_email: str, idempotency: Idempotency, now: datetime
    ) -> EmailChange | Refused:
        """The change, the earlier one if this is the same request again. 3 calls, one more then."""
        limit = Limit("email-changes", self._settings.email_changes_per_account, timedelta(hours=1))
        counter = Counter.of(self._table, limit, account.account_id, self._world.pepper, now)
        if not counter.take(self._tables):
            detail = "You asked to change your e-mail address too often. Try again within the hour."
            return Refused("too_many_attempts", detail, retry_after=counter.retry_after(now))
        change = EmailChange(
            change_id=ulid(now, self._world.randomness),
            account_id=account.account_id,
            new_email=new_email,
            taken=is_taken(self._tables.get(self._accounts, email_key(new_email)), account.account_id, now),
            credentials_version=account.credentials_version,
        )
        ttl = epoch_seconds(now + self._settings.email_change_code_lifetime + timedelta(days=1))
        written = {**_key(change.change_id), **change.model_dump(mode="json"), "ttl": ttl}
        try:
            self._tables.transact(
                Put(self._table, written),
                idempotency.record(self._table, change.change_id),
                proved.forgotten,
                row(self._settings.audit_table, What.EMAIL_CHANGE_ASKED, now, account_id=account.account_id),
            )
        except TransactionRefused as refused:
            earlier = idempotency.earlier_result(refused.found[1])
            return earlier if isinstance(earlier, Refused) else self._begun(earlier)
        return change

    def _begun(self, change_id: str) -> EmailChange | Refused:
        item = self._tables.get(self._table, _key(change_id))
        if item is None:
            return NOT_FOUND
        if "used_at" in item:
            return codes.refusal(CodeFault.USED, start_again=False)
        return EmailChange.model_validate(item)

    def begin_sending(self, change: EmailChange, now: datetime) -> EmailChange | Refused:
        """Counts the sending; the code cannot be used until `sent`. 1 call."""
        sendings = self._sendings(change).begin(change.new_email, now)
        return sendings if isinstance(sendings, Refused) else change.model_copy(update={"sendings": sendings})

    def sent(self, change: EmailChange, accepted_at: datetime) -> datetime:
        """The code's life begins now that SES has it; until when it lives. 1 call."""
        expires_at = accepted_at + self._settings.email_change_code_lifetime
        self._sendings(change).accepted(expires_at)
        return expires_at

    def _sendings(self, change: EmailChange) -> Sendings:
        return Sendings(self._world, "email-change", self._table, _key(change.change_id), change.sendings)

    def take_guess(self, change_id: str, account_id: str, now: datetime) -> EmailChange | CodeFault | Refused:
        """Counts a guess before it is compared (I6): at this code, and of this account in an hour. 2 calls."""
        found = self._guesses.take(_key(change_id), now, owner=account_id)
        if isinstance(found, CodeFault | Refused):
            return found
        refused = count_in_hour("wrong-email-change-codes", account_id, self._world, self._tables, now)
        return refused or EmailChange.model_validate(found)

    def opens(self, change: EmailChange, code: str) -> CodeFault | None:
        """Whether this is the code; none opens an address that another account has. No call."""
        right = codes.same(code, self.expected_code(change))
        return None if right and not change.taken else CodeFault.INVALID

    def confirm(self, change: EmailChange, account: Account, now: datetime) -> Account | CodeFault | Refused:
        """The new address instead of the old one, which is kept for the way back: all or nothing. 2 calls."""
        from boto3.dynamodb.conditions import Attr

        old = account.person.email
        known = credentials_of(self._tables.get(self._accounts, email_key(old)))
        if known is None or not known.version == account.credentials_version == change.credentials_version:
            return CREDENTIALS_CHANGED
        until = now + self._settings.way_back_lifetime
        ways_back = with_one_more(account.ways_back, WayBack(change_id=change.change_id, until=until), now)
        changed = account.with_email(change.new_email, ways_back)
        left: Item = {"account_id": account.account_id, "kept_until": to_text(until), "ttl": epoch_seconds(until)}
        credentials = known.model_copy(update={"email": change.new_email, "version": known.version + 1})
        token = way_back.key_of(way_back.token_for(self._world.pepper, change.change_id))
        undo: Item = {
            "account_id": account.account_id,
            "change_id": change.change_id,
            "email": old,
            "until": to_text(until),
            "ttl": epoch_seconds(until + TOLD_OF_AFTER),
        }
        event = EmailChanged(
            event_id=ulid(now, self._world.randomness),
            at=now,
            account_id=account.account_id,
            change_id=change.change_id,
        )
        proved, disproved = mailbox_proved(now)
        try:
            self._tables.transact(
                self._guesses.use(_key(change.change_id), change.sendings, now),
                Put(
                    self._accounts,
                    {**email_key(change.new_email), **credentials.model_dump()},
                    condition=free_for(account.account_id, now),
                ),
                Put(self._accounts, {**email_key(old), **left}, condition=Attr("version").eq(known.version)),
                *new_credentials(
                    self._settings,
                    account,
                    {**_address(changed), **proved},
                    profile=True,
                    kept=account.sessions,
                    remove=disproved,
                ),
                Put(self._accounts, {**token, **undo}),
                announce(event, self._accounts),
                row(self._settings.audit_table, What.EMAIL_CHANGED, now, account_id=account.account_id),
            )
        except TransactionRefused as refused:
            if refused.failed[0]:
                return self._guesses.lost(refused.found[0], now)
            return TAKEN if refused.failed[1] else CHANGED_MEANWHILE
        return changed

    def undo(self, token: str, now: datetime) -> Refused | None:
        """The account as it was before that change, and whatever changed after it: the address is back, no session is
        left, the password and the authenticator app of who changed it open nothing. 3 calls.
        """
        from boto3.dynamodb.conditions import Attr

        kept = self._tables.get(self._accounts, way_back.key_of(token))
        item = self._tables.get(self._accounts, account_key(str(kept["account_id"]))) if kept else None
        if kept is None or item is None:
            return LINK_INVALID
        account, change_id, back = Account.model_validate(item), str(kept["change_id"]), str(kept["email"])
        closed = still_open(account.ways_back, change_id, from_text(kept["until"]), used="used_at" in kept, now=now)
        if isinstance(closed, Refused):
            return closed
        changed = account.with_email(back, without(account.ways_back, change_id))
        event = EmailChangeUndone(event_id=ulid(now, self._world.randomness), at=now, account_id=account.account_id)
        try:
            self._tables.transact(
                Update(
                    self._accounts,
                    way_back.key_of(token),
                    set={"used_at": to_text(now)},
                    condition=Attr("used_at").not_exists(),
                ),
                *self._given_back(account, back, changed.ways_back),
                *new_credentials(self._settings, account, _address(changed), profile=True, remove=STRANGERS),
                announce(event, self._accounts),
                row(self._settings.audit_table, What.EMAIL_CHANGE_UNDONE, now, account_id=account.account_id),
            )
        except TransactionRefused:
            return CHANGED_MEANWHILE
        return None

    def _given_back(self, account: Account, email: str, others: Sequence[WayBack]) -> list[Write]:
        """The address as the account's again, without a password that anybody knows: its owner chooses a new one."""
        from boto3.dynamodb.conditions import Attr

        again: Item = {
            **email_key(email),
            "email": email,
            "account_id": account.account_id,
            "password_hash": hash_password(secret_id(self._world.randomness)),
            "version": account.credentials_version + 1,
        }
        back = Put(self._accounts, again, condition=Attr("account_id").eq(account.account_id))
        present = account.person.email
        if present == email:
            return [back]
        as_read = Attr("version").eq(account.credentials_version)
        if not others:
            return [back, Delete(self._accounts, email_key(present), condition=as_read)]
        # An earlier change can still be undone, perhaps from this very address: nobody else may have it till then.
        until = max(other.until for other in others)
        kept: Item = {"account_id": account.account_id, "kept_until": to_text(until), "ttl": epoch_seconds(until)}
        return [back, Put(self._accounts, {**email_key(present), **kept}, condition=as_read)]

    def expected_code(self, change: EmailChange) -> str:
        purpose = codes.Purpose.EMAIL_CHANGE
        return codes.code(self._world.pepper, purpose, change.change_id, change.account_id, change.sendings)


def _address(changed: Account) -> Item:
    ways_back = [way.model_dump(mode="json") for way in changed.ways_back]
    return {"person.email": changed.person.email, "ways_back": ways_back}


def _key(change_id: str) -> Key:
    name = f"EMAIL_CHANGE#{change_id}"
    return {"pk": name, "sk": name}
