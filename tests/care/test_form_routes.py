"""Each form over the API, from its start to what comes of it, by its main and its longest route
(`docs/rules/care-forms.md`).
"""

import pytest

from tests.journeys.form_routes import ROUTES, takes_route
from tests.journeys.requests import Applicant
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

pytestmark = pytest.mark.slow  # each form by its longest ways


@pytest.mark.parametrize("route", ROUTES)
def test_from_its_start_to_what_comes_of_it(portal: InProcessPortal, route: str) -> None:
    takes_route(Visitor(portal), route)


def test_a_referral_is_for_professionals_and_others_hear_where_to_go(portal: InProcessPortal) -> None:
    visitor = Visitor(portal)
    visitor.make_account()
    refused = Applicant(visitor).ask("POST", "", {"form_id": "professional-referral"}, "request-key-1")
    assert (refused.status, refused.body["code"]) == (403, "not_eligible")
    assert "0116 305 0004" in refused.body["detail"]
