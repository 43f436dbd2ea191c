"""Creating an account for professional use, which also asks for the organisation and the job title."""

from web.account.create import page as resident
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-out"
_WORK = {
    "organisation": "Enter the organisation you work for.",
    "job_title": "Enter your job title.",
}
_NAMES = ("email", "first_name", "last_name")
NEEDED = {
    **{name: resident.NEEDED[name] for name in _NAMES},
    **_WORK,
    **{name: said for name, said in resident.NEEDED.items() if name not in _NAMES},
}


def get(visit: Visit) -> Answer:
    return _page(visit, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    return resident.take(visit, "professional", NEEDED, _page)


def _page(visit: Visit, form: Form) -> Answer:
    return visit.page("account/create_professional/page.html", 422 if form.errors else 200, form=form)
