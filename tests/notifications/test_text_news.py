"""SNS's news about notices' texts, in SNS's words."""

import pytest

from notifications.model import MessageStatus
from notifications.text_news import TextNews, text_news
from tests.journeys.notices import text_record


@pytest.mark.parametrize(("said", "status"), [("SUCCESS", MessageStatus.DELIVERED), ("FAILURE", MessageStatus.FAILED)])
def test_what_became_of_a_text_is_noted(said: str, status: MessageStatus) -> None:
    assert text_news(text_record("sns-1", said)) == [TextNews(provider_id="sns-1", status=status)]


def test_a_trial_of_the_logs_says_nothing_of_a_text() -> None:
    assert text_news(text_record("sns-1", "SUCCESS", "CONTROL_MESSAGE")) == []


def test_what_is_no_record_of_sns_is_an_error() -> None:
    with pytest.raises(ValueError):
        text_news(text_record("sns-1", "PERHAPS"))
