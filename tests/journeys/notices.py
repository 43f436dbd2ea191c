"""People who want texts, and an email that comes back: told by text, in the morning if it was night, or by letter.

No engine sends SES's events, so they are put into the queue as the topic would; nor what becomes of texts.
"""

import gzip
import json
from base64 import b64encode
from typing import Any

import pytest

from tests.faults.invariants import rows
from tests.journeys.bills import Billing
from tests.journeys.bounces import bounce
from tests.journeys.payments import Debtor
from tests.journeys.permits import in_review
from tests.support.buyer import Buyer
from tests.support.visitor import GaveUp, Visitor

CANNOT_BE_PRINTED = "Ольга"
"""By the typeface of our letters."""
BILLED = "You have a payment to make"
MOBILE, MOBILE_AS_TYPED = "+447911123456", "07911 123456"


def comes_back_and_is_texted(visitor: Visitor) -> None:
    """The email about an application bounces at night: in the morning the same is told by text."""
    buyer = in_review(visitor)
    assert visitor.edit_profile(phone=MOBILE_AS_TYPED).status == 200
    time_goes_by(buyer)
    tell_of_mail(buyer, notice(buyer, "permit_in_review"), "Bounce")
    buyer.stack.clock.forward(hours=3)
    time_goes_by(buyer)
    assert not buyer.portal.texts(MOBILE), "it is night"
    buyer.stack.clock.forward(hours=13)
    time_goes_by(buyer)
    texts = set(buyer.portal.texts(MOBILE))
    assert len(texts) == 1, texts
    assert "We are looking at your permit application" in texts.pop()
    channels = [(one["channel"], one["status"]) for one in notice(buyer, "permit_in_review")["messages"]]
    assert channels == [("email", "bounced"), ("text", "sent")]
    officer_sees(visitor)


def officer_sees(visitor: Visitor) -> None:
    """What was sent, newest first; an account that nobody has is not there; that somebody looked is on record."""
    billing = Billing(visitor)
    visitor.sign_in()
    account_id = visitor.ask("GET", "/v1/account").body["account_id"]
    seen = billing.does("GET", f"accounts/{account_id}/notices")["items"]
    [bounced] = [one for one in seen if one["about"] == "We are looking at your permit application"]
    assert [(one["channel"], one["status"]) for one in bounced["messages"]] == [("email", "bounced"), ("text", "sent")]
    assert [one["at"] for one in seen] == sorted((one["at"] for one in seen), reverse=True)
    with pytest.raises(GaveUp, match=": 404"):
        billing.does("GET", "accounts/7ZZZZZZZZZZZZZZZZZZZZZZZZZ/notices")
    happened = visitor.ask("GET", "/v1/account/activity").body["items"]
    assert "We looked at what we had sent you." in [one["words"] for one in happened], happened


def comes_back_to_nobody(visitor: Visitor) -> None:
    """An email bounces, there is no mobile number and no letter can be addressed: officers see whom it was to tell."""
    visitor.first_name = CANNOT_BE_PRINTED
    buyer = in_review(visitor)
    officer = Billing(visitor)
    assert officer.does("GET", "undelivered-notices")["items"] == []
    time_goes_by(buyer)
    tell_of_mail(buyer, notice(buyer, "permit_in_review"), "Bounce")
    time_goes_by(buyer)
    [lost] = officer.does("GET", "undelivered-notices")["items"]
    assert lost["about"] == "We are looking at your permit application"
    assert lost["name"] == f"{visitor.first_name} Smith"
    assert [(one["channel"], one["status"]) for one in lost["messages"]] == [
        ("email", "bounced"),
        ("post", "unaddressed"),
    ]


def comes_back_and_is_written_to(visitor: Visitor) -> None:
    """An email bounces and there is no mobile number: a letter goes to the printing house with the next manifest."""
    buyer = in_review(visitor)
    time_goes_by(buyer)
    tell_of_mail(buyer, notice(buyer, "permit_in_review"), "Bounce")
    time_goes_by(buyer)
    channels = [(one["channel"], one["status"]) for one in notice(buyer, "permit_in_review")["messages"]]
    assert channels == [("email", "bounced"), ("post", "sent")]
    buyer.stack.clock.forward(days=2)
    time_goes_by(buyer)


def comes_back_and_no_text_arrives(visitor: Visitor) -> None:
    """An email bounces, and the text that is sent instead does not reach the telephone: a letter goes."""
    buyer = in_review(visitor)
    assert visitor.edit_profile(phone=MOBILE_AS_TYPED).status == 200
    time_goes_by(buyer)
    tell_of_mail(buyer, notice(buyer, "permit_in_review"), "Bounce")
    time_goes_by(buyer)
    tell_of_text(buyer, notice(buyer, "permit_in_review"), "FAILURE")
    time_goes_by(buyer)
    channels = [(one["channel"], one["status"]) for one in notice(buyer, "permit_in_review")["messages"]]
    assert channels == [("email", "bounced"), ("text", "failed"), ("post", "sent")]
    buyer.stack.clock.forward(days=2)
    time_goes_by(buyer)


