"""What a receipt says on paper, and whose it is."""

from datetime import datetime
from typing import Any

import page
import pytest

from payments import receipt_paper
from portal.paper import Paper, typeset
from tests.journeys.bills import Billing
from tests.journeys.payments import Debtor
from tests.support.visitor import Visitor
from tests.support.written import AT, a_receipt, a_refund


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What was set, beside setting it."""
    told: dict[str, Any] = {}

    def noted(template: Any, data: Any, at: datetime) -> Paper:
        told.update(data["rows"])
        return typeset(template, data, at)

    monkeypatch.setattr(receipt_paper, "typeset", noted)
    return told


def broken_rules(paper: Paper) -> list[str]:
    profiles = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
    return [one.message for profile in profiles for one in page.validate_pdf_bytes(paper.pdf, profile=profile).failures]


def test_it_can_be_read_aloud_and_kept(said: dict[str, Any]) -> None:
    paper = receipt_paper.receipt_paper(a_receipt(a_refund(5_000)), AT)
    assert (paper.pages, broken_rules(paper)) == (1, [])
    assert said["Receipt number"] == [a_receipt().number]
    assert said["For"] == ["Dropped kerb"]
    assert said["Paid"] == ["£200"]
    assert said["When"] == ["6:00pm on 21 November 2026"]


def test_each_refund_is_on_it_but_of_money_that_was_not_owed(said: dict[str, Any]) -> None:
    refunds = (a_refund(5_000), a_refund(2_550, by_bank=True), a_refund(100, "failed"), a_refund(20_000, excess=True))
    receipt_paper.receipt_paper(a_receipt(*refunds), AT)
    at = "(12:00pm on 29 November 2026)"
    assert said["Refunds"] == [
        f"£50 was refunded {at}",
        f"£25.50 was paid to your bank account {at}",
        f"£1 could not be refunded yet. We are looking into it {at}",
    ]


def test_without_a_refund_it_speaks_of_none(said: dict[str, Any]) -> None:
    receipt_paper.receipt_paper(a_receipt(a_refund(20_000, excess=True)), AT)
    assert "Refunds" not in said


@pytest.mark.parametrize(
    ("written", "printed"),
    [("*b* #panic(1)", "*b* #panic(1)"), ("Kerb 🙂", "Kerb"), ("Ольга", receipt_paper.NOT_IN_PRINT)],
)
def test_what_an_officer_writes_is_no_markup_and_never_stops_it(
    said: dict[str, Any], written: str, printed: str
) -> None:
    assert broken_rules(receipt_paper.receipt_paper(a_receipt(description=written), AT)) == []
    assert said["For"] == [printed]


def test_it_is_its_payers_alone_and_of_money_that_was_taken(debtor: Debtor) -> None:
    billing = Billing(debtor.visitor)
    billing.asks()
    path = f"/v1/payments/{billing.payment_id}/receipt/pdf"
    answer = billing.visitor.ask("GET", path)
    assert (answer.status, answer.body["code"]) == (409, "payment_not_paid")
    billing.debtor.pays(billing.payment_id, "paid-key-1")
    billing.debtor.settles(billing.payment_id, "paid")
    billing.visitor.sign_in()
    pdf = billing.visitor.ask("GET", path)
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
    assert pdf.text.startswith("%PDF-1.7")
    other = Visitor(debtor.portal, email="other@example.org", registration_key="registration-2")
    other.make_account()
    assert other.ask("GET", path).status == 404
