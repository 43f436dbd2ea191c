"""Sign-ins: a password is compared, then a challenge is made whose code opens a session."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from auth.challenges import SignIn
from auth.model import Account, Credentials, Session, SignInMethod
from auth.rules import authenticator as app
from auth.rules.codes import CodeFault
from auth.rules.devices import throttle_key
from auth.rules.password_attempts import FORGOTTEN_AFTER, Attempts, next_attempt, too_many
from auth.rules.sessions import evicted
from auth.store.accounts import credentials_of, email_key, session_added
from auth.store.challenges import Challenges
from auth.store.sessions import session_audit_row, session_deletes, session_write
from portal.clock import epoch_seconds, from_text, to_text
from portal.conditions import Attr, Condition
from portal.context import Context
from portal.ids import secret_id
from portal.limits import Counter, Limit
from portal.problems import NOT_FOUND, Refusal
from portal.table import ConditionFailed, Delete, Item, Key, Tables, TransactionCancelled, Update, number

CREDENTIALS_CHANGED = Refusal(
    "expired_code", "Your password or email address was changed since you asked for this code. Sign in again."
)


@dataclass(frozen=True)
class PasswordAttempt:
    """A password that is counted and may now be compared. `credentials`: None for an unknown email address.

    `key`: of the item that counts wrong passwords for the address. `by_client`: the counter of the client's wrong
    passwords.
    """

    email: str
    credentials: Credentials | None
    key: Key
    by_client: Counter


@dataclass(frozen=True)
class RightCode:
    """Proof that a code was right. `step`: the time step of an authenticator app's code; None for an emailed code."""

    step: int | None = None


