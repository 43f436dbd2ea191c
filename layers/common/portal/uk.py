"""British formats: postcode, telephone number, UPRN. Each is stored in one spelling, whatever was typed."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

_POSTCODE = re.compile(
    r"^(GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPSTUW])[0-9][ABD-HJLNP-UW-Z]{2})$"
)
"""The shapes in use (BS 7666); whether a postcode exists is for the gazetteer to say."""


def postcode(text: str) -> str:
    """`le11 3ed` → `LE11 3ED`.

    Raises: PydanticCustomError `invalid_postcode`.
    """
    bare = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    if not bare.isascii() or not _POSTCODE.match(bare):
        raise PydanticCustomError("invalid_postcode", "Enter a full UK postcode, like LE3 8RA.")
    return f"{bare[:-3]} {bare[-3:]}"


def phone(text: str) -> str:
    """`0116 305 0001` → `+441163050001` (E.164). British unless it starts with `+`.

    What cannot be a number is refused, and so is one without its area code; one that is merely not known to be in use
    is kept: a person can be reached under it, or will correct it (`docs/rules/accounts.md`, A10).

    Raises: PydanticCustomError `invalid_phone`.
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        number = None
    if (
        number is None
        or phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        raise PydanticCustomError("invalid_phone", "Enter a telephone number, like 0116 305 0001 or +44 7700 900 982.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def vrm(text: str) -> str:
    """`ab12 cde` → `AB12CDE`. Whether it fits a British shape is for the domain to ask about.

    Raises: PydanticCustomError `invalid_vrm`.
    """
    bare = re.sub(r"[\s\-]", "", text).upper()
    if not re.fullmatch(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{2,7}", bare):
        raise PydanticCustomError("invalid_vrm", "Enter the registration as on the number plate, like AB12 CDE.")
    return bare


Postcode = Annotated[str, StringConstraints(max_length=20), AfterValidator(postcode)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(phone)]
Vrm = Annotated[str, StringConstraints(max_length=20), AfterValidator(vrm)]
"""Vehicle registration mark: 2 to 7 letters and digits, upper case."""
Uprn = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}$")]
"""Unique Property Reference Number: up to 12 digits, kept as text."""
