"""Answering the council's question about an application or a change."""

from web import waiting
from web.api.permits import Permit
from web.forms import Form, idempotency_key
from web.permits import subject
from web.permits.change import page as change_page
from web.permits.one import page as permit_page
from web.permits.subject import Subject
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
NEEDED = {"text": "Write your answer."}


def get(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    if "reply" not in about.case.can:
        return visit.redirect(about.here)
    return _page(visit, about, Form.of(NEEDED, {}))


def post(visit: Visit) -> Answer:
    about, form = subject.find(visit), Form.of(NEEDED, visit.form)
    if isinstance(about, Answer):
        return about
    answer = about.named | {"text": form["text"]}
    replied = visit.permits.reply(about.permit.permit_id, answer, idempotency_key(visit.form))
    if isinstance(replied, Permit):
        waiting.refresh(visit)
        return visit.redirect(about.here)
    if replied.code != "nothing_asked":
        return _page(visit, about, form.with_refusal(replied, blank=NEEDED))
    if about.change:
        return change_page.show(visit, about, about.change, replied)
    return permit_page.show(visit, about.permit, replied)


def _page(visit: Visit, about: Subject, form: Form) -> Answer:
    return visit.page("permits/reply/page.html", 422 if form.errors else 200, form=form, about=about)