def wants_texts(visitor: Visitor) -> None:
    """Texts are chosen, for which a mobile number is needed; an application is told of by text alone."""
    chooses_texts(visitor)
    account_id = visitor.ask("GET", "/v1/account").body["account_id"]
    assert Billing(visitor).does("GET", f"accounts/{account_id}/notices")["items"] == [], "nothing was sent yet"
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    time_goes_by(buyer)
    told = buyer.portal.texts(MOBILE)
    assert [text for text in told if "We are looking at your permit application" in text], told
    assert [mail for mail in buyer.portal.mails(visitor.email) if "looking at" in mail.subject] == []


def has_died(visitor: Visitor) -> None:
    """An officer notes that somebody has died: a bill is told to nobody. It was a mistake: its withdrawal is told."""
    visitor.make_account()
    account_id = visitor.ask("GET", "/v1/account").body["account_id"]
    officer = Billing(visitor)
    stop = f"accounts/{account_id}/contact-stop"
    for _ in range(2):
        assert officer.does("PUT", stop, {"reason": "died"}) == {"reason": "died"}
        officer.debtor.stack.clock.forward(minutes=1)
    officer.asks()
    time_goes_by(officer.debtor)
    seen = officer.does("GET", f"accounts/{account_id}/notices")
    assert seen["contact_stop"] == "died"
    assert [(one["status"], one["messages"]) for one in seen["items"] if one["about"] == BILLED] == [("withheld", [])]
    assert officer.does("PUT", stop, {"reason": None}) == {"reason": None}
    officer.withdraws()
    officer.debtor.portal.settle()
    assert officer.does("GET", f"accounts/{account_id}/notices")["contact_stop"] is None
    with pytest.raises(GaveUp, match=": 404"):
        officer.does("PUT", "accounts/7ZZZZZZZZZZZZZZZZZZZZZZZZZ/contact-stop", {"reason": "left"})


def chooses_texts(visitor: Visitor) -> None:
    """After a try with the telephone of the house."""
    visitor.make_account()
    only_text = {"email": False, "text": True, "post": False}
    refused = visitor.ask("PATCH", "/v1/account", {"contact_by": only_text})
    assert (refused.status, refused.body["errors"][0]["field"]) == (422, "contact_by")
    changed = visitor.edit_profile(phone=MOBILE_AS_TYPED, contact_by=only_text)
    assert changed.status == 200, changed.body


def notice(buyer: Buyer, mail: str) -> dict[str, Any]:
    [found] = [row for row in rows(buyer.stack, "Notifications") if row["sk"] == mail]
    return found


def tell_of_mail(buyer: Buyer, told: dict[str, Any], kind: str) -> None:
    """In SES's words, with the tags that we sent."""
    event = bounce(buyer.visitor.email, buyer.stack.clock()) | {"eventType": kind}
    event["mail"]["tags"] |= {"notice": [told["event_id"]], "mail": [told["mail"]]}
    url = buyer.stack.resolve({"Ref": "MailNewsQueue"})
    buyer.stack.aws.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(event))
    buyer.portal.settle()


def tell_of_text(buyer: Buyer, told: dict[str, Any], status: str) -> None:
    """In SNS's words, as CloudWatch Logs hands them on."""
    [text] = [one for one in told["messages"] if one["channel"] == "text"]
    buyer.portal.invoke("NoteTextNews", text_record(text["provider_id"], status))


def text_record(provider_id: str, status: str, message_type: str = "DATA_MESSAGE") -> dict[str, Any]:
    record = {
        "notification": {"messageId": provider_id, "timestamp": "2026-11-21 18:00:00.000"},
        "delivery": {"destination": MOBILE, "providerResponse": "Phone is unreachable", "smsType": "Transactional"},
        "status": status,
    }
    packed = {"messageType": message_type, "logEvents": [{"id": "1", "timestamp": 1, "message": json.dumps(record)}]}
    return {"awslogs": {"data": b64encode(gzip.compress(json.dumps(packed).encode())).decode()}}


def time_goes_by(buyer: Buyer | Debtor) -> None:
    """Long enough for the sweeper, if the stream lost the event."""
    buyer.stack.clock.forward(minutes=6)
    buyer.portal.run_jobs()
    buyer.portal.settle()


NOTICE_JOURNEYS = (
    comes_back_and_is_texted,
    comes_back_to_nobody,
    comes_back_and_is_written_to,
    comes_back_and_no_text_arrives,
    wants_texts,
    has_died,
)
