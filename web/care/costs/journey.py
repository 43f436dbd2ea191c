"""The journey through the estimator: the answers and the order of pages.

A cookie keeps the answers. No position is kept: people continue at the first question whose answer is missing. An
answer counts only while its question is asked, so an answer that no longer matters has no effect, but is there again if
it matters later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from web import cookies
from web.care.costs.amounts import is_kept
from web.care.costs.asked import covered
from web.care.costs.fields import Question
from web.care.costs.kinds import EVERY, Kind
from web.care.costs.questions import QUESTIONS
from web.visit import Visit

START, CHECK, RESULT = "/care-costs", "/care-costs/check", "/care-costs/result"
NOTHING = "none"
"""Stands for an empty list: the question was answered with none."""
MOST = 14
"""The most items of one list, so that all answers fit into the cookie."""
_SHORT = {"w": "week", "4": "four_weeks", "m": "month", "y": "year"}
_LONG = {long: short for short, long in _SHORT.items()}

type Answers = dict[str, str]
"""Answers by field. For questions with kinds, the list of items by the question's name, each item as
`kind:pence:every`. `year`: the financial year to estimate for.
"""


@dataclass(frozen=True)
class Item:
    """One kind of income or cost. `pence` and `every` are empty until asked."""

    kind: Kind
    pence: str = ""
    every: str = ""

    @property
    def how_often(self) -> str:
        return EVERY[self.every]

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.pence}:{_LONG.get(self.every, '')}"


def answers(visit: Visit) -> Answers:
    """The answers so far."""
    return visit.get_state(cookies.ESTIMATE) or {"id": NOTHING}


def save(visit: Visit, state: Mapping[str, str]) -> None:
    visit.set_state(cookies.ESTIMATE, state)


def asked(state: Mapping[str, str]) -> dict[Question, Answers]:
    """The questions that are asked, in order, each with the answers that come before it."""
    so_far: Answers = {}
    found: dict[Question, Answers] = {}
    for question in QUESTIONS:
        if question.asked(so_far):
            found[question] = dict(so_far)
            so_far |= {field.name: state.get(field.name, "") for field in question.fields}
    return found


def items(state: Mapping[str, str], question: Question) -> tuple[Item, ...]:
    """The ticked items of a question, without kinds that the other answers now rule out."""
    kinds = {kind.value: kind for kind in question.kinds_for(asked(state).get(question, {}))}
    words = (word.split(":") for word in state.get(question.name, "").split())
    return tuple(
        Item(kinds[word[0]], word[1] if is_kept(word[1]) else "", _SHORT.get(word[2], ""))
        for word in words
        if len(word) == 3 and word[0] in kinds
    )


def with_items(state: Mapping[str, str], question: Question, found: tuple[Item, ...]) -> Answers:
    return {**state, question.name: " ".join(str(item) for item in found) or NOTHING}


def ticked(state: Mapping[str, str], question: Question, values: set[str]) -> Answers:
    """The answers with exactly these kinds ticked. The amounts of kinds that were ticked before are kept."""
    before = items(state, question)
    found: list[Item] = []
    for kind in question.kinds_for(asked(state).get(question, {})):
        if kind.value in values:
            found += [item for item in before if item.kind == kind] or [Item(kind)]
    return with_items(state, question, tuple(found))


def another(found: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    """The items with one more of the same kind after the item with this number."""
    return (*found[:number], Item(found[number - 1].kind), *found[number:])


def changed(found: tuple[Item, ...], number: int, pence: str, every: str) -> tuple[Item, ...]:
    return (*found[: number - 1], replace(found[number - 1], pence=pence, every=every), *found[number:])


def without(found: tuple[Item, ...], number: int) -> tuple[Item, ...]:
    return (*found[: number - 1], *found[number:])


def next_page(state: Mapping[str, str]) -> str:
    """The first page without its answer; if all are answered, the check page, or the result for a person who is not
    covered.
    """
    ready = CHECK if covered(state) else RESULT
    return next((path for path, answered in pages(state) if not answered), ready)


def before(state: Mapping[str, str], path: str) -> str | None:
    """The first page before this one that is not answered; None if there is none."""
    found = pages(state)
    place = next((place for place, (here, _) in enumerate(found) if here == path), len(found))
    return next((earlier for earlier, answered in found[:place] if not answered), None)


def back(state: Mapping[str, str], path: str) -> str:
    """The page before this one."""
    found = [here for here, _ in pages(state)]
    place = found.index(path) if path in found else len(found)
    return found[place - 1] if place else START


def pages(state: Mapping[str, str]) -> list[tuple[str, bool]]:
    """The pages in the order of the journey, each with whether it is answered."""
    found: list[tuple[str, bool]] = []
    for question in asked(state):
        found.append((question.address, _answered(state, question)))
        for number, item in enumerate(items(state, question), 1):
            found.append((f"{question.address}/{number}", bool(item.pence and item.every)))
    return found


def _answered(state: Mapping[str, str], question: Question) -> bool:
    if question.kinds:
        return bool(state.get(question.name)) and (state[question.name] == NOTHING or bool(items(state, question)))
    return all(field.answered(state.get(field.name, "")) for field in question.fields)
