"""One visit of a page: the request, the API on the visitor's behalf, and ways to answer."""

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
from web.forms import as_typed
from web.officer.menu import Entry, menu
from web.request import Answer, Request
from web.session_life import SessionLife, of_officer, of_resident, renewable
from web.settings import Site
from web.teams import team_for
from web.words import LONDON, NO_SUCCESS, NOTICES

type Randomness = Callable[[int], bytes]


class Visit:
    """One request on its way to an answer: pages read it, call the API through it and build their answer with it."""

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
        """`<room>/<page>`; empty if no page of ours has this address."""
        self.team = team_for(request.path)
        """The team to contact about this page. A page about a form names the form's team."""
        self.replayed = False
        """Whether this visit shows the result of an earlier POST (`web/views.py`)."""
        self._waiting: int | None = None

    @cached_property
    def accounts(self) -> AccountsApi:
        """The account operations, called as this resident."""
        return AccountsApi(self._api(self._token))

    @cached_property
    def sessions(self) -> SessionsApi:
        """The sign-in and session operations, called as this resident."""
        return SessionsApi(self._api(self._token))

    @cached_property
    def records(self) -> RecordsApi:
        """The operations on the resident's records, called as this resident."""
        return RecordsApi(self._api(self._token))

    @cached_property
    def permits(self) -> PermitsApi:
        """The permit operations, called as this resident."""
        return PermitsApi(self._api(self._token))

    @cached_property
    def payments(self) -> PaymentsApi:
        """The payment operations, called as this resident."""
        return PaymentsApi(self._api(self._token))

    @cached_property
    def care(self) -> CareApi:
        """The care operations, called as this resident or for the person for whom they act."""
        acting = self.acting
        return CareApi(self._api(self._token), acting["id"] if acting else "")

    @cached_property
    def helpers(self) -> HelpersApi:
        """The operations on helpers, called as this resident."""
        return HelpersApi(self._api(self._token))

    @property
    def acting_for(self) -> Mapping[str, str] | None:
        """`id` and `name` of the person for whom the resident chose to act, None if nobody. Only the API knows if they
        may.
        """
        return self.get_state(cookies.ACTING) if self.signed_in else None

    @property
    def acting(self) -> Mapping[str, str] | None:
        """Like `acting_for`, but None on pages that are not about care forms and requests: only those act for
        others.
        """
        return self.acting_for if self.request.path.startswith("/care/") else None

    @cached_property
    def officer(self) -> OfficerApi:
        """The officers' operations on permits and queues, called as this officer."""
        return OfficerApi(self._api(self._officer_token))

    @cached_property
    def billing(self) -> BillingApi:
        """The officers' operations on payments, called as this officer."""
        return BillingApi(self._api(self._officer_token))

    @cached_property
    def feedback(self) -> FeedbackApi:
        """The operation that takes feedback on the pages, called without a sign-in."""
        return FeedbackApi(self._api(None))

    def _api(self, token: str | None) -> Api:
        return Api(self._transport, self.site.sign(self.request.viewer_address, self.now), token)

    @property
    def signed_in(self) -> bool:
        """Whether there is a session cookie. Only the API knows whether the session is still alive."""
        return self._token is not None

    @property
    def officer_signed_in(self) -> bool:
        """Whether there is an officer's token. Only the API knows whether it is valid."""
        return self._officer_token is not None

    @property
    def today(self) -> date:
        """Today's date in Europe/London."""
        return self.now.astimezone(LONDON).date()

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The posted values, cleaned (`web.forms.as_typed`); empty for a GET."""
        return {name: as_typed(name, value) for name, value in (self.request.form or {}).items()}

    @property
    def device_token(self) -> str:
        """The token that an earlier sign-in left in this browser; empty if there is none."""
        return cookies.token(self.request.cookies.get(cookies.DEVICE, ""))

    # State between pages

    def get_state(self, cookie: str) -> dict[str, str] | None:
        """The state that an earlier page of a journey kept in this cookie; None if there is none."""
        return cookies.unpack(self.request.cookies.get(cookie))

    def set_state(self, cookie: str, state: Mapping[str, str]) -> None:
        """Keep a journey's state in this cookie for its next page."""
        self._set_cookies[cookie] = cookies.put(cookie, cookies.pack(state))

    def delete_cookies(self, *names: str) -> None:
        """Drop cookies."""
        for name in names:
            self._set_cookies[name] = cookies.drop(name)

    def sign_in(self, session: Session) -> None:
        """Make this browser the session's: set its cookies, and drop those of another resident."""
        self._token = session.token
        self.delete_cookies(cookies.ACTING)  # it may belong to another resident
        idle = datetime.fromisoformat(session.idle_expires_at) - self.now
        life = f"{int(idle.total_seconds())}.{int(datetime.fromisoformat(session.expires_at).timestamp())}"
        if csrf.of_another(self._csrf_secret, session.account_id, self.site.csrf_key):
            self.delete_cookies(*cookies.OF_ONE_ACCOUNT)
        self._csrf_secret = csrf.new_secret(
            self.randomness(16), self._csrf_secret, session.account_id, self.site.csrf_key
        )
        ours = {cookies.SESSION: session.token, cookies.SESSION_LIFE: life, cookies.CSRF: self._csrf_secret}
        for name, value in ours.items():
            self._set_cookies[name] = cookies.put(name, value)
        if session.device_token:
            self._set_cookies[cookies.DEVICE] = cookies.put(
                cookies.DEVICE, session.device_token, max_age=self.site.lifetimes.device
            )

    def sign_out(self) -> None:
        """Drop the session's cookies."""
        self._token = None
        self.delete_cookies(cookies.SESSION, cookies.SESSION_LIFE)

    def sign_out_and_clear(self) -> None:
        """Sign out at the resident's request: drop all of their cookies."""
        self.sign_out()
        self.delete_cookies(*cookies.OURS)

    def officer_sign_in(self, tokens: Tokens) -> None:
        """Make this browser the officer's as well: set the token, its renewal and a CSRF secret."""
        self.officer_renew(tokens.access)
        whose = subject(tokens.access)
        self._csrf_secret = csrf.new_secret(self.randomness(16), self._csrf_secret, whose, self.site.csrf_key)
        for name, value in {cookies.OFFICER_CSRF: self._csrf_secret, **renewable(tokens, self.now)}.items():
            self._set_cookies[name] = cookies.put(name, value)
        self.delete_cookies(cookies.OFFICER_LOGIN)

    def officer_renew(self, token: str) -> None:
        """Replace the officer's access token by a new one."""
        self._officer_token = token
        self._set_cookies[cookies.OFFICER] = cookies.put(cookies.OFFICER, token)

    def officer_sign_out(self) -> None:
        """Drop the officer's token and its renewal."""
        self._officer_token = None
        self.delete_cookies(cookies.OFFICER, cookies.OFFICER_ENDS, cookies.OFFICER_RENEWAL)

    def new_secret(self) -> str:
        """A random URL-safe word that nobody can guess (256 bits)."""
        return base64.urlsafe_b64encode(self.randomness(32)).decode().rstrip("=")

    # Answers

    def page(self, template: str, status: int = 200, **context: Any) -> Answer:
        """A rendered template. `context`: its variables, beside `visit`, `form`, `notice` and `success`."""
        name = self.request.cookies.get(cookies.NOTICE, "")
        if notice := NOTICES.get(name):
            self.delete_cookies(cookies.NOTICE)
        said = {"notice": notice, "success": name not in NO_SUCCESS}
        body = self.site.templates.get_template(template).render({"visit": self, "form": None, **said, **context})
        return self._with_cookies(Answer(status, body))

    def redirect(self, path: str, notice: str | None = None) -> Answer:
        """A redirect (303) to another page. `notice`: name of a message that the next page shows once."""
        if notice:
            self._set_cookies[cookies.NOTICE] = cookies.put(cookies.NOTICE, notice)
        return self._with_cookies(Answer(303, headers={"Location": path}))

    def no_content(self) -> Answer:
        """An empty answer (204): done, nothing to show."""
        return self._with_cookies(Answer(204))

    def without_changes(self, answer: Answer) -> Answer:
        """The answer with no cookie but the CSRF secret of its forms: showing a page again must change nothing."""
        answer.cookies = [line for line in answer.cookies if line.startswith(f"{self.csrf_cookie}=")]
        return answer

    @property
    def bound_to(self) -> str:
        """The address and the session (as this answer leaves them) that a view is bound to."""
        session = subject(self._officer_token or "") if self.for_officers else self._token
        return f"{self.request.path}|{session or ''}"

    def set_view(self, slot: str, value: str, seconds: int) -> None:
        """Keep, in a cookie, what the GET after this POST shows."""
        self._set_cookies[slot] = cookies.put(slot, value, max_age=seconds)

    def _with_cookies(self, answer: Answer) -> Answer:
        answer.cookies = list(self._set_cookies.values())
        return answer

    # What templates ask for

    @property
    def csrf(self) -> str:
        """The value of a form's hidden CSRF field. The first form of a visit makes the secret behind it."""
        if not self._csrf_secret:
            self._csrf_secret = self.randomness(16).hex()
            self._set_cookies[self.csrf_cookie] = cookies.put(self.csrf_cookie, self._csrf_secret)
        return csrf.token(self._csrf_secret, self.site.csrf_key)

    @property
    def submission_id(self) -> str:
        """The hidden field by which two sends of one form have one effect: the posted value, or a new one."""
        return self.form.get("submission") or self.randomness(16).hex()

    @property
    def waiting(self) -> int:
        """How many things wait for the resident: as counted by this page, else as an earlier page counted them."""
        if self._waiting is not None:
            return self._waiting
        told = self.request.cookies.get(cookies.WAITING, "")
        return int(told) if self.signed_in and told.isdigit() and len(told) < 4 else 0

    def set_waiting_count(self, number: int) -> None:
        """Keep the number for pages that do not count themselves."""
        self._waiting = number
        self._set_cookies[cookies.WAITING] = cookies.put(cookies.WAITING, str(number))

    @property
    def officer_menu(self) -> tuple[Entry, ...]:
        """The pages that the officer may open."""
        return menu(self._officer_token or "")

    @property
    def session_life(self) -> SessionLife | None:
        """The remaining life of the sign-in, None if nobody is signed in."""
        jar = self.request.cookies
        if self.for_officers:
            return of_officer(self._officer_token or "", jar.get(cookies.OFFICER_ENDS, ""), self.now)
        return of_resident(jar.get(cookies.SESSION_LIFE, ""), self.now) if self.signed_in else None
