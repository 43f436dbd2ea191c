from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auth.rules.bounces import bounced_mail
from tests.journeys.bounces import bounce, complaint, mail

SENT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
ANN = "ann@example.org"


def test_a_mail_that_came_back_for_good_is_lost() -> None:
    bounced = bounced_mail(bounce("Ann@Example.org", SENT))
    assert (bounced.readers, bounced.sent_at) == ((ANN,), SENT)


@pytest.mark.parametrize("kind", ["Transient", "Undetermined"])
def test_what_may_still_arrive_is_not_lost(kind: str) -> None:
    assert bounced_mail(bounce(ANN, SENT, kind)).readers == ()


@pytest.mark.parametrize(("feedback", "readers"), [("abuse", (ANN,)), (None, (ANN,)), ("not-spam", ())])
def test_who_calls_our_mail_junk_does_not_read_it(feedback: str | None, readers: tuple[str, ...]) -> None:
    assert bounced_mail(complaint(ANN, SENT, feedback)).readers == readers


@pytest.mark.parametrize(
    ("address", "readers"), [("Ann Smith <ann@example.org>", (ANN,)), ("nobody", ()), ("", ()), ("ä@example.org", ())]
)
def test_an_address_is_read_as_a_user_name(address: str, readers: tuple[str, ...]) -> None:
    assert bounced_mail(bounce(address, SENT)).readers == readers


def test_other_news_of_a_mail_loses_nothing() -> None:
    assert bounced_mail({"eventType": "Delivery", "mail": mail(ANN, SENT), "delivery": {}}).readers == ()


@pytest.mark.parametrize(
    "event",
    [
        {},
        [],
        "text",
        {"mail": {}},
        {"mail": mail(ANN, SENT) | {"timestamp": "yesterday"}},
        {"mail": mail(ANN, SENT), "bounce": {"bounceType": "Permanent"}},
        {"mail": mail(ANN, SENT), "complaint": {"complainedRecipients": [{"email": ANN}]}},
    ],
)
def test_what_is_no_news_of_a_mail_is_an_error(event: Any) -> None:
    with pytest.raises(ValueError):
        bounced_mail(event)


@given(st.text())
def test_no_address_is_an_error(address: str) -> None:
    bounced_mail(bounce(address, SENT))
