"""Estimating the cost of care: one question, named by the address."""

from collections.abc import Mapping

from web.care.costs import amounts, journey
from web.care.costs.fields import Question
from web.care.costs.questions import BY_NAME
from web.errors import not_found
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
NONE = "none"
"""The checkbox for people who have none of the kinds."""


def get(visit: Visit) -> Answer:
    question, state = BY_NAME.get(visit.path_params["question"]), journey.answers(visit)
    if question is None:
        return not_found(visit)
    if elsewhere := _elsewhere(state, question):
        return visit.redirect(elsewhere)
    return _page(visit, state, question, _ticks(state, question) if question.kinds else _kept(state, question))


def post(visit: Visit) -> Answer:
    question, state = BY_NAME.get(visit.path_params["question"]), journey.answers(visit)
    if question is None:
        return not_found(visit)
    if elsewhere := _elsewhere(state, question):
        return visit.redirect(elsewhere)
    form, changed = (_ticked if question.kinds else _typed)(state, question, visit.form)
    if form.errors:
        return _page(visit, state, question, form)
    journey.save(visit, changed)
    return visit.redirect(journey.next_page(changed))


def _elsewhere(state: journey.Answers, question: Question) -> str:
    """The page to go to instead: an earlier one that is not answered, or the next one if this question is not asked.
    Empty if this page is right.
    """
    if earlier := journey.before(state, question.address):
        return earlier
    return "" if question in journey.asked(state) else journey.next_page(state)


def _kept(state: journey.Answers, question: Question) -> Form:
    shown = {
        field.name: amounts.typed(state.get(field.name, "")) if field.type == "money" else state.get(field.name, "")
        for field in question.fields
    }
    return Form.of((field.name for field in question.fields), shown)


def _typed(state: journey.Answers, question: Question, typed: Mapping[str, str]) -> tuple[Form, journey.Answers]:
    form = Form.of((field.name for field in question.fields), typed)
    changed = dict(state)
    for field in question.fields:
        changed[field.name] = field.read(form[field.name])
        if not changed[field.name]:
            form = form.with_error(field.name, field.with_error(form[field.name]))
    return form, changed


def _ticks(state: journey.Answers, question: Question) -> Form:
    boxes = {item.kind.value: "yes" for item in journey.items(state, question)}
    if state.get(question.name) == journey.NOTHING:
        boxes[NONE] = "yes"
    return Form.of(_boxes(state, question), boxes)


def _ticked(state: journey.Answers, question: Question, typed: Mapping[str, str]) -> tuple[Form, journey.Answers]:
    form = Form.of(_boxes(state, question), typed)
    values = {name for name in form.fields if form[name] == "yes"}
    if not values:
        form = form.with_error(form.fields[0], f"Tick all that apply, or “{question.none}”.")
    elif NONE in values and len(values) > 1:
        form = form.with_error(form.fields[0], f"Tick either “{question.none}” or what you have, not both.")
    return form, journey.ticked(state, question, values)


def _boxes(state: journey.Answers, question: Question) -> tuple[str, ...]:
    return (*(kind.value for kind in question.kinds_for(journey.asked(state)[question])), NONE)


def _page(visit: Visit, state: journey.Answers, question: Question, form: Form) -> Answer:
    return visit.page(
        "care/costs_question/page.html",
        422 if form.errors else 200,
        form=form,
        question=question,
        kinds=question.kinds_for(journey.asked(state)[question]),
        back_to=journey.back(state, question.address),
    )
