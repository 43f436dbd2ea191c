"""What a helper sees of somebody's requests, and what writing in them makes of them (C133, C135). Without a table."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import CareRequest, RequestStatus
from care.rules.forms import form_of, newest_forms
from care.rules.helping import PRESUMED, begun_by, only_the_persons, sent_by, visible, written
from care.rules.telling import about
from portal.events.care import RequestSubmitted
from portal.helping import Helping
from portal.london import today
from portal.problems import unwrap
from tests.care.rules.test_cases import NOW, a_request

FORM = unwrap(form_of("care-assessment", None))
HELPING = Helping(
    helper_id="H1", account_id="A", person_name="Mary Smith", helper_name="Ann", until=today(NOW), confirmed_at=NOW
)
OTHER = HELPING.model_copy(update={"helper_id": "H2"})


def a_draft(**changes: Any) -> CareRequest:
    return a_request(status=RequestStatus.DRAFT, submitted_at=None, **{"timeline": (), **changes})


def wrote(read: CareRequest, helping: Helping | None, page: str = "urgent", **answers: Any) -> CareRequest:
    after = read.model_copy(update={"answers": {**read.answers, **answers}})
    return written(after, read, FORM, page, helping, NOW)


@pytest.mark.parametrize("form", newest_forms(), ids=lambda form: form.id)
@pytest.mark.parametrize("status", list(RequestStatus))
def test_a_helper_sees_drafts_of_the_person_and_what_they_began_or_sent(form: Any, status: RequestStatus) -> None:
    own = a_request(form_id=form.id, form_version=form.version, status=status)
    assert visible(own, None)
    assert visible(own, HELPING) is (status is RequestStatus.DRAFT and not form.professionals_only)
    mine = sent_by(own, HELPING)
    assert (visible(mine, HELPING), visible(mine, OTHER)) == (True, False)
    assert sent_by(mine, OTHER) == mine


def test_who_wrote_last_is_noted_and_what_changes_nothing_is_not() -> None:
    draft = wrote(a_draft(), None, urgent=["no_food"])
    assert draft.last_written is not None
    assert draft.last_written.helper is None
    assert wrote(draft, HELPING) == draft
    helped = wrote(draft, HELPING, urgent=["none_of_these"])
    assert helped.last_written is not None
    assert helped.last_written.helper == "Ann"


SAID = st.fixed_dictionaries(
    {},
    optional={
        "authority": st.sampled_from(["self", "deputy", "family"]),
        "updates_to": st.sampled_from(["me", "person"]),
        "safe_contact_channels": st.sampled_from([["post"], ["text"], ["none"], ["email", "text"]]),
        "safe_contact_shared_device": st.booleans(),
        "safe_contact_shared_post": st.booleans(),
    },
)
ASKS: dict[str, dict[str, Any]] = {
    "authority": {"authority": "deputy"},
    "helper": {"updates_to": "person"},
    "safe-contact": {"safe_contact_channels": ["none"]},
    "urgent": {"urgent": ["no_food"]},
}


@given(said=SAID, pages=st.lists(st.sampled_from(sorted(ASKS)), max_size=6), begins=st.booleans())
def test_a_helper_keeps_no_message_from_the_person_whatever_they_answer(
    said: dict[str, Any], pages: list[str], begins: bool
) -> None:
    """By what the person said; by email alone where they said nothing of it."""
    draft = begun_by(a_draft(), HELPING) if begins else a_draft(answers=said)
    for page in pages:
        if page not in only_the_persons(FORM, draft):
            draft = wrote(draft, HELPING, page, **ASKS[page])
    said_by_the_person = a_draft(answers={} if begins else said)
    assert about(draft, RequestSubmitted)["safe_by"] == about(said_by_the_person, RequestSubmitted)["safe_by"]


def test_what_the_person_says_of_how_to_reach_them_is_presumed_no_more() -> None:
    helped = wrote(a_draft(), HELPING, urgent=["no_food"])
    assert helped.safe_contact_presumed
    assert {name: helped.answers[name] for name in PRESUMED} == PRESUMED
    assert wrote(helped, None, urgent=["none_of_these"]).safe_contact_presumed
    assert not wrote(helped, None, "safe-contact").safe_contact_presumed, "also if they leave it as it is"
