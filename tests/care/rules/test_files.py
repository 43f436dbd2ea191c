"""Files that answers name, by rules alone (`docs/rules/care.md`, C57, C100 to C103)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from care.model import RequestStatus
from care.rules.files import known_files, named_files, not_usable, without_file
from care.rules.requests import begun, submitted
from care.views import request_view
from portal.document import DocumentState, DocumentStatus, FileState
from portal.forms.replay import replay
from portal.problems import Refusal, unwrap
from tests.support.forms import GIVEN, a_field, a_form, a_page

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ONE, TWO, THREE = (f"01JDQ4Z7V8M3T5N6P9R2S4W6X{number}" for number in "123")
FORM = a_form(
    a_page("sick", a_field("sick", "yes_no")),
    a_page("letter", a_field("letter", "file", skip=True), when={"sick": True}),
    a_page(
        "carers",
        a_field("carer"),
        a_field("proof", "file", optional=True),
        title="Carers",
        repeat={"name": "carers", "item": "a carer"},
    ),
)
CARERS = [{"item_id": "1", "carer": "Bob", "proof": [TWO]}, {"item_id": "2", "carer": "Cy"}]
ANSWERS: dict[str, Any] = {"sick": True, "letter": [ONE], "carers": CARERS}


def states(*ids: str, status: DocumentStatus = DocumentStatus.CLEAN, at: datetime = NOW) -> list[DocumentState]:
    files = tuple(FileState(document_id=one, filename="a.png", status=status, added_at=at) for one in ids)
    return [DocumentState(kind="letter", status=status, files=files)]


def a_request(**changes: Any) -> Any:
    request = unwrap(begun(FORM, "01J00000000000000000000001", "01J", "resident", NOW, timedelta(days=30)))
    return request.model_copy(update={"answers": ANSWERS, **changes})


def wrong(files: list[DocumentState], answers: dict[str, Any] = ANSWERS) -> list[tuple[str, str]]:
    return [(path, error.field) for path, error in not_usable(replay(FORM, answers, GIVEN), files)]


def test_a_file_that_was_refused_after_its_page_was_saved_is_named() -> None:
    refused = DocumentStatus.REFUSED
    assert wrong(states(ONE, TWO)) == []
    assert wrong([*states(ONE, status=refused), *states(TWO)]) == [("letter", "letter")]
    assert wrong([*states(ONE), *states(TWO, status=refused)]) == [("carers", "carers[1].proof")]


@pytest.mark.parametrize("status", [DocumentStatus.AWAITING_UPLOAD, DocumentStatus.SCANNING, None])
def test_a_file_that_never_came_or_is_gone_is_named_and_one_that_is_looked_at_is_not(
    status: DocumentStatus | None,
) -> None:
    files = [*(states(ONE, status=status) if status else []), *states(TWO)]
    assert bool(wrong(files)) == (status is not DocumentStatus.SCANNING)


def test_what_cannot_be_sent_needs_no_file() -> None:
    assert wrong(states(TWO), {**ANSWERS, "letter": "cannot_upload"}) == []


def test_a_form_with_such_a_file_is_not_sent_and_says_where_it_is_missing() -> None:
    """H14."""
    refused = submitted(a_request(), FORM, 1, states(TWO), "ABCD2345", NOW)
    assert isinstance(refused, Refusal)
    missing: Any = refused.more["missing"]
    assert [(one["page"], one["field"], one["code"]) for one in missing] == [("letter", "letter", "file_not_usable")]
    assert not isinstance(submitted(a_request(), FORM, 1, states(ONE, TWO), "ABCD2345", NOW), Refusal)


def test_a_file_that_is_refused_when_the_form_was_sent_already_is_named_with_the_request(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("care.views.form_for", lambda _request: FORM)
    sent = unwrap(submitted(a_request(), FORM, 1, states(ONE, TWO, status=DocumentStatus.SCANNING), "ABCD2345", NOW))
    refused = [*states(ONE, status=DocumentStatus.REFUSED), *states(TWO)]
    seen = request_view(sent, refused, NOW)
    assert [(one.page, one.field) for one in seen.missing] == [("letter", "letter")]
    assert seen.next_page is None
    assert request_view(sent, states(ONE, TWO), NOW).missing == []


def test_files_of_a_question_that_is_not_asked_any_more_are_named_by_nothing_that_is_sent() -> None:
    assert named_files(FORM, ANSWERS) == {ONE, TWO}
    draft = a_request(answers={**ANSWERS, "sick": False})
    sent = unwrap(submitted(draft, FORM, 1, states(ONE, TWO), "ABCD2345", NOW))
    assert named_files(FORM, draft.answers) == {ONE, TWO}
    assert named_files(FORM, sent.answers) == {TWO}


def test_an_item_that_goes_takes_its_files_along() -> None:
    """H13."""
    assert named_files(FORM, {**ANSWERS, "carers": CARERS[1:]}) == {ONE}


class TestTakenAway:
    def test_no_answer_of_a_draft_names_it_any_more(self) -> None:
        both = a_request(answers={**ANSWERS, "letter": [ONE, THREE]})
        left = unwrap(without_file(both, FORM, states(ONE, TWO, THREE), ONE))
        assert left.answers == {**ANSWERS, "letter": [THREE]}
        left = unwrap(without_file(a_request(), FORM, states(ONE, TWO), ONE))
        assert left.answers == {"sick": True, "carers": CARERS}
        left = unwrap(without_file(a_request(), FORM, states(ONE, TWO), TWO))
        assert left.answers["carers"] == [{"item_id": "1", "carer": "Bob"}, CARERS[1]]
        kept = a_request(answers={**ANSWERS, "letter": "cannot_upload"})
        assert without_file(kept, FORM, states(ONE, TWO), ONE) == kept

    def test_what_is_not_there_is_not_found(self) -> None:
        refused = without_file(a_request(), FORM, states(TWO), ONE)
        assert isinstance(refused, Refusal)
        assert refused.code == "not_found"

    @pytest.mark.parametrize(("asked_at", "taken"), [(None, False), (NOW, True), (NOW + timedelta(seconds=1), False)])
    def test_what_was_sent_stays_but_a_file_that_answers_the_open_question(
        self, asked_at: datetime | None, taken: bool
    ) -> None:
        status = RequestStatus.INFORMATION_NEEDED if asked_at else RequestStatus.SUBMITTED
        sent = a_request(status=status, asked_at=asked_at)
        after = without_file(sent, FORM, states(ONE, at=NOW), ONE)
        assert (after == sent) == taken
        assert taken or (isinstance(after, Refusal) and after.code == "already_submitted")


def test_a_file_of_an_item_that_did_not_come_takes_nothing_else_with_it() -> None:
    sent, errors = known_files(FORM, "carers", {"carers": [*CARERS, "x", {"proof": [[]]}]}, {ONE})
    assert [(error.field, error.code) for error in errors] == [("carers[1].proof", "not_found")]
    assert sent["carers"] == [{"item_id": "1", "carer": "Bob"}, CARERS[1], "x", {"proof": [[]]}]
