"""Each of the forms beside the care assessment over the API, from its start to what comes of it, by its main and its
longest route (`docs/rules/care-forms.md`).
"""

from collections.abc import Mapping
from typing import Any

import pytest

from care.rules.outcomes import outcomes_of
from tests.journeys.requests import Applicant, CareOfficer
from tests.support.care_answers import ordinary
from tests.support.form_routes import ROUTES
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


def professional(visitor: Visitor) -> None:
    started = visitor.start_registration(kind="professional", organisation="Oak Surgery", job_title="Nurse")
    registration_id = started.body["registration_id"]
    visitor.give_contact_details(registration_id)
    visitor.ask("POST", f"/v1/registrations/{registration_id}/code")
    visitor.token = visitor.activate(registration_id, visitor.newest_code()).body["token"]


def answered(applicant: Applicant, form_id: str, chosen: Mapping[str, Any]) -> list[str]:
    """A draft with all that is asked; the pages in their order."""
    started = applicant.ask("POST", "", {"form_id": form_id}, "request-key-1")
    assert started.status == 201, started.body
    applicant.request_id, path, went = started.body["request_id"], started.body["next_page"], list[str]()
    form = applicant.visitor.ask("GET", f"/v1/forms/{form_id}").body
    pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
    while path is not None:
        assert not pages[path]["exit"], path
        went.append(path)
        saved = applicant.saves(path, ordinary(pages[path], **chosen))
        assert saved["errors"] == [], (path, saved["errors"])
        path = saved["next_page"]
    return went


@pytest.mark.parametrize("route", ROUTES)
def test_from_its_start_to_what_comes_of_it(portal: InProcessPortal, route: str) -> None:
    form_id, chosen, length, suggestions, urgent = ROUTES[route]
    visitor = Visitor(portal)
    (professional if form_id == "professional-referral" else Visitor.make_account)(visitor)
    applicant = Applicant(visitor)
    assert len(answered(applicant, form_id, chosen)) == length
    sent = applicant.submits()
    assert (sent["status"], len(sent["reference"])) == ("submitted", 8)
    case = CareOfficer(applicant).opens()
    assert suggestions <= {one["id"] for one in case["request"]["suggestions"]}
    assert case["request"]["suggestions"] == sent["suggestions"]
    assert all(one["why"] for one in sent["suggestions"])
    assert tuple(case["urgent_because"]) == urgent
    first = outcomes_of(form_id)[0]
    ended = CareOfficer(applicant).steps(first.status, "step-key-1", outcome=first.outcome, message=first.text)
    assert ended["status"] == first.status
    assert applicant.seen()["timeline"][-1]["text"] == first.text


def test_a_referral_is_for_professionals_and_others_hear_where_to_go(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    refused = Applicant(visitor).ask("POST", "", {"form_id": "professional-referral"}, "request-key-1")
    assert (refused.status, refused.body["code"]) == (403, "not_eligible")
    assert "0116 305 0004" in refused.body["detail"]
