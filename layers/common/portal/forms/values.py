"""One answer: from what was sent to the spelling that is stored, or what is wrong with it (`docs/rules/care.md`,
C33).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from portal import uk
from portal.cleaning import cleaned, without_separators
from portal.email_address import email_address
from portal.forms.definition import Field

LONGEST_TEXT, LONGEST_TEXTAREA = 200, 4000
CANNOT_UPLOAD = "cannot_upload"
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")
_REAL_DATE = "Enter a real date, as year, month and day: 27 March 1948 is 1948-03-27."
_DOCUMENT = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


class Wrong(ValueError):
    """An answer that cannot be kept. `code` is stable; `message` says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code)
        self.code, self.message = code, message


def checked(field: Field, value: Any, today: date) -> Any:
    """The answer in the spelling that is stored.

    Raises: Wrong.
    """
    try:
        return _CHECKS[field.type](field, value, today)
    except PydanticCustomError as error:
        raise Wrong(error.type, error.message()) from None


def _string(value: Any, longest: int) -> str:
    if not isinstance(value, str):
        raise Wrong("not_text", "Enter the answer as text.")
    text = cleaned(value).strip()
    if not text:
        raise Wrong("blank", "Enter an answer.")
    if len(text) > longest:
        raise Wrong("too_long", f"Enter {longest:,} characters or fewer.")
    return text


def _text(field: Field, value: Any, today: date) -> str:
    text = _string(value, int(field.max or (LONGEST_TEXTAREA if field.type == "textarea" else LONGEST_TEXT)))
    return _FORMATS[field.format](text) if field.format else text


def _nino(text: str) -> str:
    bare = without_separators(text).upper()
    if not _NINO.fullmatch(bare):
        raise Wrong("invalid_nino", "Enter a National Insurance number, like QQ 12 34 56 C.")
    return bare


def _nhs_number(text: str) -> str:
    """An NHS number: ten digits, the last a check digit (modulus 11; NHS Data Dictionary)."""
    bare = without_separators(text)
    wrong = Wrong("invalid_nhs_number", "Enter the 10 digits of the NHS number, like 485 777 3456.")
    if not re.fullmatch(r"[0-9]{10}", bare):
        raise wrong
    check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(bare[:9])) % 11
    if check % 11 != int(bare[9]):
        raise wrong
    return bare


def _badge_number(text: str) -> str:
    bare = without_separators(text).upper()
    if not re.fullmatch(r"[A-Z0-9]{6}", bare):
        raise Wrong("invalid_badge_number", "Enter the first 6 characters of the badge number.")
    return bare


_FORMATS: Mapping[str, Callable[[str], str]] = {
    "postcode": uk.postcode,
    "nino": _nino,
    "nhs_number": _nhs_number,
    "vehicle": uk.vrm,
    "badge_number": _badge_number,
    "name": lambda text: text,
}


def _one_of(field: Field, value: Any, today: date) -> str:
    if not isinstance(value, str) or value not in {option.value for option in field.options}:
        raise Wrong("not_an_option", "Choose one of the options.")
    return value


