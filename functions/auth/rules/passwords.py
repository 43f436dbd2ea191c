"""What a password must be, and how it is kept. Source: "Registering for the portal", the council's published rules."""

import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from auth.model import Person
from auth.rules.listed_passwords import is_listed
from portal.problems import FieldError, Refusal, invalid
from portal.shapes import Verbatim

GivenPassword = Annotated[str, Verbatim(), StringConstraints(strip_whitespace=False, min_length=1, max_length=1000)]
"""A password to compare with the stored one: only its length is limited."""

ChosenPassword = Annotated[str, Verbatim(), StringConstraints(strip_whitespace=False, max_length=1000)]
"""A new password, to be checked by `broken_rules`. The limit here is far above `LONGEST`; it bounds the work of
normalising.
"""

SHORTEST, LONGEST = 8, 128
MEMORY_KIB, PASSES, LANES = 19_456, 2, 1
"""Argon2id as OWASP recommends for it: about 25 ms of one core."""

NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$HtqTO6sky81kGX6HiyhM/g$9mI5HT45sGK76uWJOQVXSlq5zJ2wB+kCiCdme7Ai3fY"
"""The hash for an unknown address, so that a sign-in costs the same work: of 32 random bytes that nobody kept."""

COMMON = Path(__file__).parent.parent / "data" / "common_passwords.txt"


def normalised(password: str) -> str:
    """The password in Unicode NFC, so that the same password typed on two keyboards compares equal."""
    return unicodedata.normalize("NFC", password)


def broken_rules(password: str, *, email: str, names: tuple[str, ...]) -> list[FieldError]:
    """Every rule that the password breaks, each with its sentence. Length counts characters, not bytes."""
    first = password[:1]
    checks = [
        (len(password) < SHORTEST, "too_short", f"Use at least {SHORTEST} characters."),
        (len(password) > LONGEST, "too_long", f"Use at most {LONGEST} characters."),
        (not any(map(str.isalpha, password)), "no_letter", "Use at least one letter."),
        (not any(map(str.isupper, password)), "no_upper_case", "Use at least one upper-case letter."),
        (not any(map(_is_digit, password)), "no_number", "Use at least one number."),
        (not any(map(_is_special, password)), "no_special", "Use at least one special character, such as ! ? or -."),
        (not first.isalpha(), "no_letter_first", "Start with a letter."),
        (
            not all(map(_is_allowed, password)),
            "not_allowed",
            "Use only letters, numbers and special characters: no spaces.",
        ),
        (
            _is_common(password) or is_listed(password),
            "common",
            "This password is common, begins with a common one, or is known from a data breach. Choose another.",
        ),
        (_is_personal(password, email, names), "personal", "Do not use your name or email address as your password."),
    ]
    return [FieldError("password", code, message) for broken, code, message in checks if broken]


def allowed(password: str, *, email: str, names: tuple[str, ...] = (), field: str) -> Literal["allowed"] | Refusal:
    """`allowed`, or the Refusal (422, errors of `field`) with every rule that the password breaks."""
    errors = broken_rules(normalised(password), email=email, names=names)
    return invalid(*(replace(error, field=field) for error in errors)) if errors else "allowed"


def allowed_for(person: Person, password: str, *, field: str) -> Literal["allowed"] | Refusal:
    """As `allowed`, for a person who has registered: the rules also compare their name and email address."""
    return allowed(password, email=person.email, names=(person.first_name, person.last_name), field=field)


def not_the_present_one(password: str, present: str, *, field: str) -> Literal["allowed"] | Refusal:
    """`allowed`, or the Refusal (422, error of `field`) if the new password is the present one."""
    return same_password_refusal(field=field) if normalised(password) == normalised(present) else "allowed"


def same_password_refusal(*, field: str) -> Refusal:
    return invalid(FieldError(field, "same_password", "This is your password already. Choose another one."))


def hash_password(password: str) -> str:
    """The hash with its salt and parameters, as one text."""
    return _hasher().hash(normalised(password))  # type: ignore[no-any-return]


def matches(stored: str, password: str) -> bool:
    from argon2.exceptions import VerifyMismatchError

    try:
        return bool(_hasher().verify(stored, normalised(password)))
    except VerifyMismatchError:
        return False


def needs_new_hash(stored: str) -> bool:
    """Whether the parameters have changed since this hash was made."""
    return bool(_hasher().check_needs_rehash(stored))


@cache
def _hasher():  # type: ignore[no-untyped-def]
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text("utf-8").splitlines())


def _is_common(password: str) -> bool:
    """Whether the password is one of the 10,000 most common, or one of them followed by numbers and signs."""
    word = password.casefold()
    bare = word
    while bare and not bare[-1].isalpha():
        bare = bare[:-1]
    return not _common().isdisjoint((word, bare))


def _is_digit(character: str) -> bool:
    return character.isdecimal()


def _is_special(character: str) -> bool:
    return character.isprintable() and not character.isalnum() and not character.isspace()


def _is_allowed(character: str) -> bool:
    return character.isalpha() or _is_digit(character) or _is_special(character)


def _is_personal(password: str, email: str, names: tuple[str, ...]) -> bool:
    """Whether the password is the email address, its local part or a name, apart from signs, and numbers at the end."""
    bare = _letters_and_digits(password)
    whole = [email, email.partition("@")[0], *names, "".join(names)]
    return any(word and bare.rstrip("0123456789") == _letters_and_digits(word).rstrip("0123456789") for word in whole)


def _letters_and_digits(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
