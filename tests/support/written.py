"""Every letter, receipt and email with the same made-up facts, for tests and for their pictures in `docs/screens/`."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from notifications.rules import BY_EMAIL_ALONE, MAILS, STARTS_MAIL
from payments.receipt_paper import receipt_paper
from payments.receipts import Receipt
from payments.views import PaymentView, PaysFor, RefundView
from portal import letter, mail
from portal.mail import Mail
from portal.paper import Paper
from portal.payment import PaymentStatus

AT = datetime(2026, 11, 29, 12, 0, 0, 1, tzinfo=UTC)
PAID_AT = datetime(2026, 11, 21, 18, tzinfo=UTC)
ADDRESS = ("Ann Ŵyn-Łukasik", "12 Market Place", "LOUGHBOROUGH", "LE11 3ED")
LONG_ADDRESS = (
    "Ann Maximiliana Featherstonehaugh-Cholmondeley-Marjoribanks",
    "Flat 12b, The Old Hosiery Works",
    "Second Floor, Entrance by the Canal",
    "Lower Invented Street",
    "Near the Old Toll House",
    "Little Imagined-under-Charnwood",
    "LOUGHBOROUGH",
    "LE11 3ED",
)
FACTS = {
    "code": "40718293",
    "lifetime": "30 seconds",
    "web_url": "https://portal.example",
    "first_name": "Ann",
    "reference": "ABCD2345",
    "vrm": "AB12CDE",
    "to_do": "pay £55",
    "until": "12:49pm on 22 November 2026",
    "first_day": "22 November 2026",
    "last_day": "21 November 2027",
    "renewal_day": "14 November 2027",
    "price": "£55",
    "stop_token": "01M7ZM7Q80MPJF01XBRKFY3TRS.k3yN0bodyGuess3s-k3yN0bodyGuess3s_k3yN0body",
    "renew_until": "5 December 2027",
    "paid": "You paid £55.",
    "amount": "£420",
    "due_day": "7 December 2026",
    "refunded": "£60.50",
    "hours": "72",
    "payment_id": "01J0000000000000000000PAY1",
    "token": "k3yN0bodyGuess3s-k3yN0bodyGuess3s_k3yN0body",
    "satisfaction": "satisfied",
    "page": "/permits/buy",
    "comment": "Quick.",
    "person": "Mary Smith",
    "helper_id": "01J0000000000000000000HE1P",
}
"""Values for whatever a text may name."""

EMAILS = sorted(path.stem for path in mail.MAILS.glob("*.txt") if path.stem != "_frame")
BY_POST = sorted({*(name for event, name in MAILS.items() if event not in BY_EMAIL_ALONE), STARTS_MAIL})
IN_LARGE_PRINT = ("payment_requested", "permit_active", "request_ended")
"""Letters that are pictured in large print, too: all others are set in the same way."""


def emails() -> Mapping[str, Mail]:
    """Every email, by the name of its text."""
    return {name: mail.compose(name, **FACTS) for name in EMAILS}


def papers() -> Mapping[str, Paper]:
    """Every letter by the name of its text, and receipts, by the names of their pictures."""
    letters = {name: letter.compose(name, ADDRESS, AT, **FACTS) for name in BY_POST}
    large = {f"{name}-large-print": letter.compose(name, ADDRESS, AT, True, **FACTS) for name in IN_LARGE_PRINT}
    long = {"payment_requested-long-address": letter.compose("payment_requested", LONG_ADDRESS, AT, **FACTS)}
    return {**letters, **large, **long, **_receipts()}


def a_receipt(*refunds: RefundView, description: str = "Dropped kerb") -> Receipt:
    """A receipt for a bill of £200, with these refunds."""
    payment = PaymentView(
        payment_id="01KA000000000000000000000A",
        description=description,
        amount_pence=20_000,
        status=PaymentStatus.PAID,
        money="paid",
        refunded_pence=0,
        refunding_pence=0,
        refund_failed_pence=0,
        due_date=date(2026, 12, 1),
        taken_after_decision=False,
        bill=True,
        pays_for=PaysFor(kind="other", id="x"),
        attempts=[],
        refunds=list(refunds),
    )
    return Receipt(number="01KA000000000000000000000A-1", paid_at=PAID_AT, paid_by="card", payment=payment)


def a_refund(amount_pence: int, status: str = "refunded", *, excess: bool = False, by_bank: bool = False) -> RefundView:
    return RefundView(amount_pence=amount_pence, status=status, at=AT, excess=excess, by_bank=by_bank)


def _receipts() -> Mapping[str, Paper]:
    in_part = a_receipt(a_refund(5_500), a_refund(6_050, "under_way"), a_refund(1_000, by_bank=True))
    return {"receipt": receipt_paper(a_receipt(), AT), "receipt-refunded-in-part": receipt_paper(in_part, AT)}