def _several_of(field: Field, value: Any, today: date) -> list[str]:
    """The chosen options, each once, in the order of the form."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Wrong("not_a_list", "Choose from the options.")
    known = [option.value for option in field.options]
    if not set(value) <= set(known):
        raise Wrong("not_an_option", "Choose from the options.")
    if not value:
        raise Wrong("blank", "Choose at least one option.")
    exclusive = {option.value for option in field.options if option.exclusive}
    if exclusive & set(value) and len(set(value)) > 1:
        raise Wrong("exclusive", "Choose this option alone, or the others.")
    if isinstance(field.max, int) and len(set(value)) > field.max:
        raise Wrong("too_many", f"Choose {field.max} or fewer.")
    return [one for one in known if one in value]


def _number(field: Field, value: Any, today: date) -> int | str:
    text = value.strip() if isinstance(value, str) else ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**12:
        text = str(value)
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text, re.ASCII):
        raise Wrong("not_a_number", "Enter a number, in digits.")
    number = Decimal(text)
    if number != round(number, field.places):
        raise Wrong("too_exact", f"Enter a number with at most {field.places} decimal places.")
    _in_range(field, number)
    return int(number) if number == int(number) else format(number.normalize(), "f")


def _in_range(field: Field, number: Decimal) -> None:
    unit = f" {field.unit}" if field.unit else ""
    if field.min is not None and number < Decimal(field.min):
        raise Wrong("too_small", f"Enter {field.min}{unit} or more.")
    if field.max is not None and number > Decimal(field.max):
        raise Wrong("too_big", f"Enter {field.max}{unit} or less.")


def _money(field: Field, value: Any, today: date) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong("not_pence", "Enter the amount in pence, as a whole number: £209.67 is 20967.")
    if not int(field.min or 0) <= value <= int(field.max or 10**10):
        raise Wrong("out_of_range", "Check the amount.")
    return value


def _date(field: Field, value: Any, today: date) -> str:
    text = value if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        raise Wrong("not_a_date", _REAL_DATE)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Wrong("not_a_date", _REAL_DATE) from None
    earliest, latest = str(field.min or "1900-01-01"), str(field.max or "2100-12-31")
    return _in_time(field, day.isoformat(), today.isoformat(), earliest, latest)


def _month(field: Field, value: Any, today: date) -> str:
    text = value if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        raise Wrong("not_a_month", "Enter a year and a month: March 2026 is 2026-03.")
    earliest, latest = str(field.min or "1900-01"), str(field.max or "2100-12")
    return _in_time(field, text, today.isoformat()[:7], earliest, latest)


def _in_time(field: Field, text: str, now: str, earliest: str, latest: str) -> str:
    """The date or month, if it is in the range. Both are compared as ISO text. Today counts as past and as future."""
    if field.past and text > now:
        raise Wrong("not_past", "Enter a date that is not in the future.")
    if field.future and text < now:
        raise Wrong("not_future", "Enter a date that is not in the past.")
    if not earliest <= text <= latest:
        raise Wrong("out_of_range", f"Enter a date from {earliest} to {latest}.")
    return text


def _yes_no(field: Field, value: Any, today: date) -> bool:
    if not isinstance(value, bool):
        raise Wrong("not_yes_or_no", "Choose yes or no.")
    return value


def _declaration(field: Field, value: Any, today: date) -> bool:
    if value is not True:
        raise Wrong("not_declared", "Confirm this to go on.")
    return True


def _address(field: Field, value: Any, today: date) -> dict[str, Any]:
    """An address: `{lines, town, postcode, uprn?}`, or `{none: true, where, contact_via}` for a person without a fixed
    one.
    """
    if not isinstance(value, dict):
        raise Wrong("not_an_address", "Enter an address, or say that there is none.")
    if value.get("none") is True and value.keys() <= {"none", "where", "contact_via"}:
        return {"none": True, **{name: _string(value.get(name), LONGEST_TEXT) for name in ("where", "contact_via")}}
    if not value.keys() <= {"lines", "town", "postcode", "uprn"}:
        raise Wrong("not_an_address", "Enter the lines, the town and the postcode, and nothing else.")
    lines = value.get("lines")
    if not isinstance(lines, list) or not 1 <= len(lines) <= 3:
        raise Wrong("not_an_address", "Enter 1 to 3 lines of the address.")
    kept: dict[str, Any] = {"lines": [_string(line, 100) for line in lines], "town": _string(value.get("town"), 100)}
    kept["postcode"] = uk.postcode(_string(value.get("postcode"), 20))
    return kept if value.get("uprn") is None else {**kept, "uprn": uk.uprn(_string(value["uprn"], 40))}


def _files(field: Field, value: Any, today: date) -> list[str] | str:
    if value == CANNOT_UPLOAD and field.skip:
        return CANNOT_UPLOAD
    if not isinstance(value, list) or not all(isinstance(one, str) and _DOCUMENT.fullmatch(one) for one in value):
        raise Wrong("not_documents", "Give the ids of the documents.")
    if not 1 <= len(set(value)) <= field.max_files:
        raise Wrong("too_many_files", f"Send 1 to {field.max_files} files.")
    return list(dict.fromkeys(value))


def _content(field: Field, value: Any, today: date) -> Any:
    raise Wrong("no_question", "Nothing is asked here.")


_CHECKS: Mapping[str, Callable[[Field, Any, date], Any]] = {
    "text": _text,
    "textarea": _text,
    "email": lambda _field, value, _today: email_address(_string(value, 254)),
    "phone": lambda _field, value, _today: uk.phone(_string(value, 40)),
    "select": _one_of,
    "radios": _one_of,
    "number": _number,
    "money": _money,
    "date": _date,
    "month": _month,
    "yes_no": _yes_no,
    "checkboxes": _several_of,
    "address": _address,
    "file": _files,
    "declaration": _declaration,
    "content": _content,
}
