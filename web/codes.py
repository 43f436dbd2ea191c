"""Code pages: whatever a code is for, they look and behave the same."""

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
"""After these there is no time left to tell."""


@dataclass(frozen=True)
class CodeDetails:
    """What a code page says of the code that was sent."""

    sent_to: str
    sent_from: str
    seconds_left: int
    until: str
    again: bool
    """Whether this is a further code, so that the ones before it are dead."""
    lifetime: str
    """Empty where the time of day says enough."""


def with_code_sent(state: Mapping[str, str], sent: CodeSent, *, again: bool) -> dict[str, str]:
    """The journey's state with the code that has just gone out."""
    return {
        **state,
        "sent_to": sent.sent_to,
        "sent_from": sent.sent_from,
        "expires_at": sent.expires_at,
        "again": "yes" if again else "",
    }


def code_details(state: Mapping[str, str], now: datetime, lifetime: int | None = None) -> CodeDetails | None:
    """What to say, or None when no code has been sent on this journey yet."""
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

    `needed`: the fields, and what to say of an empty one. `digits`: how long the code is.
    """
    return Form.of(needed, {**posted, "code": find_code(posted.get("code", ""), digits)}).require(needed)


def find_code(text: str, digits: int) -> str:
    """The code in what was typed or pasted: `0116 4321` in `Your code is: 0116 4321.`; the text where there is none."""
    found = re.search(rf"(?<!\d)\d(?:[\s-]?\d){{{digits - 1}}}(?!\d)", text)
    return found[0] if found else text


def with_refusal(form: Form, problem: Refusal) -> Form:
    """The form with why the code was not taken; the field is empty again, so that the next code can be typed."""
    message = MESSAGES.get(problem.code)
    if message is None:
        return form.with_refusal(problem)
    return Form.of(form.fields, {**form.values, "code": ""}).with_error("code", message)


def with_app_refusal(form: Form, problem: Refusal) -> Form:
    """The form with why a code of the resident's own app was not taken. The API knows when the app shows the next."""
    return form.with_error("code", refusal_text(problem)) if problem.code in MESSAGES else form.with_refusal(problem)


def ended_page(visit: Visit, problem: Refusal, cookie: str, start: tuple[str, str]) -> Answer | None:
    """The page for a journey that cannot go on: what its code was for is gone. None: it can."""
    if problem.code not in ("not_found", "too_many_wrong_codes"):
        return None
    visit.delete_cookies(cookie)
    if problem.code == "not_found":
        return error_page(visit, 404, "This took too long", "The code has run out. Nothing was changed.", link=start)
    return error_page(visit, problem.status, "Too many wrong codes", refusal_text(problem), link=start)


@dataclass(frozen=True)
class CodePage:
    """The page of one kind of code.

    `cookie`: where the journey keeps its state. `template`: the page's. `start`: the page that begins the journey.
    `sends`: the page that sends a code. `fields`: what is asked, and what to say of an empty one. `lifetime`: of a
    code, where the page says it.
    """

    cookie: str
    template: str
    start: str
    sends: str
    fields: Mapping[str, str] = field(default_factory=lambda: FIELDS)
    lifetime: Callable[[Lifetimes], int] | None = None

    def show(self, visit: Visit, form: Form | None = None, *, alive: bool = True) -> Answer:
        """The page, or a redirect to the one that has to come before it. `alive`: the code can still be used."""
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
        """The journey's state and what was typed, or the page with what is missing."""
        state = visit.get_state(self.cookie)
        form = code_form(visit.form, self.fields)
        return self.show(visit, form) if state is None or form.errors else (state, form)

    def refuse(self, visit: Visit, form: Form, problem: Refusal) -> Answer:
        """The page with why the code was not taken."""
        return self.show(visit, with_refusal(form, problem), alive=problem.code not in UNUSABLE)
