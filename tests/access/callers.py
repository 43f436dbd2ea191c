"""Every kind of caller, and what each may expect of a route: derived from the access that its operation declares."""

import base64
import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from secrets import token_bytes
from typing import Any, Literal

from auth.model import OpenSession, Session
from auth.store.accounts import account_key
from auth.store.sessions import key_of, session_write
from portal.clock import utc_now
from portal.ids import session_token, ulid
from tests.local_stack import RunningStack
from tests.support.http_portal import HttpPortal, new_visitor

type Kind = Literal["resident", "professional"]

ROLES = ("permits", "enforcement", "payments", "care", "safeguarding", "blue-badge")

RESIDENTS = ("resident", "another resident", "professional")

CALLERS = (
    "nobody",
    "garbage",
    "made-up token",
    "signed out",
    "token in another scheme",
    "token without a scheme",
    *RESIDENTS,
    *(f"officer:{role}" for role in ROLES),
    "officer of several groups",
    "officer without groups",
    "officer's ID token",
    "forged officer",
)


MOST_SESSIONS = 40
"""Of one account; the product allows fifty, and what ends them all at once counts on it."""

NO_TOKENS = {"garbage": "' OR 1=1 --", "made-up token": "A" * 43}
OFFICERS = {
    "officer of several groups": "duty",
    "officer without groups": "nobody",
    "officer's ID token": "permits",
    "forged officer": "permits",
}
"""Beside those who are called by their group."""


@dataclass(frozen=True)
class Expected:
    """`let_in`: the operation itself answers. Else its statuses, and the codes when the answer is a problem of ours."""

    let_in: bool
    statuses: frozenset[int] = frozenset()


LET_IN = Expected(True)


def refused(*statuses: int) -> Expected:
    return Expected(False, frozenset(statuses))


def expected(access: str, caller: str) -> Expected:
    """What a caller may expect of an operation with this access.

    The gateway says 401 to whoever brings nothing, and its authorizers 403 (sessions) or 401 (officers' tokens) to
    whom they do not know; the operation says 403 to whom they know and whose role is another.
    """
    if access == "public":
        return LET_IN
    if caller == "nobody":
        return refused(401)
    if access.startswith("officer:"):
        return _of_staff(access.removeprefix("officer:"), caller)
    if caller in {"resident", "another resident"}:
        return LET_IN if access == "resident" else refused(403)
    if caller == "professional":
        return LET_IN
    return refused(403)


def reaches(access: str, caller: str) -> bool:
    """Whether the operation hears of the call: the gateway turns away whom it does not know."""
    wanted = expected(access, caller)
    known = "officer" in caller if access.startswith("officer:") else caller in RESIDENTS
    return wanted.let_in or (known and wanted.statuses == {403})


def _of_staff(role: str, caller: str) -> Expected:
    groups = {"officer of several groups": {"permits", "payments", "care"}, "officer without groups": set[str]()}.get(
        caller, {caller.removeprefix("officer:")} if caller.startswith("officer:") else None
    )
    if groups is None:
        return refused(401)
    return LET_IN if groups and (role == "any" or groups & {*role.split("|")}) else refused(403)


