"""A request's way from its start to its end, by rules alone (`docs/rules/care.md`, C50 to C58)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care.model import CareRequest, RequestStatus
from care.rules.forms import form_of, newest_forms
from care.rules.priority import CANNOT_WAIT, urgent_because
from care.rules.requests import MOST_ERRORS, begun, can, page_saved, submitted, takes_evidence, withdrawn
from care.rules.requests import given as facts_of
from care.store.items import request_item
from portal.document import DocumentState, DocumentStatus, FileState
from portal.forms.definition import Form
from portal.forms.replay import replay
from portal.problems import Refusal, unwrap
from tests.support.care_answers import all_answers
from tests.support.form_walker import page_answers
from tests.support.forms import a_field, a_form, a_page

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LIFE = timedelta(days=30)
FORM = unwrap(form_of("care-assessment", None))
REQUEST, ACCOUNT = "01J00000000000000000000001", "01J00000000000000000000000"
FILE = "01JDQ4Z7V8M3T5N6P9R2S4W6XY"


def a_draft(form: Form = FORM, **changes: Any) -> CareRequest:
    draft = unwrap(begun(form, REQUEST, ACCOUNT, "resident", NOW, LIFE))
    return draft.model_copy(update=changes)


def saved(draft: CareRequest, path: str, answers: dict[str, Any], *files: str, now: datetime = NOW) -> Any:
    numbers: Iterator[int] = count(1)
    form = FORM if draft.form_id == FORM.id else a_form(a_page("one", a_field("words", "textarea", max=300_000)))
    return page_saved(draft, form, path, answers, draft.version, files, lambda: f"N{next(numbers)}", now, LIFE)


def ready(**chosen: Any) -> CareRequest:
    draft = a_draft()
    return draft.model_copy(update={"answers": all_answers(FORM, facts_of(draft, NOW), **chosen)})


def came(*ids: str, status: DocumentStatus = DocumentStatus.CLEAN, at: datetime = NOW) -> DocumentState:
    files = tuple(FileState(document_id=one, filename="a.png", status=status, added_at=at) for one in ids)
    return DocumentState(kind="authority_proof", status=status, files=files)


def code(decision: object) -> str | None:
    return decision.code if isinstance(decision, Refusal) else None


def test_a_form_for_professionals_is_not_started_by_others() -> None:
    form = a_form(a_page("one", a_field("words")), professionals_only=True)
    assert code(begun(form, REQUEST, ACCOUNT, "resident", NOW, LIFE)) == "not_eligible"
    assert unwrap(begun(form, REQUEST, ACCOUNT, "professional", NOW, LIFE)).professional


def test_each_save_keeps_a_draft_for_its_whole_life_again() -> None:
    later = NOW + timedelta(days=29)
    page = unwrap(saved(a_draft(), "urgent", {"urgent": ["no_food"]}, now=later))
    assert page.request.expires_at == later + LIFE
    assert not page.request.expired(later + LIFE - timedelta(seconds=1))
    assert page.request.expired(later + LIFE)


def test_a_page_off_the_path_is_not_answered() -> None:
    refused = saved(a_draft(), "name", {"first_name": "Ann"})
    assert code(refused) == "invalid_input"
    assert refused.errors[0].field == "page"


def test_a_wrong_file_takes_nothing_else_with_it() -> None:
    draft = a_draft(answers={"urgent": ["none_of_these"], "authority": "deputy"})
    page = unwrap(saved(draft, "authority-proof", {"authority_proof": [FILE]}))
    assert [(one.field, one.code) for one in page.errors] == [("authority_proof", "not_found")]
    assert page.request.answers == draft.answers
    assert not unwrap(saved(draft, "authority-proof", {"authority_proof": [FILE]}, FILE)).errors
    assert not unwrap(saved(draft, "authority-proof", {"authority_proof": "cannot_upload"})).errors


def test_all_answers_together_have_a_length() -> None:
    draft = a_draft(a_form(a_page("one", a_field("words", "textarea", max=300_000))))
    assert not unwrap(saved(draft, "one", {"words": "x" * 190_000})).errors
    refused = saved(draft, "one", {"words": "x" * 200_000})
    assert (code(refused), refused.errors[0].code) == ("invalid_input", "too_long")


def test_what_is_wrong_of_a_page_is_no_answer_as_long_as_what_was_sent() -> None:
    draft = a_draft(a_form(a_page("one", a_field("words"))))
    wrong = unwrap(saved(draft, "one", {f"no_question_{number}": 1 for number in range(10_000)})).errors
    assert len(wrong) == MOST_ERRORS


def test_what_was_checked_is_what_is_sent() -> None:
    """H8."""
    assert code(submitted(ready(), FORM, 2, [], "ABCD2345", NOW)) == "changed_meanwhile"
    assert code(submitted(a_draft(), FORM, 1, [], "ABCD2345", NOW)) == "incomplete"
    sent = unwrap(submitted(ready(), FORM, 1, [], "ABCD2345", NOW))
    assert (sent.status, sent.reference, sent.submitted_at) == (RequestStatus.SUBMITTED, "ABCD2345", NOW)
    assert sent.expires_at is None
    assert code(submitted(sent, FORM, 1, [], "ABCD2345", NOW)) == "already_submitted"


def test_facts_are_those_of_the_day_on_which_it_was_sent() -> None:
    """Somebody turns 18 between: the replay of a sent form stays what it was (H6)."""
    sent = unwrap(submitted(ready(birth_date="2008-11-28"), FORM, 1, [], "ABCD2345", NOW))
    assert facts_of(sent, NOW + timedelta(days=900)) == facts_of(sent, NOW)
    assert code(submitted(ready(birth_date="2008-11-29"), FORM, 1, [], "ABCD2345", NOW)) == "not_eligible"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_sent_is_exactly_what_counts(seed: int) -> None:
    """Whatever was answered at random and changed afterwards."""
    random, draft = Random(seed), a_draft()
    for _ in range(160):
        way = replay(FORM, draft.answers, facts_of(draft, NOW))
        pages = [one.page for one in way.pages]
        page = random.choice(pages) if random.random() < 0.2 or way.next_page is None else way.next_page
        if page.exit:
            page = random.choice(pages)
        answers = page_answers(page.model_dump(mode="json"), random)
        draft = unwrap(saved(draft, page.path, answers, FILE)).request
        if way.ready:
            break
    sent = submitted(draft, FORM, 1, [came(FILE)], "ABCD2345", NOW)
    way = replay(FORM, draft.answers, facts_of(draft, NOW))
    assert isinstance(sent, CareRequest) == way.ready
    if isinstance(sent, CareRequest):
        assert sent.answers == way.seen
        assert replay(FORM, sent.answers, facts_of(sent, NOW)).seen == sent.answers


@pytest.mark.parametrize("status", RequestStatus)
def test_what_its_owner_may_do(status: RequestStatus) -> None:
    request = a_draft(status=status, submitted_at=NOW)
    allowed = can(request, NOW)
    assert ("withdraw" in allowed) == (code(withdrawn(request, NOW)) is None) == status.waits
    assert ("add_evidence" in allowed) == (takes_evidence(request, NOW) == "yes")
    assert ("queue" in request_item(request)) == status.waits


def test_what_cannot_wait_comes_first() -> None:
    """H3."""
    urgent = unwrap(submitted(ready(urgent=["no_food", "discharge"], hospital="LRI, ward 3"), FORM, 1, [], "A", NOW))
    assert (urgent.priority, urgent.urgent_because) == ("urgent", ("no_food", "discharge"))
    ordinary = unwrap(submitted(ready(), FORM, 1, [], "B", NOW - timedelta(days=400)))
    assert ordinary.priority == "ordinary"
    assert str(request_item(urgent)["place"]) < str(request_item(ordinary)["place"])


def test_every_urgent_answer_is_known() -> None:
    """What the forms offer and the rule's list are the same."""
    offered = {"self_harm", "today"}
    for form in newest_forms():
        fields = {field.name: field for _, page in form.pages() for field in page.all_fields}
        offered |= {option.value for option in fields["urgent"].options if not option.exclusive}
    assert set(CANNOT_WAIT) == offered
    assert (
        urgent_because({"urgent": list(offered - {"today"}), "mind": ["self_harm"], "how_soon": "today"}) == CANNOT_WAIT
    )
    assert urgent_because({"urgent": ["none_of_these"], "mind": ["memory"], "how_soon": "week"}) == ()
