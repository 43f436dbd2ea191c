"""Each of the council's forms: every page can be reached, every way ends, it is quick (`docs/rules/care.md`, C37)."""

from pathlib import Path
from random import Random
from time import process_time
from timeit import repeat
from typing import Any

import pytest

from care.rules.forms import all_forms, form_of, newest_forms
from portal.forms.definition import Form
from portal.forms.facts import Given
from portal.forms.replay import replay
from portal.problems import NOT_FOUND
from portal.waits import OF_REQUESTS, queue_of
from tests.support.forms import TODAY, walked

FORMS = {form.id: form for form in all_forms()}
WALKS, MOST_WALKS = 200, 1500


def a_given(random: Random) -> Given:
    return Given(TODAY, professional=random.random() < 0.5, in_county=random.choice(["yes", "yes", "no", "unknown"]))


@pytest.mark.slow  # hundreds of random ways
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_whoever_answers_at_random_comes_to_an_end(form: Form) -> None:
    """Knowing only the public description. Together they see every page, some of which few people come to."""
    pages = {page.path for _, page in form.pages()}
    seen: set[str] = set()
    sent = walks = 0
    while walks < WALKS or (seen < pages and walks < MOST_WALKS):
        random = Random(walks)
        given = a_given(random)
        went, _, journey = walked(form, random, given)
        assert journey.ready or journey.exit is not None
        sent += journey.ready
        seen |= set(went)
        walks += 1
    assert seen == pages
    assert sent > walks // 20


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_longest_way_is_replayed_in_a_millisecond(form: Form) -> None:
    ways = [walked(form, Random(seed), Given(TODAY, in_county="yes")) for seed in range(60)]
    went, answers, _ = max(ways, key=lambda way: len(way[0]))
    given = Given(TODAY, in_county="yes")
    best = min(repeat(lambda: replay(form, answers, given), timer=process_time, number=10, repeat=20)) / 10
    assert best < 0.001, f"{best * 1000:.2f} ms for {len(went)} pages"


def test_a_version_stays_to_be_had_and_an_unknown_form_is_not_found() -> None:
    form = newest_forms()[0]
    assert form_of(form.id, None) == form
    assert form_of(form.id, form.version) == form
    assert form_of(form.id, form.version + 1) == NOT_FOUND
    assert form_of("no-such-form", None) == NOT_FOUND


def test_a_definition_is_found_by_the_name_of_its_file() -> None:
    assert [form_of(form.id, form.version) for form in all_forms()] == list(all_forms())


def test_the_newest_version_is_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = newest_forms()[0]
    versions: dict[str, dict[str, Any]] = {"a": {}, "b": {"version": 2}, "c": {"id": "zz"}}
    for name, update in versions.items():
        (tmp_path / f"{name}.json").write_text(first.model_copy(update=update).model_dump_json())
    monkeypatch.setattr("care.rules.forms.FOLDER", tmp_path)
    monkeypatch.setattr("care.rules.forms.all_forms", all_forms.__wrapped__)
    assert [(form.id, form.version) for form in newest_forms()] == [(first.id, 2), ("zz", 1)]


def test_every_form_asks_how_a_person_may_safely_be_reached() -> None:
    """H1, H2."""
    wanted = {f"safe_contact_{part}" for part in ("channels", "voicemail", "shared_post", "shared_device")}
    for form in newest_forms():
        names: set[str] = {field.name for _, page in form.pages() for field in page.all_fields}
        assert wanted | {"share_my_name"} <= names, form.id


def test_what_cannot_wait_is_told_at_once() -> None:
    """H3."""
    form = FORMS["care-assessment"]
    first: dict[str, Any] = {"urgent": ["no_food"]}
    assert [one.page.path for one in replay(form, first, Given(TODAY)).pages] == ["urgent", "call-now", "authority"]
    assert [one.page.path for one in replay(form, {"urgent": ["none_of_these"]}, Given(TODAY)).pages][1] == "authority"


def test_the_queues_in_numbers_know_each_form_s_team() -> None:
    assert {queue_of(form.team) for form in newest_forms()} == OF_REQUESTS
