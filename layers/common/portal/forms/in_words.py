"""A form's answers in words: each question that was asked, in order, with its answer. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from portal.forms.definition import Field, Page, Text
from portal.forms.replay import Journey
from portal.forms.texts import in_voice
from portal.london import day_in_words
from portal.money import pounds
from portal.telephone import phone_in_words

CANNOT_UPLOAD = "cannot_upload"
"""The answer to a question for a file, if the person cannot send it."""


@dataclass(frozen=True)
class Row:
    """A question and its answer in words. `page`: the path of the page that asks the question."""

    label: str
    answer: str
    page: str


def voice_of(way: Journey) -> Callable[[Text], str]:
    """The function that words a text of the form for the one who answers: the person, or somebody on their behalf."""
    seen, sources = way.seen, way.form.facts
    on_behalf = seen.get(sources.authority or "", "self") != "self"
    name = seen.get(sources.first_name or "", "the person" if on_behalf else "you")
    return lambda text: in_voice(text, on_behalf=on_behalf, first_name=name)


def rows(way: Journey, section_id: str, files: Mapping[str, str]) -> Sequence[Row]:
    """The questions and answers of a section. `files`: the words for each file, by its id."""
    words, found = voice_of(way), list[Row]()
    for one in way.pages:
        if one.section_id == section_id and not one.page.exit:
            found += _rows(one.page, one.answers, words, files)
    return found


def _rows(page: Page, answers: Any, words: Callable[[Text], str], files: Mapping[str, str]) -> list[Row]:
    if page.repeat is None:
        return _answered(page, answers, words, files)
    items = answers.get(page.repeat.name)
    if not items:
        title = words(page.title or page.fields[0].label)
        return [] if items is None else [Row(title, "None", page.path)]
    if len(items) == 1:
        return _answered(page, items[0], words, files)
    return [
        replace(row, label=f"{number}. {row.label}")
        for number, item in enumerate(items, 1)
        for row in _answered(page, item, words, files)
    ]


def _answered(page: Page, answers: Any, words: Callable[[Text], str], files: Mapping[str, str]) -> list[Row]:
    return [
        Row(words(part.label), in_words(part, answers[part.name], words, files), page.path)
        for part in page.all_fields
        if part.name in answers
    ]


def in_words(field: Field, answer: Any, words: Callable[[Text], str], files: Mapping[str, str]) -> str:
    """One answer in words. `words`: puts a text of the form into the right voice; `files`: the words for each file, by
    its id.
    """
    texts = {option.value: words(option.text) for option in field.options}
    match field.type:
        case "radios" | "select":
            return texts[answer]
        case "checkboxes":
            return "\n".join(texts[value] for value in answer)
        case "yes_no":
            return "Yes" if answer else "No"
        case "declaration":
            return "Confirmed"
        case "address":
            return _address_in_words(answer)
        case "date" | "month":
            return _day_in_words(answer)
        case "money":
            return pounds(answer)
        case "phone":
            return phone_in_words(answer)
        case "file":
            return _files_in_words(answer, files)
        case _:
            return f"{answer} {field.unit}" if field.unit else str(answer)


def _day_in_words(answer: str) -> str:
    """A date in words; a month (`2026-11`) without a day."""
    month = len(answer) == len("2026-11")
    words = day_in_words(date.fromisoformat(f"{answer}-01" if month else answer))
    return words.partition(" ")[2] if month else words


def _files_in_words(answer: Any, files: Mapping[str, str]) -> str:
    if answer == CANNOT_UPLOAD:
        return "Cannot be uploaded"
    return "\n".join(files.get(one, "A file that is not here any more") for one in answer)


def _address_in_words(answer: Mapping[str, Any]) -> str:
    if "none" in answer:
        return f"No fixed address. {answer['where']}. {answer['contact_via']}"
    return "\n".join([*answer["lines"], answer["town"], answer["postcode"]])
