"""Conditions of DynamoDB's reads and writes, with the names and methods of `boto3.dynamodb.conditions`.

    Attr("version").eq(3) & Attr("used_at").not_exists()

boto3's own module gives the same expressions, but importing it imports all of boto3, which most functions do not
otherwise need (`docs/decisions/0031`). `tests/portal/test_conditions.py` compares the two.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Placeholders:
    """The attribute names and values of one request, which its expressions refer to by placeholders."""

    serialise: Callable[[Any], Any]
    names: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def name(self, path: str) -> str:
        """The placeholder of an attribute. A path with dots leads into maps, with one placeholder for each step."""
        steps = []
        for step in path.split("."):
            placeholder = f"#n{len(self.names)}"
            self.names[placeholder] = step
            steps.append(placeholder)
        return ".".join(steps)

    def value(self, value: Any) -> str:
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = self.serialise(value)
        return placeholder


class Condition(ABC):
    """A condition, or several joined by `&` (and) or `|` (or); `~` negates it."""

    def __and__(self, other: "Condition") -> "Condition":
        return _Joined(self, "AND", other)

    def __or__(self, other: "Condition") -> "Condition":
        return _Joined(self, "OR", other)

    def __invert__(self) -> "Condition":
        return _Not(self)

    @abstractmethod
    def render(self, placeholders: Placeholders) -> str:
        """The expression's text; its names and values are added to `placeholders`."""


@dataclass(frozen=True)
class _Joined(Condition):
    left: Condition
    word: str
    right: Condition

    def render(self, placeholders: Placeholders) -> str:
        return f"({self.left.render(placeholders)} {self.word} {self.right.render(placeholders)})"


@dataclass(frozen=True)
class _Not(Condition):
    inner: Condition

    def render(self, placeholders: Placeholders) -> str:
        return f"(NOT {self.inner.render(placeholders)})"


@dataclass(frozen=True)
class _Comparison(Condition):
    """A comparison of one attribute. `form`: a format string with the attribute as `{0}` and the values from
    `{1}` on.
    """

    form: str
    path: str
    values: tuple[Any, ...] = ()

    def render(self, placeholders: Placeholders) -> str:
        name = placeholders.name(self.path)
        return self.form.format(name, *(placeholders.value(value) for value in self.values))


@dataclass(frozen=True)
class Attr:
    """An attribute of an item (a key too), or a path into its maps (`enrolment.enrolment_id`)."""

    path: str

    def eq(self, value: Any) -> Condition:
        return _Comparison("{0} = {1}", self.path, (value,))

    def lt(self, value: Any) -> Condition:
        return _Comparison("{0} < {1}", self.path, (value,))

    def lte(self, value: Any) -> Condition:
        return _Comparison("{0} <= {1}", self.path, (value,))

    def gt(self, value: Any) -> Condition:
        return _Comparison("{0} > {1}", self.path, (value,))

    def gte(self, value: Any) -> Condition:
        return _Comparison("{0} >= {1}", self.path, (value,))

    def begins_with(self, value: str) -> Condition:
        return _Comparison("begins_with({0}, {1})", self.path, (value,))

    def contains(self, value: Any) -> Condition:
        return _Comparison("contains({0}, {1})", self.path, (value,))

    def is_in(self, values: Sequence[Any]) -> Condition:
        """The attribute equals one of the values: between 1 and 100 of them, DynamoDB's limits."""
        options = ", ".join(f"{{{number}}}" for number in range(1, len(values) + 1))
        return _Comparison(f"{{0}} IN ({options})", self.path, tuple(values))

    def exists(self) -> Condition:
        return _Comparison("attribute_exists({0})", self.path)

    def not_exists(self) -> Condition:
        return _Comparison("attribute_not_exists({0})", self.path)
