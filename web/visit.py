"""Everything one page needs for one visit: what was asked, the API on the visitor's behalf, how to answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from jinja2 import Environment

from web import cookies, csrf
from web.api.accounts import AccountsApi, Session
from web.api.client import Api, Transport
from web.request import Answer, Request
from web.words import NOTICES

type Randomness = Callable[[int], bytes]


@dataclass(frozen=True)
class Lifetimes:
    """Of codes and unfinished journeys, in seconds, as the deployment sets them; the pages name them."""

    sign_in: int
    sign_in_code: int
    registration: int
    activation_code: int


@dataclass(frozen=True)
class Site:
    """What is the same for all visits. `origin_secret` None: nothing stands in front.

    `sign` makes the `Portal-Client` header of a viewer address and a time.
    """

    templates: Environment
    lifetimes: Lifetimes
    csrf_key: bytes
    sign: Callable[[str, datetime], str]
    origin_secret: str | None = None


class Visit:
    """One request on its way to an answer."""

    def __init__(
        self, request: Request, site: Site, transport: Transport, *, now: datetime, randomness: Randomness
    ) -> None:
        self.request = request
        self.now = now
        self.site = site
        self._transport = transport
        self._randomness = randomness
        self._set_cookies: dict[str, str] = {}
        self._token = request.cookies.get(cookies.SESSION) or None
        self._csrf_secret = request.cookies.get(cookies.CSRF, "")

    @cached_property
    def accounts(self) -> AccountsApi:
        """The API as this visitor sees it."""
        signed = self.site.sign(self.request.viewer_address, self.now)
        return AccountsApi(Api(self._transport, signed, self._token))

    @property
    def signed_in(self) -> bool:
        """Whether there is a session cookie. Only the API knows whether the session lives."""
        return self._token is not None

    @property
    def form(self) -> Mapping[str, str]:
        """What was posted."""
        return self.request.form or {}

    # State between pages

    def state(self, cookie: str) -> dict[str, str] | None:
        """What an earlier page of a journey kept."""
        return cookies.unpack(self.request.cookies.get(cookie))

    def keep(self, cookie: str, state: Mapping[str, str]) -> None:
        """Keep state for the next page of a journey."""
        self._set_cookies[cookie] = cookies.put(cookie, cookies.pack(state))

    def forget(self, *names: str) -> None:
        """Drop cookies."""
        for name in names:
            self._set_cookies[name] = cookies.drop(name)

    def sign_in(self, session: Session) -> None:
        """From the next page on the visitor is the session's owner."""
        self._token = session.token
        idle = datetime.fromisoformat(session.idle_expires_at) - self.now
        life = f"{int(idle.total_seconds())}.{int(datetime.fromisoformat(session.expires_at).timestamp())}"
        self._csrf_secret = csrf.new_secret(
            self._randomness(16), self._csrf_secret, session.account_id, self.site.csrf_key
        )
        for name, value in (
            (cookies.SESSION, session.token),
            (cookies.SESSION_LIFE, life),
            (cookies.CSRF, self._csrf_secret),
        ):
            self._set_cookies[name] = cookies.put(name, value)

    def sign_out(self) -> None:
        """From the next page on the visitor is nobody."""
        self._token = None
        self.forget(cookies.SESSION, cookies.SESSION_LIFE)

    # Answers

    def page(self, template: str, status: int = 200, **context: Any) -> Answer:
        """A page, rendered."""
        notice = NOTICES.get(self.request.cookies.get(cookies.NOTICE, ""))
        if notice:
            self.forget(cookies.NOTICE)
        body = self.site.templates.get_template(template).render(
            {"visit": self, "form": None, "notice": notice, **context}
        )
        return self._with_cookies(Answer(status, body))

    def go(self, path: str, notice: str | None = None) -> Answer:
        """On to another page, after a POST or because this one is not reachable yet."""
        if notice:
            self._set_cookies[cookies.NOTICE] = cookies.put(cookies.NOTICE, notice)
        return self._with_cookies(Answer(303, headers={"Location": path}))

    def nothing(self) -> Answer:
        """Done, and there is nothing to show."""
        return self._with_cookies(Answer(204))

    def _with_cookies(self, answer: Answer) -> Answer:
        answer.cookies = list(self._set_cookies.values())
        return answer

    # What templates ask for

    @property
    def csrf(self) -> str:
        """The hidden word of a form; its secret is made when the first form is shown."""
        if not self._csrf_secret:
            self._csrf_secret = self._randomness(16).hex()
            self._set_cookies[cookies.CSRF] = cookies.put(cookies.CSRF, self._csrf_secret)
        return csrf.token(self._csrf_secret, self.site.csrf_key)

    @property
    def once(self) -> str:
        """The hidden word that makes one result of two sends: as posted, or new."""
        return self.form.get("once") or self._randomness(16).hex()

    @property
    def session_life(self) -> Mapping[str, int] | None:
        """Seconds until the session ends when idle, and until it ends at all; for the warning."""
        idle, dot, ends = self.request.cookies.get(cookies.SESSION_LIFE, "").partition(".")
        if not (self.signed_in and dot and idle.isdigit() and ends.isdigit()):
            return None
        return {"idle": int(idle), "left": max(0, int(ends) - int(self.now.timestamp()))}
