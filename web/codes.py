"""Pages that ask for a one-time code: the same look and behaviour for every kind of code."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from web.api.client import Refusal
from web.api.sessions import CodeSent
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.settings import Lifetimes
from web.visit import Visit
from web.words import clock, duration, refusal_text

NEW_CODE = "Get a new one below."
MESSAGES = {
    "invalid_code": "That code is not right. Look at the newest email from us and type its eight digits again.",
    "expired_code": f"That code has run out. {NEW_CODE}",
    "used_code": f"That code was used already: each code works once. {NEW_CODE}",
}
NEEDED = "Enter the eight-digit code from our email."
FIELDS = {"code": NEEDED}
APP_FIELDS = {"code": "Enter the six-digit code from your app."}
UNUSABLE = frozenset({"expired_code", "used_code"})
"""Refusals after which the code no longer counts, so that the page shows no time left."""


@dataclass(frozen=True)
class CodeDetails:
    """What a page shows about the code that was sent."""

    sent_to: str
    sent_from: str
    seconds_left: int
    until: str
    again: bool
    """Whether an earlier code was sent on this journey; earlier codes no longer work."""
    lifetime: str
    """How long a code lives, in words; empty where the page names only the time of day."""


def with_code_sent(state: Mapping[str, str], sent: CodeSent, *, again: bool) -> dict[str, str]:
    """The journey's state with the details of the code just sent. `again`: it replaces an earlier code."""
    return {
        **state,
        "sent_to": sent.sent_to,
        "sent_from": sent.sent_from,
        "expires_at": sent.expires_at,
        "again": "yes" if again else "",
    }


def code_details(state: Mapping[str, str], now: datetime, lifetime: int | None = None) -> CodeDetails | None:
    """The details to show, or None when no code has been sent on this journey yet. `lifetime`: of a code, in
    seconds.
    """
    try:
        expires_at = datetime.fromisoformat(state.get("expires_at", ""))
        left = int((expires_at - now).total_seconds())
    except (ValueError, TypeError):
        return None
    return CodeDetails(
        sent_to=state.get("sent_to", ""),
        sent_from=state.get("sent_from", ""),
        seconds_left=max(0, left),
        until=clock(expires_at),
        again=bool(state.get("again")),
        lifetime="" if lifetime is None else duration(lifetime),
    )


def code_form(posted: Mapping[str, str], needed: Mapping[str, str] = FIELDS, digits: int = 8) -> Form:
    """The posted form, with an error for each field that is empty.

    `needed`: the fields, each with the message for an empty one. `digits`: the length of the code.
    """
    return Form.of(needed, {**posted, "code": find_code(posted.get("code", ""), digits)}).require(needed)


def find_code(text: str, digits: int) -> str:
    """The code within typed or pasted text: `0116 4321` in `Your code is: 0116 4321.`. The whole text if it holds no
    code.
    """
    from portal.cleaning import plain_signs

    found = re.search(rf"(?<!\d)\d(?:[\s-]?\d){{{digits - 1}}}(?!\d)", plain_signs(text))
    return found[0] if found else text


def with_refusal(form: Form, problem: Refusal) -> Form:
    """The form with the reason why the code was refused. The field is emptied for the next code."""
    message = MESSAGES.get(problem.code)
    if message is None:
        return form.with_refusal(problem)
    return Form.of(form.fields, {**form.values, "code": ""}).with_error("code", message)


def with_app_refusal(form: Form, problem: Refusal) -> Form:
    """The form with the reason why a code of the resident's authenticator app was refused. The API's sentence is used:
    it says when the app shows its next code.
    """
    return form.with_error("code", refusal_text(problem)) if problem.code in MESSAGES else form.with_refusal(problem)


def ended_page(visit: Visit, problem: Refusal, cookie: str, start: tuple[str, str]) -> Answer | None:
    """The error page of a journey that has ended (it expired, or too many codes were wrong); its cookie is dropped.
    None if the journey can go on.
    """
    if problem.code not in ("not_found", "too_many_wrong_codes"):
        return None
    visit.delete_cookies(cookie)
    if problem.code == "not_found":
        return error_page(visit, 404, "This took too long", "The code has run out. Nothing was changed.", link=start)
    return error_page(visit, problem.status, "Too many wrong codes", refusal_text(problem), link=start)


@dataclass(frozen=True)
class CodePage:
    """The page for one kind of code.

    `cookie`: keeps the journey's state. `template`: the page's template. `start`: the address where the journey begins.
    `sends`: the address of the page that sends a code. `fields`: the fields, each with the message for an empty one.
    `lifetime`: reads the code's lifetime from the settings, where the page names it.
    """

    cookie: str
    template: str
    start: str
    sends: str
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    lifetime: Callable[[Lifetimes], int] | None = None

    def show(self, visit: Visit, form: Form | None = None, *, alive: bool = True) -> Answer:
        """The page, or a redirect to the step that is missing before it. `alive`: the code can still be used."""
        state = visit.get_state(self.cookie)
        if state is None:
            return visit.redirect(self.start)
        code = code_details(state, visit.now, self.lifetime and self.lifetime(visit.site.lifetimes))
        if code is None:
            return visit.redirect(self.sends)
        form = form or Form.of(self.fields, {})
        status = 422 if form.errors else 200
        return visit.page(self.template, status, form=form, code=code, alive=alive, state=state)

    def posted(self, visit: Visit) -> tuple[dict[str, str], Form] | Answer:
        """The journey's state and the typed form; or, when something is missing, the page that says so."""
        state = visit.get_state(self.cookie)
        form = code_form(visit.form, self.fields)
        return self.show(visit, form) if state is None or form.errors else (state, form)

    def refuse(self, visit: Visit, form: Form, problem: Refusal) -> Answer:
        """The page with the reason why the code was refused."""
        return self.show(visit, with_refusal(form, problem), alive=problem.code not in UNUSABLE)
