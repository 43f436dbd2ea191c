"""Wording: messages that replace the API's own sentences, and dates, amounts and numbers as people read them."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from web.api.client import Refusal

LONDON = ZoneInfo("Europe/London")
NUMBER_TO_CALL = re.compile(r"\b(?:999|0\d{3} \d{3} \d{4})\b")

WHEN_TAKEN = "We take it when we approve, or before the hold runs out, and give it back if we say no."
"""When held money is taken (P15, P16)."""
HELD_FIRST = f"Your bank holds the money. {WHEN_TAKEN}"

FORMATS = {
    "large_print": "Large print",
    "easy_read": "Easy Read",
    "braille": "Braille",
    "audio": "Sound recording",
}
"""The formats of the API, in the forms' words."""

NOTICES = {
    "account_ready": "Your account is ready and you are signed in.",
    "feedback_sent": "Thank you. We read everything that people tell us about these pages.",
    "profile_saved": "Your changes are saved.",
    "profile_unchanged": "Nothing was changed.",
    "address_saved": "Your new address is saved.",
    "password_changed": "Your password is changed. You are signed out everywhere else.",
    "password_reset": "Your password is changed and you are signed out everywhere. Sign in with the new password.",
    "email_changed": "Your email address is changed. Sign in with the new one from now on.",
    "email_change_undone": "Your old email address is back and everybody is signed out. The password no longer works: "
    "choose a new one now.",
    "authenticator_added": "Your authenticator app is added. You can choose it the next time you sign in.",
    "authenticator_removed": "Your authenticator app is removed. Delete its entry in the app, too.",
    "session_ended": "That browser is signed out.",
    "helper_asked": "We have sent them a code. You see here when they have confirmed.",
    "helper_ended": "This has ended. Nothing more can be done by it.",
    "helping_confirmed": "You can now fill in forms for this person.",
    "helping_over": "You can no longer act for this person.",
    "contact_stop_saved": "Saved. Whoever owns the account can read that it was noted.",
    "answers_saved": "Your answers are saved.",
    "answers_partly_saved": "What you answered is saved, but not what cannot be right, like a date that does not "
    "exist. Go back to that part to put it right.",
    "answers_deleted": "Your answers are deleted.",
    "officer_signed_out": "You have signed out.",
    "officer_session_ended": "You were signed out: nothing happened for half an hour, or the working day was over.",
    "no_next_case": "No case is waiting for somebody to take it.",
    "no_next_request": "No request is waiting for somebody to take it.",
    "case_given": "The case is your colleague’s for a day.",
    "case_approved": "You approved the application. The applicant has been told.",
    "cancelled_for_holder": "The permit is cancelled. Its holder is told by email.",
    "auto_renewal_stopped_for_holder": "The automatic renewal is stopped. Its holder is told by email.",
    "renews_itself": "Your permit will renew itself, from your next payment on.",
    "renews_no_more": "Your permit does not renew itself any more.",
    "case_rejected": "You rejected the application. The applicant has been told why.",
    "change_approved": "You approved the change. Its holder has been told.",
    "change_rejected": "You rejected the change. Its holder has been told why.",
    "change_asked": "Your question is sent. The change comes back when its holder has answered.",
    "payment_requested": "You asked for the payment. The payer is being told.",
    "payment_requested_safely": "You asked for the payment. The payer is told only by what their request calls safe.",
    "payment_withdrawn": "The payment is withdrawn. The payer is being told.",
    "payment_saved": "Done. GOV.UK Pay has not finished with it yet: look again later.",
    "refund_made": "The refund is made. The payer is being told.",
    "refund_waits": "The refund waits for a second officer.",
    "refund_failed": "GOV.UK Pay could not make the refund. You can try it again, or pay by bank.",
    "refund_refused": "You refused the refund.",
    "case_closed": "The case is closed.",
    "refund_by_bank": "It is noted that the refund was paid by bank.",
    "file_removed": "The file is deleted.",
    "request_given": "The request is your colleague’s now.",
    "document_accepted": "They can use it again until that day.",
    "document_not_accepted": "They cannot use it again.",
    "copy_released": "The next copy that they ask for has it. We tell them so.",
    "copy_withheld": "The next copy that they ask for says why it is not in it. We tell them that we have looked.",
    "change_told": "We read it before we decide. It stands below, under what happened.",
    "badge_ordered": "It is noted that the badge is ordered. The person reads it on their request.",
    "request_looked_at": "The person sees that you are looking at it.",
    "request_ended": "The request has ended. The person reads your message on its page.",
    "request_asked": "Your question is sent. The request comes back when the person has answered.",
    "case_asked": "Your question is sent. The application comes back when the applicant has answered.",
}
"""Messages shown once, on the page after the action."""
NO_SUCCESS = frozenset(
    {
        "profile_unchanged",
        "answers_partly_saved",
        "officer_session_ended",
        "no_next_case",
        "no_next_request",
        "refund_failed",
    }
)
"""Messages that do not say that something was done."""

