"""What an officer searches accounts by, and how much of an address they see."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from portal.email_address import EmailAddress
from portal.ids import as_payment_reference
from portal.shapes import Input
from portal.uk import Postcode

_REFERENCE = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}(-R?[0-9]{1,3})?")


def reference(text: str) -> str:
    """A payment's reference in our spelling. Raises: PydanticCustomError `invalid_reference`."""
    found = as_payment_reference(text)
    if not _REFERENCE.fullmatch(found):
        words = "Enter the reference as it stands on the receipt or at GOV.UK Pay: 26 letters and digits, and a number."
        raise PydanticCustomError("invalid_reference", words)
    return found


Reference = Annotated[str, StringConstraints(max_length=40), AfterValidator(reference)]


class AccountSearch(Input):
    """What to search by: exactly one of the three. `reference`: a payment's, in our form or as GOV.UK Pay shows it."""

    email: Annotated[EmailAddress | None, Field(title="an email address")] = None
    reference: Annotated[Reference | None, Field(title="a payment’s reference")] = None
    postcode: Annotated[Postcode | None, Field(title="a postcode")] = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if sum(one is not None for one in (self.email, self.reference, self.postcode)) != 1:
            raise PydanticCustomError("one_of", "Give one of email, reference and postcode.")
        return self

    @property
    def payment_id(self) -> str:
        return (self.reference or "").partition("-")[0]
