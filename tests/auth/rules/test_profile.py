from datetime import UTC, datetime

import pytest

from auth.model import Account, AddressOfAccount, Contact, ContactBy, Person, ProfileChanges
from auth.rules.profile import STALE, changed
from portal.formats import Format
from portal.problems import Refusal

NOW = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
PERSON = Person(email="ann@example.org", first_name="Ann", last_name="Smith", kind="resident")
ADDRESS = AddressOfAccount(lines=["1 Row"], town="Loughborough", postcode="LE11 3ED")
CONTACT = Contact(phone="+441163050001", address=ADDRESS)
ACCOUNT = Account(
    account_id="a-1", person=PERSON, contact=CONTACT, privacy_policy_version="1", created_at=NOW, version=4
)


def test_what_is_sent_is_changed_and_the_rest_stays() -> None:
    wanted = changed(ACCOUNT, ProfileChanges(first_name="Anne", phone="07700 900982"), None, '"4"')
    assert isinstance(wanted, Account)
    assert wanted.person == PERSON.model_copy(update={"first_name": "Anne"})
    assert wanted.contact == CONTACT.model_copy(update={"phone": "+447700900982"})
    assert (wanted.contact_by, wanted.version) == (ACCOUNT.contact_by, 4)
    assert changed(ACCOUNT, ProfileChanges(), None, None) == ACCOUNT


def test_ways_to_be_reached_are_changed_together() -> None:
    wanted = changed(ACCOUNT, ProfileChanges(contact_by=ContactBy(email=False, post=True)), None, None)
    assert isinstance(wanted, Account)
    assert wanted.contact_by == ContactBy(email=False, text=False, post=True)


def test_formats_are_changed_together_and_can_all_be_taken_back() -> None:
    wanted = changed(ACCOUNT, ProfileChanges(formats=[Format.BRAILLE, Format.LARGE_PRINT, Format.BRAILLE]), None, None)
    assert isinstance(wanted, Account)
    assert wanted.formats == [Format.LARGE_PRINT, Format.BRAILLE]
    kept = changed(wanted, ProfileChanges(first_name="Anne"), None, None)
    assert isinstance(kept, Account)
    assert kept.formats == wanted.formats
    assert changed(wanted, ProfileChanges(formats=[]), None, None) == ACCOUNT


def test_texts_need_a_mobile_number() -> None:
    texts = ProfileChanges(contact_by=ContactBy(text=True))
    refused = changed(ACCOUNT, texts, None, None)
    assert isinstance(refused, Refusal)
    assert [(error.field, error.code) for error in refused.errors] == [("contact_by", "mobile_needed")]
    with_mobile = ProfileChanges(contact_by=ContactBy(text=True), phone="07700 900982")
    texted = changed(ACCOUNT, with_mobile, None, None)
    assert isinstance(texted, Account)
    refused = changed(texted, ProfileChanges(phone="0116 305 0001"), None, None)
    assert isinstance(refused, Refusal)
    assert [error.field for error in refused.errors] == ["phone"]
    old = ACCOUNT.model_copy(update={"contact_by": ContactBy(text=True)})
    assert isinstance(changed(old, ProfileChanges(first_name="Anne"), None, None), Account)


def test_an_unknown_property_changes_nothing() -> None:
    refused = changed(ACCOUNT, ProfileChanges(uprn="99", first_name="Anne"), None, None)
    assert isinstance(refused, Refusal)
    assert refused.errors[0].code == "unknown_uprn"


@pytest.mark.parametrize("seen", ['"4"', 'W/"4"', "4", None])
def test_who_saw_this_version_may_change_it(seen: str | None) -> None:
    assert isinstance(changed(ACCOUNT, ProfileChanges(first_name="Anne"), None, seen), Account)


@pytest.mark.parametrize("seen", ['"3"', '"5"', '""', "", 'W/"3"', "four"])
def test_who_saw_another_may_not(seen: str) -> None:
    assert changed(ACCOUNT, ProfileChanges(first_name="Anne"), None, seen) is STALE


def test_who_wants_what_is_there_already_is_told_yes() -> None:
    """Their own first request got through and its answer was lost."""
    assert changed(ACCOUNT, ProfileChanges(first_name="Ann"), None, '"3"') == ACCOUNT
