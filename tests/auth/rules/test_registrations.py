from datetime import UTC, datetime

from auth.model import AddressOfAccount, Contact, Person, Registration
from auth.rules.registrations import code_can_match, contact_given
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
ADDRESS = AddressOfAccount(lines=["1 Row"], town="Loughborough", postcode="LE11 3ED")
CONTACT = Contact(phone="+441163050001", address=ADDRESS)
NEW = Registration(
    registration_id="r",
    person=Person(email="ann@example.org", first_name="Ann", last_name="Smith", kind="resident"),
    password_hash="h",
    privacy_policy_version="1",
    already_registered=False,
    created_at=NOW,
    ends_at=NOW,
)


def test_a_code_can_be_sent_again_only_once_there_was_a_first() -> None:
    refused = contact_given(NEW)
    assert isinstance(refused, Refusal)
    assert refused.code == "code_not_sent"
    assert contact_given(NEW.model_copy(update={"contact": CONTACT})) == CONTACT


def test_no_code_opens_an_address_that_has_an_account() -> None:
    assert code_can_match(NEW)
    assert not code_can_match(NEW.model_copy(update={"already_registered": True}))
