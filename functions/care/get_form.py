"""Get the definition of a form: sections of pages of fields, with the conditions under which each page is asked."""

from typing import Annotated

from pydantic import Field

from care.rules.forms import form_of
from portal.api import Request, operation
from portal.forms.definition import Form, FormId
from portal.problems import unwrap
from portal.shapes import Query


class FormQuery(Query):
    """Which version of the form. `version`: left out for the newest."""

    version: Annotated[int | None, Field(ge=1, le=10_000)] = None


@operation("GET", "/v1/forms/{form_id}", access="public", calls=0, problems=("not_found",))
def get_form(request: Request[None], form_id: FormId, wanted: FormQuery) -> Form:
    return unwrap(form_of(form_id, wanted.version))


handler = get_form.lambda_handler
