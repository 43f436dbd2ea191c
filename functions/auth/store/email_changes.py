"""Changes of email address: asked for with the password, confirmed by a code from the new mailbox, undone from the old
one.

The old address stays reserved for its account until the change can no longer be undone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from auth.challenges import EmailChange
from auth.model import Account, EmailChangeReversal
from auth.rules.codes import CodeFault
from auth.rules.email_change_reversals import LINK_INVALID, check_link, reversals_before, with_newest
from auth.rules.passwords import hash_password
from auth.store.accounts import (
    account_key,
    address_free_for,
    credentials_of,
    email_key,
    is_taken,
    mailbox_verified,
)
from auth.store.challenges import Challenges
from auth.store.credentials import new_credentials
from auth.store.reauthentication import Reauthenticated
from portal import email_change_reversal
from portal.audit import AuditEvent, row
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.events.accounts import EmailChanged, EmailChangeUndone
from portal.idempotency import Idempotency
from portal.ids import secret_id, ulid
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import FieldError, Refusal, invalid
from portal.table import Delete, Item, Put, Tables, TransactionCancelled, Update, VersionConflict, Write

SAME = invalid(FieldError("new_email", "same_address", "This is your email address already."))
TAKEN = Refusal("account_exists", "Another account has this email address since. Choose another address.")
CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or email address was changed since you asked for this code. Begin again."
)
MAY_BE_AN_INTRUDERS = ("authenticator", "enrolment", "password_changed_in")
"""Attributes that an intruder may have set; they are removed when a change of address is undone."""

KEPT_AFTER_ITS_END = timedelta(days=1)
"""How long a late token is answered as expired instead of unknown."""


class EmailChanges:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._accounts = context.settings.accounts_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._challenges = Challenges(context, EmailChange)

    @classmethod
    def from_context(cls, context: Context) -> "EmailChanges":
        return cls(context)

    def start(
        self, account: Account, owner: Reauthenticated, new_email: str, idempotency: Idempotency, now: datetime
    ) -> EmailChange | Refusal:
        """The change, which waits for its code; the earlier one if the same request came twice at once. 3 calls."""
        limit = Limit("email-changes", self._settings.email_changes_per_account, timedelta(hours=1))
        counter = Counter.of(self._table, limit, account.account_id, self._context.pepper, now)
        if not counter.take(self._tables):
            detail = "You asked to change your email address too often. Try again within the hour."
            return Refusal("too_many_attempts", detail, retry_after=counter.retry_after(now))
        change = EmailChange(
            challenge_id=ulid(now, self._context.randomness),
            account_id=account.account_id,
            new_email=new_email,
            taken=is_taken(self._tables.get(self._accounts, email_key(new_email)), account.account_id, now),
            credentials_version=account.credentials_version,
        )
        ttl = epoch_seconds(now + self._settings.email_change_code_lifetime + timedelta(days=1))
        try:
            self._tables.transact(
                self._challenges.put_write(change, ttl),
                owner.reset_attempts,
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGE_ASKED, now, account_id=account.account_id),
                idempotency=idempotency.record(self._table, change.challenge_id),
            )
        except TransactionCancelled as cancelled:
            earlier = idempotency.earlier_result(cancelled.found("idempotency"))
            return self._challenges.get(earlier) if isinstance(earlier, str) else earlier
        return change

    def repeated(self, idempotency: Idempotency) -> EmailChange | Refusal | None:
        """The change that an earlier send of this request began; None if there was none. 1 call, 2 for a repeated
        request.
        """
        earlier = idempotency.repeated(self._tables.get(self._table, idempotency.key))
        return self._challenges.get(earlier) if isinstance(earlier, str) else earlier

    def check_code(self, change_id: str, account_id: str, code: str, now: datetime) -> EmailChange | Refusal:
        """The change, if the code is right. The guess is counted before it is compared (I6), also per hour. 2 calls.

        No code is right if another account has the address.
        """
        change = self._challenges.count_guess(change_id, now, account_id=account_id)
        if isinstance(change, Refusal) or self._challenges.is_right(change, code):
            return change
        return EmailChange.refusal(CodeFault.INVALID)

    def confirm(self, change: EmailChange, account: Account, now: datetime) -> Account | Refusal:
        """Replace the email address and keep the old one reserved, in one transaction. 2 calls.

        Raises: VersionConflict if the account was changed since it was read.
        """
        old = account.person.email
        known = credentials_of(self._tables.get(self._accounts, email_key(old)))
        if known is None or not known.version == account.credentials_version == change.credentials_version:
            return CREDENTIALS_CHANGED
        until = now + self._settings.email_change_reversal_lifetime
        email_change_reversals = with_newest(
            account.email_change_reversals, EmailChangeReversal(change_id=change.challenge_id, until=until), now
        )
        changed = account.with_email(change.new_email, email_change_reversals)
        reserved = _reserved(account, until)
        credentials = known.model_copy(update={"email": change.new_email, "version": known.version + 1})
        token = email_change_reversal.key_of(email_change_reversal.token_for(self._context.pepper, change.challenge_id))
        undo: Item = {
            "account_id": account.account_id,
            "change_id": change.challenge_id,
            "email": old,
            "until": to_text(until),
            "ttl": epoch_seconds(until + KEPT_AFTER_ITS_END),
        }
        event = EmailChanged.new(
            now, self._context.randomness, account_id=account.account_id, change_id=change.challenge_id
        )
        verified, outdated = mailbox_verified(now)
        try:
            self._tables.transact(
                Put(self._accounts, {**email_key(old), **reserved}, condition=Attr("version").eq(known.version)),
                *new_credentials(
                    self._settings,
                    account,
                    {**_address(changed), **verified},
                    profile=True,
                    kept=account.sessions,
                    remove=outdated,
                ),
                Put(self._accounts, {**token, **undo}),
                announce(event, self._accounts),
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGED, now, account_id=account.account_id),
                code=self._challenges.use(change, now),
                address=Put(
                    self._accounts,
                    {**email_key(change.new_email), **credentials.model_dump()},
                    condition=address_free_for(account.account_id, now),
                ),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._challenges.why_not_used(cancelled.found("code"), now)
            if cancelled.failed("address"):
                return TAKEN
            raise VersionConflict("the account was changed") from cancelled
        return changed

    def undo(self, token: str, now: datetime) -> Refusal | None:
        """Undo a change of email address and all later ones: the address returns, all sessions end, and the password
        and authenticator app stop working, because an intruder may have set them. 3 calls.

        Raises: VersionConflict if the account was changed since it was read.
        """
        kept = self._tables.get(self._accounts, email_change_reversal.key_of(token))
        item = self._tables.get(self._accounts, account_key(str(kept["account_id"]))) if kept else None
        if kept is None or item is None:
            return LINK_INVALID
        account, change_id, email = Account.model_validate(item), str(kept["change_id"]), str(kept["email"])
        link = check_link(
            account.email_change_reversals, change_id, from_text(kept["until"]), used="used_at" in kept, now=now
        )
        if isinstance(link, Refusal):
            return link
        changed = account.with_email(email, reversals_before(account.email_change_reversals, change_id))
        event = EmailChangeUndone.new(now, self._context.randomness, account_id=account.account_id)
        try:
            self._tables.transact(
                Update(
                    self._accounts,
                    email_change_reversal.key_of(token),
                    set={"used_at": to_text(now)},
                    condition=Attr("used_at").not_exists(),
                ),
                *self._restored(account, email, changed.email_change_reversals),
                *new_credentials(self._settings, account, _address(changed), profile=True, remove=MAY_BE_AN_INTRUDERS),
                announce(event, self._accounts),
                row(self._settings.audit_table, AuditEvent.EMAIL_CHANGE_UNDONE, now, account_id=account.account_id),
            )
        except TransactionCancelled as cancelled:
            raise VersionConflict("the account was changed") from cancelled
        return None

    def _restored(self, account: Account, email: str, others: Sequence[EmailChangeReversal]) -> list[Write]:
        """The writes that return the address to the account, with a random password that its owner has to reset."""
        credentials: Item = {
            **email_key(email),
            "email": email,
            "account_id": account.account_id,
            "password_hash": hash_password(secret_id(self._context.randomness)),
            "version": account.credentials_version + 1,
        }
        restored = Put(self._accounts, credentials, condition=Attr("account_id").eq(account.account_id))
        present = account.person.email
        if present == email:
            return [restored]
        as_read = Attr("version").eq(account.credentials_version)
        if not others:
            return [restored, Delete(self._accounts, email_key(present), condition=as_read)]
        # An earlier change can still be undone, maybe from this same address, so it stays reserved until then.
        until = max(other.until for other in others)
        kept = _reserved(account, until)
        return [restored, Put(self._accounts, {**email_key(present), **kept}, condition=as_read)]


def _address(changed: Account) -> Item:
    email_change_reversals = [reversal.model_dump(mode="json") for reversal in changed.email_change_reversals]
    return {"person.email": changed.person.email, "email_change_reversals": email_change_reversals}


def _reserved(account: Account, until: datetime) -> Item:
    """The attributes of a given-up address that its account can still take back."""
    return {"account_id": account.account_id, "kept_until": to_text(until), "ttl": epoch_seconds(until)}
