"""Who must not learn of a safeguarding concern, and everything that they can ask of the API.

The person whom it is about is as near as can be: the reporter's named helper, with the person's own request in the
same system and somebody of the household who helps them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from care.rules.concerns import CONCERN
from tests.access.callers import ROLES
from tests.journeys.helpers import confirms, names
from tests.journeys.requests import FORM, Applicant, CareOfficer, sent_past_the_pages
from tests.journeys.safeguarding import FINDINGS, PERSON, REPORT, SOURCE, WORDS
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.template import routes
from tests.support.visitor import Visitor

QUESTION, REPLY, REASON, ANSWER = "Which ward is it?", "Ward 3", "A secret reason", "Enquiry opened."
NAMES = (PERSON["last_name"], SOURCE)
SAID = (*NAMES, WORDS, QUESTION, REPLY, REASON, ANSWER, *(one["why"] for one in FINDINGS))
"""Names, answers and what was said since."""

OTHER_TEAMS = [role for role in ROLES if role != "safeguarding"]
OPEN_TO_ALL = ("/v1/forms", "/v1/forms/{form_id}")
"""Which forms there are anybody may know."""

QUERIES: Mapping[str, tuple[str, ...]] = {
    "/v1/officer/requests": (
        "",
        *(f"?status={one}" for one in ("submitted", "in_review", "information_needed", "with_assessor", "to_order")),
        f"?form_id={CONCERN}",
        "?mine=true",
        "?nobodys=true",
    ),
    "/v1/officer/colleagues": ("?team=safeguarding", "?team=care"),
    "/v1/officer/payments": ("", "?account_id={account_id}", "?reference={reference}"),
}
"""Each way to ask for a list that has filters."""

SEARCHES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "/v1/officer/request-searches": ({"reference": "{reference}"}, {"email": "{email}"}),
    "/v1/officer/account-searches": ({"email": "{email}"}, {"postcode": "LE11 3ED"}),
    "/v1/officer/permit-searches": ({"reference": "{reference}"}, {"email": "{email}"}, {"postcode": "LE11 3ED"}),
}
"""Searches, which are read with a POST."""

IDS = ("request_id", "document_id", "permit_id", "payment_id", "export_id", "change_id")

type Asked = tuple[str, str]
"""Who asks, and what for, with the names of ids in place of ids."""


@dataclass
class World:
    """The people around one concern. `residents`: who they are, and for whom they act; the naming is None for somebody
    who asks for themselves.
    """

    portal: InProcessPortal
    reports: Applicant
    person: Visitor
    residents: Mapping[str, tuple[Visitor, str | None]]
    ids: dict[str, str] = field(default_factory=dict)
    """What an attacker knows of the concern. Before there is one: ids of nothing."""

    def answers(self) -> dict[Asked, str]:
        """Statuses, headers and bodies of all that can be read: by everybody in `residents`, by officers of every other
        team, and by nobody. Officers also ask as the one who opened the concern and was moved to another team.
        """
        found = dict[Asked, str]()
        for asked, authorizer, method, body in _reads():
            path = asked.format(**self.ids)
            sent = {name: value.format(**self.ids) for name, value in body.items()} if body else None
            for who, token, more in self._askers(authorizer, acting="{request_id}" in asked or asked == "/v1/requests"):
                answer = self.portal.call(method, path + more, sent, token=token)
                said = self.without_ids(f"{answer.status} {sorted(answer.headers.items())} {answer.text}")
                found[who, f"{asked}{sorted(body or {})}"] = said
        return found

    def _askers(self, authorizer: str | None, *, acting: bool) -> Iterator[tuple[str, str | None, str]]:
        """Who may ask, with their token and a query."""
        if authorizer == "Staff":
            for teams in (*OTHER_TEAMS, " ".join(OTHER_TEAMS)):
                yield teams, staff_token(teams, sub="officer-1"), ""
            return
        if authorizer is None:
            yield "nobody", None, ""
            return
        for who, (visitor, naming) in self.residents.items():
            if naming is None or acting:
                yield who, visitor.token, f"?acting_for={naming}" if naming else ""

    def without_ids(self, said: str) -> str:
        """An answer with the names of the ids that it was asked for in their place."""
        for name in ("request_id", "document_id"):
            said = said.replace(self.ids[name], name)
        return said

    def leaks_of(self, text: str) -> list[str]:
        """What a text has of the concern."""
        return [word for word in (*SAID, self.ids["reference"]) if word in text]

    def is_reported(self) -> None:
        self.ids |= worked_on(self.reports)

    def has_ended(self) -> None:
        ended(self.reports)


def around(reports: Applicant, portal: InProcessPortal) -> World:
    """Before there is a concern."""
    person = Visitor(portal, email="ottoline@example.org", registration_key="person-key-1")
    person.make_account(first_name=PERSON["first_name"])
    household = Visitor(portal, email="mortimer@example.org", registration_key="household-key-1")
    household.make_account()
    own = Applicant(person, form=FORM)
    own.starts("request-key-own")
    sent_past_the_pages(own, first_name=PERSON["first_name"], birth_date=PERSON["birth_date"])
    of_person, of_reporter = (_helps(whom, who) for whom, who in ((person, household), (reports.visitor, person)))
    portal.settle()
    residents = {
        "the person": (person, None),
        "somebody of the household": (household, None),
        "the person's helper": (household, of_person),
        "the person, as the reporter's helper": (person, of_reporter),
    }
    account_id = reports.visitor.ask("GET", "/v1/account").body["account_id"]
    known = {"account_id": account_id, "email": reports.visitor.email, "helper_id": of_reporter}
    nothing = {name: f"01JF00000000000000000000{number:02}" for number, name in enumerate(IDS)}
    return World(portal, reports, person, residents, {**nothing, **known, "reference": "ABCD2345"})


def worked_on(reports: Applicant) -> dict[str, str]:
    """Report a concern with a photo; an officer opens it, asks about it and is answered: it waits. Its ids."""
    reports.starts()
    photo = reports.sends_file("concern_evidence", f"{PERSON['last_name']}.png")
    reports.visitor.portal.settle()
    sent = sent_past_the_pages(reports, **REPORT, evidence=[photo])
    officer = CareOfficer(reports, team="safeguarding")
    officer.opens(REASON)
    officer.steps("information_needed", "step-key-1", message=QUESTION)
    reports.replies(REPLY)
    reports.visitor.portal.settle()
    return {"request_id": sent["request_id"], "document_id": photo, "reference": sent["reference"]}


def ended(reports: Applicant) -> None:
    officer = CareOfficer(reports, team="safeguarding")
    officer.steps("approved", "step-key-2", outcome="enquiry_opened", message=ANSWER, findings=FINDINGS)
    reports.visitor.portal.settle()


def _helps(person: Visitor, helper: Visitor) -> str:
    """The naming by which the helper acts for the person."""
    named = names(person, helper.email)
    assert named.status == 202, named.body
    helper_id = str(named.body["helper_id"])
    assert confirms(helper, helper_id).status == 204
    return helper_id


def _reads() -> Iterator[tuple[str, str | None, str, Mapping[str, str] | None]]:
    """Everything that can be read: its path with names of ids, its authorizer, its method and its body."""
    for route in routes():
        if route.method == "GET" and route.path not in OPEN_TO_ALL:
            for query in QUERIES.get(route.path, ("",)):
                yield route.path + query, route.authorizer, "GET", None
        for body in SEARCHES.get(route.path, ()):
            yield route.path, route.authorizer, "POST", body
