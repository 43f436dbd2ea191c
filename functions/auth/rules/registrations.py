"""What a registration allows next."""

from typing import Literal

from auth.challenges import Registration
from portal.problems import Refusal


def check_contact_given(registration: Registration) -> Literal["given"] | Refusal:
    """A Refusal if the contact details are missing: the first code is sent with them, so none can be sent again."""
    if registration.contact is None:
        return Refusal("code_not_sent", "Give your telephone number and address first.")
    return "given"
