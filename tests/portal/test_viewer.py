from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.viewer import BELIEVED_FOR, network, sign, subscriber, vouched_address

KEY = b"the key of the web function"
NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
ADDRESSES = st.ip_addresses().map(str)


@given(ADDRESSES)
def test_what_our_web_function_says_is_believed(address: str) -> None:
    assert vouched_address(sign(address, NOW, KEY), NOW, KEY) == address


@given(ADDRESSES, st.integers(0, 200), st.characters(codec="ascii"))
def test_a_changed_character_makes_it_worthless(address: str, place: int, other: str) -> None:
    header = sign(address, NOW, KEY)
    place %= len(header)
    changed = header[:place] + other + header[place + 1 :]
    if changed != header:
        assert vouched_address(changed, NOW, KEY) is None


@given(ADDRESSES, st.binary(max_size=64))
def test_another_key_vouches_for_nobody(address: str, key: bytes) -> None:
    if key != KEY:
        assert vouched_address(sign(address, NOW, key), NOW, KEY) is None


@pytest.mark.parametrize(("age", "believed"), [(-301, False), (-300, True), (0, True), (300, True), (301, False)])
def test_it_is_believed_for_five_minutes_either_way(age: int, believed: bool) -> None:
    header = sign("198.51.100.7", NOW, KEY)
    found = vouched_address(header, NOW + timedelta(seconds=age), KEY)
    assert found == ("198.51.100.7" if believed else None)
    assert timedelta(minutes=5) == BELIEVED_FOR


@given(
    st.text() | st.text(st.characters(categories=["Cs", "Zs", "Lu"])) | st.from_regex(r"v1 \d+ [0-9.:a-f]+ [0-9a-f]+")
)
def test_no_header_breaks_it(header: str) -> None:
    assert vouched_address(header, NOW, KEY) is None


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("198.51.100.7", "198.51.100.250", True),
        ("198.51.100.7", "198.51.101.7", False),
        ("2001:db8::1", "2001:db8:0:0:ffff::1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("198.51.100.7", "::ffff:198.51.100.7", False),
        ("nonsense", "nonsense", True),
    ],
)
def test_neighbours_count_as_one(one: str, other: str, together: bool) -> None:
    assert (network(one) == network(other)) == together


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("198.51.100.7", "198.51.100.8", False),
        ("::ffff:198.51.100.7", "::ffff:198.51.100.8", False),
        ("2001:db8::1", "2001:db8:0:0:ffff::1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
    ],
)
def test_a_client_is_whoever_has_the_address(one: str, other: str, together: bool) -> None:
    assert (subscriber(one) == subscriber(other)) == together


@given(ADDRESSES)
def test_a_clients_network_is_its_addresses(address: str) -> None:
    assert network(subscriber(address)) == network(address)


@given(st.text())
def test_no_address_breaks_the_network(address: str) -> None:
    assert isinstance(network(address), str)
    assert isinstance(subscriber(address), str)
