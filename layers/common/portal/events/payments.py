"""What happened to payments."""

from portal.events import Event


class PaymentEvent(Event):
    """`for_kind` and `for_id`: what the payment is for (`permit`, and its id). `payment_version`: the payment's version
    from then on; of two events of a payment the one with the higher version is the newer.
    """

    source = "portal.payments"

    payment_id: str
    for_kind: str
    for_id: str
    payment_version: int


class PaymentAuthorised(PaymentEvent):
    """The money is held on the payer's card; it is taken or released later."""


class PaymentPaid(PaymentEvent):
    """The money is taken."""


class PaymentFailed(PaymentEvent):
    """An attempt came to nothing; the payment is due as before."""


class PaymentLost(PaymentEvent):
    """Money that was held or taken is not there after all: the payment is due again."""


class PaymentReleased(PaymentEvent):
    """The hold is cancelled: the payer's money is available to them again."""


class PaymentNotice(PaymentEvent):
    """What the payer is told of. `safe_by`: the only channels by which they may be; None where any is safe."""

    account_id: str
    safe_by: tuple[str, ...] | None = None


class PaymentRequested(PaymentNotice):
    """An officer asks for it. `tell_by`: `email`, `text`, `post`, as the officer chose for this first notice."""

    tell_by: tuple[str, ...]


class PaymentReminderDue(PaymentNotice):
    """It is still owed. `when`: it is due `in_7_days` or `today`, or was due `7_days_ago`."""

    when: str


class PaymentWithdrawn(PaymentNotice):
    """What an officer asked for need not be paid."""


class PaymentRefunded(PaymentNotice):
    """An officer's refund has been made, or one that failed was paid by bank. `refund_id`: which of the payment's.
    `left_pence`: what was not given back.
    """

    refund_id: str
    left_pence: int


class PaymentTakenLater(PaymentNotice):
    """It could not be taken by the payer's agreement; we try once more."""


class PaymentNotTaken(PaymentNotice):
    """It could not be taken by the payer's agreement, and we do not try again: it waits for its payer."""