class SignIns:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.codes_table
        self._tables = Tables(context.aws.dynamodb, context.pause)
        self._challenges = Challenges(context, SignIn)

    @classmethod
    def from_context(cls, context: Context) -> "SignIns":
        return cls(context)

    def try_password(self, email: str, client: str, device: str | None, now: datetime) -> PasswordAttempt | Refusal:
        """Count an attempt before its password is compared. An unknown email address costs the same work. 2 calls. A
        Refusal (429) if the client or the address has to wait.

        Attempts from a known `device` have a count of their own, so that nobody else can use them up; all other
        attempts are counted by the `client`'s network.
        """
        limit = Limit("wrong-passwords", self._settings.wrong_passwords_per_client, timedelta(minutes=15))
        by_client = Counter.of(self._table, limit, client, self._context.pepper, now)
        name = f"TRIES#{throttle_key(self._context.pepper, email, device, client)}"
        key = {"pk": name, "sk": name}
        known, counted, from_client = self._tables.get_all(
            [(self._settings.accounts_table, email_key(email)), (self._table, key), (self._table, by_client.key)]
        )
        if device is None and number(from_client, "taken") >= limit.most:
            return too_many(by_client.ends, now)
        earlier = _attempts(counted)
        with_this_one = next_attempt(earlier, self._settings.free_wrong_passwords, now)
        if isinstance(with_this_one, Refusal):
            return with_this_one
        if not self._count(key, earlier, with_this_one):
            return too_many(now, now)
        return PasswordAttempt(email, credentials_of(known), key, by_client)

    def wrong_password(self, attempt: PasswordAttempt) -> None:
        """Count a wrong password for the client, besides the address's own count. 1 call."""
        self._tables.update(
            Update(
                self._table, attempt.by_client.key, set={"ttl": epoch_seconds(attempt.by_client.ends)}, add={"taken": 1}
            )
        )

    def begin(self, attempt: PasswordAttempt, known: Credentials, now: datetime) -> SignIn:
        """Begin the sign-in and delete the count of wrong passwords. 1 call.

        The sign-in is stored for an hour after its end, so that a late code is answered as expired rather than not
        found.
        """
        sign_in = SignIn(
            challenge_id=secret_id(self._context.randomness),
            account_id=known.account_id,
            email=attempt.email,
            credentials_version=known.version,
            ends_at=now + self._settings.sign_in_lifetime,
        )
        ttl = epoch_seconds(sign_in.ends_at + timedelta(hours=1))
        self._tables.transact(self._challenges.put_write(sign_in, ttl), Delete(self._table, attempt.key))
        return sign_in

    def replace_hash(self, credentials: Credentials, password_hash: str) -> None:
        """Store a hash made with the present parameters, unless the password was changed meanwhile. 1 call."""
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
            return  # the password was changed, and its hash is newer

    def get(self, sign_in_id: str, now: datetime) -> SignIn | Refusal:
        """The sign-in, if it can still be completed. 1 call."""
        sign_in = self._challenges.get(sign_in_id)
        if isinstance(sign_in, Refusal) or now >= sign_in.ends_at:
            return NOT_FOUND
        if sign_in.guesses >= self._settings.wrong_codes_per_challenge:
            return SignIn.refusal(CodeFault.TOO_MANY)
        return sign_in

    def count_guess(self, sign_in_id: str, method: SignInMethod, now: datetime) -> SignIn | Refusal:
        """The sign-in, with a guess counted before it is compared (I6), whichever kind of code it is. 1 call."""
        return self._challenges.count_guess(sign_in_id, now, method=method)

    def check_code(
        self, sign_in: SignIn, account: Account, method: SignInMethod, code: str, now: datetime
    ) -> RightCode | Refusal:
        """Compare a code whose guess was counted. No call."""
        if method == "email":
            right = self._challenges.is_right(sign_in, code)
            return RightCode() if right else SignIn.refusal(CodeFault.INVALID)
        if account.authenticator is None:
            return app.no_such_method(account)
        secret = app.secret(self._context.pepper, account.account_id, account.authenticator.enrolment_id)
        step = app.step_of(code, secret, now)
        fault = app.fault(step, account.authenticator.last_step)
        return app.refusal(fault, now) if fault else RightCode(step)

    def complete(
        self, sign_in: SignIn, right: RightCode, session: Session, account: Account, now: datetime
    ) -> Refusal | None:
        """Use up the code and create the session, in one transaction and only once (I4, I5). 1 call.

        Refused if the password or email address has changed since the sign-in began.
        """
        method: SignInMethod = "email" if right.step is None else "authenticator"
        accounts, sessions = self._settings.accounts_table, self._settings.sessions_table
        try:
            self._tables.transact(
                session_write(sessions, session),
                *session_deletes(sessions, account.sessions, evicted(account.sessions, now)),
                session_audit_row(self._settings.audit_table, session),
                sign_in=self._challenges.use(sign_in, now, method=method),
                account=session_added(accounts, account, session, sign_in.credentials_version, right.step, now),
            )
        except TransactionCancelled as cancelled:
            if cancelled.failed("account") and not cancelled.failed("sign_in"):
                return _why_no_session(cancelled.found("account"), sign_in, now)
            return self._challenges.why_not_used(cancelled.found("sign_in"), now, method)
        return None

    def _count(self, key: Key, read: Attempts | None, with_this_one: Attempts) -> bool:
        """Write the count, and return whether it was unchanged since it was read: of two simultaneous attempts only one
        is counted and compared.

        `by` marks this write: botocore repeats a write whose answer is lost, and then finds its own.
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


def _attempts(item: Item | None) -> Attempts | None:
    return Attempts(number(item, "wrong"), from_text(item["last_at"])) if item else None


def _why_no_session(found: Item | None, sign_in: SignIn, now: datetime) -> Refusal:
    """Why a right code opened no session: the credentials changed, the app was removed, or its code was just used."""
    account = Account.model_validate(found) if found else None
    if account is None or account.credentials_version != sign_in.credentials_version:
        return CREDENTIALS_CHANGED
    return app.refusal(CodeFault.USED, now) if account.authenticator else app.no_such_method(account)
