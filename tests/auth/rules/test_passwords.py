import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from auth.rules import passwords
from auth.rules.passwords import LONGEST, SHORTEST, broken_rules, hash_password, matches, needs_new_hash, normalised

NAMES = ("Ann", "O'Neill-Smith")
EMAIL = "wildflower7@example.org"
GOOD = "Correct-horse-7"
NEITHER_LETTER_NOR_NUMBER = {"too_short", "no_letter", "no_upper_case", "no_number", "no_special", "no_letter_first"}


def broken(password: str) -> set[str]:
    return {error.code for error in broken_rules(normalised(password), email=EMAIL, names=NAMES)}


@pytest.mark.parametrize("password", [GOOD, "Aa1!aaaa", "Éa1!bcdé", "Ω1!αβγδε", "A1!" + "b" * 125, "Ann-and-Bob-7"])
def test_a_good_password(password: str) -> None:
    assert broken(password) == set()


@pytest.mark.parametrize(
    ("password", "rules"),
    [
        ("Aa1!aaa", {"too_short"}),
        ("A1!" + "b" * 126, {"too_long"}),
        ("correct-horse-7", {"no_upper_case"}),
        ("Correct-horse-", {"no_number"}),
        ("Correcthorse7", {"no_special"}),
        ("7-Correct-horse", {"no_letter_first"}),
        ("-Correct-horse7", {"no_letter_first"}),
        ("Correct horse-7", {"not_allowed"}),
        ("Correct-horse-7\u200b", {"not_allowed"}),
        ("Correct-horse-7\x00", {"not_allowed"}),
        ("Correct-horse-½", {"no_number", "not_allowed"}),
        ("1234567!", {"no_letter", "no_upper_case", "no_letter_first"}),
        (" ", NEITHER_LETTER_NOR_NUMBER | {"not_allowed"}),
        ("", NEITHER_LETTER_NOR_NUMBER),
    ],
)
def test_each_broken_rule_is_named_and_all_of_them_at_once(password: str, rules: set[str]) -> None:
    assert broken(password) == rules


@pytest.mark.parametrize("password", ["password", "PassWord", "QWERTY", "iloveyou", "Trustno1"])
def test_control_12_the_most_common_ones_however_they_are_written(password: str) -> None:
    assert "common" in broken(password)


def test_the_list_of_common_ones_is_whole() -> None:
    listed = passwords.COMMON.read_text("utf-8").splitlines()
    assert len(listed) == len(set(listed)) == 10_000
    assert all(word == word.casefold() for word in listed)


@pytest.mark.parametrize(
    "password", ["Wildflower7@example.org", "Wild-flower7", "wildflower-2026", "O'Neill-Smith1", "AnnO'Neill-Smith99"]
)
def test_control_12_name_and_address_are_no_password(password: str) -> None:
    assert "personal" in broken(password)


@pytest.mark.parametrize("password", ["Password1!", "PASSWORD-2026", "Qwertyuiop[]1", "Dragon!!99"])
def test_control_12_nor_is_a_common_one_with_something_behind_it(password: str) -> None:
    assert "common" in broken(password)


@pytest.mark.parametrize("password", [GOOD, "Dragon-boat-7", "Pass-word-of-mine-1"])
def test_a_common_word_may_be_part_of_one(password: str) -> None:
    assert broken(password) == set()


def test_length_counts_characters_as_they_are_read() -> None:
    assert "too_short" in broken(unicodedata.normalize("NFD", "Aé1!aaa"))
    assert broken(unicodedata.normalize("NFD", "Aé1!aaaa")) == set()
    assert (SHORTEST, LONGEST) == (8, 128)


@given(st.text(max_size=200))
def test_what_is_not_refused_keeps_every_rule(typed: str) -> None:
    password = normalised(typed)
    errors = broken_rules(password, email=EMAIL, names=NAMES)
    assert all(error.field == "password" and error.message.endswith(".") for error in errors)
    assert len({error.code for error in errors}) == len(errors)
    if not errors:
        assert SHORTEST <= len(password) <= LONGEST
        assert password[0].isalpha()
        assert any(map(str.isupper, password))
        assert not any(map(str.isspace, password))


def test_a_hash_fits_its_password_alone() -> None:
    stored = hash_password(GOOD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert hash_password(GOOD) != stored
    assert matches(stored, GOOD)
    assert not matches(stored, GOOD.lower())
    assert not matches(stored, GOOD + " ")
    assert not needs_new_hash(stored)


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    composed, decomposed = "Caf\u00e9-society-7", "Cafe\u0301-society-7"
    assert matches(hash_password(composed), decomposed)
    assert matches(hash_password(decomposed), composed)


def test_a_hash_with_other_parameters_still_fits_and_is_due_for_renewal() -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    assert matches(older, GOOD)
    assert needs_new_hash(older)


def test_nobody_has_nobodys_password() -> None:
    assert not matches(passwords.NOBODYS_HASH, GOOD)
    assert not needs_new_hash(passwords.NOBODYS_HASH)
