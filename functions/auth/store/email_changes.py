"""Changes of address: asked for with the password, confirmed with a code from the new mailbox, undone from the old one.

The address that was left stays its account's until the way back ends: nobody else can have it meanwhile.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auth.model import Account, CodeFault, EmailChange, EmailChangeReversal
from auth.rules import codes
from auth.rules.email_change_reversals import LINK_INVALID, still_open, with_one_more, without
from auth.rules.passwords import hash_password
from auth.store.accounts import account_key, credentials_of, email_key, free_for, is_taken, mailbox_proved
from auth.store.credentials import new_credentials
from auth.store.guesses import Guesses, count_in_hour
from auth.store.own_password import CHANGED_MEANWHILE, Proved
from auth.store.sendings import Sendings
from portal import email_change_reversal
from portal.audit import AuditEvent, row
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events import EmailChanged, EmailChangeUndone
from portal.idempotency import Idempotency
from portal.ids import secret_id, ulid
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import NOT_FOUND, FieldError, Refusal, invalid
from portal.table import Delete, Item, Key, Put, Tables, TransactionCancelled, Update, Write

SAME = invalid(FieldError("new_email", "same_address", "This is your e-mail address already."))
TAKEN = Refusal("account_exists", "Another account has this e-mail address since. Choose another address.")
CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or e-mail address was changed since you asked for this code. Begin again."
)
STRANGERS = ("authenticator", "enrolment", "password_changed_in")
"""What a profile holds that may be of whoever took the account over."""

TOLD_OF_AFTER = timedelta(days=1)
"""So long a late token is told that it is late rather than unknown."""


class EmailChanges:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._accounts = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._guesses = Guesses(self._tables, self._table, context.settings.wrong_codes_per_challenge)

    @classmethod
    def from_context(cls, context: Context) -> "EmailChanges":
        return cls(context)

    def start(
        self, account: Account, proved: Proved, new_email: str, idempotency: Idempotency, now: datetime
    ) -> EmailChange | Refusal:
        """The change, the earlier one if this is the same request again. 3 calls, one more then."""
        limit = Limit("email-changes", self._settings.email_changes_per_account, timedelta(hours=1))
        counter = Counter.of(self._table, limit, account.account_id, self._context.pepper, now)
        if not counter.take(self._tables):
            detail = "You asked to change your e-mail address too often. Try again within the hour."
            return Refusal("too_many_attempts", detail, retry_after=counter.retry_after(now))
        change = EmailChange(
            change_id=ulid(now, self._context.randomness),
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
                proved.forgotten,
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGE_ASKED, now, account_id=account.account_id),
                idempotency=idempotency.record(self._table, change.change_id),
            )
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return earlier if isinstance(earlier, Refusal) else self._begun(earlier)
        return change

    def _begun(self, change_id: str) -> EmailChange | Refusal:
        item = self._tables.get(self._table, _key(change_id))
        if item is None:
            return NOT_FOUND
        if "used_at" in item:
            return codes.refusal(CodeFault.USED, start_again=False)
        return EmailChange.model_validate(item)

    def begin_sending(self, change: EmailChange, now: datetime) -> EmailChange | Refusal:
        """Counts the sending; the code cannot be used until `sent`. 1 call."""
        sendings = self._sendings(change).begin(change.new_email, now)
        return sendings if isinstance(sendings, Refusal) else change.model_copy(update={"sendings": sendings})

    def sent(self, change: EmailChange, accepted_at: datetime) -> datetime:
        """The code's life begins now that SES has it; until when it lives. 1 call."""
        expires_at = accepted_at + self._settings.email_change_code_lifetime
        self._sendings(change).accepted(expires_at)
        return expires_at

    def _sendings(self, change: EmailChange) -> Sendings:
        return Sendings(self._context, "email-change", self._table, _key(change.change_id), change.sendings)

    def take_guess(self, change_id: str, account_id: str, now: datetime) -> EmailChange | CodeFault | Refusal:
        """Counts a guess before it is compared (I6): at this code, and of this account in an hour. 2 calls."""
        found = self._guesses.take(_key(change_id), now, owner=account_id)
        if isinstance(found, CodeFault | Refusal):
            return found
        refused = count_in_hour("wrong-email-change-codes", account_id, self._context, self._tables, now)
        return refused or EmailChange.model_validate(found)

    def opens(self, change: EmailChange, code: str) -> CodeFault | None:
        """Whether this is the code; none opens an address that another account has. No call."""
        right = codes.same(code, self.expected_code(change))
        return None if right and not change.taken else CodeFault.INVALID

    def confirm(self, change: EmailChange, account: Account, now: datetime) -> Account | CodeFault | Refusal:
        """The new address instead of the old one, which is kept for the way back: all or nothing. 2 calls."""
        old = account.person.email
        known = credentials_of(self._tables.get(self._accounts, email_key(old)))
        if known is None or not known.version == account.credentials_version == change.credentials_version:
            return CREDENTIALS_CHANGED
        until = now + self._settings.email_change_reversal_lifetime
        email_change_reversals = with_one_more(
            account.email_change_reversals, EmailChangeReversal(change_id=change.change_id, until=until), now
        )
        changed = account.with_email(change.new_email, email_change_reversals)
        left: Item = {"account_id": account.account_id, "kept_until": to_text(until), "ttl": epoch_seconds(until)}
        credentials = known.model_copy(update={"email": change.new_email, "version": known.version + 1})
        token = email_change_reversal.key_of(email_change_reversal.token_for(self._context.pepper, change.change_id))
        undo: Item = {
            "account_id": account.account_id,
            "change_id": change.change_id,
            "email": old,
            "until": to_text(until),
            "ttl": epoch_seconds(until + TOLD_OF_AFTER),
        }
        event = EmailChanged(
            event_id=ulid(now, self._context.randomness),
            at=now,
            account_id=account.account_id,
            change_id=change.change_id,
        )
        proved, disproved = mailbox_proved(now)
        try:
            self._tables.transact(
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
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGED, now, account_id=account.account_id),
                code=self._guesses.use(_key(change.change_id), change.sendings, now),
                address=Put(
                    self._accounts,
                    {**email_key(change.new_email), **credentials.model_dump()},
                    condition=free_for(account.account_id, now),
                ),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._guesses.lost(cancelled.found("code"), now)
            return TAKEN if cancelled.failed("address") else CHANGED_MEANWHILE
        return changed

    def undo(self, token: str, now: datetime) -> Refusal | None:
        """The account as it was before that change, and whatever changed after it: the address is back, no session is
        left, the password and the authenticator app of who changed it open nothing. 3 calls.
        """
        kept = self._tables.get(self._accounts, email_change_reversal.key_of(token))
        item = self._tables.get(self._accounts, account_key(str(kept["account_id"]))) if kept else None
        if kept is None or item is None:
            return LINK_INVALID
        account, change_id, back = Account.model_validate(item), str(kept["change_id"]), str(kept["email"])
        closed = still_open(
            account.email_change_reversals, change_id, from_text(kept["until"]), used="used_at" in kept, now=now
        )
        if isinstance(closed, Refusal):
            return closed
        changed = account.with_email(back, without(account.email_change_reversals, change_id))
        event = EmailChangeUndone(event_id=ulid(now, self._context.randomness), at=now, account_id=account.account_id)
        try:
            self._tables.transact(
                Update(
                    self._accounts,
                    email_change_reversal.key_of(token),
                    set={"used_at": to_text(now)},
                    condition=Attr("used_at").not_exists(),
                ),
                *self._given_back(account, back, changed.email_change_reversals),
                *new_credentials(self._settings, account, _address(changed), profile=True, remove=STRANGERS),
                announce(event, self._accounts),
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGE_UNDONE, now, account_id=account.account_id),
            )
        except TransactionCancelled:
            return CHANGED_MEANWHILE
        return None

    def _given_back(self, account: Account, email: str, others: Sequence[EmailChangeReversal]) -> list[Write]:
        """The address as the account's again, without a password that anybody knows: its owner chooses a new one."""
        again: Item = {
            **email_key(email),
            "email": email,
            "account_id": account.account_id,
            "password_hash": hash_password(secret_id(self._context.randomness)),
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
        return codes.code(self._context.pepper, purpose, change.change_id, change.account_id, change.sendings)


def _address(changed: Account) -> Item:
    email_change_reversals = [way.model_dump(mode="json") for way in changed.email_change_reversals]
    return {"person.email": changed.person.email, "email_change_reversals": email_change_reversals}


def _key(change_id: str) -> Key:
    name = f"EMAIL_CHANGE#{change_id}"
    return {"pk": name, "sk": name}
