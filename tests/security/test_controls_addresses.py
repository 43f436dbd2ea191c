"""Addresses name things by ids that say nothing, and what is answered is kept by nobody on the way (control 35)."""

import re

import pytest
from pydantic import TypeAdapter, ValidationError

from docs.openapi import operations
from portal.api import Operation
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

PERSONAL = ("ann.smith@example.org", "LE11 3ED", "LE113ED", "AB12 CDE", "AB12CDE", "Smith", "+441163050001")
OF_LISTS = {
    "next",
    "limit",
    "zone",
    "status",
    "order",
    "kind",
    "permit_type",
    "date",
    "version",
    "show",
    "team",
    "form_id",
}
OF_QUEUES = {"answered", "no_answer", "mine", "nobodys", "hold_ends_today"}
IDS_ALONE = {"case_id", "reference", "about", "account_id", "acting_for"}
SAYS_NOTHING = OF_LISTS | OF_QUEUES | IDS_ALONE
"""Query parameters that anybody's address may hold."""

every = pytest.mark.parametrize("operation", operations(), ids=lambda one: one.name)


@every
def test_control_35_a_path_takes_ids_alone(operation: Operation) -> None:
    """What could be a name, an address, a postcode or a number plate is no id of ours."""
    for name in re.findall(r"{(\w+)}", operation.path):
        for personal in PERSONAL:
            with pytest.raises(ValidationError):
                TypeAdapter(operation.path_types[name]).validate_python(personal)


@every
def test_control_35_a_query_says_nothing_of_anybody(operation: Operation) -> None:
    asked = operation.query_type
    assert asked is None or set(asked.model_fields) <= SAYS_NOTHING


def test_control_35_no_answer_is_kept_on_the_way(member: Visitor, portal: InProcessPortal) -> None:
    """A yes, a no, and one without a body."""
    member.ask("GET", "/v1/account")
    member.ask("GET", "/v1/permits/00000000000000000000000000")
    member.sign_out()
    for answer in member.answers:
        assert answer.headers["cache-control"] == "no-store"


def test_control_44_a_header_makes_nobody_another_client(member: Visitor, portal: InProcessPortal) -> None:
    """Wrong passwords are counted for where the gateway saw them come from, whatever they say."""
    statuses = []
    for number in range(6):
        said = {"X-Forwarded-For": f"203.0.{number}.7", "Portal-Client": f"203.0.{number}.7"}
        body = {"email": member.email, "password": "Wrong-horse-8"}
        statuses.append(portal.call("POST", "/v1/sign-ins", body, headers=said).status)
    assert statuses == [401] * 5 + [429]
