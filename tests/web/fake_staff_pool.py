"""The staff pool as the pages' tests need it: its token endpoint and its sign-in by password."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from web.api.client import Reply, Unavailable
from web.api.staff_login import StaffLogin

PASSWORD = "Correct-horse-staff-7"
GROUPS = ("permits", "enforcement", "payments", "care", "safeguarding", "blue-badge")


def token(subject: str = "officer-1", groups: Sequence[str] = GROUPS, **claims: int) -> str:
    """Shaped like a JWT; nobody here checks its signature. `claims`: `iat` and `exp`, which a real one has."""
    payload = (
        base64.urlsafe_b64encode(json.dumps({"sub": subject, "cognito:groups": groups, **claims}).encode())
        .decode()
        .rstrip("=")
    )
    return f"header.{payload}.signature"


@dataclass
class FakeStaffPool:
    """Implements `web.api.client.Transport`."""

    token: str = field(default_factory=token)
    refresh: str = "refresh-1"
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    down: bool = False

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        if self.down:
            raise Unavailable("The staff pool is not there")
        text = (body or b"").decode()
        json_asked = "json" in headers["Content-Type"]
        asked: dict[str, Any] = json.loads(text) if json_asked else dict(parse_qsl(text))
        self.asked.append((path, dict(headers), asked))
        if json_asked:
            given = asked["AuthParameters"]
            renewing = asked["AuthFlow"] == "REFRESH_TOKEN_AUTH"
            good = given["REFRESH_TOKEN"] == self.refresh if renewing else given["PASSWORD"] == PASSWORD
            told = {"AccessToken": self.token} | ({} if renewing else {"RefreshToken": self.refresh})
            return _reply(200, {"AuthenticationResult": told}) if good else _reply(400, {})
        renewing = asked["grant_type"] == "refresh_token"
        good = asked["refresh_token"] == self.refresh if renewing else asked["code"] == "code-of-the-pool"
        told = {"access_token": self.token} | ({} if renewing else {"refresh_token": self.refresh})
        return _reply(200, told) if good else _reply(400, {"error": "invalid_grant"})


def login(pool: FakeStaffPool, *, hosted: bool) -> StaffLogin:
    return StaffLogin(
        client_id="client-1",
        address="https://staff.example",
        hosted=hosted,
        web_url="https://portal.example",
        transport=pool,
    )


def _reply(status: int, body: dict[str, Any]) -> Reply:
    return Reply(status, {"content-type": "application/json"}, json.dumps(body).encode())
