"""One-time codes: derived, never stored (`docs/rules/accounts.md`, "Sign-in").

A code is HOTP with eight digits (RFC 4226) over a key made from our pepper, the challenge, its owner and the purpose,
at the counter of that challenge's sendings. So a code is right only for the challenge that it was sent for, each new
code replaces the one before, and no table, log or event holds a code.
"""

import hashlib
import hmac
import re
from base64 import b32encode
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from portal.cleaning import without_separators
from portal.problems import Refusal
from portal.shapes import Input

DIGITS = 8


class Purpose(StrEnum):
    ACTIVATION = "activation"
    SIGN_IN = "sign-in"
    RESET = "reset"
    EMAIL_CHANGE = "email-change"
    HELPER = "helper"


class CodeFault(StrEnum):
    """Why a code was not accepted."""

    INVALID = "invalid_code"
    EXPIRED = "expired_code"
    USED = "used_code"
    NOT_SENT = "code_not_sent"
    TOO_MANY = "too_many_wrong_codes"


def code(pepper: bytes, purpose: Purpose, challenge_id: str, owner: str, sending: int) -> str:
    """The eight digits of a challenge's code. `sending`: how many codes were sent for it, this one included."""
    import pyotp

    key = hmac.new(pepper, f"code|{purpose}|{challenge_id}|{owner}".encode(), hashlib.sha256).digest()
    return pyotp.HOTP(b32encode(key).decode(), digits=DIGITS).at(sending)


def codes_match(typed: str, expected: str) -> bool:
    """Whether the two codes are the same, compared in constant time."""
    return hmac.compare_digest(typed.encode(), expected.encode())


def typed_code(text: str) -> str:
    """The eight digits, whatever spaces and hyphens group them.

    Raises: PydanticCustomError `invalid_code_form`.
    """
    bare = without_separators(text)
    if not re.fullmatch(r"[0-9]{8}", bare):
        raise PydanticCustomError("invalid_code_form", "Enter the code from the email: eight digits.")
    return bare


TypedCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(typed_code)]


class CodeGiven(Input):
    """The body of an operation that takes nothing but a code."""

    code: Annotated[TypedCode, Field(title="the code")]


def fault(
    *, used: bool, sent: bool, expires_at: datetime | None, guesses: int, most: int, now: datetime
) -> CodeFault | None:
    """Why no code can be compared now; None if one can. A fault found here does not count as a wrong guess."""
    if used:
        return CodeFault.USED
    if guesses >= most:
        return CodeFault.TOO_MANY
    if not sent:
        return CodeFault.NOT_SENT
    if expires_at is None or expires_at <= now:
        return CodeFault.EXPIRED
    return None


def refusal(fault: CodeFault, *, start_again: bool) -> Refusal:
    """The fault with a sentence that says what to do. `start_again`: a new code for this challenge would not help."""
    if fault is CodeFault.INVALID:
        return Refusal(fault, "That is not the code we sent. Check the newest email, or ask for a new code.")
    if fault is CodeFault.EXPIRED:
        return Refusal(fault, "That code has expired. Ask for a new code and enter it as soon as it arrives.")
    if fault is CodeFault.USED:
        return Refusal(fault, "That code was used already. Each code works once: sign in to get a new one.")
    if fault is CodeFault.NOT_SENT:
        return Refusal(fault, "No code has been sent yet. Ask for one first.")
    if start_again:
        return Refusal(fault, "Too many wrong codes. Sign in again with your email and password.", retry_after=1)
    return Refusal(fault, "Too many wrong codes. Ask for a new code.", retry_after=1)
