"""What a payer takes away of their payments."""

from collections.abc import Sequence

from payments.model import Payment
from portal.export import Kind, Part


def part(payments: Sequence[Payment]) -> Part:
    """Each as its payer sees it."""
    records = [payment.view().model_dump(mode="json") for payment in payments]
    return Part(title="Payments", kinds=[Kind(title="Payments", records=records)])
