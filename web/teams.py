"""The team to contact about a page: by its address, or by the form that it is about."""

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
CARE_HELP = ("/help#care", "Questions about care and support forms")
SOCIAL_CARE = Team("Adult social care", "0116 305 0004", help=CARE_HELP)
CHILDREN = Team("Children’s services", "0116 305 0005", help=CARE_HELP)
BLUE_BADGES = Team(CUSTOMER_SERVICE.name, CUSTOMER_SERVICE.phone, help=CARE_HELP)
PAYMENTS = Team(CUSTOMER_SERVICE.name, CUSTOMER_SERVICE.phone, help=("/help#payments", "Questions about payments"))

_BY_ADDRESS = (
    ("/permits", PERMITS),
    ("/payments", PAYMENTS),
    ("/care-costs", SOCIAL_CARE),
    ("/care/", SOCIAL_CARE),
)
_BY_FORM = {"blue-badge": BLUE_BADGES, "young-carers-support": CHILDREN}


def team_for(path: str) -> Team:
    """The team to contact about the page at this path."""
    return next((team for prefix, team in _BY_ADDRESS if path.startswith(prefix)), SIGN_IN_HELP)


def team_for_form(form_id: str) -> Team:
    """The team to contact about a form, and about what was sent by it."""
    return _BY_FORM.get(form_id, SOCIAL_CARE)
