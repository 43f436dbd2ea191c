from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.limits import Counter, Limit
from portal.table import Tables
from tests.support.moto_stack import MotoStack

PEPPER = b"pepper"
LIMIT = Limit("codes", 2, timedelta(minutes=15))
NOW = datetime(2026, 11, 21, 18, 7, 30, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=9000)).map(lambda later: NOW + later)


def counter(subject: str = "ann@example.org", now: datetime = NOW, limit: Limit = LIMIT) -> Counter:
    return Counter.of("Codes", limit, subject, PEPPER, now)


@given(INSTANTS)
def test_now_lies_in_its_window(now: datetime) -> None:
    ends = counter(now=now).ends
    assert timedelta(0) < ends - now <= LIMIT.window
    assert counter(now=ends - timedelta(microseconds=1)).key == counter(now=now).key
    assert counter(now=ends).key != counter(now=now).key


def test_each_subject_and_each_thing_has_a_counter_of_its_own() -> None:
    assert counter("ann@example.org").key != counter("bob@example.org").key
    assert counter().key != counter(limit=Limit("registrations", 2, LIMIT.window)).key


def test_no_address_is_written_into_a_key() -> None:
    assert "ann" not in counter().key["pk"]
    other_pepper = Counter.of("Codes", LIMIT, "ann@example.org", b"other", NOW)
    assert other_pepper.key != counter().key


def test_there_are_as_many_as_there_are_and_then_none_until_the_window_ends(moto_stack: MotoStack) -> None:
    tables = Tables(moto_stack.aws.dynamodb, lambda _: None)
    assert [counter().take(tables) for _ in range(4)] == [True, True, False, False]
    assert counter().retry_after(NOW) == 450
    assert counter(now=counter().ends).take(tables)
    assert counter("bob@example.org").take(tables)
