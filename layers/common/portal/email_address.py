"""Email addresses as user names: normalised and case-folded, so that one mailbox is one account."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from portal.cleaning import plain_signs


def email_address(text: str) -> str:
    """The address in the spelling in which it is compared: `Ann.Smith@EXAMPLE.org` → `ann.smith@example.org`. No DNS
    lookup.

    SES reaches ASCII addresses only: a domain with accents is kept in its `xn--` spelling; a mailbox name with accents
    is refused. Raises: PydanticCustomError `invalid_email`.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(plain_signs(text), check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        raise PydanticCustomError(
            "invalid_email", "Enter an email address in the right form, like name@example.com."
        ) from None
    return str(found).casefold()


def email_hint(email: str) -> str:
    """`ann.smith@example.org` → `a…@example.org`: enough to ask whether it is the one that the caller names."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


EmailAddress = Annotated[str, StringConstraints(max_length=254), AfterValidator(email_address)]
