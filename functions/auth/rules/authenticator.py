"""Codes of an authenticator app (RFC 6238): they sign in instead of an emailed code, for people whose email is slow.

The app's secret is an HMAC of our pepper over the account and its enrolment: shown once, stored nowhere. Every app can
show six digits for each step of 30 seconds; the codes of the steps before and after the present one are accepted too,
because clocks differ.
"""

import hashlib
import hmac
import re
from base64 import b32encode
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from auth.model import Account, SignInMethod
from auth.rules.codes import CodeFault, codes_match
from portal.cleaning import without_separators
from portal.problems import FieldError, Refusal, invalid

STEP_SECONDS, DRIFT = 30, 1
SECRET_BYTES = 20
ISSUER = "Leicestershire portal"


def secret(pepper: bytes, account_id: str, enrolment_id: str) -> str:
    """The app's secret, in base32."""
    whole = hmac.new(pepper, f"authenticator|{account_id}|{enrolment_id}".encode(), hashlib.sha256).digest()
    return b32encode(whole[:SECRET_BYTES]).decode()


def otpauth_uri(secret: str, email: str) -> str:
    """The text of the QR code, from which the app learns its secret, the portal's name and the email address."""
    import pyotp

    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def step_of(code: str, secret: str, now: datetime) -> int | None:
    """The time step at which the app shows this code: the present one or a neighbour; None if the code is wrong.

    All three codes are compared, each in constant time.
    """
    import pyotp

    app = pyotp.TOTP(secret)
    current = app.timecode(now)
    steps = range(current - DRIFT, current + DRIFT + 1)
    shown = [step for step in steps if codes_match(code, app.generate_otp(step))]
    return max(shown, default=None)


def fault(step: int | None, last_step: int) -> CodeFault | None:
    """Why a code is refused; None if it is accepted. A code of `last_step`, the newest step used, or earlier is
    refused.
    """
    if step is None:
        return CodeFault.INVALID
    return CodeFault.USED if step <= last_step else None


def refusal(fault: CodeFault, now: datetime) -> Refusal:
    """The refusal for this fault, with a sentence that says what to do next."""
    wait = STEP_SECONDS - int(now.timestamp()) % STEP_SECONDS
    if fault is CodeFault.USED:
        return Refusal(fault, "That code was used already. Wait for the next one in your app.", retry_after=wait)
    if fault is CodeFault.INVALID:
        detail = (
            "That is not the code that your authenticator app shows for this portal. Wait for the next one, and check"
            " that your phone sets its clock by itself."
        )
        return Refusal(fault, detail, retry_after=wait)
    if fault is CodeFault.NOT_SENT:
        return Refusal(fault, "No authenticator app is waiting to be added. Begin again with your password.")
    if fault is CodeFault.EXPIRED:
        return Refusal(fault, "Too much time has passed. Begin again with your password.")
    return Refusal(fault, "Too many wrong codes. Begin again with your password.", retry_after=1)


def sign_in_methods(account: Account, most_wrong: int) -> list[SignInMethod]:
    """The possible sources of a code: email always; the app too, if there is one with fewer than `most_wrong` wrong
    codes in a row.
    """
    by_app = account.authenticator is not None and account.wrong_app_codes < most_wrong
    return ["email", "authenticator"] if by_app else ["email"]


def no_such_method(account: Account) -> Refusal:
    """The refusal that says why the app is not among the sign-in methods now."""
    if account.authenticator is None:
        detail = "No authenticator app belongs to this account. Ask for a code by email."
        return invalid(FieldError("method", "not_a_choice", detail))
    detail = "Too many wrong codes from an authenticator app. Sign in with a code by email: then the app works again."
    return Refusal(CodeFault.TOO_MANY, detail, retry_after=1)


def typed_app_code(text: str) -> str:
    """The six digits, whatever spaces and hyphens group them.

    Raises: PydanticCustomError `invalid_code_form`.
    """
    bare = without_separators(text)
    if not re.fullmatch(r"[0-9]{6}", bare):
        raise PydanticCustomError("invalid_code_form", "Enter the code from your authenticator app: six digits.")
    return bare


TypedAppCode = Annotated[str, StringConstraints(max_length=40), AfterValidator(typed_app_code)]
