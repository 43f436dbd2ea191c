"""Password resets: a code from the mailbox, then the new password. No code is right if there is no account."""

from datetime import datetime, timedelta

from auth.challenges import Reset
from auth.model import Account, Credentials
from auth.rules.codes import CodeFault
from auth.rules.devices import throttle_key
from auth.store.accounts import credentials_of, email_key, mailbox_verified
from auth.store.challenges import Challenges
from auth.store.credentials import new_credentials, new_password
from portal.audit import AuditEvent, row
from portal.clock import epoch_seconds, to_text
from portal.context import Context
from portal.events.accounts import PasswordReset
from portal.ids import secret_id
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import Refusal
from portal.table import Tables, TransactionCancelled, VersionConflict

CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or email address was changed since you asked for this code. Ask for a new one."
)


class Resets:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._challenges = Challenges(context, Reset)

    @classmethod
    def from_context(cls, context: Context) -> "Resets":
        return cls(context)

    def start(self, email: str, client: str, device: str | None, now: datetime) -> Reset | Refusal:
        """Start a reset. 3 calls, whether or not the email address has an account.

        Anybody may ask, so requests from a known `device` are counted separately: strangers cannot use them up.
        """
        limit = Limit("resets", self._settings.resets_per_client, timedelta(hours=1))
        counter = Counter.of(self._table, limit, f"device {device}" if device else client, self._context.pepper, now)
        if not counter.take(self._tables):
            return Refusal(
                "too_many_attempts",
                "Too many new passwords were asked for from your network. Try again within the hour.",
                retry_after=counter.retry_after(now),
            )
        known = credentials_of(self._tables.get(self._settings.accounts_table, email_key(email)))
        reset = Reset(
            challenge_id=secret_id(self._context.randomness),
            email=email,
            throttle_key=throttle_key(self._context.pepper, email, device, client),
            of_known_browser=device is not None,
            account_id=known.account_id if known else None,
            credentials_version=known.version if known else 0,
        )
        ttl = epoch_seconds(now + self._settings.reset_code_lifetime + timedelta(hours=1))
        self._tables.put(self._challenges.put_write(reset, ttl))
        return reset

    def get(self, reset_id: str) -> Reset | Refusal:
        """The reset. 1 call."""
        return self._challenges.get(reset_id)

    def check_code(self, reset: Reset, code: str, now: datetime) -> str | Refusal:
        """The account's id, if the code is right. The guess is counted before it is compared (I6), also per hour. 2
        calls.
        """
        counted = self._challenges.count_guess(reset.challenge_id, now)
        if isinstance(counted, Refusal):
            return counted
        right = self._challenges.is_right(reset, code)
        return reset.account_id if right and reset.account_id else Reset.refusal(CodeFault.INVALID)

    def uncount_guess(self, reset: Reset) -> None:
        """Take back a counted guess: the code was right, but the new password broke a rule. 1 call."""
        self._challenges.uncount_guess(reset)

    def complete(
        self, reset: Reset, account: Account, credentials: Credentials, password_hash: str, now: datetime
    ) -> Refusal | None:
        """Use up the code, set the password, end all sessions and close care records for a while, in one transaction.

        1 call. Raises: VersionConflict if a session was made since the account was read.
        """
        if credentials.version != reset.credentials_version:
            return CREDENTIALS_CHANGED
        event = PasswordReset.new(now, self._context.randomness, account_id=account.account_id)
        closed_until = to_text(now + self._settings.care_hold)
        verified, outdated = mailbox_verified(now)
        try:
            self._tables.transact(
                *new_credentials(
                    self._settings, account, {"care_closed_until": closed_until, **verified}, remove=outdated
                ),
                announce(event, self._settings.accounts_table),
                row(self._settings.audit_table, AuditEvent.PASSWORD_RESET, now, account_id=account.account_id),
                code=self._challenges.use(reset, now),
                password=new_password(self._settings.accounts_table, credentials, password_hash),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._challenges.why_not_used(cancelled.found("code"), now)
            if cancelled.failed("password"):
                return CREDENTIALS_CHANGED
            raise VersionConflict("a session was made") from cancelled
        return None
