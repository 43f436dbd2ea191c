"""Finding one's address, the same on every page that asks for it: search, choose from what was found, or type it.

It works without JavaScript: each button is a POST that shows the next view with everything typed so far.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from web.api.accounts import AccountsApi, FoundAddress
from web.api.client import Refusal
from web.forms import Form

FIELDS = ("postcode", "house", "uprn", "line_1", "line_2", "town", "typed_postcode")
NOT_LISTED = "not_listed"
TYPED = {
    "line_1": "Enter the first line of your address.",
    "town": "Enter your town or village.",
    "typed_postcode": "Enter your postcode.",
}
LINES = ("line_1", "line_2")
THEIR_NAMES = {"address.lines": "line_1", "address.town": "town", "address.postcode": "typed_postcode"}

type View = Literal["search", "choose", "type"]


@dataclass(frozen=True)
class AddressStep:
    """One of the three views. `searched`: a search was made, so finding nothing has to be said."""

    view: View
    form: Form
    found: Sequence[FoundAddress] = ()
    searched: bool = False

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200


@dataclass(frozen=True)
class AddressGiven:
    """The end: what the API wants of it, as `{uprn}` or `{address}`."""

    view: View
    form: Form
    contact: Mapping[str, object]

    def with_refusal(self, problem: Refusal, accounts: AccountsApi, blank: Mapping[str, str]) -> AddressStep:
        """The API said no: the same view again, with what it said and what was left empty."""
        if self.view == "type":
            # The API counts the lines it was given: an empty first one was not among them.
            lines = {f"address.lines.{place}": name for place, name in enumerate(_lines_given(self.form))}
            return AddressStep(
                "type", self.form.with_refusal(problem, names={**THEIR_NAMES, **lines}, blank={**blank, **TYPED})
            )
        return _again(self.form.with_refusal(problem, blank=blank), accounts)


def start(fields: Sequence[str], values: Mapping[str, str]) -> AddressStep:
    """The first view. `fields` are the page's own, asked for beside the address."""
    return AddressStep("search", Form.of((*fields, *FIELDS), values))


def offer(fields: Sequence[str], known: Mapping[str, str], accounts: AccountsApi) -> AddressStep:
    """The first view where an address is known from elsewhere (`postcode`, `house`, `uprn`): that one, if found."""
    step = start(fields, known)
    searched = _found(step.form, accounts)
    found = [one for one in searched.found if one.uprn == known["uprn"]]
    return replace(searched, form=step.form, found=found) if found else step


def take(fields: Mapping[str, str], posted: Mapping[str, str], accounts: AccountsApi) -> AddressStep | AddressGiven:
    """What the pressed button leads to. `fields`: the page's own, and what to say when one is empty."""
    form = Form.of((*fields, *FIELDS), posted)
    match posted.get("action"):
        case "type":
            return AddressStep("type", replace(form, values={**form.values, "typed_postcode": form["postcode"]}))
        case "search":
            return AddressStep("search", form)
        case "choose":
            return _chosen(form, fields, accounts)
        case "typed":
            return _typed(form)
        case _:
            return _found(form, accounts)


def _found(form: Form, accounts: AccountsApi) -> AddressStep:
    form = form.require({"postcode": "Enter a postcode."})
    if form.errors:
        return AddressStep("search", form)
    found = accounts.find_addresses(form["postcode"], form["house"])
    if isinstance(found, Refusal):
        return AddressStep("search", form.with_refusal(found))
    return AddressStep("choose" if found else "search", form, found, searched=True)


def _chosen(form: Form, fields: Mapping[str, str], accounts: AccountsApi) -> AddressStep | AddressGiven:
    if form["uprn"] == NOT_LISTED:
        return AddressStep("type", replace(form, values={**form.values, "typed_postcode": form["postcode"]}))
    form = form.require({**fields, "uprn": "Choose your address, or say that it is not listed."})
    if form.errors:
        return _again(form, accounts)
    return AddressGiven("choose", form, {"uprn": form["uprn"]})


def _typed(form: Form) -> AddressGiven:
    lines = [form[name] for name in _lines_given(form)]
    address = {"lines": lines, "town": form["town"], "postcode": form["typed_postcode"]}
    return AddressGiven("type", form, {"address": address})


def _lines_given(form: Form) -> list[str]:
    return [name for name in LINES if form[name]]


def _again(form: Form, accounts: AccountsApi) -> AddressStep:
    """The list to choose from, searched for once more, since nothing is kept here."""
    again = _found(replace(form, errors=()), accounts)
    return replace(again, form=form) if again.view == "choose" else again
