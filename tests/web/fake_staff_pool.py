"""The staff pool as the pages' tests need it: its token endpoint and its sign-in by password."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from web.api.client import Reply, Unavailable
from web.api.staff_login import StaffLogin

PASSWORD = "Correct-horse-staff-7"


def token(subject: str = "officer-1") -> str:
    """Shaped like a JWT; nobody here checks its signature."""
    payload = base64.urlsafe_b64encode(json.dumps({"sub": subject}).encode()).decode().rstrip("=")
    return f"header.{payload}.signature"


@dataclass
class FakeStaffPool:
    """Implements `web.api.client.Transport`."""

    token: str = field(default_factory=token)
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
            good = asked["AuthParameters"]["PASSWORD"] == PASSWORD
            return _reply(200, {"AuthenticationResult": {"AccessToken": self.token}}) if good else _reply(400, {})
        good = asked["code"] == "code-of-the-pool"
        return _reply(200, {"access_token": self.token}) if good else _reply(400, {"error": "invalid_grant"})


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
