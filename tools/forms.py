"""Checks the form definitions: `python -m tools.forms` (`docs/rules/care.md`, C38 to C40).

A published definition never changes: a change is a new version in a new file. `published_forms.json` has the SHA-256 of
each. A form that nobody has answered yet may still change, together with its line there.
"""

import hashlib
import json
import re
import sys
import warnings
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from care.rules.forms import files_of
from care.rules.versions import retired
from portal.forms.conditions import COMPARISONS, holds, names
from portal.forms.definition import Field, Form, Page, Text, When
from portal.forms.facts import FACTS

FOLDER = Path(__file__).parent.parent / "functions" / "care" / "forms"
PUBLISHED = Path(__file__).parent / "published_forms.json"
LONGEST_LABEL, LONGEST_SENTENCE, HIGHEST_READING_AGE = 100, 25, 11
GRADE_TO_AGE = 5
"""Added to a grade of Flesch and Kincaid's scale to get an age: a reader in first grade is six."""


def problems(form: Form) -> list[str]:
    """One line for each mistake in the form, with its page or field.

    Unreachable pages are reported only once the form's conditions are in order.
    """
    conditions = [*_names(form), *_conditions(form)]
    found = [*(conditions or _unreachable(form)), *_fields(form), *_sentences(form)]
    return [f"{form.id} {form.version}: {line}" for line in found]


def _names(form: Form) -> Iterator[str]:
    for kind, all_names in (
        ("section", [section.id for section in form.sections]),
        ("page", [page.path for _, page in form.pages()]),
        ("name", [name for _, page in form.pages() for name in names_of(page)]),
        ("suggestion", [suggestion.id for suggestion in form.suggestions]),
    ):
        yield from (
            f"{kind} {name} stands twice" for name in sorted({one for one in all_names if all_names.count(one) > 1})
        )
    known = {field.name for _, page in form.pages() for field in page.all_fields}
    sources = form.facts.model_dump(exclude_none=True)
    yield from (f"the fact's source {name} is no field" for name in sources.values() if name not in known)


def names_of(page: Page) -> list[str]:
    """The names of the page's fields and of its repeat."""
    return [field.name for field in page.all_fields] + ([page.repeat.name] if page.repeat else [])


def _conditions(form: Form) -> Iterator[str]:
    """Conditions that read an answer which need not have been given before: removing such an answer could open a
    page.
    """
    before: dict[str, Field | Page] = {}
    for _, page in form.pages():
        yield from _readable(form, f"page {page.path}", page.when, before)
        own: dict[str, Field | Page] = {}
        for field in page.all_fields:
            yield from _readable(form, f"field {field.name}", field.when, {**before, **own})
            own |= {field.name: field} if page.repeat else {}
        before |= {page.repeat.name: page} if page.repeat else {field.name: field for field in page.all_fields}
    for suggestion in form.suggestions:
        yield from _readable(form, f"suggestion {suggestion.id}", suggestion.when, before)


def _readable(form: Form, where: str, when: When | None, before: dict[str, Field | Page]) -> Iterator[str]:
    sources = {"@in_county": form.facts.address, "@on_behalf": form.facts.authority}
    sources |= dict.fromkeys(("@age", "@under_pension_age"), form.facts.birth_date)
    for name, wanted in names(when):
        source = sources.get(name, name)
        if name.startswith("@") and name not in FACTS:
            yield f"{where} reads the unknown fact {name}"
        elif name in sources and source not in before:
            yield f"{where} reads {name}, which is not known yet"
        elif not name.startswith("@") and name not in before:
            yield f"{where} reads {name}, which was not asked before"
        elif isinstance(field := before.get(source or ""), Field) and field.optional:
            yield f"{where} reads {name}, which need not be answered"
        if isinstance(wanted, dict) and not wanted.keys() <= COMPARISONS.keys():
            yield f"{where} compares {name} by {sorted(wanted)}"
        asked = before.get(name)
        if isinstance(asked, Field):
            yield from _not_an_option(where, asked, wanted)
        elif asked is not None and isinstance(wanted, dict):
            own: dict[str, Field | Page] = {field.name: field for field in asked.all_fields}
            yield from _readable(form, where, wanted.get("some"), own)


