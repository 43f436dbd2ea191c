"""Sign-ins on their way: the password was right, the code is to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from auth.model import Account, CodeFault, Credentials, Session, SignIn, SignInMethod
from auth.rules import authenticator as app
from auth.rules import codes
from auth.rules.devices import whence
from auth.rules.sessions import oldest
from auth.rules.tries import FORGOTTEN_AFTER, Tries, next_try, too_many
from auth.store.accounts import credentials_of, email_key, signed_in
from auth.store.sendings import Sendings
from auth.store.sessions import ended, session_on_record, session_write
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.ids import secret_id
from portal.limits import Counter, Limit
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Delete, Item, Key, Put, Tables, TransactionCancelled, Update, number

CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or e-mail address was changed since you asked for this code. Sign in again."
)


@dataclass(frozen=True)
class PasswordTry:
    """A password that may be compared now: it is counted already. `credentials`: None for an unknown address."""

    email: str
    credentials: Credentials | None
    tries_key: Key
    by_client: Counter


@dataclass(frozen=True)
class RightCode:
    """A code that was compared. `step`: of an authenticator app; None for a mailed one."""

    step: int | None = None


class SignIns:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "SignIns":
        return cls(context)

    def try_password(self, email: str, client: str, device: str | None, now: datetime) -> PasswordTry | Refusal:
        """Counts a password before it is compared; the same work whether or not the address is known. 2 calls.

        A known `device` has a count of its own, which nobody else can use up; any other shares its network's.
        """
        limit = Limit("wrong-passwords", self._settings.wrong_passwords_per_client, timedelta(minutes=15))
        by_client = Counter.of(self._table, limit, client, self._context.pepper, now)
        name = f"TRIES#{whence(self._context.pepper, email, device, client)}"
        tries_key = {"pk": name, "sk": name}
        known, counted, from_client = self._tables.get_all(
            [(self._settings.accounts_table, email_key(email)), (self._table, tries_key), (self._table, by_client.key)]
        )
        if device is None and number(from_client, "taken") >= limit.most:
            return too_many(by_client.ends, now)
        tries = _tries(counted)
        with_this_one = next_try(tries, self._settings.free_wrong_passwords, now)
        if isinstance(with_this_one, Refusal):
            return with_this_one
        if not self._count(tries_key, tries, with_this_one):
            return too_many(now, now)
        return PasswordTry(email, credentials_of(known), tries_key, by_client)

    def wrong_password(self, tried: PasswordTry) -> None:
        """Counts against the client too. 1 call."""
        self._tables.update(
            Update(self._table, tried.by_client.key, set={"ttl": epoch_seconds(tried.by_client.ends)}, add={"taken": 1})
        )

    def begin(self, tried: PasswordTry, known: Credentials, now: datetime) -> SignIn:
        """The sign-in, and the count of wrong passwords forgotten. 1 call."""
        sign_in = SignIn(
            sign_in_id=secret_id(self._context.randomness),
            account_id=known.account_id,
            email=tried.email,
            credentials_version=known.version,
            ends_at=now + self._settings.sign_in_lifetime,
        )
        self._tables.transact(Put(self._table, _item(sign_in)), Delete(self._table, tried.tries_key))
        return sign_in

    def replace_hash(self, credentials: Credentials, password_hash: str) -> None:
        """After the parameters changed; not if the password itself was changed just now. 1 call."""
        try:
            self._tables.update(
                Update(
                    self._settings.accounts_table,
                    email_key(credentials.email),
                    set={"password_hash": password_hash},
                    condition=Attr("password_hash").eq(credentials.password_hash),
                )
            )
        except ConditionFailed:
            return  # somebody was quicker, with a newer hash

    def get(self, sign_in_id: str, now: datetime) -> SignIn | Refusal:
        """One that can still be completed. 1 call."""
        item = self._tables.get(self._table, _key(sign_in_id))
        sign_in = SignIn.model_validate(item) if item else None
        if sign_in is None or now >= sign_in.ends_at or sign_in.used_at:
            return NOT_FOUND
        if sign_in.guesses >= self._settings.wrong_codes_per_challenge:
            return codes.refusal(CodeFault.TOO_MANY, start_again=True)
        return sign_in

    def begin_sending(self, sign_in: SignIn, now: datetime) -> SignIn | Refusal:
        """Counts one more sending, which kills the code before it. The new one cannot be used until `sent`. 1 call."""
        sendings = self._sendings(sign_in).begin(sign_in.email, now)
        if isinstance(sendings, Refusal):
            return sendings
        return sign_in.model_copy(update={"sendings": sendings, "code_expires_at": None})

    def sent(self, sign_in: SignIn, accepted_at: datetime) -> datetime:
        """The 30 seconds begin now that SES has the mail; until when they last, but never past the sign-in. 1 call."""
        expires_at = min(accepted_at + self._settings.sign_in_code_lifetime, sign_in.ends_at)
        table, account_id = self._settings.audit_table, sign_in.account_id
        sent = audit.row(table, AuditEvent.EMAIL_SENT, accepted_at, account_id=account_id, mail="sign_in_code")
        self._sendings(sign_in).accepted(expires_at, sent)
        return expires_at

    def _sendings(self, sign_in: SignIn) -> Sendings:
        return Sendings(self._context, "sign-in", self._table, _key(sign_in.sign_in_id), sign_in.sendings)

    def take_guess(self, sign_in_id: str, method: SignInMethod, now: datetime) -> SignIn | CodeFault | Refusal:
        """Counts a guess at this challenge before it is compared (I6), wherever the code comes from. 1 call."""
        most = self._settings.wrong_codes_per_challenge
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    _key(sign_in_id),
                    add={"guesses": 1},
                    condition=_open(method, now) & Attr("guesses").lt(most),
                )
            )
        except ConditionFailed as failed:
            return _why_not(failed.found, method, most, now)
        return SignIn.model_validate(item)

    def compare(
        self, sign_in: SignIn, account: Account, method: SignInMethod, code: str, now: datetime
    ) -> RightCode | Refusal:
        """The guess, now that it is counted. No call."""
        if method == "email":
            right = codes.same(code, self.expected_code(sign_in))
            return RightCode() if right else codes.refusal(CodeFault.INVALID, start_again=True)
        if account.authenticator is None:
            return app.no_such_method(account)
        secret = app.secret(self._context.pepper, account.account_id, account.authenticator.enrolment_id)
        step = app.step_of(code, secret, now)
        fault = app.fault(step, account.authenticator.last_step)
        return app.refusal(fault, now) if fault else RightCode(step)

    def complete(
        self, sign_in: SignIn, right: RightCode, session: Session, account: Account, now: datetime
    ) -> CodeFault | Refusal | None:
        """Uses the code up and makes the session: both or neither, and once (I4, I5). 1 call.

        Nothing comes of a sign-in whose password or address was changed meanwhile.
        """
        method: SignInMethod = "email" if right.step is None else "authenticator"
        used = Update(
            self._table,
            _key(sign_in.sign_in_id),
            set={"used_at": to_text(now)},
            condition=_open(method, now) & Attr("sendings").eq(sign_in.sendings),
        )
        accounts = self._settings.accounts_table
        try:
            self._tables.transact(
                session_write(self._settings.sessions_table, session),
                *ended(self._settings.sessions_table, account.sessions, oldest(account.sessions, now)),
                session_on_record(self._settings.audit_table, session),
                sign_in=used,
                account=signed_in(accounts, account, session, sign_in.credentials_version, right.step, now),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("account") and not cancelled.failed("sign_in"):
                return _changed_meanwhile(cancelled.found("account"), sign_in, now)
            found = _why_not(cancelled.found("sign_in"), method, self._settings.wrong_codes_per_challenge + 1, now)
            return found if isinstance(found, CodeFault) else CodeFault.EXPIRED
        return None

    def expected_code(self, sign_in: SignIn) -> str:
        return codes.code(
            self._context.pepper, codes.Purpose.SIGN_IN, sign_in.sign_in_id, sign_in.account_id, sign_in.sendings
        )

    def _count(self, key: Key, read: Tries | None, with_this_one: Tries) -> bool:
        """Whether the count was still as read: of two tries at one moment, one has to wait its turn.

        `by` tells this try from another: botocore sends it again when an answer is lost, and then finds its own work.
        """
        by = self._context.randomness(8).hex()
        as_read: Condition = Attr("pk").not_exists()
        if read is not None:
            as_read = Attr("wrong").eq(read.wrong) & Attr("last_at").eq(to_text(read.last_at))
        try:
            self._tables.update(
                Update(
                    self._table,
                    key,
                    set={
                        "wrong": with_this_one.wrong,
                        "last_at": to_text(with_this_one.last_at),
                        "by": by,
                        "ttl": epoch_seconds(with_this_one.last_at + FORGOTTEN_AFTER),
                    },
                    condition=as_read,
                )
            )
        except ConditionFailed as failed:
            return failed.found is not None and failed.found.get("by") == by
        return True


def _tries(item: Item | None) -> Tries | None:
    return Tries(number(item, "wrong"), from_text(item["last_at"])) if item else None


def _open(method: SignInMethod, now: datetime) -> Condition:
    """A mailed code lives as long as it lives; an app's changes by itself, so the sign-in's own end counts."""
    end = "code_expires_at" if method == "email" else "ends_at"
    return Attr("used_at").not_exists() & Attr(end).gt(to_text(now))


def _changed_meanwhile(found: Item | None, sign_in: SignIn, now: datetime) -> Refusal:
    """Why the account did not let a right code in: other credentials, no app any more, or its code used just now."""
    account = Account.model_validate(found) if found else None
    if account is None or account.credentials_version != sign_in.credentials_version:
        return CREDENTIALS_CHANGED
    return app.refusal(CodeFault.USED, now) if account.authenticator else app.no_such_method(account)


def _why_not(found: Item | None, method: SignInMethod, most: int, now: datetime) -> CodeFault | Refusal:
    if found is None:
        return NOT_FOUND
    sign_in = SignIn.model_validate(found)
    by_app = method == "authenticator"
    if by_app and sign_in.used_at is None and sign_in.ends_at <= now:
        return NOT_FOUND
    fault = codes.fault(
        used=sign_in.used_at is not None,
        sent=by_app or sign_in.sendings > 0,
        expires_at=sign_in.ends_at if by_app else sign_in.code_expires_at,
        guesses=sign_in.guesses,
        most=most,
        now=now,
    )
    return fault or CodeFault.EXPIRED


def _key(sign_in_id: str) -> Key:
    name = f"SIGN_IN#{sign_in_id}"
    return {"pk": name, "sk": name}


def _item(sign_in: SignIn) -> Item:
    """Kept an hour past its end, so that a late code is told that it is late rather than unknown."""
    return {
        **_key(sign_in.sign_in_id),
        **sign_in.model_dump(mode="json", exclude_none=True),
        "ttl": epoch_seconds(sign_in.ends_at + timedelta(hours=1)),
    }
