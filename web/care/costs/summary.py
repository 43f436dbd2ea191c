"""The answers as rows, to check, change and print."""

from dataclasses import dataclass

from web.care.costs import journey
from web.care.costs.fields import Field, Question
from web.care.costs.kinds import EVERY
from web.words import pounds


@dataclass(frozen=True)
class Row:
    """An answer. `href`: the page where it can be changed."""

    id: str
    key: str
    value: str
    href: str


def rows(state: journey.Answers) -> list[Row]:
    """The rows of all answers that count, in the order of the questions."""
    return [row for question in journey.asked(state) for row in _rows(state, question)]


def _rows(state: journey.Answers, question: Question) -> list[Row]:
    if question.kinds:
        return _listed(state, question)
    if question.name == "cost":
        said = f"{pounds(int(state['cost']))} {EVERY[state['every']]}"
        return [Row("cost", question.fields[0].row, said, question.address)]
    return [Row(one.name, one.row, _value(one, state[one.name]), question.address) for one in question.fields]


def _listed(state: journey.Answers, question: Question) -> list[Row]:
    """A row for the question, then one for the amount of each ticked item."""
    items = journey.items(state, question)
    return [
        Row(question.name, question.row, "Listed below" if items else question.none, question.address),
        *(
            Row(
                f"{question.name}-{number}",
                item.kind.text,
                f"{pounds(int(item.pence))} {item.how_often}",
                f"{question.address}/{number}",
            )
            for number, item in enumerate(items, 1)
        ),
    ]


def _value(field: Field, kept: str) -> str:
    match field.type:
        case "radios":
            return field.chosen(kept)
        case "money":
            return pounds(int(kept))
        case "percent":
            return f"{kept}%"
        case "number":
            return kept
