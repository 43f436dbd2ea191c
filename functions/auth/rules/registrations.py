"""What a registration allows next."""

from typing import Literal

from auth.challenges import Registration
from portal.problems import Refusal


def check_contact_given(registration: Registration) -> Literal["given"] | Refusal:
    """A code can be sent again only once the first was sent, which happens with the contact details."""
    if registration.contact is None:
        return Refusal("code_not_sent", "Give your telephone number and address first.")
    return "given"
