"""The journey of buying a permit, from the choice of its type to the application: the answers and the order of pages.

A cookie keeps the answers. No position is kept: buyers continue at the first page whose answer is missing, so that any
answer can be changed later while the others are kept.
"""

from collections.abc import Mapping

from web import cookies
from web.api.client import Refusal
from web.api.permit_catalogue import PermitType
from web.api.permits import Permit
from web.errors import error_page
from web.forms import SUBMISSION, idempotency_key
from web.request import Answer
from web.visit import Visit

FINGERPRINT = "answers"
"""The hidden field with the fingerprint of the answers that a page shows."""
NO_QUOTE = "none"
"""The `id` in the cookie before there is a quote: a state has to have an `id`."""

type Answers = dict[str, str]
"""Answers and facts about them, by name.

`id` of the quote, `permit_type`, `postcode`, `house`, `uprn`, `months`, `until` (the quote's end), `start`, `vrm`,
`tenancy_ends_on`; `confirmed`: the buyer confirmed a registration that looks mistyped; `again`: the id of the
application that this one repeats; `moves_from`: the id of the permit in another zone that this one replaces; `sent`:
the form that made this state.

Only for our pages: `name` of the type, `tenancy` (whether its end is asked), `several` (a choice of durations),
`address`, `zone` and `price`.
"""


def answers(visit: Visit) -> Answers:
    """The answers so far."""
    return visit.get_state(cookies.QUOTE) or {"id": NO_QUOTE}


def save(visit: Visit, state: Mapping[str, str]) -> None:
    visit.set_state(cookies.QUOTE, {**state, cookies.SENT: visit.form.get(SUBMISSION, "")})


def after_price(state: Answers) -> str:
    """The page that shows the price; while there is no quote, the next page of the journey."""
    return "/permits/buy/price" if state["id"] != NO_QUOTE else next_page(state)


def elsewhere(visit: Visit, state: Mapping[str, str], path: str) -> Answer | None:
    """The answer if the page at `path` cannot be used now, else None: a redirect to an earlier page that is not
    answered, or, for a POST, an error page if another tab changed the answers.

    A form is accepted if it shows the present answers, or if it is the very form that made them, sent twice.
    """
    if visit.request.method == "POST" and not visit.replayed and not _belongs(state, visit.form):
        return error_page(
            visit,
            409,
            "You changed your answers in another tab",
            "You are buying a permit in two tabs or windows of this browser, and only one purchase can be open at a "
            "time. Nothing was applied for and nothing was paid.",
            "See what is chosen now, and change it if it is not what you want.",
            link=("/permits/buy/check", "See what is chosen now"),
        )
    earlier = before(state, path)
    return visit.redirect(earlier) if earlier else None


def begun(visit: Visit) -> bool:
    """Whether somebody is buying a permit and its price is known."""
    return _priced(answers(visit))


def next_page(state: Mapping[str, str]) -> str:
    """The first page without its answer; the check page if all are answered."""
    return next((path for path, answered in _pages(state) if not answered), "/permits/buy/check")


def _belongs(state: Mapping[str, str], form: Mapping[str, str]) -> bool:
    if form.get(FINGERPRINT) == cookies.fingerprint(state):
        return True
    return bool(state.get(cookies.SENT)) and form.get(SUBMISSION) == state[cookies.SENT]


def before(state: Mapping[str, str], path: str) -> str | None:
    """The first page before this one that is not answered; None if there is none."""
    pages = _pages(state)
    earlier = pages[: [page for page, _ in pages].index(path)] if path in dict(pages) else pages
    return next((page for page, answered in earlier if not answered), None)


def choose(state: Mapping[str, str], chosen: PermitType) -> Answers:
    """The answers with another type. The quote, `price`, `until` and `again` are dropped, and `months` if the type does
    not have that duration.
    """
    months = {str(one.months) for one in chosen.durations}
    kept = without(state, "price", "until", "again")
    if kept.get("months") not in months:
        kept = without(kept, "months")
    if len(months) == 1:
        kept["months"] = months.pop()
    return {
        **kept,
        "id": NO_QUOTE,
        "permit_type": chosen.permit_type,
        "name": chosen.name,
        "tenancy": "yes" if chosen.for_tenants else "",
        "several": "yes" if len(chosen.durations) > 1 else "",
    }


def price(visit: Visit, state: Mapping[str, str]) -> Answers | Refusal:
    """The answers with a quote; without one while type, property or duration are missing. A refusal if the API gives no
    quote.
    """
    if not all(state.get(name) for name in ("permit_type", "uprn", "months")):
        return {**state, "id": NO_QUOTE}
    wanted: dict[str, object] = {name: state[name] for name in ("uprn", "permit_type")}
    wanted["months"] = int(state["months"])
    if state.get("start"):
        wanted["start_date"] = state["start"]
    once = idempotency_key({**visit.form, **{name: str(value) for name, value in wanted.items()}})
    quote = visit.permits.quote(wanted, once)
    if isinstance(quote, Refusal):
        return quote
    return {**state, "id": quote.quote_id, "price": str(quote.price_pence), "until": quote.expires_at}


def repeat(permit: Permit) -> Answers:
    """The answers of a failed application, for applying again. `again` names it."""
    return {**of(permit), "id": NO_QUOTE, "again": permit.permit_id}


def of(permit: Permit) -> Answers:
    """The answers of an application, without its property, which has to be searched for again: the API gives only its
    address.
    """
    return {
        "id": NO_QUOTE,
        "permit_type": permit.permit_type,
        "tenancy": "yes" if any(one.kind == "tenancy_agreement" for one in permit.documents) else "",
        "postcode": permit.address.postcode,
        "house": permit.address.lines[0].replace(",", " "),
        "address": str(permit.address),
        "months": str(permit.months),
        "price": str(permit.price_pence),
        "vrm": permit.vrm,
        "confirmed": "yes",
    }


def without(state: Mapping[str, str], *names: str) -> Answers:
    return {name: value for name, value in state.items() if name not in names}


def _priced(state: Mapping[str, str]) -> bool:
    return state.get("id", NO_QUOTE) != NO_QUOTE or bool(state.get("again"))


def _pages(state: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The pages in the order of the journey, each with whether it is answered."""
    again = bool(state.get("again"))
    return [
        ("/permits/buy", bool(state.get("permit_type"))),
        ("/permits/buy/property", again or bool(state.get("uprn"))),
        ("/permits/buy/duration", _priced(state)),
        ("/permits/buy/start", bool(state.get("start"))),
        ("/permits/buy/vehicle", bool(state.get("vrm"))),
        ("/permits/buy/tenancy", bool(state.get("tenancy_ends_on")) or not state.get("tenancy")),
    ]