def _not_an_option(where: str, field: Field, wanted: Any) -> Iterator[str]:
    if not field.options:
        return
    values = [wanted.get("has")] if isinstance(wanted, dict) else wanted if isinstance(wanted, list) else [wanted]
    known = {option.value for option in field.options} | {None}
    yield from (
        f"{where} compares {field.name} to {value}, which is no option" for value in values if value not in known
    )


type _State = tuple[tuple[str, Any], ...]
"""The answers and facts that later conditions read."""


def reachable(form: Form) -> set[str]:
    """The paths of the pages that some combination of answers leads to. Only answers that later conditions read are
    followed.
    """
    pages = [page for _, page in form.pages()]
    states: set[_State] = {(("@professional", value),) for value in (False, True)}
    reached = set()
    for place, page in enumerate(pages):
        on = {state for state in states if holds(page.when, dict(state).get)}
        if on:
            reached.add(page.path)
        wanted = [pair for later in pages[place + 1 :] for pair in names(later.when)]
        went_on = set() if page.exit else {after for state in on for after in _answered(form, page, state, wanted)}
        later_names = {name for name, _ in wanted}
        states = {tuple(pair for pair in state if pair[0] in later_names) for state in (states - on) | went_on}
    return reached


def _answered(form: Form, page: Page, state: _State, wanted: list[tuple[str, Any]]) -> Iterator[_State]:
    """The state after each combination of answers on the page that matters later."""
    choices: list[list[tuple[tuple[str, Any], ...]]] = []
    for field in page.all_fields if page.repeat is None else ():
        compared = [value for name, value in wanted if name == field.name]
        choice: list[tuple[tuple[str, Any], ...]] = [((field.name, value),) for value in _candidates(field, compared)]
        if field.name == form.facts.birth_date:
            bounds = [bound for name, one in wanted if name == "@age" for bound in one.values()]
            choice = [(("@age", bound + more),) for bound in bounds for more in (-1, 0, 1)]
        if field.name == form.facts.address:
            choice = [(("@in_county", value),) for value in ("yes", "no", "unknown")]
        if field.name == form.facts.authority:
            choice = [((field.name, value), ("@on_behalf", value != "self")) for value in _candidates(field, ["self"])]
        choices += [choice] if choice else []
    if page.repeat:
        some = [one["some"] for name, one in wanted if name == page.repeat.name and "some" in one]
        items = {tuple(sorted(when.items())) for when in some}
        choices += [[((page.repeat.name, held),) for held in ((), *((item,) for item in items))]] if some else []
    for chosen in product(*choices):
        yield tuple(sorted((dict(state) | {name: value for part in chosen for name, value in part}).items()))


def _candidates(field: Field, compared: list[Any]) -> list[Any]:
    if not compared:
        return []
    if field.type == "yes_no":
        return [False, True]
    if field.options:
        values = [option.value for option in field.options]
        together = tuple(option.value for option in field.options if not option.exclusive)
        return [*((value,) for value in values), together] if field.type == "checkboxes" else values
    bounds = [bound for one in compared if isinstance(one, dict) for bound in one.values()]
    return [bound + more for bound in bounds for more in (-1, 0, 1)]


def _unreachable(form: Form) -> Iterator[str]:
    reached = reachable(form)
    yield from (f"no answers lead to page {page.path}" for _, page in form.pages() if page.path not in reached)


