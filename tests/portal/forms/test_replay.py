"""Which pages are on the path, what counts, and what is missing (`docs/rules/care.md`, C31, C32, C35, C36)."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.forms.replay import replay
from tests.support.forms import COMPLETE, FORM, GIVEN, a_field, a_form, a_page, options, page_saved, walked

SEEDS = st.integers(0, 10_000)


def path(answers: dict[str, Any]) -> list[str]:
    return [one.page.path for one in replay(FORM, answers, GIVEN).pages]


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in COMPLETE.items() if name not in names}


def test_a_complete_form_can_be_sent() -> None:
    journey = replay(FORM, COMPLETE, GIVEN)
    assert journey.ready
    assert journey.missing == ()
    assert journey.seen == COMPLETE


def test_the_path_ends_at_the_first_page_that_is_open() -> None:
    assert path({}) == ["who"]
    assert path({**COMPLETE, "who": None}) == ["who"]
    journey = replay(FORM, without("cat_name"), GIVEN)
    assert journey.next_page is not None
    assert journey.next_page.path == "cat-name"
    assert [(where, error.field, error.message) for where, error in journey.missing] == [
        ("cat-name", "cat_name", "Enter the cat_name")
    ]


def test_a_page_that_may_be_left_open_is_shown_once() -> None:
    journey = replay(FORM, COMPLETE, GIVEN)
    assert [page.path if (page := journey.after(path)) else None for path in ("pills", "more", "end")] == [
        "more",
        None,
        None,
    ]
    opened = replay(FORM, without("declaration"), GIVEN)
    assert [page.path if (page := opened.after(path)) else None for path in ("who", "more")] == ["more", "end"]


def test_a_stale_answer_off_the_path_does_not_route() -> None:
    """`consent: no` was given for somebody else; then the person said that it is for them."""
    changed = {**COMPLETE, "who": "me", "consent": False}
    journey = replay(FORM, changed, GIVEN)
    assert journey.exit is None
    assert "consent" not in journey.seen


def test_an_exit_ends_the_path_and_keeps_what_was_answered() -> None:
    journey = replay(FORM, {**COMPLETE, "consent": False}, GIVEN)
    assert journey.exit is not None
    assert journey.exit.path == "stop"
    assert not journey.ready
    assert path({**COMPLETE, "born": "2012-01-01"})[-1] == "young"


def test_what_belongs_to_an_option_counts_only_while_it_is_chosen() -> None:
    """H15."""
    assert "pet_other" not in replay(FORM, {**COMPLETE, "pets": ["cat"]}, GIVEN).seen
    [(where, error)] = replay(FORM, without("pet_other"), GIVEN).missing
    assert (where, error.field) == ("second", "pet_other")


def test_sections_say_how_far_they_are() -> None:
    def both(answers: dict[str, Any]) -> tuple[str, str]:
        journey = replay(FORM, answers, GIVEN)
        return journey.status("s1"), journey.status("s2")

    assert both({}) == ("not_started", "cannot_start_yet")
    assert both({"who": "me"}) == ("in_progress", "cannot_start_yet")
    assert both({"who": "me", "born": "1948-03-27"}) == ("completed", "not_started")
    assert both({**COMPLETE}) == ("completed", "completed")


def test_a_section_without_pages_on_the_path_is_not_needed() -> None:
    form = a_form(
        a_page("who", a_field("who", "radios", options=options("me", "other"))),
        a_page("second", a_field("helper"), when={"who": "other"}),
    )
    assert replay(form, {"who": "me"}, GIVEN).status("s2") == "not_needed"


class TestRepeats:
    def test_a_condition_sees_its_own_item(self) -> None:
        two = [{"item_id": "1", "pill": "A", "dose": 9}, {"item_id": "2", "pill": "B", "dose": 1}]
        [(_, error)] = replay(FORM, {**COMPLETE, "medicines": two}, GIVEN).missing
        assert error.field == "medicines[1].strong"

    def test_none_is_an_answer_and_not_answered_is_open(self) -> None:
        assert replay(FORM, {**COMPLETE, "medicines": []}, GIVEN).ready
        [(_, error)] = replay(FORM, without("medicines"), GIVEN).missing
        assert (error.field, error.code) == ("medicines", "required")

    def test_an_item_keeps_its_id_and_a_new_one_gets_one(self) -> None:
        sent = [{"item_id": "1", "pill": "A"}, {"pill": "B"}, {"item_id": "of somebody else", "pill": "C"}]
        done = page_saved(FORM, COMPLETE, "pills", {"medicines": sent})
        assert [item["item_id"] for item in done.answers["medicines"]] == ["1", "item1", "item2"]

    def test_two_items_never_have_one_id(self) -> None:
        sent = [{"item_id": "1", "pill": "A"}, {"item_id": "1", "pill": "B"}]
        done = page_saved(FORM, COMPLETE, "pills", {"medicines": sent})
        assert [item["item_id"] for item in done.answers["medicines"]] == ["1", "item1"]

    def test_a_name_that_is_no_questions_is_not_repeated(self) -> None:
        done = page_saved(FORM, COMPLETE, "pills", {"medicines": [{"item_id": "1", "pill": "A", "<b>": 1}], "pill": 1})
        wrong = [error.field for error in done.errors if error.code == "unknown_field"]
        assert wrong == ["pill", "medicines[1].(unknown)"]

    def test_what_is_wrong_is_named_by_item_and_what_is_right_is_kept(self) -> None:
        done = page_saved(FORM, COMPLETE, "pills", {"medicines": [{"item_id": "1", "pill": "A", "dose": 12}]})
        assert [(error.field, error.code) for error in done.errors] == [("medicines[1].dose", "too_big")]
        assert done.answers["medicines"] == [{"item_id": "1", "pill": "A"}]

    def test_an_item_that_is_taken_away_takes_its_errors_along(self) -> None:
        broken = {**COMPLETE, "medicines": [{"item_id": "1"}]}
        assert page_saved(FORM, broken, "pills", {"medicines": []}).errors == ()

    @pytest.mark.parametrize("value", ["Aspirin", {"pill": "A"}, ["Aspirin"], [{}] * 4, 1])
    def test_what_is_no_list_of_items_changes_nothing(self, value: Any) -> None:
        done = page_saved(FORM, COMPLETE, "pills", {"medicines": value})
        assert done.answers == COMPLETE
        assert [error.field for error in done.errors] == ["medicines"]


class TestSaving:
    def test_what_is_right_is_kept_and_what_is_wrong_is_named(self) -> None:
        done = page_saved(FORM, COMPLETE, "second", {"pets": ["other"], "pet_other": "x" * 201})
        assert done.answers["pets"] == ["other"]
        assert done.answers["pet_other"] == "Hamster"
        assert [(error.field, error.code) for error in done.errors] == [("pet_other", "too_long")]

    def test_null_takes_an_answer_away(self) -> None:
        done = page_saved(FORM, COMPLETE, "cat-name", {"cat_name": None})
        assert "cat_name" not in done.answers
        assert [error.code for error in done.errors] == ["required"]

    def test_a_page_that_is_not_on_the_path_is_not_saved(self) -> None:
        from portal.forms.replay import saved

        assert saved(FORM, {}, "end", {"declaration": True}, GIVEN, lambda: "x") is None

    def test_a_question_of_another_page_is_refused(self) -> None:
        done = page_saved(FORM, COMPLETE, "who", {"consent": False})
        assert done.answers == COMPLETE
        assert [error.code for error in done.errors] == ["unknown_field"]


@given(SEEDS)
def test_what_counts_is_exactly_what_the_pages_on_the_path_ask(seed: int) -> None:
    went, answers, journey = walked(FORM, Random(seed))
    assert [one.page.path for one in journey.pages] == went
    assert journey.ready or journey.exit is not None
    asked = {name for one in journey.pages for name in one.answers}
    assert set(journey.seen) == asked
    assert set(journey.seen) <= set(answers)


@given(SEEDS, SEEDS, st.data())
def test_taking_an_answer_away_makes_no_later_page_valid(seed: int, other: int, data: st.DataObject) -> None:
    """Also with answers of another way through the form, which lie off the path."""
    _, first, _ = walked(FORM, Random(seed))
    _, second, _ = walked(FORM, Random(other))
    answers = {**second, **first}
    gone = data.draw(st.sampled_from(sorted(answers)))
    before = {one.page.path for one in replay(FORM, answers, GIVEN).pages if one.complete}
    left = {name: value for name, value in answers.items() if name != gone}
    after = {one.page.path for one in replay(FORM, left, GIVEN).pages if one.complete}
    assert after <= before
