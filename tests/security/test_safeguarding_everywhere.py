"""Everything that can be read, by everybody who must not learn of a safeguarding concern, at the API and on the pages:
it has no word of the concern, and is the same as before there was one.

Rules: `docs/rules/safeguarding.md`, S4 and S5.
"""

import pytest

from tests.journeys.safeguarding import reporter
from tests.security.concern_pages import pages
from tests.security.concern_world import Asked, World, around
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

TOLD_TO_EVERY_TEAM = {"/v1/officer/accounts/{account_id}/notices[]", "/officer/accounts/{account_id}/notices"}
"""That the reporter was written to: all who send a request are, in the same words."""


@pytest.fixture
def world(portal: InProcessPortal) -> World:
    """Nothing was reported yet."""
    nurse = Visitor(portal, email="nurse@surgery.example.org", registration_key="reporter-key-1")
    return around(reporter(nurse), portal)


@pytest.mark.slow  # a thousand pages and answers
def test_who_must_not_know_reads_the_same_as_if_there_were_no_concern(world: World) -> None:
    world.answers()  # the first readings put themselves on record, once a day
    before = world.answers() | pages(world)
    for happens in (world.is_reported, world.has_ended):
        happens()
        answers = world.answers()
        assert [asked for asked, said in answers.items() if "afeguarding" in said] == []
        after = answers | pages(world)
        assert [(asked, words) for asked, said in after.items() if (words := world.leaks_of(said))] == []
        assert differing(before, after) == []
    assert len(before) > 350


def differing(before: dict[Asked, str], after: dict[Asked, str]) -> list[tuple[Asked, str, str]]:
    changed = [asked for asked, said in before.items() if after[asked] != said and asked[1] not in TOLD_TO_EVERY_TEAM]
    return [(asked, before[asked], after[asked]) for asked in changed]
