"""The linter of form definitions: each thing that it finds, found once (`docs/rules/care.md`, C38 to C40)."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from portal.forms.definition import Form
from tests.support.forms import CONSENT, FORM, a_field, a_form, a_page, options
from tools import forms
from tools.forms import changed, problems, reachable, reading_age, wrongly_retired

WHO, CONTENT = CONSENT[0], {"name": "c", "type": "content", "text": "Call us."}
PETS = a_field("pets", "checkboxes", options=options("cat", "none", none={"exclusive": True}))


def wrong(*pages: dict[str, Any], **more: Any) -> list[str]:
    return [line.removeprefix("a-form 1: ") for line in problems(a_form(*pages, **more))]


def test_nothing_is_wrong_with_a_good_form() -> None:
    assert problems(FORM) == []
    assert reachable(FORM) == {page.path for _, page in FORM.pages()}


@pytest.mark.slow  # and the same as in `make check`
def test_nothing_is_wrong_with_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert forms.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([WHO, WHO], ["page who stands twice", "name who stands twice"]),
        ([WHO, a_page("p", a_field("x"), when={"age": 1})], ["page p reads age, which was not asked before"]),
        ([a_page("p", a_field("x"), when={"who": "me"}), WHO], ["page p reads who, which was not asked before"]),
        ([WHO, a_page("p", a_field("x"), when={"@shoe_size": 1})], ["page p reads the unknown fact @shoe_size"]),
        ([a_page("p", a_field("x"), when={"@age": {"min": 18}})], ["page p reads @age, which is not known yet"]),
        ([WHO, a_page("p", a_field("x"), when={"who": "dog"})], ["page p compares who to dog, which is no option"]),
        ([WHO, a_page("p", a_field("x"), when={"who": {"like": "m"}})], ["page p compares who by ['like']"]),
        (
            [a_page("o", a_field("o", "yes_no", optional=True)), a_page("p", a_field("x"), when={"not": {"o": True}})],
            ["page p reads o, which need not be answered"],
        ),
        (
            [WHO, a_page("p", a_field("x"), when={"all": [{"who": "me"}, {"who": "other"}]})],
            ["no answers lead to page p"],
        ),
        (
            [WHO, a_page("out", CONTENT, exit=True), a_page("p", a_field("x"))],
            ["no answers lead to page p"],
        ),
        (
            [WHO, a_page("out", CONTENT, when={"who": "me"}, exit=True), a_page("p", a_field("x"), when={"who": "me"})],
            ["no answers lead to page p"],
        ),
        ([a_page("out", a_field("x"), exit=True)], ["the exit out asks something"]),
        ([a_page("p", a_field("x"), a_field("y"))], ["page p has several fields and no title"]),
        (
            [a_page("p", a_field("x", label="What would help?"), title="What would help")],
            ["field x repeats the title of its page"],
        ),
        ([a_page("p", a_field("x", label=""))], ["field x has no label"]),
        ([a_page("p", a_field("x", label="x" * 101))], ["field x has a label that is too long"]),
        ([a_page("p", a_field("x", error=None))], ["field x does not say what to do when it is empty"]),
        ([a_page("p", a_field("x", "select"))], ["field x has no options"]),
        ([a_page("p", a_field("x", "checkboxes", options=options("a")))], ["field x has no 'none of these'"]),
        ([a_page("p", a_field("x", hint="so " * 26 + "."))], [f"a long sentence: {'so ' * 26}."]),
    ],
)
def test_what_is_wrong_with_a_definition_is_said(pages: list[dict[str, Any]], expected: list[str]) -> None:
    assert wrong(*pages) == expected


def test_a_condition_of_a_field_may_read_its_own_item_but_not_its_own_page() -> None:
    fields = a_field("dose", "number"), a_field("strong", "yes_no", when={"dose": {"min": 5}})
    repeat = {"name": "pills", "item": "a pill"}
    assert wrong(a_page("p", *fields, title="Pills", repeat=repeat)) == []
    assert wrong(a_page("p", *fields, title="Pills")) == ["field strong reads dose, which was not asked before"]


def test_a_condition_on_the_items_of_a_repeat_reads_what_they_are_asked() -> None:
    repeat = {"name": "pills", "item": "a pill"}
    pills = a_page("p", a_field("strong", "radios", options=options("yes", "no")), title="Pills", repeat=repeat)
    for some, expected in (
        ({"strong": "yes"}, []),
        ({}, []),
        ({"strong": "maybe"}, ["page q compares strong to maybe, which is no option"]),
        ({"dose": 5}, ["page q reads dose, which was not asked before"]),
    ):
        assert wrong(pills, a_page("q", a_field("x"), when={"pills": {"some": some}})) == expected
    none = {"all": [{"pills": {"some": {}}}, {"not": {"pills": {"some": {}}}}]}
    assert wrong(pills, a_page("q", a_field("x"), when=none)) == ["no answers lead to page q"]


def test_a_fact_rests_on_a_field_that_there_is() -> None:
    assert wrong(WHO, facts={"birth_date": "born"}) == ["the fact's source born is no field"]


def test_a_suggestion_reads_only_what_was_asked() -> None:
    one = {"id": "s", "title": "A cat flap", "why": "It lets the cat in.", "when": {"pets": {"has": "cat"}}}
    assert wrong(a_page("pets", PETS), suggestions=[one]) == []
    assert wrong(a_page("pets", PETS), suggestions=[one, one]) == ["suggestion s stands twice"]
    [line] = wrong(a_page("pets", PETS), suggestions=[one | {"when": {"pets": {"has": "dog"}}}])
    assert line == "suggestion s compares pets to dog, which is no option"
    [line] = wrong(a_page("pets", PETS), suggestions=[one | {"why": "so " * 26 + "."}])
    assert line.startswith("a long sentence: so so")


def test_a_page_for_whoever_chose_several_things_can_be_reached() -> None:
    two = a_field("pets", "checkboxes", options=options("cat", "dog", "none", none={"exclusive": True}))
    both = {"all": [{"pets": {"has": "cat"}}, {"pets": {"has": "dog"}}]}
    assert wrong(a_page("pets", two), a_page("p", a_field("x"), when=both)) == []


def test_a_hard_text_is_refused() -> None:
    hard = "Notwithstanding applicable statutory considerations, representatives necessarily substantiate authority."
    assert reading_age([hard]) > 11
    assert reading_age(["The cat sat on the mat."]) < 11
    [line] = wrong(a_page("p", a_field("x", hint=hard)))
    assert line.startswith("section s1 needs a reading age of ")


def test_a_definition_that_was_published_may_not_change(tmp_path: Path) -> None:
    """H11."""
    (tmp_path / "one.json").write_text("{}")
    published = {"one.json": hashlib.sha256(b"{}").hexdigest()}
    assert changed(tmp_path, published) == []
    (tmp_path / "one.json").write_text("{ }")
    (tmp_path / "two.json").write_text("{}")
    assert [line.split()[0] for line in changed(tmp_path, published)] == ["one.json", "two.json"]
    (tmp_path / "one.json").unlink()
    (tmp_path / "two.json").unlink()
    assert [line.split()[0] for line in changed(tmp_path, published)] == ["one.json"]


def test_a_version_is_retired_only_where_its_drafts_can_go_on() -> None:
    files = a_page("p", a_field("x", "file") | {"kind": "letter"})
    one, two, asks_more = a_form(WHO), a_form(WHO, version=2), a_form(WHO, files, version=2)
    assert wrongly_retired([one, two], {"a-form": [1]}) == []
    assert wrongly_retired([one, two], {"a-form": [1, 2]})
    assert wrongly_retired([one], {"a-form": [1]})
    assert wrongly_retired([two], {"a-form": [1]})
    [line] = wrongly_retired([one, asks_more], {"a-form": [1]})
    assert line == "a-form 1 cannot be retired: the newest asks for other files (letter)"


def test_somebody_who_runs_it_sees_each_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    form: Form = a_form(a_page("p", a_field("x", label="")))
    (tmp_path / "one.json").write_text(json.dumps(form.model_dump(mode="json")))
    monkeypatch.setattr(forms, "FOLDER", tmp_path)
    assert forms.main() == 1
    assert "a-form 1: field x has no label" in capsys.readouterr().out
