"""An address is chosen from the gazetteer or, when it is not there, typed."""

from auth.model import AddressOfAccount, UprnOrAddress
from portal.address import FoundAddress
from portal.problems import FieldError, Refusal, invalid


def chosen_address(entered: UprnOrAddress, found: FoundAddress | None) -> AddressOfAccount | Refusal:
    """The address that was entered, or the refusal. `found`: the gazetteer's address for the UPRN; None if there is
    none.
    """
    if entered.address is not None:
        return AddressOfAccount(**entered.address.model_dump())
    if entered.uprn is None:
        return invalid(FieldError("address", "missing", "Choose your address or enter it."))
    if found is None:
        return invalid(FieldError("uprn", "unknown_uprn", "We do not know this property. Enter the address instead."))
    return AddressOfAccount(**found.address.model_dump(), uprn=found.uprn)
