"""Everything one page needs for one visit: what was asked, the API on the visitor's behalf, how to answer."""

import base64
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from web import cookies, csrf
from web.api.accounts import AccountsApi
from web.api.billing import BillingApi
from web.api.care import CareApi
from web.api.client import Api, Transport
from web.api.feedback import FeedbackApi
from web.api.helpers import HelpersApi
from web.api.officer import OfficerApi
from web.api.payments import PaymentsApi
from web.api.permits import PermitsApi
from web.api.records import RecordsApi
from web.api.sessions import Session, SessionsApi
from web.api.staff_login import Tokens, subject
from web.request import Answer, Request
from web.session_life import SessionLife, of_officer, of_resident, renewable
from web.settings import Site
from web.teams import Team, team_for
from web.words import LONDON, NOTICES

type Randomness = Callable[[int], bytes]


class Visit:
    """One request on its way to an answer."""

    def __init__(
        self, request: Request, site: Site, transport: Transport, *, now: datetime, randomness: Randomness
    ) -> None:
        self.request = request
        self.now = now
        self.site = site
        self._transport = transport
        self.randomness = randomness
        self._set_cookies: dict[str, str] = {}
        self._token = request.cookies.get(cookies.SESSION) or None
        self.for_officers = request.path == "/officer" or request.path.startswith("/officer/")
        self._officer_token = request.cookies.get(cookies.OFFICER) or None
        self.csrf_cookie = cookies.OFFICER_CSRF if self.for_officers else cookies.CSRF
        self._csrf_secret = request.cookies.get(self.csrf_cookie, "")
        self.path_params: Mapping[str, str] = {}
        self.page_name = ""
        """`<room>/<page>`; empty where no page of ours stands at the address."""
        self.replayed = False
        """Whether this shows what an earlier POST has led to (`web/views.py`)."""
        self._waiting: int | None = None

    @cached_property
    def accounts(self) -> AccountsApi:
        """Accounts, as this visitor sees them."""
        return AccountsApi(self._api(self._token))

    @cached_property
    def sessions(self) -> SessionsApi:
        """Signing in, as this visitor sees it."""
        return SessionsApi(self._api(self._token))

    @cached_property
    def records(self) -> RecordsApi:
        """What is kept about the resident, as this visitor sees it."""
        return RecordsApi(self._api(self._token))

    @cached_property
    def permits(self) -> PermitsApi:
        """Permits, as this visitor sees them."""
        return PermitsApi(self._api(self._token))

    @cached_property
    def payments(self) -> PaymentsApi:
        """Payments, as this visitor sees them."""
        return PaymentsApi(self._api(self._token))

    @cached_property
    def care(self) -> CareApi:
        """Care, as this visitor sees it; or whom they help, while they act for somebody else."""
        acting = self.acting
        return CareApi(self._api(self._token), acting["id"] if acting else "")

    @cached_property
    def helpers(self) -> HelpersApi:
        """Who helps whom, as this visitor sees it."""
        return HelpersApi(self._api(self._token))

    @property
    def acting_for(self) -> Mapping[str, str] | None:
        """`id` and `name` of whom the resident acts for, if they chose to; only the API knows whether they may."""
        return self.get_state(cookies.ACTING) if self.signed_in else None

    @property
    def acting(self) -> Mapping[str, str] | None:
        """Whom the resident acts for on this page: only pages of forms and requests are for somebody else."""
        return self.acting_for if self.request.path.startswith("/care/") else None

    @cached_property
    def officer(self) -> OfficerApi:
        """Permits and queues, as this officer sees them."""
        return OfficerApi(self._api(self._officer_token))

    @cached_property
    def billing(self) -> BillingApi:
        """Payments, as this officer sees them."""
        return BillingApi(self._api(self._officer_token))

    @cached_property
    def feedback(self) -> FeedbackApi:
        """What people think of the pages; nobody is signed in to say it."""
        return FeedbackApi(self._api(None))

    def _api(self, token: str | None) -> Api:
        return Api(self._transport, self.site.sign(self.request.viewer_address, self.now), token)

    @property
    def signed_in(self) -> bool:
        """Whether there is a session cookie. Only the API knows whether the session lives."""
        return self._token is not None

    @property
    def officer_signed_in(self) -> bool:
        """Whether there is an officer's token. Only the API knows whether it is good."""
        return self._officer_token is not None

    @property
    def today(self) -> date:
        """Today's date in Europe/London."""
        return self.now.astimezone(LONDON).date()

    @property
    def form(self) -> Mapping[str, str]:
        """What was posted."""
        return self.request.form or {}

    @property
    def device_token(self) -> str:
        """What an earlier sign-in in this browser left here."""
        return cookies.token(self.request.cookies.get(cookies.DEVICE, ""))

    # State between pages

    def get_state(self, cookie: str) -> dict[str, str] | None:
        """What an earlier page of a journey kept."""
        return cookies.unpack(self.request.cookies.get(cookie))

    def set_state(self, cookie: str, state: Mapping[str, str]) -> None:
        """Keep state for the next page of a journey."""
        self._set_cookies[cookie] = cookies.put(cookie, cookies.pack(state))

    def delete_cookies(self, *names: str) -> None:
        """Drop cookies."""
        for name in names:
            self._set_cookies[name] = cookies.drop(name)

    def sign_in(self, session: Session) -> None:
        """From the next page on the visitor is the session's owner."""
        self._token = session.token
        self.delete_cookies(cookies.ACTING)  # it may be somebody else's
        idle = datetime.fromisoformat(session.idle_expires_at) - self.now
        life = f"{int(idle.total_seconds())}.{int(datetime.fromisoformat(session.expires_at).timestamp())}"
        if csrf.of_another(self._csrf_secret, session.account_id, self.site.csrf_key):
            self.delete_cookies(*cookies.OF_ONE_ACCOUNT)
        self._csrf_secret = csrf.new_secret(
            self.randomness(16), self._csrf_secret, session.account_id, self.site.csrf_key
        )
        for name, value in (
            (cookies.SESSION, session.token),
            (cookies.SESSION_LIFE, life),
            (cookies.CSRF, self._csrf_secret),
        ):
            self._set_cookies[name] = cookies.put(name, value)
        if session.device_token:
            self._set_cookies[cookies.DEVICE] = cookies.put(
                cookies.DEVICE, session.device_token, max_age=self.site.lifetimes.device
            )

    def sign_out(self) -> None:
        """From the next page on the visitor is nobody."""
        self._token = None
        self.delete_cookies(cookies.SESSION, cookies.SESSION_LIFE)

    def sign_out_and_clear(self) -> None:
        """Signs out because the resident asked for it: nothing of theirs stays in this browser."""
        self.sign_out()
        self.delete_cookies(*cookies.OURS)

    def officer_sign_in(self, tokens: Tokens) -> None:
        """From the next page on the visitor is this officer too."""
        self.officer_renew(tokens.access)
        whose = subject(tokens.access)
        self._csrf_secret = csrf.new_secret(self.randomness(16), self._csrf_secret, whose, self.site.csrf_key)
        for name, value in {cookies.OFFICER_CSRF: self._csrf_secret, **renewable(tokens, self.now)}.items():
            self._set_cookies[name] = cookies.put(name, value)
        self.delete_cookies(cookies.OFFICER_LOGIN)

    def officer_renew(self, token: str) -> None:
        """The officer goes on with another access token."""
        self._officer_token = token
        self._set_cookies[cookies.OFFICER] = cookies.put(cookies.OFFICER, token)

    def officer_sign_out(self) -> None:
        """From the next page on the visitor is no officer."""
        self._officer_token = None
        self.delete_cookies(cookies.OFFICER, cookies.OFFICER_ENDS, cookies.OFFICER_RENEWAL)

    def new_secret(self) -> str:
        """A word that nobody can guess, of letters that fit into an address."""
        return base64.urlsafe_b64encode(self.randomness(32)).decode().rstrip("=")

    # Answers

    def page(self, template: str, status: int = 200, **context: Any) -> Answer:
        """A page, rendered."""
        notice = NOTICES.get(self.request.cookies.get(cookies.NOTICE, ""))
        if notice:
            self.delete_cookies(cookies.NOTICE)
        body = self.site.templates.get_template(template).render(
            {"visit": self, "form": None, "notice": notice, **context}
        )
        return self._with_cookies(Answer(status, body))

    def redirect(self, path: str, notice: str | None = None) -> Answer:
        """On to another page, after a POST or because this one is not reachable yet."""
        if notice:
            self._set_cookies[cookies.NOTICE] = cookies.put(cookies.NOTICE, notice)
        return self._with_cookies(Answer(303, headers={"Location": path}))

    def no_content(self) -> Answer:
        """Done, and there is nothing to show."""
        return self._with_cookies(Answer(204))

    def without_changes(self, answer: Answer) -> Answer:
        """The answer, setting no cookie but the one that its forms need: it was shown before, and changes nothing."""
        answer.cookies = [line for line in answer.cookies if line.startswith(f"{self.csrf_cookie}=")]
        return answer

    @property
    def bound_to(self) -> str:
        """The address and the session, as this answer leaves them."""
        session = subject(self._officer_token or "") if self.for_officers else self._token
        return f"{self.request.path}|{session or ''}"

    def set_view(self, slot: str, value: str, seconds: int) -> None:
        """Keep what the GET after this POST shows."""
        self._set_cookies[slot] = cookies.put(slot, value, max_age=seconds)

    def _with_cookies(self, answer: Answer) -> Answer:
        answer.cookies = list(self._set_cookies.values())
        return answer

    # What templates ask for

    @property
    def csrf(self) -> str:
        """The hidden word of a form; its secret is made when the first form is shown."""
        if not self._csrf_secret:
            self._csrf_secret = self.randomness(16).hex()
            self._set_cookies[self.csrf_cookie] = cookies.put(self.csrf_cookie, self._csrf_secret)
        return csrf.token(self._csrf_secret, self.site.csrf_key)

    @property
    def submission_id(self) -> str:
        """The hidden word that makes one result of two sends: as posted, or new."""
        return self.form.get("submission") or self.randomness(16).hex()

    @property
    def waiting(self) -> int:
        """How many things wait for the resident: as this page has found, else as an earlier one did."""
        if self._waiting is not None:
            return self._waiting
        told = self.request.cookies.get(cookies.WAITING, "")
        return int(told) if self.signed_in and told.isdigit() and len(told) < 4 else 0

    def set_waiting_count(self, number: int) -> None:
        """Keep the number for the pages that do not look."""
        self._waiting = number
        self._set_cookies[cookies.WAITING] = cookies.put(cookies.WAITING, str(number))

    @property
    def team(self) -> Team:
        """Whom to call about this page."""
        return team_for(self.request.path)

    @property
    def session_life(self) -> SessionLife | None:
        """How long the sign-in lives, if somebody is signed in."""
        jar = self.request.cookies
        if self.for_officers:
            return of_officer(self._officer_token or "", jar.get(cookies.OFFICER_ENDS, ""), self.now)
        return of_resident(jar.get(cookies.SESSION_LIFE, ""), self.now) if self.signed_in else None
