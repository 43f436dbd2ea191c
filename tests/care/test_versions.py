"""Which version of a form a request has, whatever is published later (`docs/rules/care.md`, C40, C105)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from care.rules import forms, versions
from care.rules.forms import form_of, newest_forms
from care.rules.requests import begun, journey, submitted
from care.rules.versions import carried_over, retired
from care.views import form_for, request_view
from portal.forms.definition import Form
from portal.problems import unwrap
from tests.journeys.requests import Applicant
from tests.support.forms import a_field, a_form, a_page, options
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
HELP = a_page("help", a_field("help", "radios", options=options("bath", "stairs")))
ONE = a_form(HELP)
TWO = a_form(HELP | {"title": "Asked in other words"}, a_page("more", a_field("more")), version=2)

type Publish = Callable[..., None]


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Makes these the council's forms. `gone`: versions of the form that are retired."""
    monkeypatch.setattr(forms, "FOLDER", tmp_path)
    monkeypatch.setattr(versions, "RETIRED", tmp_path / "retired")
    monkeypatch.setattr(forms, "all_forms", forms.all_forms.__wrapped__)
    monkeypatch.setattr(versions, "retired", retired.__wrapped__)

    def published(*all_of_them: Form, gone: tuple[int, ...] = ()) -> None:
        for form in all_of_them:
            (tmp_path / f"{form.id}-{form.version}.json").write_text(form.model_dump_json())
        (tmp_path / "retired").write_text(json.dumps({"retired": {all_of_them[0].id: gone}}))

    return published


def a_draft(**changes: Any) -> Any:
    draft = unwrap(begun(ONE, "01J00000000000000000000001", "01J", "resident", NOW, timedelta(days=30)))
    return draft.model_copy(update={"answers": {"help": "bath"}, **changes})


def test_a_new_version_changes_neither_a_draft_nor_what_was_sent(publish: Publish) -> None:
    """Years later it is shown as it was asked: in the words of its version, by the facts of its day (H6)."""
    publish(ONE, TWO)
    draft = carried_over(a_draft())
    assert (newest_forms(), form_for(draft)) == ((TWO,), ONE)
    sent = unwrap(submitted(draft, form_for(draft), 1, [], "ABCD2345", NOW))
    later = NOW + timedelta(days=2000)
    assert (sent.form_version, form_for(sent)) == (1, ONE)
    assert request_view(sent, [], later) == request_view(sent, [], NOW)
    assert request_view(sent, [], later).form_version == 1


def test_a_draft_of_a_retired_version_goes_on_with_the_newest(publish: Publish) -> None:
    """Its answers are kept, and it says what became open; what was sent stays as it was (H11)."""
    publish(ONE, TWO, gone=(1,))
    draft = carried_over(a_draft())
    assert (draft.form_version, draft.answers) == (2, {"help": "bath"})
    assert [path for path, _ in journey(draft, form_for(draft), NOW).missing] == ["more"]
    sent = unwrap(submitted(a_draft(), ONE, 1, [], "ABCD2345", NOW))
    assert form_for(carried_over(sent)) == ONE
    assert form_of("a-form", 1) == ONE, "whoever was sent it can still read it"


def test_whoever_comes_back_to_a_retired_version_goes_on(publish: Publish, portal: InProcessPortal) -> None:
    publish(ONE)
    visitor = Visitor(portal)
    visitor.make_account()
    applicant = Applicant(visitor, form="a-form")
    applicant.starts()
    applicant.saves("help", {"help": "stairs"})
    publish(ONE, TWO, gone=(1,))
    seen = applicant.seen()
    assert (seen["form_version"], seen["next_page"], seen["answers"]) == (2, "more", {"help": "stairs"})
    assert applicant.saves("more", {"more": "No"})["next_page"] is None
    sent = applicant.submits()
    assert (sent["form_version"], sent["answers"]) == (2, {"help": "stairs", "more": "No"})