class People:
    """Callers on one stack. Each `headers` brings a session of its own, so that a sign-out spoils nobody else's."""

    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack
        self.portal = HttpPortal(stack)
        self._accounts = stack.emulator.table(stack.outputs["AccountsTable"])
        self._sessions = stack.emulator.table(stack.outputs["SessionsTable"])
        self.accounts: dict[str, Any] = {}
        self._opened: dict[str, list[Session]] = defaultdict(list)
        self.accounts["resident"] = self._account("resident", "Wilhelmina")
        self.accounts["another resident"] = self._account("resident", "Bartholomew")
        self.accounts["professional"] = self._account("professional", "Persephone")

    def headers(self, caller: str) -> Mapping[str, str]:
        """What this caller sends to show who they are."""
        if caller == "nobody":
            return {}
        if caller == "token in another scheme":
            return {"Authorization": f"Basic {self.session('resident')}"}
        if caller == "token without a scheme":
            return {"Authorization": self.session("resident")}
        return bearer(self._token(caller))

    def _token(self, caller: str) -> str:
        if caller in self.accounts:
            return self.session(caller)
        if caller == "signed out":
            return self._ended_session()
        if caller in NO_TOKENS:
            return NO_TOKENS[caller]
        whose = OFFICERS.get(caller) or caller.removeprefix("officer:")
        tokens = self._staff_tokens[f"{whose}@staff.example.org"]
        token: str = tokens["IdToken" if caller == "officer's ID token" else "AccessToken"]
        return forged(token) if caller == "forged officer" else token

    def session(self, whose: str) -> str:
        """A new live session of one of the three, written as a sign-in writes it; the oldest ends if there are many."""
        account, now, token = self.accounts[whose], utc_now(), session_token(token_bytes)
        session = Session(
            key=key_of(token),
            session_id=ulid(now, token_bytes),
            account_id=account["account_id"],
            kind=account["kind"],
            method="email",
            created_at=now,
            expires_at=now + timedelta(hours=8),
            idle_expires_at=now + timedelta(minutes=30),
        )
        self._sessions.put_item(Item=dict(session_write(self._sessions.name, session).item))
        opened = OpenSession(key=session.key, expires_at=session.expires_at).model_dump(mode="json")
        mine = self._opened[whose]
        mine.append(session)
        oldest = mine.pop(0) if len(mine) > MOST_SESSIONS else None
        self._accounts.update_item(
            Key=dict(account_key(session.account_id)),
            UpdateExpression="SET sessions.#id = :opened REMOVE sessions.#oldest ADD sessions_made :one",
            ExpressionAttributeNames={"#id": session.session_id, "#oldest": oldest.session_id if oldest else "none"},
            ExpressionAttributeValues={":opened": opened, ":one": 1},
        )
        if oldest:
            self._sessions.delete_item(Key={"pk": f"SESSION#{oldest.key}"})
        return token

    def session_id_of(self, token: str) -> str:
        return str(self._sessions.get_item(Key={"pk": f"SESSION#{key_of(token)}"})["Item"]["session_id"])

    def facts_of(self, whose: str) -> list[str]:
        """What must not be in an answer to anybody else."""
        account = self.accounts[whose]
        return [account["account_id"], account["email"], account["first_name"], account["phone"]]

    def _account(self, kind: Kind, first_name: str) -> Any:
        visitor = new_visitor(self.portal)
        more = {"organisation": "Oak Surgery", "job_title": "Nurse"} if kind == "professional" else {}
        registration_id = visitor.start_registration(first_name=first_name, kind=kind, **more).body["registration_id"]
        phone = f"0116 305 {1000 + len(self.accounts)}"
        assert visitor.give_contact_details(registration_id, phone=phone).status == 202
        answer = visitor.activate(registration_id, visitor.newest_code())
        assert answer.status == 201, answer.body
        return answer.body["account"]

    def _ended_session(self) -> str:
        token = self.session("resident")
        assert self.portal.call("DELETE", "/v1/session", token=token).status == 204
        return token

    @cached_property
    def _staff_tokens(self) -> dict[str, Any]:
        cognito = self._stack.emulator.client("cognito-idp")
        staff = self._stack.staff
        password = staff["users"][0]["password"]
        nobody = "nobody@staff.example.org"
        with suppress(cognito.exceptions.UsernameExistsException):
            cognito.admin_create_user(
                UserPoolId=staff["pool_id"], Username=nobody, TemporaryPassword=password, MessageAction="SUPPRESS"
            )
        cognito.admin_set_user_password(UserPoolId=staff["pool_id"], Username=nobody, Password=password, Permanent=True)
        return {
            email: cognito.initiate_auth(
                ClientId=staff["client_id"],
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )["AuthenticationResult"]
            for email in [nobody, *(user["email"] for user in staff["users"])]
        }


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


def forged(token: str) -> str:
    """The token with all groups written into it, and the signature as it was."""
    header, claims, signature = token.split(".")
    read = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))
    written = json.dumps(read | {"cognito:groups": list(ROLES)}).encode()
    return f"{header}.{base64.urlsafe_b64encode(written).decode().rstrip('=')}.{signature}"
