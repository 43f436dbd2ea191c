from datetime import UTC, datetime

from auth.challenges import Registration
from auth.model import AddressOfAccount, Contact, Person
from auth.rules.registrations import check_contact_given
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
ADDRESS = AddressOfAccount(lines=["1 Row"], town="Loughborough", postcode="LE11 3ED")
CONTACT = Contact(phone="+441163050001", address=ADDRESS)
NEW = Registration(
    challenge_id="r",
    person=Person(email="ann@example.org", first_name="Ann", last_name="Smith", kind="resident"),
    password_hash="h",
    privacy_policy_version="1",
    already_registered=False,
    created_at=NOW,
    ends_at=NOW,
)


def test_a_code_can_be_sent_again_only_once_there_was_a_first() -> None:
    refusal = check_contact_given(NEW)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "code_not_sent"
    assert check_contact_given(NEW.model_copy(update={"contact": CONTACT})) == "given"


def test_no_code_opens_an_address_that_has_an_account() -> None:
    assert NEW.can_match
    assert not NEW.model_copy(update={"already_registered": True}).can_match
