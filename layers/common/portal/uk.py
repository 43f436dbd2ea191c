"""British formats: postcode, telephone number, registration, UPRN. Each is stored in one spelling, whatever was
typed.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from portal.cleaning import ascii_digits, plain_signs, without_separators
from portal.telephone import BRITAIN
from portal.vrm import NOT_ONE, is_registration

_POSTCODE = re.compile(
    r"^(GIR0AA|[A-PR-UWYZ]([0-9]{1,2}|[A-HK-Y][0-9]([0-9]|[ABEHMNPRV-Y])?|[0-9][A-HJKPSTUW])[0-9][ABD-HJLNP-UW-Z]{2})$"
)
"""The shapes of postcodes in use (BS 7666); whether a postcode exists is the gazetteer's to say."""
ORDINARY_DIGITS, FEWEST_DIGITS = 10, 9
"""Digits after the 0 of nearly all British numbers, and in the areas with the shortest ones. Some services have fewer
(0800 1111).
"""
_UNKNOWN_MOBILE = re.compile(r"\+447[1-57-9][0-9]{8}")
"""The shape of British mobile numbers, for those that the library does not know. 070 is for personal numbers, 076 for
pagers.
"""
_PHONE = re.compile(r"\+?[0-9 ()./\-]+")
_EXTENSION = re.compile(r"[0-9)]\s*[,;]?\s*(?:ext(?:ension|n)?\b|x|#)\.?\s*[0-9]+$", re.IGNORECASE)


def postcode(text: str) -> str:
    """The postcode as stored: `le11 3ed` → `LE11 3ED`.

    Raises: PydanticCustomError `invalid_postcode`.
    """
    bare = without_separators(text).replace(".", "").upper()
    if not bare.isascii() or not _POSTCODE.match(bare):
        raise PydanticCustomError("invalid_postcode", "Enter a full UK postcode, like LE3 8RA.")
    return f"{bare[:-3]} {bare[-3:]}"


def phone(text: str) -> str:
    """The telephone number as stored: `0116 305 0001` → `+441163050001` (E.164). British unless it starts with `+`.

    Refused: an impossible number, one without its area code, and one with an extension or a letter (nothing is dropped
    in silence). A possible number that is not known to be in use is kept (`docs/rules/accounts.md`, A10). Raises:
    PydanticCustomError `invalid_phone`, which says why, `phone_with_extension`, `phone_without_area_code`.
    """
    import phonenumbers

    typed = ascii_digits(plain_signs(text))
    if _EXTENSION.search(typed):
        raise PydanticCustomError("phone_with_extension", "Enter the telephone number without its extension.")
    wrong = PydanticCustomError("invalid_phone", "Enter a telephone number, like 0116 305 0001 or +44 7700 900 982.")
    if not _PHONE.fullmatch(typed):
        raise wrong
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        raise wrong from None
    national = phonenumbers.national_significant_number(number)
    british = number.country_code == BRITAIN
    possible, results = phonenumbers.is_possible_number_with_reason(number), phonenumbers.ValidationResult
    if possible in {results.TOO_SHORT, results.TOO_LONG}:
        raise _wrong_length("few" if possible == results.TOO_SHORT else "many")
    if (
        possible != results.IS_POSSIBLE
        or re.sub(r"[^0-9]", "", typed).removeprefix("00") not in _spellings(str(number.country_code), national)
        or (british and national.startswith("0"))
    ):
        raise wrong
    if british and len(national) < ORDINARY_DIGITS and not phonenumbers.is_valid_number(number):
        if len(national) == FEWEST_DIGITS:
            raise _wrong_length("few")
        raise PydanticCustomError("phone_without_area_code", "Enter the telephone number with its area code.")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(number: str) -> bool:
    """Whether the number can receive text messages. `number`: as `phone` returns it, or empty. A British number of the
    shape of a mobile's counts as one even if it is not known to be in use.
    """
    import phonenumbers

    if not number:
        return False
    kind = phonenumbers.number_type(phonenumbers.parse(number))
    types = phonenumbers.PhoneNumberType
    unknown_british = kind == types.UNKNOWN and bool(_UNKNOWN_MOBILE.fullmatch(number))
    return unknown_british or kind in {types.MOBILE, types.FIXED_LINE_OR_MOBILE}


def _wrong_length(few: Literal["few", "many"]) -> PydanticCustomError:
    """The refusal of a number with too few or too many digits."""
    words = "Check the telephone number. It has too {few} digits."
    return PydanticCustomError("invalid_phone", words, {"few": few})


def _spellings(country_code: str, national: str) -> set[str]:
    """The ways in which the number's digits are typed: with or without country code, with or without the area
    code's 0.
    """
    return {national, f"0{national}", f"{country_code}{national}", f"{country_code}0{national}"}


def vrm(text: str) -> str:
    """The registration as stored: `ab12 cde` → `AB12CDE`. Whether it fits a British shape is not checked here.

    Raises: PydanticCustomError `invalid_vrm`.
    """
    bare = without_separators(text).upper()
    if not is_registration(bare):
        raise PydanticCustomError("invalid_vrm", NOT_ONE)
    return bare


def uprn(text: str) -> str:
    """The UPRN as stored: `010033544614` → `10033544614`: up to 12 digits, without leading zeros.

    Raises: PydanticCustomError `invalid_uprn`.
    """
    bare = without_separators(text).lstrip("0")
    if not re.fullmatch(r"[0-9]{1,12}", bare):
        raise PydanticCustomError("invalid_uprn", "Give the property's UPRN: a number of up to 12 digits.")
    return bare


Postcode = Annotated[str, StringConstraints(max_length=20), AfterValidator(postcode)]
Phone = Annotated[str, StringConstraints(max_length=40), AfterValidator(phone)]
Vrm = Annotated[str, StringConstraints(max_length=20), AfterValidator(vrm)]
"""Vehicle registration mark: 2 to 7 letters and digits, upper case."""
Uprn = Annotated[str, StringConstraints(max_length=40), AfterValidator(uprn)]
"""Unique Property Reference Number, kept as text."""
