"""Events of payments."""

from portal.events import Event


class PaymentEvent(Event):
    """An event of a payment. `for_kind` and `for_id`: what the payment is for (`permit`, and its id).
    `payment_version`: the payment's version after the event; of two events of a payment, the one with the higher
    version is the newer.
    """

    source = "portal.payments"

    payment_id: str
    for_kind: str
    for_id: str
    payment_version: int


class PaymentAuthorised(PaymentEvent):
    """The money is held on the payer's card; it is taken or released later."""


class PaymentPaid(PaymentEvent):
    """The money was taken."""


class PaymentFailed(PaymentEvent):
    """An attempt to pay failed; the payment is due as before."""


class PaymentLost(PaymentEvent):
    """Money that was held or taken has turned out not to be there: the payment is due again."""


class PaymentReleased(PaymentEvent):
    """The hold was cancelled: the payer can use their money again."""


class PaymentNotice(PaymentEvent):
    """An event of which the payer is told. `request_id`, `reference`: of the care request that the payment is about;
    None if it is about none. `safe_by`: the only channels by which they may be told, as the request had it when the
    payment was asked for; None if any is safe.
    """

    account_id: str
    request_id: str | None = None
    reference: str | None = None
    safe_by: tuple[str, ...] | None = None


class PaymentRequested(PaymentNotice):
    """An officer asks somebody for a payment. `tell_by`: the channels that the officer chose for this first notice:
    `email`, `text`, `post`.
    """

    tell_by: tuple[str, ...]


class PaymentReminderDue(PaymentNotice):
    """A requested payment has not been made. `when`: it is due `in_7_days` or `today`, or was due `7_days_ago`."""

    when: str


class PaymentWithdrawn(PaymentNotice):
    """An officer withdrew a request for a payment: it need not be paid."""


class PaymentRefunded(PaymentNotice):
    """An officer's refund was made, or one that had failed was paid by bank. `refund_id`: which of the payment's
    refunds. `left_pence`: how much of the payment has not been refunded.
    """

    refund_id: str
    left_pence: int


class PaymentTakenLater(PaymentNotice):
    """The payment could not be taken by the payer's agreement; we will try once more."""


class PaymentNotTaken(PaymentNotice):
    """The payment could not be taken by the payer's agreement, and we will not try again: the payer has to pay it."""
