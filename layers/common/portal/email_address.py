"""Email addresses as user names: normalised and case-folded, so that one mailbox is one account."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from portal.cleaning import plain_signs


def email_address(text: str) -> str:
    """The address in the spelling in which it is compared: `Ann.Smith@EXAMPLE.org` → `ann.smith@example.org`. No DNS
    lookup.

    SES reaches ASCII addresses only: a domain with accents is kept in its `xn--` spelling; a mailbox name with accents
    is refused. Raises: PydanticCustomError `invalid_email`, which says why.
    """
    from email_validator import EmailNotValidError, validate_email

    typed = plain_signs(text)
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        raise PydanticCustomError("invalid_email", "{why}", {"why": _why_refused(typed)}) from None
    return str(found).casefold()


def _why_refused(typed: str) -> str:
    """Why this is not an email address that we can use, and what to do."""
    from email_validator import SPECIAL_USE_DOMAIN_NAMES

    name, _, domain = typed.partition("@")
    reserved = next((one for one in SPECIAL_USE_DOMAIN_NAMES if f".{domain}".casefold().endswith(f".{one}")), "")
    if typed.count("@") > 1:
        return "Enter one email address only, like name@example.com."
    if not name or not domain:
        return "Enter a whole email address, with an @ in it, like name@example.com."
    if " " in typed:
        return "Take the spaces out of the email address."
    if not name.isascii():
        return "We cannot send email to an address with accents or special letters before the @. Enter another address."
    if reserved:
        return f"Email cannot reach an address that ends with .{reserved}. Enter one at which you get email."
    if "." not in domain:
        return "Enter the whole email address. After the @ there is a full stop, as in name@example.com."
    return "Enter an email address in the right form, like name@example.com."


def email_hint(email: str) -> str:
    """`ann.smith@example.org` → `a…@example.org`: enough to ask whether it is the one that the caller names."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


EmailAddress = Annotated[str, StringConstraints(max_length=254), AfterValidator(email_address)]
