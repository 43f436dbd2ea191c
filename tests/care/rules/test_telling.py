"""What of a request is told, and by what is safe (`docs/rules/care.md`, C64 to C66)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.model import RequestStatus, TimelineEntry
from care.rules.concerns import CONCERN
from care.rules.helping import PRESUMED
from care.rules.outcomes import MOVED_AWAY
from care.rules.telling import about, formats, formats_for_all, safe_by, told
from care.store.items import request_writes
from notifications.rules import with_formats
from portal.clock import epoch_seconds
from portal.contact_card import Channel, ContactCard
from portal.events.care import RequestDraftEnding, RequestEnded, RequestQuestionAsked, RequestSubmitted
from portal.formats import Format
from portal.helping import Helping
from portal.request_card import CARD_FIELDS
from tests.care.rules.test_cases import NOW, a_request

ALL = ["email", "phone", "text", "post"]
SAID = {
    "authority": st.sampled_from(["self", "permission", "best_interests"]),
    "updates_to": st.sampled_from(["person", "helper", "both"]),
    "safe_contact_channels": st.one_of(st.just(["none"]), st.lists(st.sampled_from(ALL), min_size=1, unique=True)),
    "safe_contact_shared_device": st.booleans(),
    "safe_contact_shared_post": st.booleans(),
}


def test_ways_are_called_what_our_channels_are_called() -> None:
    assert safe_by({"safe_contact_channels": ALL}) == tuple(Channel)


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ({}, ["email"]),
        ({"safe_contact_channels": ["text", "email"]}, ["email", "text"]),
        ({"safe_contact_channels": ["phone"]}, []),
        ({"safe_contact_channels": ["none"]}, []),
        ({"safe_contact_channels": ALL, "safe_contact_shared_device": True}, ["post"]),
        ({"safe_contact_channels": ALL, "safe_contact_shared_post": True}, ["email", "text"]),
        ({"safe_contact_channels": ["post"], "safe_contact_shared_post": True}, []),
    ],
)
def test_only_what_is_safe_and_nobody_else_reads(said: dict[str, Any], ways: list[str]) -> None:
    """H1."""
    assert list(safe_by(said)) == ways


def test_no_letter_is_printed_for_who_has_no_fixed_address() -> None:
    """H7: the address of the account is not where they are."""
    nowhere = {"none": True, "where": "In a friend's van", "contact_via": "The day centre"}
    home = {"lines": ["1 High Street"], "town": "Loughborough", "postcode": "LE11 3ED"}
    assert safe_by({"safe_contact_channels": ALL, "address": nowhere}) == ("email", "text")
    assert safe_by({"safe_contact_channels": ["post"], "address": nowhere}) == ()
    assert "post" in safe_by({"safe_contact_channels": ALL, "address": home})


@pytest.mark.parametrize(
    ("said", "ways"),
    [
        ({"updates_to": "helper", "safe_contact_channels": ["post"]}, ["email"]),
        ({"updates_to": "both", "safe_contact_channels": ALL}, ["email"]),
        ({"updates_to": "person", "safe_contact_channels": ALL}, []),
        ({"updates_to": "helper", "safe_contact_channels": ["none"]}, []),
        ({}, ["email"]),
    ],
)
def test_who_asks_for_somebody_else_is_told_by_email_alone(said: dict[str, Any], ways: list[str]) -> None:
    """H4."""
    assert list(safe_by({"authority": "permission", **said})) == ways


@given(st.fixed_dictionaries({}, optional=SAID))
def test_a_letter_goes_only_to_who_asked_for_one_and_opens_their_post(said: dict[str, Any]) -> None:
    ways = safe_by(said)
    if "post" in ways:
        assert said.get("authority", "self") == "self"
        assert "post" in said["safe_contact_channels"]
        assert not said.get("safe_contact_shared_post")


def test_each_step_that_its_sender_has_to_know_is_told_once() -> None:
    draft = a_request(status=RequestStatus.DRAFT, submitted_at=None, reference=None, timeline=())
    sent, warned = a_request(), draft.model_copy(update={"warned": True})
    assert told(None, draft) is None
    assert told(draft, draft.model_copy(update={"answers": {"first_name": "Ann"}})) is None
    assert told(draft, warned) is RequestDraftEnding
    assert (told(warned, warned), told(warned, draft)) == (None, None)
    assert told(draft, sent) is RequestSubmitted
    assert told(sent, sent) is None


@pytest.mark.parametrize(
    ("what", "event"),
    [
        ("information_asked", RequestQuestionAsked),
        ("approved", RequestEnded),
        ("closed", RequestEnded),
        ("in_review", None),
        ("replied", None),
        ("withdrawn", None),
    ],
)
def test_what_an_officer_does_is_told_if_it_concerns_its_sender(what: Any, event: Any) -> None:
    read = a_request()
    after = a_request(timeline=(*read.timeline, TimelineEntry(at=NOW, what=what, version=5)))
    assert told(read, after) is event


def test_what_a_helper_answers_keeps_nothing_from_the_person() -> None:
    """The account is the person's, whoever the helper says that they ask for (C135)."""
    for said in ({"authority": "permission", "updates_to": "person"}, {"authority": "permission"}):
        sent = a_request(account_asks=True, answers={**PRESUMED, **said})
        assert about(sent, RequestEnded)["safe_by"] == ("email",)
        post = {"safe_contact_channels": ["post"], "safe_contact_shared_post": False}
        assert about(a_request(account_asks=True, answers={**said, **post}), RequestEnded)["safe_by"] == ("post",)
        died = TimelineEntry(at=NOW, what="closed", version=5)
        over = sent.model_copy(update={"outcome": "person_died", "timeline": (*sent.timeline, died)})
        assert told(sent, over) is None