REACHED_BY = {"email": "email", "text": "text message", "post": "letter"}
"""How we can tell somebody something, within a sentence."""
_INSTEAD = {
    "invalid_input": "Check your answers and try again.",
    "idempotency_key_missing": "This page is out of date. Load it again and send it once more.",
    "idempotency_key_reused": "This page is out of date. Load it again and send it once more.",
    "wrong_role": "Your account may not do this.",
}


def refusal_text(problem: Refusal) -> str:
    """A sentence or two for the person: ours for some codes, else the API's own `detail`, which says for example how
    long to wait.
    """
    return _INSTEAD.get(problem.code) or problem.detail or "This did not work. Check your answers and try again."


def clock(instant: datetime) -> str:
    """A time of day in Leicestershire, with seconds: `2:03:27pm`."""
    local = instant.astimezone(LONDON)
    return f"{local.hour % 12 or 12}:{local:%M:%S}{'am' if local.hour < 12 else 'pm'}"


def pounds(pence: int, zero: str = "£0.00") -> str:
    """An amount: `£55.00`, `−£5.00`. `zero`: the text for nothing, for example "Free"."""
    if not pence:
        return zero
    return f"{'−' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def day(iso: str) -> str:
    """`21 November 2026` for `2026-11-21`; empty for an empty text."""
    if not iso:
        return ""
    found = date.fromisoformat(iso)
    return f"{found.day} {found:%B %Y}"


def moment(instant: str) -> str:
    """An instant of the API in Leicestershire's time: `21 November 2026, 2:03pm`."""
    local = datetime.fromisoformat(instant).astimezone(LONDON)
    return f"{local.day} {local:%B %Y}, {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def london_day(instant: str) -> str:
    """The date of an instant of the API in Leicestershire: `2026-11-21`."""
    return datetime.fromisoformat(instant).astimezone(LONDON).date().isoformat()


def by(instant: str, now: datetime) -> str:
    """A deadline by the clock: `12:49pm today`, `12:49pm tomorrow`, `12:49pm on 23 November`."""
    local = datetime.fromisoformat(instant).astimezone(LONDON)
    days = (local.date() - now.astimezone(LONDON).date()).days
    day_words = {0: "today", 1: "tomorrow"}.get(days, f"on {local.day} {local:%B}")
    return f"{local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'} {day_words}"


def age(instant: str, now: datetime) -> str:
    """How long something has waited: `3 days`, `5 hours`, `less than an hour`."""
    hours = int((now - datetime.fromisoformat(instant)).total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    number, unit = (hours, "hour") if hours < 48 else (hours // 24, "day")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def within_days(days: int) -> str:
    """How long until something is decided: `the same day`, `1 day`, `3 days`."""
    if days == 0:
        return "the same day"
    return "1 day" if days == 1 else f"{days} days"


def duration(seconds: int) -> str:
    """A lifetime in words: `30 seconds`, `10 minutes`, `24 hours`, `90 days`."""
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds > size and seconds % size == 0:
            return f"{seconds // size} {unit}s"
    return f"{seconds} seconds"


def call_links(text: str) -> Markup:
    """The text with every telephone number in it as a link that calls it."""
    return Markup(NUMBER_TO_CALL.sub(_call_link, str(escape(text))))  # noqa: S704  # escaped on this line


def _call_link(found: re.Match[str]) -> str:
    number = found.group()
    to = "+44" + number.replace(" ", "")[1:] if number.startswith("0") else number
    return f'<a class="govuk-link" href="tel:{to}">{number}</a>'


def email_to_break(address: str) -> Markup:
    """The email address, which a narrow column may break after its @ and before its full stops rather than inside a
    word.
    """
    return Markup(str(escape(address)).replace("@", "@<wbr>").replace(".", "<wbr>."))  # noqa: S704  # escaped here


def phone(number: str) -> str:
    """A stored number (`+441164960000`) as people here write it (`0116 496 0000`)."""
    from portal.telephone import phone_in_words

    return phone_in_words(number)


def formats_in_words(names: Iterable[str]) -> str:
    """The formats, in a list: `("braille", "audio")` is "Braille, Sound recording"."""
    return ", ".join(FORMATS[name] for name in names)


def reach(safe_by: Iterable[str] | None, *, may_ring: bool) -> str:
    """How an officer may reach somebody. `safe_by`: the only channels that are safe; None if any is."""
    if safe_by is None:
        return "Ring or write"
    ways = [REACHED_BY[way] for way in safe_by] + ["ringing, without leaving a message"] * may_ring
    nothing = "Do not ring or write: nothing is safe. They see it when they sign in"
    return f"Only by {' or '.join(ways)}" if ways else nothing
