"""List the forms: who may send each, how long it takes, what to have ready."""

from care.rules.forms import newest_forms
from portal.api import Request, operation
from portal.forms.definition import Form
from portal.shapes import View


class FormSummary(View):
    """A form in its newest version, with which a new request starts. `minutes`: how long it takes most people."""

    form_id: str
    version: int
    title: str
    summary: str
    who_may: tuple[str, ...]
    minutes: int
    have_ready: tuple[str, ...]
    professionals_only: bool


def form_summary(form: Form) -> FormSummary:
    names = FormSummary.model_fields.keys() - {"form_id"}
    return FormSummary(form_id=form.id, **{name: getattr(form, name) for name in names})


class FormList(View):
    items: list[FormSummary]


@operation("GET", "/v1/forms", access="public", calls=0)
def list_forms(request: Request[None]) -> FormList:
    return FormList(items=[form_summary(form) for form in newest_forms()])


handler = list_forms.lambda_handler
