"""My payments: those due, then all others."""

from web.payments import words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    mine = visit.payments.mine()
    return visit.page(
        "payments/list/page.html",
        due=[payment for payment in mine if payment.owed],
        others=[(payment, words.status_text(payment)) for payment in mine if not payment.owed],
    )
