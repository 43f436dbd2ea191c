"""What a question is made of: fields to choose or type in, or kinds of income or cost to tick."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from web.care.costs import amounts
from web.care.costs.kinds import Kind, Seen, always


@dataclass(frozen=True)
class Choice:
    value: str
    text: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """`row`: its name where the answers are checked. `empty`: what to say when nothing is given, or `blank` counts.

    `least` and `most`: of a number; the API has the same, but says so only at the end.
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
        """The answer as it is kept; nothing for what is none."""
        if not typed:
            return self.blank
        if self.type == "money":
            return amounts.pence(typed)
        if self.type == "radios":
            return typed if self.chosen(typed) else ""
        number = amounts.whole(typed)
        return number if number and self.least <= int(number) <= self.most else ""

    def with_error(self, typed: str) -> str:
        """What to say of an answer that cannot be read."""
        if not typed or self.type == "radios":
            return self.empty
        if self.type == "money":
            return "Enter an amount in pounds, like 209.67."
        return f"Enter a whole number from {self.least} to {self.most}."

    def chosen(self, value: str) -> str:
        """A choice in words."""
        return next((choice.text for choice in self.choices if choice.value == value), "")

    def answered(self, kept: str) -> bool:
        """A cookie's owner may have altered it."""
        return bool(self.chosen(kept)) if self.type == "radios" else amounts.is_kept(kept)


@dataclass(frozen=True)
class Question:
    """One page. `kinds`: it asks what one has, and then how much of each.

    Of these `none` says that one has none, `row` names them where the answers are checked, and `body` is where the API
    wants them.
    """

    name: str
    title: str
    fields: tuple[Field, ...] = ()
    asked: Callable[[Seen], bool] = always
    hint: str = ""
    kinds: tuple[Kind, ...] = ()
    none: str = ""
    row: str = ""
    body: str = ""

    @property
    def address(self) -> str:
        return f"/care-costs/{self.name}"

    def kinds_for(self, seen: Seen) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.when(seen))
