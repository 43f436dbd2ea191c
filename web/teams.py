"""The team to contact about a page, by its address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Team:
    """A team of the council. `help`: address and text of the link to a page that answers questions about this, if
    any.
    """

    name: str
    phone: str
    help: tuple[str, str] | None = None

    @property
    def tel(self) -> str:
        """The phone number for a `tel:` link."""
        return "+44" + self.phone.replace(" ", "")[1:]


CUSTOMER_SERVICE = Team("Customer Service Team", "0116 305 0001")
SIGN_IN_HELP = Team(
    CUSTOMER_SERVICE.name, CUSTOMER_SERVICE.phone, help=("/help", "Questions about signing in and codes")
)
PERMITS = Team("Parking permits team", "0116 305 5442", help=("/permits/terms", "Terms and conditions of permits"))
SOCIAL_CARE = Team("Adult social care", "0116 305 0004", help=("/help#care", "Questions about care and support forms"))
PAYMENTS = Team(CUSTOMER_SERVICE.name, CUSTOMER_SERVICE.phone, help=("/help#payments", "Questions about payments"))

_BY_ADDRESS = (
    ("/permits", PERMITS),
    ("/payments", PAYMENTS),
    ("/care-costs", SOCIAL_CARE),
    ("/care/forms/blue-badge", CUSTOMER_SERVICE),
    ("/care/", SOCIAL_CARE),
)


def team_for(path: str) -> Team:
    """The team to contact about the page at this path."""
    return next((team for prefix, team in _BY_ADDRESS if path.startswith(prefix)), SIGN_IN_HELP)
