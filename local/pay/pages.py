"""The payer's pages of the stand-in: one for the card, and one for a failed payment."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from local.pay.model import FAILURES, Payment

PAGES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
EXAMPLES = (
    ("4444333322221111", "succeeds"),
    ("4000000000000002", "is declined"),
    ("4000000000000069", "has expired"),
    ("4000000000000127", "has a wrong security code"),
    ("4000000000000119", "ends in an error"),
)


def card_page(payment: Payment, error: str | None = None) -> str:
    amount = f"£{payment.amount / 100:,.2f}"
    return PAGES.get_template("card.html").render(payment=payment, amount=amount, examples=EXAMPLES, error=error)


def failed_page(payment: Payment) -> str:
    reason = FAILURES[payment.code][1] if payment.code else "Payment ended"
    return PAGES.get_template("ended.html").render(title=reason, return_url=payment.return_url)


def nothing_here_page() -> str:
    title = "This payment page was used already, or the payment has ended"
    return PAGES.get_template("ended.html").render(title=title, return_url=None)
