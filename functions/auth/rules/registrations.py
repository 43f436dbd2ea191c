"""What a registration allows next."""

from auth.model import Contact, Registration
from portal.problems import Refusal


def contact_given(registration: Registration) -> Contact | Refusal:
    """A code can be sent again only once it was sent: with the contact details."""
    return registration.contact or Refusal("code_not_sent", "Give your telephone number and address first.")


def code_can_match(registration: Registration) -> bool:
    """No code opens an address that has an account: its owner was told so instead."""
    return not registration.already_registered
