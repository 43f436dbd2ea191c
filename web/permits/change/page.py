"""One change of a live permit: the next step first, then its content and status."""

from web.api.client import Refusal
from web.api.permits import Change
from web.errors import not_found
from web.forms import Form
from web.permits import change_words, subject, words
from web.permits.subject import Subject
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    return show(visit, about, about.change) if about.change else not_found(visit)


def show(visit: Visit, about: Subject, change: Change, problem: Refusal | None = None) -> Answer:
    """The page of a change. `problem`: the refusal of something done on it, shown as an error."""
    form = Form.of((), {})
    return visit.page(
        "permits/change/page.html",
        problem.status if problem else 200,
        form=form.with_refusal(problem) if problem else form,
        about=about,
        change=change,
        said=change_words.status_text(change),
        wanted=change_words.wanted(change),
        before=change_words.before(about.permit, change),
        money_back=words.money(change),
        refused_files=words.refused_files,
        accepted=subject.accepted_kinds(visit, change),
    )
