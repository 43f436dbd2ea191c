"""Password resets on their way: a code proves the mailbox. At an address without an account they open nothing."""

from datetime import datetime, timedelta

from auth.model import Account, CodeFault, Credentials, Reset
from auth.rules import codes
from auth.rules.devices import whence
from auth.store.accounts import credentials_of, email_key, mailbox_proved
from auth.store.credentials import new_credentials, new_password
from auth.store.guesses import Guesses, count_in_hour
from auth.store.own_password import CHANGED_MEANWHILE
from auth.store.sendings import Sendings
from portal.audit import AuditEvent, row
from portal.clock import epoch_seconds, to_text
from portal.context import Context
from portal.events import PasswordReset
from portal.ids import secret_id, ulid
from portal.limits import Counter, Limit
from portal.outbox import announce
from portal.problems import NOT_FOUND, Refusal
from portal.table import Key, Put, Tables, TransactionCancelled

CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or e-mail address was changed since you asked for this code. Ask for a new one."
)


class Resets:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._guesses = Guesses(self._tables, self._table, context.settings.wrong_codes_per_challenge)

    @classmethod
    def from_context(cls, context: Context) -> "Resets":
        return cls(context)

    def start(self, email: str, client: str, device: str | None, now: datetime) -> Reset | Refusal:
        """3 calls, whether or not the address has an account.

        Anybody may ask, so a known `device` has counts of its own for all of it, which no stranger can use up.
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
            reset_id=secret_id(self._context.randomness),
            email=email,
            whence=whence(self._context.pepper, email, device, client),
            of_known_browser=device is not None,
            account_id=known.account_id if known else None,
            credentials_version=known.version if known else 0,
        )
        ttl = epoch_seconds(now + self._settings.reset_code_lifetime + timedelta(hours=1))
        written = reset.model_dump(mode="json", exclude_none=True)
        self._tables.put(Put(self._table, {**_key(reset.reset_id), **written, "ttl": ttl}))
        return reset

    def begin_sending(self, reset: Reset, now: datetime) -> Reset | Refusal:
        """Counts the sending; the code cannot be used until `sent`. 1 call."""
        whose = reset.whence if reset.of_known_browser else reset.email
        sendings = self._sendings(reset).begin(whose, now)
        return sendings if isinstance(sendings, Refusal) else reset.model_copy(update={"sendings": sendings})

    def sent(self, reset: Reset, accepted_at: datetime) -> datetime:
        """The code's life begins now that SES has it; until when it lives. 1 call."""
        expires_at = accepted_at + self._settings.reset_code_lifetime
        self._sendings(reset).accepted(expires_at)
        return expires_at

    def _sendings(self, reset: Reset) -> Sendings:
        return Sendings(self._context, "reset", self._table, _key(reset.reset_id), reset.sendings)

    def get(self, reset_id: str) -> Reset | Refusal:
        """1 call."""
        item = self._tables.get(self._table, _key(reset_id))
        return Reset.model_validate(item) if item else NOT_FOUND

    def take_guess(self, reset: Reset, now: datetime) -> CodeFault | Refusal | None:
        """Counts a guess before it is compared (I6): at this code, and at this address from there. 2 calls."""
        found = self._guesses.take(_key(reset.reset_id), now)
        if isinstance(found, CodeFault | Refusal):
            return found
        return count_in_hour("wrong-reset-codes", reset.whence, self._context, self._tables, now)

    def opens(self, reset: Reset, code: str) -> str | CodeFault:
        """The account that this code is for. No call."""
        right = codes.same(code, self.expected_code(reset))
        return reset.account_id if right and reset.account_id else CodeFault.INVALID

    def give_guess_back(self, reset: Reset) -> None:
        """The code was right, the password was not one to be had. 1 call."""
        self._guesses.give_back(_key(reset.reset_id))

    def complete(
        self, reset: Reset, account: Account, credentials: Credentials, password_hash: str, now: datetime
    ) -> CodeFault | Refusal | None:
        """Code used up, new password, no session left, care records closed for a while: all or nothing. 1 call."""
        if credentials.version != reset.credentials_version:
            return CREDENTIALS_CHANGED
        event = PasswordReset(event_id=ulid(now, self._context.randomness), at=now, account_id=account.account_id)
        closed_until = to_text(now + self._settings.care_hold)
        proved, disproved = mailbox_proved(now)
        try:
            self._tables.transact(
                *new_credentials(
                    self._settings, account, {"care_closed_until": closed_until, **proved}, remove=disproved
                ),
                announce(event, self._settings.accounts_table),
                row(self._settings.audit_table, AuditEvent.PASSWORD_RESET, now, account_id=account.account_id),
                code=self._guesses.use(_key(reset.reset_id), reset.sendings, now),
                password=new_password(self._settings.accounts_table, credentials, password_hash),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("code"):
                return self._guesses.lost(cancelled.found("code"), now)
            return CREDENTIALS_CHANGED if cancelled.failed("password") else CHANGED_MEANWHILE
        return None

    def expected_code(self, reset: Reset) -> str:
        owner = reset.account_id or reset.email
        return codes.code(self._context.pepper, codes.Purpose.RESET, reset.reset_id, owner, reset.sendings)


def _key(reset_id: str) -> Key:
    name = f"RESET#{reset_id}"
    return {"pk": name, "sk": name}
