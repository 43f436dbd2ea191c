"""A password is taken as it was typed, whole, and kept as Argon2id makes it (controls 11, 13, 15)."""

import pytest
from argon2 import Type, extract_parameters

from auth.rules.passwords import LONGEST, SHORTEST, broken_rules, hash_password, matches
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Visitor


@pytest.mark.parametrize("length", [SHORTEST, 64, LONGEST])
@pytest.mark.parametrize("letter", ["b", "ф", "語"])
def test_control_11_each_character_counts(length: int, letter: str) -> None:
    """Cut off at 72 bytes, as bcrypt does, the second of these would fit."""
    password, other = ("Aa1!".ljust(length - 1, letter) + end for end in ("x", "y"))
    assert broken_rules(password, email="ann.smith@example.org", names=("Ann", "Smith")) == []
    stored = hash_password(password)
    assert matches(stored, password)
    assert not matches(stored, other)
    assert not matches(stored, password[:-1])


def test_control_11_a_long_one_signs_in_and_a_shortened_one_does_not(ann: Visitor, portal: InProcessPortal) -> None:
    ann.password = "Aa1!" + "b" * (LONGEST - 4)
    ann.make_account()
    assert ann.start_sign_in().status == 201
    assert ann.start_sign_in(ann.password[:-1]).status == 401


def test_control_13_what_is_kept_is_argon2id_with_its_parameters(member: Visitor, portal: InProcessPortal) -> None:
    [stored] = [item["password_hash"] for item in rows(portal.stack, "Accounts") if "password_hash" in item]
    kept = extract_parameters(str(stored))
    assert kept.type is Type.ID
    assert (kept.memory_cost, kept.time_cost, kept.parallelism) == (19_456, 2, 1)
    assert (kept.salt_len, kept.hash_len) == (16, 32)


def test_control_15_its_owner_is_told_of_a_reset(member: Visitor, portal: InProcessPortal) -> None:
    reset_id = member.start_reset().body["reset_id"]
    assert member.reset_password(reset_id, member.newest_code(), "Second-horse-8").status == 204
    portal.settle()
    told = [mail for mail in portal.mails(member.email) if mail.subject == "You have a new password"]
    assert len(told) == 1
    assert "Second-horse-8" not in told[0].text
