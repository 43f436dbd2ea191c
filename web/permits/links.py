"""What can be done with a permit, as links beside it where permits are listed."""

from web.api.permits import PermitSummary
from web.permits.words import OPEN


def links_of(permit: PermitSummary) -> list[tuple[str, str]]:
    """What the holder can do with a permit that was issued, or an application that has failed: the words and address
    of each link. None for an open application: its own page says what it needs.
    """
    if permit.status in OPEN:
        return []
    here = f"/permits/{permit.permit_id}"
    begun = f"/permits/{permit.renewal}"
    renewing = ("Continue your renewal", begun) if permit.renewal else ("Renew", f"{here}/renew")
    pages = (
        ("renew", *renewing),
        ("change", "Change the vehicle", f"{here}/change-vehicle"),
        ("change", "Change the address", f"{here}/change-address"),
        ("auto_renew", "Let it renew itself", f"{here}/auto-renewal"),
        ("stop_auto_renew", "Stop the automatic renewal", f"{here}/auto-renewal"),
        ("cancel", "Cancel", f"{here}/cancel"),
        ("apply_again", "Apply again", f"{here}/apply-again"),
    )
    return [(words, address) for act, words, address in pages if act in permit.can]
