"""Questions of the estimator, made of fields to choose or fill in, or of kinds of income or cost to tick."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from web.care.costs import amounts
from web.care.costs.kinds import AnswersSoFar, Kind, always


@dataclass(frozen=True)
class Choice:
    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One field of a question. `row`: its name in the list of answers. `empty`: the message if nothing is given;
    `blank`: an answer to assume instead, if any.

    `least`, `most`: limits of a number. They equal the API's, which would refuse the number only at the end.
    """

    name: str
    label: str
    row: str
    empty: str = ""
    type: Literal["radios", "money", "number", "percent"] = "radios"
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    blank: str = ""
    least: int = 0
    most: int = 0

    def read(self, typed: str) -> str:
        """The answer in the form that is kept; empty if it cannot be read."""
        if not typed:
            return self.blank
        if self.type == "money":
            return amounts.pence(typed)
        if self.type == "radios":
            return typed if self.chosen(typed) else ""
        number = amounts.whole(typed)
        return number if number and self.least <= int(number) <= self.most else ""

    def with_error(self, typed: str) -> str:
        """The message for an answer that cannot be read."""
        if not typed or self.type == "radios":
            return self.empty
        if self.type == "money":
            return "Enter an amount in pounds, like 209.67."
        return f"Enter a whole number from {self.least} to {self.most}."

    def chosen(self, value: str) -> str:
        """The text of a choice; empty for an unknown value."""
        return next((choice.text for choice in self.choices if choice.value == value), "")

    def answered(self, kept: str) -> bool:
        """Whether the kept answer is valid: the cookie's owner may have altered it."""
        return bool(self.chosen(kept)) if self.type == "radios" else amounts.is_kept(kept)


@dataclass(frozen=True)
class Question:
    """One page of questions. `kinds`: kinds of income or cost to tick; the amount of each is asked on a page of its
    own.

    With `kinds`: `none` is the text of the box for none of them, `row` their name in the list of answers, and `body`
    the API's field that takes them.
    """

    name: str
    title: str
    fields: tuple[Field, ...] = ()
    asked: Callable[[AnswersSoFar], bool] = always
    hint: str = ""
    kinds: tuple[Kind, ...] = ()
    none: str = ""
    row: str = ""
    body: str = ""

    @property
    def address(self) -> str:
        return f"/care-costs/{self.name}"

    def kinds_for(self, answers: AnswersSoFar) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.when(answers))
