"""Questions of a form definition as elements of an HTML form: the values shown, the answers typed, and the elements of
errors.

An element is named after its question; checkboxes `<name>.<value>`; parts of dates and addresses `<name>_<part>`. In a
repeat each name begins with `<row>.`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portal.forms.definition import Field
from portal.forms.in_words import CANNOT_UPLOAD
from portal.telephone import phone_in_words
from web import dates
from web.care.costs import amounts

type Json = Mapping[str, Any]
IN_WORDS = {
    "not_pence": "Enter an amount of money, like £209.67.",
    "not_a_date": "Enter a real date, with a year of 4 digits.",
    "not_a_month": "Enter a month and a year of 4 digits, like 3 2026.",
}
"""Messages that replace the API's, by error code. The API's own tell a client what to send: pence, ISO 8601 dates."""
ADDRESS = ("line_1", "line_2", "town", "postcode", "none", "where", "contact_via")


def names(field: Field, before: str = "") -> tuple[str, ...]:
    """The names of a question's elements, in the order of the page. Errors are shown at the first."""
    name = before + field.name
    if field.type == "checkboxes":
        return tuple(f"{name}.{option.value}" for option in field.options)
    if field.type in {"date", "month"}:
        return _parts(field, name)
    if field.type == "address":
        return tuple(f"{name}_{part}" for part in ADDRESS)
    return () if field.type == "content" else (name,)


def all_names(fields: Iterable[Field], before: str = "") -> tuple[str, ...]:
    return tuple(name for field in fields for part in field.parts() for name in names(part, before))


def shown(fields: Iterable[Field], answers: Json, before: str = "") -> dict[str, str]:
    """The values of the elements, from the answers."""
    return {
        name: value
        for field in fields
        for part in field.parts()
        if (answer := answers.get(part.name)) is not None
        for name, value in _shown(part, answer, before + part.name)
    }


def _shown(field: Field, answer: Any, name: str) -> Iterator[tuple[str, str]]:
    match field.type:
        case "checkboxes":
            yield from ((f"{name}.{value}", "yes") for value in answer)
        case "date" | "month":
            yield from zip(_parts(field, name), reversed([part.lstrip("0") for part in answer.split("-")]), strict=True)
        case "address":
            parts = {**answer, **{f"line_{n}": line for n, line in enumerate(answer.get("lines", ()), 1)}}
            parts["none"] = "yes" if "none" in answer else ""
            yield from ((f"{name}_{part}", str(parts.get(part, ""))) for part in ADDRESS)
        case "yes_no" | "declaration":
            yield name, "yes" if answer else "no"
        case "money":
            yield name, amounts.typed(str(answer))
        case "phone":
            yield name, phone_in_words(answer)
        case "file":
            yield name, "yes" if answer == CANNOT_UPLOAD else ""
        case _:
            yield name, str(answer)


def typed(fields: Iterable[Field], form: Mapping[str, str], files: Json, before: str = "") -> dict[str, Any]:
    """The posted answers as the API takes them, null where nothing was typed. `files`: ids of the files sent, by
    kind.
    """
    return {
        part.name: _typed(part, form, files, before + part.name)
        for field in fields
        for part in field.parts()
        if part.type != "content"
    }


def _typed(field: Field, form: Mapping[str, str], files: Json, name: str) -> Any:
    value = form.get(name, "").strip()
    match field.type:
        case "checkboxes":
            return [one.value for one in field.options if form.get(f"{name}.{one.value}") == "yes"] or None
        case "date" | "month":
            return _date([form.get(part, "").strip() for part in _parts(field, name)])
        case "address":
            return _address({part: form.get(f"{name}_{part}", "").strip() for part in ADDRESS})
        case "yes_no":
            return {"yes": True, "no": False}.get(value)
        case "declaration":
            return True if value == "yes" else None
        case "money":
            return int(pence) if (pence := amounts.pence(value)) else value or None
        case "file":
            return files.get(field.kind or "") or (CANNOT_UPLOAD if value == "yes" else None)
        case _:
            return value or None


def _parts(field: Field, name: str) -> tuple[str, ...]:
    """The names of a date's elements; a month has no day."""
    return dates.fields(name) if field.type == "date" else dates.fields(name)[1:]


def _date(parts: list[str]) -> str | None:
    """The date in ISO format. Text that is not a date is passed on as typed, so that the API refuses it."""
    *days, month, year = parts
    smaller = [dates.month_number(month), *days]
    return "-".join([year, *(part.zfill(2) for part in smaller)]) if any(parts) else None


def _address(parts: Mapping[str, str]) -> dict[str, Any] | None:
    if parts["none"] == "yes":
        return {"none": True, "where": parts["where"], "contact_via": parts["contact_via"]}
    if not any(parts.values()):
        return None
    lines = [line for line in (parts["line_1"], parts["line_2"]) if line]
    return {"lines": lines, "town": parts["town"], "postcode": parts["postcode"]}
