"""Our conditions and our values in DynamoDB's JSON are those that boto3 makes of the same calls."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb import conditions as boto3_conditions
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from portal import conditions
from portal.conditions import Placeholders
from portal.items import deserialise, serialise

PLAIN: list[Callable[[Any], Any]] = [
    lambda attr: attr("version").eq(3),
    lambda attr: attr("at").lt("2026"),
    lambda attr: attr("at").lte("2026"),
    lambda attr: attr("at").gt("2026"),
    lambda attr: attr("at").gte("2026"),
    lambda attr: attr("sk").begins_with("EXPORT"),
    lambda attr: attr("kinds").contains("v5c"),
    lambda attr: attr("status").is_in(["a", "b", "c"]),
    lambda attr: attr("pk").exists(),
    lambda attr: attr("pk").not_exists(),
    lambda attr: attr("enrolment.enrolment_id").eq("x"),
    lambda attr: attr("open").eq(value=True),
]


def rendered(condition: conditions.Condition) -> tuple[str, dict[str, str], dict[str, Any]]:
    placeholders = Placeholders(lambda value: value)
    return condition.render(placeholders), placeholders.names, placeholders.values


def by_boto3(condition: Any) -> tuple[str, dict[str, str], dict[str, Any]]:
    built = boto3_conditions.ConditionExpressionBuilder().build_expression(condition)
    return built.condition_expression, built.attribute_name_placeholders, built.attribute_value_placeholders


def joined(one: Callable[[Any], Any], other: Callable[[Any], Any], how: str) -> Callable[[Any], Any]:
    if how == "and":
        return lambda attr: one(attr) & other(attr)
    if how == "or":
        return lambda attr: one(attr) | other(attr)
    return lambda attr: ~one(attr) & other(attr)


@pytest.mark.parametrize("condition", PLAIN)
def test_one_condition(condition: Callable[[Any], Any]) -> None:
    assert rendered(condition(conditions.Attr)) == by_boto3(condition(boto3_conditions.Attr))


@given(
    st.recursive(
        st.sampled_from(PLAIN),
        lambda inner: st.builds(joined, inner, inner, st.sampled_from(["and", "or", "not"])),
        max_leaves=6,
    )
)
def test_joined_conditions(condition: Callable[[Any], Any]) -> None:
    assert rendered(condition(conditions.Attr)) == by_boto3(condition(boto3_conditions.Attr))


VALUES = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-(10**37), 10**37) | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_values(value: Any) -> None:
    stored = serialise(value)
    assert stored == TypeSerializer().serialize(value)
    assert deserialise(stored) == value == _without_decimals(TypeDeserializer().deserialize(stored))


def test_a_value_that_no_table_stores_is_refused() -> None:
    with pytest.raises(TypeError, match="Decimal"):
        serialise(Decimal("1.5"))
    with pytest.raises(TypeError, match="SS"):
        deserialise({"SS": ["a"]})


def _without_decimals(value: Any) -> Any:
    """What boto3 gives for the numbers, lists and maps of a value."""
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, dict):
        return {name: _without_decimals(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_decimals(inner) for inner in value]
    return value
