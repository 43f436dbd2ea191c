"""One payment: what it is for, its status, the attempts and refunds, and a button to pay."""

from web import waiting
from web.api.client import Refusal
from web.api.payments import Payment
from web.api.permits import Change, Permit
from web.errors import refusal_page
from web.forms import Form
from web.payments import words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    payment = visit.payments.get(visit.path_params["payment_id"])
    if isinstance(payment, Refusal):
        return refusal_page(visit, payment)
    if not payment.owed:
        waiting.recount(visit)
    return show(visit, payment)


def show(visit: Visit, payment: Payment, problem: Refusal | None = None) -> Answer:
    """The payment's page. `problem`: the refusal of an attempt to pay, shown as an error."""
    form = Form.of((), {}).with_refusal(problem) if problem else Form.of((), {})
    return visit.page(
        "payments/one/page.html",
        problem.status if problem else 200,
        form=form,
        payment=payment,
        said=words.status_text(payment),
        why_failed=words.why_failed(payment),
        refunds=[(refund, words.refund(refund.status, by_bank=refund.by_bank)) for refund in payment.refunds],
        documents_missing=_documents_missing(visit, payment, problem),
    )


def _documents_missing(visit: Visit, payment: Payment, problem: Refusal | None) -> bool:
    """Whether the payment cannot be made yet because the application lacks documents. One call if it is for a
    permit.
    """
    if problem is not None:
        return problem.code == "documents_missing"
    if payment.status != "due" or payment.bill or payment.for_kind not in ("permit", "permit_change"):
        return False
    permit_id, _, change_id = payment.for_id.partition("-")
    permit = visit.permits.get(permit_id)
    case = permit.change(change_id) if isinstance(permit, Permit) and change_id else permit
    return isinstance(case, Permit | Change) and case.documents_wait
