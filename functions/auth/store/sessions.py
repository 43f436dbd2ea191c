"""Sessions: an opaque token of 256 random bits, stored as its SHA-256."""

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from auth.model import Account, Kind, Method, OpenSession, Session
from auth.store.accounts import account_key
from auth.views import SignedIn, account_view
from portal import audit
from portal.audit import AuditEvent
from portal.clock import epoch_seconds, to_text
from portal.conditions import Attr
from portal.context import Context
from portal.ids import session_token, ulid
from portal.table import ConditionFailed, Delete, Key, Put, Tables, TransactionCancelled, Update, VersionConflict


@dataclass(frozen=True)
class NewSession:
    """A session that is not written yet. `token` is returned to the client and not stored."""

    token: str
    session: Session

    def signed_in(self, account: Account, device_token: str) -> SignedIn:
        return SignedIn(
            token=self.token,
            device_token=device_token,
            expires_at=self.session.expires_at,
            idle_expires_at=self.session.idle_expires_at,
            account=account_view(account, self.session.created_at),
        )


class Sessions:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._table = context.settings.sessions_table
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "Sessions":
        return cls(context)

    def new(self, account: Account, method: Method, now: datetime) -> NewSession:
        """A new session, for the transaction that uses up the sign-in's code. No call."""
        held = account.care_hold(now)
        if held is not None and method == "authenticator" and account.authenticator is not None:
            # An app added after the reset proves no more than the mailbox: the person who reset it could have added it.
            older = account.authenticator.added_at <= held - self._settings.care_hold
            held = None if older else held
        return self._new(account.account_id, account.person.kind, method, now, care_closed_until=held)

    def of_new_account(self, kind: Kind, now: datetime) -> NewSession:
        """The first session of a new account, with the account's id. No call."""
        return self._new(ulid(now, self._context.randomness), kind, "activation", now)

    def _new(
        self, account_id: str, kind: Kind, method: Method, now: datetime, care_closed_until: datetime | None = None
    ) -> NewSession:
        token = session_token(self._context.randomness)
        session = Session(
            key=key_of(token),
            session_id=ulid(now, self._context.randomness),
            account_id=account_id,
            kind=kind,
            method=method,
            care_closed_until=care_closed_until,
            created_at=now,
            expires_at=now + self._settings.session_lifetime,
            idle_expires_at=now + self._settings.session_idle_lifetime,
        )
        return NewSession(token, session)

    def use(self, token: str, now: datetime) -> Session | None:
        """The live session of this token, with its idle time started anew; None if there is none. 1 call.

        The condition checks both expiry times; DynamoDB's TTL only cleans up.
        """
        try:
            item = self._tables.update(
                Update(
                    self._table,
                    _key(key_of(token)),
                    set={"idle_expires_at": to_text(now + self._settings.session_idle_lifetime)},
                    condition=Attr("expires_at").gt(to_text(now)) & Attr("idle_expires_at").gt(to_text(now)),
                )
            )
        except ConditionFailed:
            return None
        return Session.model_validate(item)

    def of_account(self, account: Account, now: datetime) -> list[Session]:
        """The account's live sessions, newest first. 1 call, none if there are no sessions."""
        keys = [(self._table, _key(one.key)) for one in account.sessions.values() if now < one.expires_at]
        found = [Session.model_validate(item) for item in self._tables.get_all(keys) if item]
        live = [session for session in found if now < min(session.expires_at, session.idle_expires_at)]
        return sorted(live, key=lambda session: session.session_id, reverse=True)

    def last_used_at(self, session: Session) -> datetime:
        """When the session was last used, derived from its idle expiry. No call."""
        return session.idle_expires_at - self._settings.session_idle_lifetime

    def end(self, account_id: str, session_id: str, key: str, what: AuditEvent, now: datetime) -> None:
        """End a session at once: the authorizer reads the table at every request. 1 call."""
        forgotten = Update(
            self._settings.accounts_table,
            account_key(account_id),
            remove=[f"sessions.{session_id}"],
            condition=Attr("pk").exists(),
        )
        audited = audit.row(self._settings.audit_table, what, now, account_id=account_id)
        with suppress(TransactionCancelled):  # the account is closed, and its sessions have ended with it
            self._tables.transact(Delete(self._table, _key(key)), forgotten, audited)

    def end_all(self, account: Account, now: datetime) -> None:
        """End all sessions of the account. 1 call. Raises: VersionConflict if somebody signed in at the same moment."""
        no_sessions = Update(
            self._settings.accounts_table,
            account_key(account.account_id),
            set={"sessions": {}},
            condition=Attr("sessions_made").eq(account.sessions_made),
        )
        audited = audit.row(
            self._settings.audit_table, AuditEvent.ALL_SESSIONS_ENDED, now, account_id=account.account_id
        )
        try:
            self._tables.transact(
                no_sessions, *session_deletes(self._table, account.sessions, account.sessions), audited
            )
        except TransactionCancelled as cancelled:
            raise VersionConflict("somebody signed in") from cancelled


def session_write(table: str, session: Session) -> Put:
    """The write that creates the session, for the transaction that uses up the sign-in's code."""
    return Put(
        table,
        {**_key(session.key), **session.model_dump(mode="json"), "ttl": epoch_seconds(session.expires_at)},
        condition=Attr("pk").not_exists(),
    )


def session_audit_row(table: str, session: Session) -> Put:
    """The audit row of the sign-in, for the transaction that creates the session."""
    what, subject = _OPENED_BY[session.method], ("session", session.session_id)
    return audit.row(table, what, session.created_at, account_id=session.account_id, subject=subject)


_OPENED_BY: Mapping[Method, AuditEvent] = {
    "activation": AuditEvent.REGISTERED,
    "email": AuditEvent.SIGNED_IN_BY_EMAIL,
    "authenticator": AuditEvent.SIGNED_IN_BY_AUTHENTICATOR,
}


def session_deletes(table: str, sessions: Mapping[str, OpenSession], ids: Iterable[str]) -> list[Delete]:
    """The writes that delete these sessions, for the transaction that removes them from the account's list."""
    return [Delete(table, _key(sessions[session_id].key)) for session_id in ids]


def key_of(token: str) -> str:
    """The key of a token's session. Any text that a header can hold has a key."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _key(key: str) -> Key:
    return {"pk": f"SESSION#{key}"}