def test_an_event_says_nothing_of_what_was_answered() -> None:
    answers = {"first_name": "Ann", "safe_contact_channels": ["text"], "urgent": ["no_food"]}
    event = RequestEnded.new(NOW, lambda count: bytes(count), **about(a_request(answers=answers), RequestEnded))
    facts = {"event_id", "at", "request_id", "account_id", "reference", "safe_by", "formats"}
    assert set(event.model_dump()) == facts
    assert (event.safe_by, event.formats) == (("text",), ())


@pytest.mark.parametrize(("kept_until", "cards"), [(None, 1), (NOW + timedelta(days=2000), 0)])
def test_a_request_of_a_closed_account_gets_its_card_back_with_no_step(kept_until: datetime | None, cards: int) -> None:
    """The card was emptied with the account, and expires."""
    post = {"safe_contact_channels": ["post"], "safe_contact_shared_post": False, **NEEDS}
    read = a_request(answers=post, kept_until=kept_until)
    after = read.model_copy(update={"status": RequestStatus.CLOSED, "outcome": MOVED_AWAY, "version": 5})
    writes = request_writes("Requests", read, after, NOW, lambda count: bytes(count))
    assert sum(str(one.item["pk"]).startswith("REFERENCE#") for one in writes) == cards


def test_the_card_of_a_kept_request_is_empty_and_expires() -> None:
    """However it comes to be written."""
    kept = a_request(answers=NEEDS, kept_until=NOW)
    draft = kept.model_copy(update={"status": RequestStatus.DRAFT, "submitted_at": None})
    [card] = [
        one.item
        for one in request_writes("Requests", draft, kept, NOW, lambda count: bytes(count))
        if str(one.item["pk"]).startswith("REFERENCE#")
    ]
    assert not set(card) & set(CARD_FIELDS)
    assert card["ttl"] == epoch_seconds(NOW)


NEEDS = {"communication_needs": ["audio", "large_print", "more_time"], "formats_for_all": True}
HELPED = Helping(
    helper_id="helper-1",
    account_id="a-1",
    person_name="Ann Smith",
    helper_name="Bo Smith",
    until=NOW.date(),
    confirmed_at=NOW,
)


def test_what_is_sent_about_a_request_comes_in_the_formats_that_its_owner_needs() -> None:
    event = RequestEnded.new(NOW, lambda count: bytes(count), **about(a_request(answers=NEEDS), RequestEnded))
    assert event.formats == (Format.LARGE_PRINT, Format.AUDIO)
    card = ContactCard("ann@example.org", "Ann", "Smith", "", formats=(Format.EASY_READ,))
    told = with_formats(card, event.model_dump(mode="json"))
    assert told.formats == (Format.LARGE_PRINT, Format.EASY_READ, Format.AUDIO)


@pytest.mark.parametrize(
    ("asked", "helping", "wanted"),
    [
        ({}, None, ("large_print", "audio")),
        ({"answers": NEEDS | {"formats_for_all": False}}, None, ()),
        ({"answers": NEEDS | {"communication_needs": ["bsl"]}}, None, ()),
        ({}, HELPED, ()),
        ({"helper_id": "helper-1", "account_asks": True}, None, ("large_print", "audio")),
    ],
)
def test_the_profile_takes_them_over_if_the_person_agrees(asked: Any, helping: Any, wanted: tuple[str, ...]) -> None:
    assert formats_for_all(a_request(**{"answers": NEEDS, **asked}), helping) == wanted


@pytest.mark.parametrize("asked", [{"form_id": CONCERN}, {"answers": NEEDS | {"authority": "permission"}}])
def test_what_is_said_of_somebody_else_or_in_a_concern_is_no_format_of_the_accounts_owner(asked: Any) -> None:
    request = a_request(**{"answers": NEEDS, **asked})
    assert (formats(request), formats_for_all(request, None)) == ((), ())
