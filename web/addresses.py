"""Address lookup, the same on every page that asks for an address: search by postcode, choose from the results, or type
the address.

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
    """One of the three views. `searched`: a search was made, so the page has to say when it found nothing."""

    view: View
    form: Form
    found: Sequence[FoundAddress] = ()
    searched: bool = False

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200


@dataclass(frozen=True)
class AddressGiven:
    """The address was given: the lookup is over. `contact`: the address as the API takes it, `{uprn}` or
    `{address}`.
    """

    view: View
    form: Form
    contact: Mapping[str, object]

    def with_refusal(self, problem: Refusal, accounts: AccountsApi, blank: Mapping[str, str]) -> AddressStep:
        """The same view again after the API refused the address, with its messages. `blank`: messages for the page's
        own fields that are empty.
        """
        if self.view == "type":
            # The API numbers only the lines that it was given, so empty lines are not counted.
            lines = {f"address.lines.{place}": name for place, name in enumerate(_lines_given(self.form))}
            return AddressStep(
                "type", self.form.with_refusal(problem, names={**THEIR_NAMES, **lines}, blank={**blank, **TYPED})
            )
        return _again(self.form.with_refusal(problem, blank=blank), accounts)


def start(fields: Sequence[str], values: Mapping[str, str]) -> AddressStep:
    """The first view, empty or with `values`. `fields`: the page's own fields, shown beside the address."""
    return AddressStep("search", Form.of((*fields, *FIELDS), values))


def offer(fields: Sequence[str], known: Mapping[str, str], accounts: AccountsApi) -> AddressStep:
    """The first view where an address is known already (`known` has `postcode`, `house` and `uprn`): that address as
    the only choice if the search finds it, else the empty search.
    """
    step = start(fields, known)
    searched = _found(step.form, accounts)
    found = [one for one in searched.found if one.uprn == known["uprn"]]
    return replace(searched, form=step.form, found=found) if found else step


def take(fields: Mapping[str, str], posted: Mapping[str, str], accounts: AccountsApi) -> AddressStep | AddressGiven:
    """The step that the pressed button leads to. `fields`: the page's own, each with the message for an empty one."""
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
    """The list of addresses again, searched for once more because the pages keep no results."""
    again = _found(replace(form, errors=()), accounts)
    return replace(again, form=form) if again.view == "choose" else again
