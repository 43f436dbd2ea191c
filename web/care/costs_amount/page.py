"""Estimating the cost of care: the amount of one ticked item."""

from web.care.costs import amounts, journey
from web.care.costs.fields import Field, Question
from web.care.costs.questions import BY_NAME, EVERY
from web.errors import not_found
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "anyone"
FIELDS = (
    Field("amount", "Amount", "Amount", "Enter how much it is.", "money"),
    Field("often", "How often?", "How often", "Choose how often.", choices=EVERY),
)


def get(visit: Visit) -> Answer:
    found = _found(visit)
    if isinstance(found, Answer):
        return found
    state, question, number = found
    item = journey.items(state, question)[number - 1]
    return _page(visit, found, Form.of(_NAMES, {"amount": amounts.typed(item.pence), "often": item.every}))


def post(visit: Visit) -> Answer:
    found = _found(visit)
    if isinstance(found, Answer):
        return found
    state, question, number = found
    items = journey.items(state, question)
    if visit.form.get("action") == "remove":
        return _kept(visit, journey.with_items(state, question, journey.without(items, number)))
    form = Form.of(_NAMES, visit.form)
    read = {field.name: field.read(form[field.name]) for field in FIELDS}
    for field in FIELDS:
        if not read[field.name]:
            form = form.with_error(field.name, field.with_error(form[field.name]))
    if form.errors:
        return _page(visit, found, form)
    items = journey.changed(items, number, read["amount"], read["often"])
    if visit.form.get("action") == "another" and len(items) < journey.MOST and items[number - 1].kind.several:
        items = journey.another(items, number)
    return _kept(visit, journey.with_items(state, question, items))


_NAMES = tuple(field.name for field in FIELDS)


def _kept(visit: Visit, state: journey.Answers) -> Answer:
    journey.save(visit, state)
    return visit.redirect(journey.next_page(state))


def _found(visit: Visit) -> tuple[journey.Answers, Question, int] | Answer:
    """The answers, the question and the item's number, from the address; a redirect or error page if there is no such
    item.
    """
    question, state, number = (
        BY_NAME.get(visit.path_params["question"]),
        journey.answers(visit),
        visit.path_params["number"],
    )
    if question is None or not question.kinds or not number.isdecimal():
        return not_found(visit)
    here = f"{question.address}/{number}"
    if here not in dict(journey.pages(state)):
        return visit.redirect(journey.next_page(state))
    if earlier := journey.before(state, here):
        return visit.redirect(earlier)
    return state, question, int(number)


def _page(visit: Visit, found: tuple[journey.Answers, Question, int], form: Form) -> Answer:
    state, question, number = found
    items = journey.items(state, question)
    kind = items[number - 1].kind
    alike = [place for place, item in enumerate(items, 1) if item.kind == kind]
    return visit.page(
        "care/costs_amount/page.html",
        422 if form.errors else 200,
        form=form,
        fields=FIELDS,
        here=f"{question.address}/{number}",
        kind=kind,
        which=alike.index(number) + 1 if len(alike) > 1 else 0,
        more=kind.several and len(items) < journey.MOST,
        back_to=journey.back(state, f"{question.address}/{number}"),
        cost=question.body != "income",
    )
