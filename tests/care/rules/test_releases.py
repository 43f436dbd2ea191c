"""Whether a copy of a request may be given (`docs/rules/care.md`, C120 to C122)."""

from datetime import timedelta
from typing import Any

import pytest

from care.leaving import BEING_CHECKED, Asked, part
from care.model import CareRequest, Release, RequestStatus
from care.rules.releases import asked, decided, in_exports, settled
from portal.problems import Refusal, unwrap
from tests.care.rules.test_cases import NOW, a_request, errors

LATER = NOW + timedelta(days=1)


def a_release(**facts: Any) -> Release:
    read = a_request()
    made = Release(request_id=read.request_id, form_id=read.form_id, reference="ABCD2345", asked_at=NOW)
    return made.model_copy(update=facts)


def a_word(release: Release, *, released: bool = True, words: str | None = None, version: int | None = None) -> Any:
    read = a_request()
    return decided(read, release, version or read.version, words, "officer-1", released=released, now=LATER)


def test_an_officer_is_asked_once_and_again_when_something_happened_since() -> None:
    read = a_request()
    waits = asked(read, None, NOW)
    assert waits == a_release(reference=read.reference)
    assert asked(read, waits, LATER) is None
    said = unwrap(a_word(a_release()))
    assert settled(read, said)
    assert asked(read, said, LATER) is None
    since = read.noted("replied", LATER + timedelta(hours=1))
    assert not settled(since, said)
    assert asked(since, said, LATER + timedelta(hours=2)) == a_release(
        reference=read.reference, asked_at=LATER + timedelta(hours=2)
    )


@pytest.mark.parametrize(
    "read",
    [a_request(status=RequestStatus.DRAFT, submitted_at=None), a_request(kept_until=NOW)],
    ids=["a draft", "of a closed account"],
)
def test_nobody_is_asked_about(read: CareRequest) -> None:
    assert asked(read, None, NOW) is None


def test_no_export_speaks_of_a_concern() -> None:
    assert in_exports(a_request())
    assert not in_exports(a_request(form_id="safeguarding-concern"))


def test_what_is_withheld_needs_words_and_what_is_given_none() -> None:
    assert errors(a_word(a_release(), released=False)) == ("invalid_input", [("words", "missing")])
    assert errors(a_word(a_release(), words="No")) == ("invalid_input", [("words", "not_now")])
    said = unwrap(a_word(a_release(), released=False, words="It tells of your sister."))
    assert (said.status, said.decided_at, said.decided_by) == ("withheld", LATER, "officer-1")


def test_the_same_word_again_changes_nothing_and_another_is_refused() -> None:
    said = unwrap(a_word(a_release()))
    assert a_word(said) == said
    other = a_word(said, released=False, words="No")
    assert isinstance(other, Refusal)
    assert other.code == "decided_already"


def test_who_saw_an_older_version_looks_again() -> None:
    read = a_request().noted("replied", NOW)
    read = read.model_copy(update={"version": read.version + 1})
    late = decided(read, a_release(), read.version - 1, None, "officer-1", released=True, now=LATER)
    assert isinstance(late, Refusal)
    assert (late.code, [one.code for one in late.errors]) == ("changed_meanwhile", ["replied"])


def test_a_copy_holds_what_was_looked_through_and_names_the_rest() -> None:
    read = a_request(answers={"urgent": ["none_of_these"]})
    given, waits = unwrap(a_word(a_release())), a_release()
    withheld = unwrap(a_word(a_release(), released=False, words="It tells of your sister."))
    made = [part([Asked(read, (), one)], LATER).kinds for one in (given, waits, withheld)]
    assert [[len(kind.records) for kind in kinds] for kinds in made] == [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
    [copy] = made[0][0].records
    assert copy["answers"][0]["answer"] == "None of these"
    assert [made[number][1].records[0]["why"] for number in (1, 2)] == [BEING_CHECKED, "It tells of your sister."]
    assert "answers" not in made[1][1].records[0]
