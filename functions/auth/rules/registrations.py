"""What a registration allows next."""

from typing import Literal

from auth.challenges import Registration
from portal.problems import Refusal


def check_contact_given(registration: Registration) -> Literal["given"] | Refusal:
    """Refuse to send a code again before the contact details were given, with which the first code is sent."""
    if registration.contact is None:
        return Refusal("code_not_sent", "Give your telephone number and address first.")
    return "given"
