"""Code pages: whatever a code is for, they look and behave the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from web.api.client import Refusal
from web.api.sessions import CodeSent
from web.errors import error_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit
from web.words import clock, duration, refusal_text

NEW_CODE = "Get a new one below."
MESSAGES = {
    "invalid_code": "That code is not right. Look at the newest e-mail from us and type its eight digits again.",
    "expired_code": f"That code has run out. {NEW_CODE}",
    "used_code": f"That code was used already: each code works once. {NEW_CODE}",
}
NEEDED = "Enter the eight-digit code from our e-mail."
NEEDED_OF_APP = "Enter the six-digit code from your app."
UNUSABLE = frozenset({"expired_code", "used_code"})
"""After these there is no time left to tell."""


@dataclass(frozen=True)
class CodePage:
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


def code_details(state: Mapping[str, str], now: datetime, lifetime: int | None = None) -> CodePage | None:
    """What to say, or None when no code has been sent on this journey yet."""
    try:
        expires_at = datetime.fromisoformat(state.get("expires_at", ""))
        left = int((expires_at - now).total_seconds())
    except (ValueError, TypeError):
        return None
    return CodePage(
        sent_to=state.get("sent_to", ""),
        sent_from=state.get("sent_from", ""),
        seconds_left=max(0, left),
        until=clock(expires_at),
        again=bool(state.get("again")),
        lifetime="" if lifetime is None else duration(lifetime),
    )


def code_form(posted: Mapping[str, str], needed: str = NEEDED) -> Form:
    """The form, with an error when nothing was typed."""
    return Form.of(("code",), posted).require({"code": needed})


def with_refusal(form: Form, problem: Refusal) -> Form:
    """Why the code was not taken. A dead code is taken out of the field; one that may hold a slip stays."""
    said = MESSAGES.get(problem.code)
    if said is None:
        return form.with_refusal(problem)
    kept = Form.of(form.fields, {**form.values, "code": ""}) if problem.code in UNUSABLE else form
    return kept.with_error("code", said)


def with_app_refusal(form: Form, problem: Refusal) -> Form:
    """The same of a code that the resident's own app shows: the API knows when it shows the next."""
    return form.with_error("code", refusal_text(problem)) if problem.code in MESSAGES else form.with_refusal(problem)


def ended_page(visit: Visit, problem: Refusal, cookie: str, start: tuple[str, str]) -> Answer | None:
    """The page for a journey that cannot go on: what its code was for is gone. None: it can."""
    if problem.code not in ("not_found", "too_many_wrong_codes"):
        return None
    visit.delete_cookies(cookie)
    if problem.code == "not_found":
        return error_page(visit, 404, "This took too long", "The code has run out. Nothing was changed.", link=start)
    return error_page(visit, problem.status, "Too many wrong codes", refusal_text(problem), link=start)
