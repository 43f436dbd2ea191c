"""The forms that the council has published, in every version (`functions/care/forms/`)."""

from functools import cache, lru_cache
from pathlib import Path

from portal.forms.definition import Form
from portal.problems import NOT_FOUND, Refusal, unwrap

OFFICERS = "officer:care|blue-badge|safeguarding"
"""Who may call the operations on requests for officers: the teams of all forms."""
OTHER_PAPERS = "other_papers"
"""The kind of a file that no question of the form asks for. It may answer an officer's question."""
FOLDER = Path(__file__).parent.parent / "forms"


@cache
def all_forms() -> tuple[Form, ...]:
    """Every version of every form, ordered by the form's id, the newest version first.

    Raises: pydantic.ValidationError naming what is wrong in a file.
    """
    return _read("*.json")


def _read(files: str) -> tuple[Form, ...]:
    forms = [Form.model_validate_json(file.read_bytes()) for file in FOLDER.glob(files)]
    return tuple(sorted(forms, key=lambda form: (form.id, -form.version)))


@lru_cache(maxsize=32)
def _versions(form_id: str) -> tuple[Form, ...]:
    """The versions of one form, the newest first; empty if there is no such form. A file's name begins with the form's
    id.
    """
    return tuple(form for form in _read(f"{form_id}*.json") if form.id == form_id)


def newest_forms() -> tuple[Form, ...]:
    """The forms that can be started today, each in its newest version."""
    return tuple({form.id: form for form in reversed(all_forms())}.values())[::-1]


def form_of(form_id: str, version: int | None) -> Form | Refusal:
    """The form in that version, or in its newest if None; the refusal `not_found` if there is none."""
    found = (form for form in _versions(form_id) if version in (None, form.version))
    return next(found, NOT_FOUND)


def team_of(form_id: str) -> str:
    """The group of officers that works on the form's requests. Raises: RefusalError if there is no such form."""
    return unwrap(form_of(form_id, None)).team


def files_of(form: Form) -> list[str]:
    """The kinds of files that can be sent: those that the form asks for, and other papers."""
    fields = (field for _, page in form.pages() for field in page.all_fields)
    return list(dict.fromkeys([*(field.kind for field in fields if field.kind), OTHER_PAPERS]))
