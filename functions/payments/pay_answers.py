"""GOV.UK Pay's answers, as far as we read them (`tests/contract/govukpay_openapi.json`). Pure: rules decide by them."""

from pydantic import ConfigDict, Field

from portal.clock import Stored
from portal.shapes import Frozen


class _FromPay(Frozen):
    """A part of an answer. Properties that we do not know are ignored, since Pay adds some without telling."""

    model_config = ConfigDict(extra="ignore", populate_by_name=True)


class PayState(_FromPay):
    status: str
    finished: bool
    code: str | None = None
    can_retry: bool | None = None


class PayLink(_FromPay):
    href: str


class PayLinks(_FromPay):
    next_url: PayLink | None = None
    cancel: PayLink | None = None
    capture: PayLink | None = None


class PayRefundSummary(_FromPay):
    status: str
    amount_available: int | None = None
    amount_submitted: int | None = None


class PaySettlementSummary(_FromPay):
    captured_date: str | None = None


class PayPayment(_FromPay):
    """A payment as Pay has it."""

    payment_id: str
    amount: int
    reference: str
    state: PayState
    created_date: Stored
    refund_summary: PayRefundSummary | None = None
    settlement_summary: PaySettlementSummary | None = None
    links: PayLinks = Field(default=PayLinks(), alias="_links")

    @property
    def next_url(self) -> str | None:
        """The address where the payer goes on, which works once; None if the payer cannot go on."""
        return self.links.next_url.href if self.links.next_url else None

    @property
    def can_cancel(self) -> bool:
        return self.links.cancel is not None

    @property
    def refundable_pence(self) -> int:
        """How many pence can be refunded at the moment."""
        summary = self.refund_summary
        return (summary.amount_available or 0) if summary and summary.status == "available" else 0

    @property
    def left_pence(self) -> int | None:
        """What was not given back yet; None while Pay does not say so, as before it has taken the money."""
        if self.refunded_in_full:
            return 0
        return self.refundable_pence or None

    @property
    def never_refundable(self) -> bool:
        """Whether Pay refuses to give it back, as after a dispute."""
        return bool(self.refund_summary and self.refund_summary.status == "unavailable")

    @property
    def refunded_in_full(self) -> bool:
        return bool(self.refund_summary and self.refund_summary.status == "full")

    @property
    def captured(self) -> bool:
        return bool(self.settlement_summary and self.settlement_summary.captured_date)


class PayAgreement(_FromPay):
    agreement_id: str


class PayRefund(_FromPay):
    refund_id: str
    amount: int
    status: str
    created_date: Stored


class PayRefundOfDay(PayRefund):
    payment_id: str


class PayDispute(_FromPay):
    """A dispute: a payer told their bank that they did not agree to the payment."""

    dispute_id: str
    payment_id: str
    amount: int


class PayFound(_FromPay):
    """One page of a search. `total`: how many results all pages have."""

    total: int


class PayPaymentsFound(PayFound):
    results: tuple[PayPayment, ...]


class PayRefundsOfDayFound(PayFound):
    results: tuple[PayRefundOfDay, ...]


class PayDisputesFound(PayFound):
    results: tuple[PayDispute, ...]


class _EmbeddedRefunds(_FromPay):
    refunds: tuple[PayRefund, ...]


class PayRefundsFound(_FromPay):
    embedded: _EmbeddedRefunds = Field(alias="_embedded")
