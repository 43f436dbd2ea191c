import re
from datetime import date
from typing import Any

import pytest

from notifications.model import Notice
from notifications.rules import BY_WHAT_IS_SAFE, MAILS, as_said_now, notice_for, with_formats
from notifications.words import payment_facts, permit_facts
from portal.contact_card import ContactCard
from portal.formats import Format
from portal.mail import MAILS as MAILS_FOLDER
from portal.mail import compose
from portal.request_card import RequestCard
from tests.notifications.made import a_card, a_payment_card
from tests.support.template import resources

DETAIL = {"event_id": "event-1", "at": "2026-11-21T18:00:00.000Z", "account_id": "account-1"}


def test_a_new_account_is_welcomed() -> None:
    assert notice_for("AccountActivated", DETAIL) == Notice("event-1", "account-1", "welcome", {})


def test_a_mail_may_name_a_reference_and_nothing_else_of_an_event() -> None:
    notice = notice_for("PermitLapsed", DETAIL | {"reference": "ABCD2345", "permit_id": "p-1", "vrm": "AB12 CDE"})
    assert notice.facts == {"reference": "ABCD2345"}


def test_only_a_changed_address_is_told_to_the_one_that_was_left() -> None:
    detail = DETAIL | {"permit_id": "p-1", "change_id": "c-1"}
    assert notice_for("EmailChanged", detail).change_id == "c-1"
    assert notice_for("PermitChangeApproved", detail).change_id is None


@pytest.mark.parametrize(("known", "said"), [(None, [Format.BRAILLE]), ((), []), ((Format.AUDIO,), [Format.AUDIO])])
def test_formats_are_those_of_the_request_now_if_its_card_names_any(known: Any, said: list[Format]) -> None:
    card = RequestCard("r-1", "account-1", "ABCD2345", ("post",), formats=known)
    detail = as_said_now(DETAIL | {"safe_by": ["email"], "formats": ["braille"]}, card)
    assert detail["safe_by"] == ("post",)
    assert with_formats(ContactCard("ann@example.org", "Ann", "Smith", ""), detail).formats == tuple(said)


@pytest.mark.parametrize("event", sorted(BY_WHAT_IS_SAFE))
def test_a_mail_about_a_request_says_nothing_of_care(event: str) -> None:
    mail = (MAILS_FOLDER / f"{MAILS[event]}.txt").read_text("utf-8").lower()
    assert re.findall(r"care|health|need(s|ed)\b|assess|social|support|disab|305 0004|request_id", mail) == []


def test_what_nobody_is_told_of_is_an_error() -> None:
    with pytest.raises(KeyError):
        notice_for("SomethingElse", DETAIL)


@pytest.mark.parametrize("missing", ["event_id", "account_id"])
def test_an_event_without_its_ids_is_an_error(missing: str) -> None:
    with pytest.raises(KeyError, match=missing):
        notice_for("AccountActivated", {name: value for name, value in DETAIL.items() if name != missing})


def test_whatever_the_rule_on_the_bus_lets_through_is_known() -> None:
    pattern = resources("AWS::Events::Rule")["NoticesRule"]["EventPattern"]
    assert set(pattern["detail-type"]) == set(MAILS)


@pytest.mark.parametrize("name", MAILS.values())
def test_every_notice_has_all_that_its_mail_names(name: str) -> None:
    detail = DETAIL | {"reference": "ABCD2345", "permit_id": "p-1", "change_id": "c-1"}
    detail |= {"payment_id": "p-1", "refund_id": "p-1-r1"}
    event = next(event for event, mail in MAILS.items() if mail == name)
    notice = notice_for(event, detail)
    of_permit = permit_facts(notice, a_card(ends=True, renews_on=date(2027, 11, 14)), str) if notice.permit_id else {}
    of_payment = payment_facts(notice, a_payment_card()) if notice.payment_id else {}
    assert of_permit is not None
    assert of_payment is not None
    facts = {
        "reference": "ABCD2345",
        "payment_id": "01J0",
        "token": "a-way-back",
        "hours": "72",
        **of_permit,
        **of_payment,
    }
    mail = compose(name, web_url="https://portal.example", first_name="Ann", **facts)
    assert "$" not in mail.text
