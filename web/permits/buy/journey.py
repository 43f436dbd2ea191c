"""Buying a permit, from the choice of its type to the application: what was answered and which page comes next.

The answers are in a cookie. Nothing says where a buyer is: the first page that lacks its answer is where they go on, so
every answer can be changed later with the others kept.
"""

from collections.abc import Mapping

from web import cookies
from web.api.client import Refusal
from web.api.permits import Permit, PermitType
from web.errors import error_page
from web.forms import SUBMISSION, idempotency_key
from web.request import Answer
from web.visit import Visit

FINGERPRINT = "answers"
"""The hidden field with the fingerprint of the answers that the page shows."""
NO_QUOTE = "none"
"""The cookie needs an `id`; before there is a quote this stands for it."""

type Answers = dict[str, str]
"""`id` of the quote, `permit_type`, `name`, `tenancy`, `postcode`, `house`, `uprn`, `address`, `zone`, `months`,
`price`, `until`, `start`, `vrm`, `confirmed` (it looks mistyped and is right), `tenancy_ends_on`; `again`: the
application that this one repeats; `moves_from`: the permit in another zone whose place it is to take; `sent`: the form
that made these answers.
`name`, `tenancy` (whether it is asked), `several` (durations), `address`, `zone` and `price` are for our pages
alone."""


def answers(visit: Visit) -> Answers:
    """What was answered so far."""
    return visit.get_state(cookies.QUOTE) or {"id": NO_QUOTE}


def save(visit: Visit, state: Mapping[str, str]) -> None:
    visit.set_state(cookies.QUOTE, {**state, cookies.SENT: visit.form.get(SUBMISSION, "")})


def after_price(state: Answers) -> str:
    """The page that shows the price, or the one after it where there is none to show."""
    return "/permits/buy/price" if state["id"] != NO_QUOTE else next_page(state)


def elsewhere(visit: Visit, state: Mapping[str, str], path: str) -> Answer | None:
    """The answer where this page is not due: on to one that comes before it, or that another tab changed the answers.

    A form is taken when it shows the answers that there are, or when it is the one that made them, sent twice.
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
    """Whether somebody is on the way to a permit, with its price known."""
    return _priced(answers(visit))


def next_page(state: Mapping[str, str]) -> str:
    """Where the buyer goes on."""
    return next((path for path, answered in _pages(state) if not answered), "/permits/buy/check")


def _belongs(state: Mapping[str, str], form: Mapping[str, str]) -> bool:
    if form.get(FINGERPRINT) == cookies.fingerprint(state):
        return True
    return bool(state.get(cookies.SENT)) and form.get(SUBMISSION) == state[cookies.SENT]


def before(state: Mapping[str, str], path: str) -> str | None:
    """The page that has to come before this one, if one is not answered."""
    pages = _pages(state)
    earlier = pages[: [page for page, _ in pages].index(path)] if path in dict(pages) else pages
    return next((page for page, answered in earlier if not answered), None)


def choose(state: Mapping[str, str], chosen: PermitType) -> Answers:
    """The type, which can be changed until the permit is paid: the price goes, the other answers stay."""
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
    """The answers with a quote for them; without one as long as type, property or duration are open."""
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
    """A new application with the answers of one that came to nothing."""
    return {**of(permit), "id": NO_QUOTE, "again": permit.permit_id}


def of(permit: Permit) -> Answers:
    """The answers that an application shows. Its property has to be chosen again: only its address is told."""
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
    """In the order of the journey, and whether each has its answer."""
    again = bool(state.get("again"))
    return [
        ("/permits/buy", bool(state.get("permit_type"))),
        ("/permits/buy/property", again or bool(state.get("uprn"))),
        ("/permits/buy/duration", _priced(state)),
        ("/permits/buy/start", bool(state.get("start"))),
        ("/permits/buy/vehicle", bool(state.get("vrm"))),
        ("/permits/buy/tenancy", bool(state.get("tenancy_ends_on")) or not state.get("tenancy")),
    ]
