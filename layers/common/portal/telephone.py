"""Telephone numbers as people here write them. Apart from `portal.uk`, which checks them: a page that only shows a
number need not load pydantic.
"""

BRITAIN = 44


def phone_in_words(number: str) -> str:
    """A stored number (`+441164960000`) as people here write it (`0116 496 0000`); a foreign number keeps its country
    code. Other text comes back as it is. The library leaves the 0 out of a British number that it knows no range for.

    The library is imported here because few pages show a number.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    national = parsed.country_code == BRITAIN
    style = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(parsed, style)
    return f"0{shown}" if national and not shown.startswith("0") else shown
