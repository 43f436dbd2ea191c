"""Passwords known from data breaches: none that fits the other rules can be chosen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.rules import listed_passwords, passwords
from auth.rules.listed_passwords import PREFIX_BYTES, is_listed, prefix_of
from tools.passwords import entries, fitting

LISTED = ["NCC-1701", "L58jkdjP!", "abcd!EFG!123", "Pa$$w0rd", "Mosquito@13"]


def codes(password: str) -> set[str]:
    return {error.code for error in passwords.broken_rules(password, email="", names=())}


@pytest.mark.parametrize("password", LISTED)
def test_control_12_one_known_from_a_breach_is_refused(password: str) -> None:
    assert codes(password) == codes(password.swapcase()) - {"no_upper_case"} == {"common"}


@given(st.text(min_size=1))
def test_any_other_is_not_listed(password: str) -> None:
    assert is_listed(password) == (prefix_of(password) in prefixes(listed_passwords.FILE.read_bytes()))


def prefixes(content: bytes) -> list[bytes]:
    return [content[at : at + PREFIX_BYTES] for at in range(0, len(content), PREFIX_BYTES)]


def test_the_list_is_sorted_and_whole() -> None:
    """The commonest that fit the policy are at least 3,000 (ASVS 5.0, 6.2.4)."""
    content = listed_passwords.FILE.read_bytes()
    assert len(content) % PREFIX_BYTES == 0
    assert prefixes(content) == sorted(set(prefixes(content)))
    assert len(prefixes(content)) >= 3000


def test_each_entry_of_a_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"Word-{number}" for number in range(257)]
    file = tmp_path / "list.bin"
    file.write_bytes(entries(words))
    monkeypatch.setattr(listed_passwords, "FILE", file)
    listed_passwords._entries.cache_clear()
    try:
        assert all(is_listed(word) for word in words)
        assert not any(is_listed(f"Other-{number}") for number in range(257))
    finally:
        listed_passwords._entries.cache_clear()


def test_only_what_somebody_could_choose_is_kept() -> None:
    lines = ["Pa$$w0rd\n", "ncc-1701\r\n", "123456\n", "has space 1!\n", "1abcdef!\n", "\n"]
    assert list(fitting(lines)) == ["Pa$$w0rd", "ncc-1701"]
    assert entries(["Pa$$w0rd", "pa$$W0RD"]) == prefix_of("pa$$w0rd")
