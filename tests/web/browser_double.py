"""A browser in a few lines: keeps cookies, sends forms with their hidden words, follows nothing by itself."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlsplit

from tests.web.fake_api import FakeApi
from tests.web.fake_staff_pool import FakeStaffPool, login
from web import templates
from web.api.client import Transport
from web.api.staff_login import StaffLogin
from web.request import Answer, Request
from web.security import NOWHERE, Origins, OriginSecret
from web.serve import handle
from web.settings import Lifetimes, Site

START = datetime(2026, 11, 21, 14, 3, 0, tzinfo=UTC)
TEMPLATES = templates.environment()
LOCAL_LOGIN = login(FakeStaffPool(), hosted=False)


def site(
    origin_secret: str | None = None, staff_login: StaffLogin | None = LOCAL_LOGIN, origins: Origins = NOWHERE
) -> Site:
    return Site(
        TEMPLATES,
        Lifetimes(
            sign_in=600,
            sign_in_code=30,
            registration=86400,
            activation_code=1800,
            device=7776000,
            session=28800,
            session_idle=1800,
        ),
        csrf_key=b"k" * 32,
        sign=lambda address, now: f"v1 {int(now.timestamp())} {address} signed",
        origin_secret=None if origin_secret is None else OriginSecret(lambda: (origin_secret,)),
        staff_login=staff_login,
        origins=origins,
    )


@dataclass
class Browser:
    """`transport`: the API that it meets instead of `api`."""

    api: FakeApi
    cookies: dict[str, str] = field(default_factory=dict)
    now: datetime = START
    site: Site = field(default_factory=site)
    page: Answer = field(default_factory=lambda: Answer(0))
    transport: Transport | None = None
    sent: Answer = field(default_factory=lambda: Answer(0))
    """The answer to the last form that led to a view of its own page."""
    _drawn: int = 0

    def get(self, address: str, **headers: str) -> Answer:
        return self._ask("GET", address, None, headers)

    def post(self, address: str, form: Mapping[str, str], **headers: str) -> Answer:
        """Exactly these fields. What the form leads to is followed where it is at the same address."""
        answer = self._ask("POST", address, form, headers)
        onward = answer.headers.get("Location", "")
        if not onward.startswith(f"{urlsplit(address).path}?view="):
            return answer
        self.sent = answer
        return self.get(onward, **headers)

    def send(self, to: str, /, **typed: str) -> Answer:
        """The form of the current page that goes to `to`, with what was typed into it."""
        return self.post(to, {**self.hidden(to), **typed})

    def hidden(self, action: str) -> dict[str, str]:
        """What the form brings by itself."""
        for form in re.findall(r"<form .*?</form>", self.page.body, re.DOTALL):
            if f'action="{action}"' in form:
                fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
                return {name: html.unescape(value) for name, value in fields}
        raise AssertionError(f"no form to {action} on this page")

    def follow(self) -> Answer:
        assert self.page.status == 303, self.page.status
        return self.get(self.page.headers["Location"])

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    @property
    def text(self) -> str:
        """What a person reads, spaces squeezed."""
        body = re.sub(r"<(script|style)\b.*?</\1>|<wbr>", "", self.page.body, flags=re.DOTALL)
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.page.body, re.DOTALL)
        return html.unescape(found.group(1)) if found else ""

    def _ask(self, method: str, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Answer:
        parts = urlsplit(address)
        request = Request(
            method,
            parts.path,
            query=dict(parse_qsl(parts.query)),
            headers={name.replace("_", "-"): value for name, value in headers.items()},
            cookies=dict(self.cookies),
            form=None if "unreadable" in headers else form or {},
            source_ip="192.0.2.7",
            request_id="req-1",
        )
        self.page = handle(
            request,
            self.transport or self.api,
            now=self.now,
            randomness=self._random,
            site=self.site,
        )
        self._keep(self.page.cookies)
        return self.page

    def _random(self, size: int) -> bytes:
        self._drawn += 1
        return self._drawn.to_bytes(size, "big")

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, cookie in SimpleCookie(line).items():
                if cookie["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = cookie.value