def _fields(form: Form) -> Iterator[str]:
    for _, page in form.pages():
        asked = [field for field in page.all_fields if field.type != "content"]
        if page.exit and asked:
            yield f"the exit {page.path} asks something"
        if page.title is None and len(page.fields) > 1:
            yield f"page {page.path} has several fields and no title"
        titles = {_bare(text) for text in voices(page.title)}
        yield from (
            f"field {field.name} repeats the title of its page"
            for field in asked
            if not titles.isdisjoint(_bare(text) for text in voices(field.label))
        )
        for field in asked:
            yield from (
                f"field {field.name} {wrong}"
                for wrong, is_so in (
                    ("has no label", not field.label),
                    ("has a label that is too long", any(len(text) > LONGEST_LABEL for text in voices(field.label))),
                    ("does not say what to do when it is empty", not field.optional and field.error is None),
                    ("has no options", field.type in ("radios", "select", "checkboxes") and not field.options),
                    (
                        "has no 'none of these'",
                        field.type == "checkboxes"
                        and not field.optional
                        and not any(option.exclusive for option in field.options),
                    ),
                )
                if is_so
            )


def _bare(text: str) -> str:
    return text.rstrip("?").casefold()


def voices(text: Text | None) -> list[str]:
    return [] if text is None else [text] if isinstance(text, str) else [text.me, text.other]


def texts(page: Page) -> list[str]:
    """All texts of the page, in both voices."""
    found = voices(page.title)
    for field in page.all_fields:
        for text in (field.label, field.hint, field.error, field.text):
            found += voices(text)
        found += voices(field.link.text) if field.link else []
        found += [text for option in field.options for one in (option.text, option.hint) for text in voices(one)]
    return [text for text in found if text]


def sentences(text: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.?!])\s+", text) if one]


def _sentences(form: Form) -> Iterator[str]:
    parts = {f"section {one.id}": [text for page in one.pages for text in texts(page)] for one in form.sections}
    parts["what is suggested"] = [
        text for one in form.suggestions for part in (one.title, one.why) for text in voices(part)
    ]
    for name, said in parts.items():
        read = [one for text in said for one in sentences(text)]
        yield from (f"a long sentence: {one}" for one in read if len(one.split()) > LONGEST_SENTENCE)
        age = reading_age(read) if read else 0
        if age > HIGHEST_READING_AGE:
            yield f"{name} needs a reading age of {age:.1f}"


def reading_age(read: list[str]) -> float:
    """The reading age in years, from the grade of Flesch and Kincaid."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # from the library's own source when it is first compiled
        import readability

    lines = "\n".join(" ".join(re.findall(r"[\w'’-]+", one)) + " ." for one in read)
    measures = readability.getmeasures(lines, lang="en")
    return float(measures["readability grades"]["Kincaid"]) + GRADE_TO_AGE


def changed(folder: Path, published: dict[str, str]) -> list[str]:
    """Published definitions that were changed, are missing, or are not listed."""
    now = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.glob("*.json")}
    return [
        f"{name} is not the file that was published: a change is a new version in a new file"
        for name in sorted(now.keys() | published.keys())
        if now.get(name) != published.get(name)
    ]


def wrongly_retired(forms: list[Form], retired: dict[str, list[int]]) -> list[str]:
    """Retired versions that may not be retired. Their drafts continue with the newest version, so there must be one,
    and it must not ask for further kinds of files.
    """
    by_version = {(form.id, form.version): form for form in forms}
    newest = {form.id: form for form in sorted(forms, key=lambda form: form.version)}
    found = []
    for form_id, version in [(form_id, version) for form_id, versions in retired.items() for version in versions]:
        old = by_version.get((form_id, version))
        if old is None or newest[form_id].version in retired[form_id]:
            found.append(f"{form_id} {version} cannot be retired: there is no newer version to go on with")
        elif more := sorted(set(files_of(newest[form_id])) - set(files_of(old))):
            found.append(f"{form_id} {version} cannot be retired: the newest asks for other files ({', '.join(more)})")
    return found


def main() -> int:
    """Print all mistakes. Returns 1 if there are any."""
    forms = [Form.model_validate_json(file.read_bytes()) for file in sorted(FOLDER.glob("*.json"))]
    found = [line for form in forms for line in problems(form)]
    found += changed(FOLDER, json.loads(PUBLISHED.read_text("utf-8")))
    found += wrongly_retired(forms, retired())
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
