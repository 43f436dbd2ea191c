"""A date as three fields of a form: `<name>_day`, `<name>_month`, `<name>_year`."""

from datetime import date

from web.forms import Form

PARTS = ("day", "month", "year")


def fields(name: str) -> tuple[str, ...]:
    """The names of the three fields. Errors are shown at the first."""
    return tuple(f"{name}_{part}" for part in PARTS)


def to_fields(name: str, iso: str) -> dict[str, str]:
    """A date of the API (ISO format) as values of the three fields; an empty one as three empty values."""
    if not iso:
        return dict.fromkeys(fields(name), "")
    found = date.fromisoformat(iso)
    return dict(zip(fields(name), (str(found.day), str(found.month), str(found.year)), strict=True))


def month_number(typed: str) -> str:
    """The number of a month's name: `3` for `March`, `mar` and `Mar.`. Other text comes back as it was typed."""
    word = typed.rstrip(".").lower()
    found = (number for number in range(1, 13) if word in _names(number))
    return str(next(found, typed))


def _names(number: int) -> tuple[str, ...]:
    name = date(2000, number, 1).strftime("%B").lower()
    return (name, name[:3], "sept") if name == "september" else (name, name[:3])


def parse(form: Form, name: str, what: str) -> tuple[Form, str]:
    """The form and the typed date in ISO format; if the date is missing or wrong, the form with an error, and "".
    `what`: the date's name in the message (`the first day`).
    """
    day, month, year = (form[field] for field in fields(name))
    if not (day and month and year):
        return form.with_error(f"{name}_day", f"Enter {what}: day, month and year."), ""
    try:
        if len(year) == 4:
            return form, date(int(year), int(month_number(month)), int(day)).isoformat()
    except ValueError:
        pass
    return form.with_error(f"{name}_day", "That is not a date. Write it like 27 3 2027."), ""
