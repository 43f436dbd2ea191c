"""Which channels a notice goes by, and what becomes of it: pure."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.channels import accepted, planned, refused, resumed, to_send, when_texts_go, with_news
from notifications.model import Delivery, DeliveryStatus, MessageStatus
from notifications.rules import BY_EMAIL_ALONE, BY_EVERY_CHOSEN_CHANNEL, BY_WHAT_IS_SAFE, MAILS, with_asked_channels
from portal.address import PostalAddress
from portal.contact_card import Channel, ContactCard
from portal.formats import Format
from portal.london import LONDON

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 21, 23, tzinfo=UTC)
MORNING = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOURS = (9, 20)
MOBILE, LANDLINE = "+447911123456", "+441163050001"
HOME = PostalAddress(lines=["12 Invented Row"], town="Loughborough", postcode="LE11 3ED")
BOTH = (Channel.EMAIL, Channel.TEXT)


def card(*chosen: Channel, phone: str = MOBILE) -> ContactCard:
    return ContactCard("ann@example.org", "Ann", "Smith", phone, chosen or (Channel.EMAIL,))


def new(detail_type: str = "PermitInReview") -> Delivery:
    return Delivery(
        event_id="event-1",
        account_id="account-1",
        mail=MAILS[detail_type],
        detail_type=detail_type,
        detail=json.dumps({}),
        claimed_at=NOW,
        status=DeliveryStatus.CLAIMED,
    )


def channels(delivery: Delivery) -> list[tuple[str, str]]:
    return [(one.channel.value, one.status.value) for one in delivery.messages]


@pytest.mark.parametrize("detail_type", sorted(BY_EMAIL_ALONE))
def test_what_concerns_security_goes_by_email_alone(detail_type: str) -> None:
    delivery = planned(new(detail_type), card(Channel.TEXT), NOW, HOURS)
    assert channels(delivery) == [("email", "claimed")]
    lost = with_news(accepted(delivery, Channel.EMAIL, "a…", "id", NOW), Channel.EMAIL, MessageStatus.BOUNCED, NOW)
    assert (lost.status, lost.due_at) == (DeliveryStatus.UNDELIVERED, None)
    assert channels(resumed(lost, card(Channel.TEXT), NOW, HOURS)) == [("email", "bounced")]


@pytest.mark.parametrize("detail_type", sorted(BY_EVERY_CHOSEN_CHANNEL))
def test_the_most_important_goes_by_every_chosen_channel(detail_type: str) -> None:
    assert channels(planned(new(detail_type), card(*BOTH), NOW, HOURS)) == [("email", "claimed"), ("text", "claimed")]
    assert channels(planned(new(detail_type), card(Channel.TEXT), NOW, HOURS)) == [("text", "claimed")]


def test_the_rest_goes_by_the_first_chosen_one() -> None:
    assert channels(planned(new(), card(*BOTH), NOW, HOURS)) == [("email", "claimed")]
    assert channels(planned(new(), card(Channel.TEXT), NOW, HOURS)) == [("text", "claimed")]


@pytest.mark.parametrize("detail_type", sorted(BY_WHAT_IS_SAFE))
@given(
    safe=st.lists(st.sampled_from(Channel), unique=True),
    chosen=st.lists(st.sampled_from(Channel), unique=True),
    lost=st.sampled_from([MessageStatus.BOUNCED, MessageStatus.FAILED]),
)
def test_a_request_is_told_by_what_is_safe_and_nothing_falls_back(
    detail_type: str, safe: list[Channel], chosen: list[Channel], lost: MessageStatus
) -> None:
    safe_card = with_asked_channels(replace(card(*chosen), address=HOME), {"safe_by": [one.value for one in safe]})
    delivery = planned(new(detail_type), safe_card, NOW, HOURS)
    ways = {one.channel for one in delivery.messages}
    assert ways <= set(safe)
    assert bool(ways) is bool(safe)
    preferred = set(chosen or [Channel.EMAIL])
    assert ways <= preferred or not preferred & set(safe)
    for way in ways:
        delivery = with_news(accepted(delivery, way, "…", "id", NOW), way, lost, NOW)
    assert (delivery.status, delivery.due_at) == (DeliveryStatus.UNDELIVERED, None)
    assert {one.channel for one in resumed(delivery, safe_card, NOW, HOURS).messages} == ways


def test_a_text_that_is_not_safe_does_not_become_an_email() -> None:
    told = planned(new("RequestEnded"), with_asked_channels(card(phone=LANDLINE), {"safe_by": ["text"]}), NOW, HOURS)
    assert (channels(told), told.status) == ([], DeliveryStatus.UNDELIVERED)


def test_texts_chosen_without_a_mobile_number_become_emails() -> None:
    assert channels(planned(new(), card(Channel.TEXT, phone=LANDLINE), NOW, HOURS)) == [("email", "claimed")]
    assert channels(planned(new(), card(Channel.TEXT, phone=""), NOW, HOURS)) == [("email", "claimed")]


def test_at_night_a_text_waits_and_the_email_does_not() -> None:
    delivery = planned(new("PermitRejected"), card(*BOTH), NIGHT, HOURS)
    assert channels(delivery) == [("email", "claimed"), ("text", "waiting")]
    assert (delivery.status, delivery.due_at) == (DeliveryStatus.CLAIMED, None)
    told = accepted(delivery, Channel.EMAIL, "a…", "id", NIGHT)
    assert (told.status, told.due_at) == (DeliveryStatus.WAITING, MORNING)
    assert channels(resumed(told, card(*BOTH), MORNING, HOURS)) == [("email", "sent"), ("text", "claimed")]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-11-21T08:59:59", "2026-11-21T09:00:00"),
        ("2026-11-21T09:00:00", "2026-11-21T09:00:00"),
        ("2026-11-21T19:59:59", "2026-11-21T19:59:59"),
        ("2026-11-21T20:00:00", "2026-11-22T09:00:00"),
        ("2026-10-24T23:30:00", "2026-10-25T09:00:00"),  # the clocks go back in that night
        ("2027-03-27T23:30:00", "2027-03-28T09:00:00"),  # and forward in that one
        ("2026-07-01T08:30:00", "2026-07-01T09:00:00"),
    ],
)
def test_the_hours_of_texts_are_londons(now: str, then: str) -> None:
    here = datetime.fromisoformat(now).replace(tzinfo=LONDON)
    assert when_texts_go(here, HOURS) == datetime.fromisoformat(then).replace(tzinfo=LONDON)


@given(st.integers(0, 2 * 365 * 24 * 60))
def test_a_text_waits_less_than_a_day_and_goes_in_the_hours(minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    then = when_texts_go(now, HOURS)
    assert now <= then < now + timedelta(hours=15)
    assert 9 <= then.astimezone(LONDON).hour < 20
    assert when_texts_go(now, (0, 24)) == now


def test_a_refusal_falls_back_once_to_a_channel_that_was_not_chosen() -> None:
    lost = refused(planned(new(), card(), NOW, HOURS), Channel.EMAIL, NOW)
    back = resumed(lost, card(), NOW, HOURS)
    assert channels(back) == [("email", "failed"), ("text", "claimed")]
    end = resumed(refused(back, Channel.TEXT, NOW), card(), NOW, HOURS)
    assert channels(end) == [("email", "failed"), ("text", "failed")]
    assert (end.status, to_send(end)) == (DeliveryStatus.UNDELIVERED, None)


NOWHERE = PostalAddress(lines=["12 Invented Row"], town="Loughborough", postcode="")


@pytest.mark.parametrize(
    ("detail_type", "chosen", "tried"),
    [
        ("PermitInReview", [Channel.POST], [("post", "unaddressed"), ("email", "sent")]),
        ("PermitRejected", [Channel.EMAIL, Channel.POST], [("email", "sent"), ("post", "unaddressed")]),
    ],
)
def test_a_chosen_letter_without_an_address_is_for_officers_though_the_email_went(
    detail_type: str, chosen: list[Channel], tried: list[tuple[str, str]]
) -> None:
    delivery = planned(new(detail_type), replace(card(*chosen), address=NOWHERE), NOW, HOURS)
    assert not delivery.for_officers
    told = accepted(delivery, Channel.EMAIL, "a…", "id", NOW)
    assert (channels(told), told.status, told.for_officers) == (tried, DeliveryStatus.SENT, True)
    withheld = resumed(told, DeliveryStatus.WITHHELD, NOW, HOURS)
    assert not withheld.for_officers


def test_a_chosen_letter_without_any_address_is_for_officers_too() -> None:
    told = accepted(planned(new("PermitInReview"), card(Channel.POST), NOW, HOURS), Channel.EMAIL, "a…", "id", NOW)
    assert (channels(told), told.for_officers) == ([("post", "unaddressed"), ("email", "sent")], True)
    unsafe = with_asked_channels(card(Channel.POST), {"safe_by": ["email"]})
    assert channels(planned(new("RequestEnded"), unsafe, NOW, HOURS)) == [("email", "claimed")]


ALL_FORMATS = tuple(Format)


@pytest.mark.parametrize(
    ("detail_type", "chosen", "by_hand"),
    [
        ("PaymentRequested", Channel.POST, ("easy_read", "braille", "audio")),
        ("PermitRejected", Channel.EMAIL, ("easy_read",)),
        ("RequestEnded", Channel.POST, ("easy_read", "braille", "audio")),
        ("RequestEnded", Channel.TEXT, ()),
        ("PasswordChanged", Channel.POST, ()),
    ],
)
def test_what_we_cannot_make_ourselves_is_for_officers(
    detail_type: str, chosen: Channel, by_hand: tuple[str, ...]
) -> None:
    reader = replace(card(chosen), address=HOME, formats=ALL_FORMATS)
    delivery = planned(new(detail_type), reader, NOW, HOURS)
    [message] = delivery.messages
    told = accepted(delivery, message.channel, "…", "id", NOW)
    assert (told.by_hand, told.for_officers) == (by_hand, bool(by_hand))
    large = planned(new(detail_type), replace(reader, formats=(Format.LARGE_PRINT,)), NOW, HOURS)
    assert large.by_hand == ()


def test_what_becomes_a_letter_later_is_made_by_hand_then() -> None:
    reader = replace(card(phone=LANDLINE), address=HOME, formats=(Format.BRAILLE,))
    email = planned(new(), reader, NOW, HOURS)
    assert email.by_hand == ()
    assert resumed(refused(email, Channel.EMAIL, NOW), reader, NOW, HOURS).by_hand == (Format.BRAILLE,)
    assert not resumed(email, DeliveryStatus.WITHHELD, NOW, HOURS).for_officers


def test_a_letter_that_is_the_only_safe_way_and_has_no_address_is_for_officers() -> None:
    safe = with_asked_channels(replace(card(), address=NOWHERE), {"safe_by": ["post"]})
    told = planned(new("RequestEnded"), safe, NOW, HOURS)
    assert (channels(told), told.status) == ([("post", "unaddressed")], DeliveryStatus.UNDELIVERED)
    assert told.for_officers


def test_who_chose_no_letter_and_was_told_is_not_for_officers() -> None:
    no_post = replace(card(), address=NOWHERE)
    back = resumed(refused(planned(new(), no_post, NOW, HOURS), Channel.EMAIL, NOW), no_post, NOW, HOURS)
    told = accepted(back, Channel.TEXT, "…456", "id", NOW)
    assert (channels(told), told.for_officers) == ([("email", "failed"), ("text", "sent")], False)


def test_a_letter_whose_address_was_broken_after_it_was_claimed_is_unaddressed() -> None:
    claimed = planned(new("PermitRejected"), replace(card(*BOTH, Channel.POST), address=HOME), NOW, HOURS)
    assert channels(refused(claimed, Channel.POST, NOW))[-1] == ("post", "unaddressed")


def test_who_was_told_by_another_channel_is_not_told_again() -> None:
    both = planned(new("PermitRejected"), card(*BOTH), NOW, HOURS)
    told = accepted(accepted(both, Channel.EMAIL, "a…", "1", NOW), Channel.TEXT, "…", "2", NOW)
    lost = with_news(told, Channel.EMAIL, MessageStatus.BOUNCED, NOW)
    assert (channels(lost), lost.due_at) == ([("email", "bounced"), ("text", "sent")], None)
    assert lost.status is DeliveryStatus.SENT


def test_a_bounce_that_comes_before_sent_is_noted_stays() -> None:
    early = with_news(planned(new(), card(), NOW, HOURS), Channel.EMAIL, MessageStatus.BOUNCED, NOW)
    late = accepted(early, Channel.EMAIL, "a…", "id", NOW + timedelta(seconds=1))
    assert (channels(late), late.due_at) == ([("email", "bounced")], NOW)
    assert late.messages[0].provider_id == "id"


@pytest.mark.parametrize("order", [("delivered", "bounced"), ("bounced", "delivered"), ("bounced", "bounced")])
def test_news_in_any_order_end_the_same(order: tuple[str, str]) -> None:
    delivery = accepted(planned(new(), card(), NOW, HOURS), Channel.EMAIL, "a…", "id", NOW)
    for news in order:
        delivery = with_news(delivery, Channel.EMAIL, MessageStatus(news), NOW)
    assert (channels(delivery), delivery.status) == ([("email", "bounced")], DeliveryStatus.WAITING)


def test_a_bounce_told_twice_starts_nothing_anew_after_the_fall_back() -> None:
    delivery = accepted(planned(new(), card(), NOW, HOURS), Channel.EMAIL, "a…", "id", NOW)
    back = resumed(with_news(delivery, Channel.EMAIL, MessageStatus.BOUNCED, NOW), card(), NOW, HOURS)
    told = accepted(back, Channel.TEXT, "…456", "id", NOW)
    assert with_news(told, Channel.EMAIL, MessageStatus.BOUNCED, NOW) == told


def test_who_left_meanwhile_is_told_nothing() -> None:
    assert planned(new(), DeliveryStatus.NOBODY, NOW, HOURS).status is DeliveryStatus.NOBODY
    waiting = accepted(planned(new("PermitRejected"), card(*BOTH), NIGHT, HOURS), Channel.EMAIL, "a…", "id", NIGHT)
    gone = resumed(waiting, DeliveryStatus.NOBODY, MORNING, HOURS)
    assert (gone.status, gone.due_at, to_send(gone)) == (DeliveryStatus.NOBODY, None, None)
