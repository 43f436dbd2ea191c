import pytest

from auth.model import AddressOfAccount, TypedAddress, UprnOrAddress
from auth.rules.addresses import chosen_address
from portal.address import FoundAddress, PostalAddress
from portal.problems import Refusal

TYPED = TypedAddress(lines=["1 Invented Row"], town="Loughborough", postcode="LE11 3ED")


CHOSEN = FoundAddress(
    uprn="2",
    address=PostalAddress(lines=["2 High Street"], town="Loughborough", postcode="LE11 3ED"),
    in_county=True,
    district="Charnwood",
    permit_zone=None,
)


def test_a_typed_address_is_kept_as_it_is() -> None:
    chosen = chosen_address(UprnOrAddress(address=TYPED), None)
    assert chosen == AddressOfAccount(lines=["1 Invented Row"], town="Loughborough", postcode="LE11 3ED")


def test_a_chosen_address_is_the_gazetteers_own() -> None:
    chosen = chosen_address(UprnOrAddress(uprn="2"), CHOSEN)
    assert chosen == AddressOfAccount(lines=["2 High Street"], town="Loughborough", postcode="LE11 3ED", uprn="2")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [(UprnOrAddress(), "missing", "address"), (UprnOrAddress(uprn="99"), "unknown_uprn", "uprn")],
)
def test_no_address_is_told_by_its_field(given: UprnOrAddress, code: str, field: str) -> None:
    refused = chosen_address(given, None)
    assert isinstance(refused, Refusal)
    assert [(error.code, error.field) for error in refused.errors] == [(code, field)]
