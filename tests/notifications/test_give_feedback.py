"""Feedback is mailed to the team and kept nowhere; neither one client nor all together can use up the hour's mail."""

from functools import cached_property
from typing import Any

import pytest
from moto.ses.models import ses_backends

from portal.aws import Aws
from tests.faults.invariants import rows
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack, fresh_stack
from tests.support.stub_client import StubClient, refusal
from tests.support.template import ACCOUNT, REGION
from tests.support.visitor import Answer

SAID = {
    "satisfaction": "very_dissatisfied",
    "comment": "I pay £5 & <b>cannot</b> see why.\nSecond line",
    "page": "/permits/buy",
}


def give(portal: InProcessPortal, source: str = "198.51.100.7", **other: Any) -> Answer:
    return portal.call("POST", "/v1/feedback", SAID | other, source=source)


def test_the_team_gets_a_mail_that_says_all_and_nothing_is_kept(portal: InProcessPortal) -> None:
    assert give(portal).status == 204
    [mail] = portal.mails(portal.stack.settings.feedback_to)
    assert mail.subject == "Feedback, very dissatisfied: /permits/buy"
    assert "I pay £5 & <b>cannot</b> see why. Second line" in mail.text
    assert all(row["pk"].startswith("LIMIT#") for row in rows(portal.stack, "Codes"))
    assert "cannot" not in portal.stack.lines.text()


@pytest.mark.parametrize("comment", ["https://example.org/sign-in", "^ 1234 5678", "# Read this"])
def test_a_comment_is_words_of_a_stranger_and_looks_like_nothing_else(portal: InProcessPortal, comment: str) -> None:
    give(portal, comment=comment)
    [sent] = ses_backends[ACCOUNT][REGION].sent_messages
    assert f'<li style="margin:4px 0">Comment: {comment}</li>' in sent.body


def test_somebody_may_say_only_how_satisfied_they_are(portal: InProcessPortal) -> None:
    answer = portal.call("POST", "/v1/feedback", {"satisfaction": "satisfied"})
    assert answer.status == 204
    assert "No comment." in portal.mails(portal.stack.settings.feedback_to)[0].text


@pytest.mark.parametrize(
    "wrong",
    [
        {"satisfaction": "so-so"},
        {"comment": "x" * 1201},
        {"page": "/permits/01ARZ3NDEKTSV4RRFFQ69G5FAV"},
        {"page": "/sign-in?email=ann@example.org"},
        {"email": "ann@example.org"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_nothing_else_comes_with_it(portal: InProcessPortal, wrong: dict[str, str]) -> None:
    answer = give(portal, **wrong)
    assert answer.status == 422
    assert [error["field"] for error in answer.body["errors"]] == list(wrong)
    assert portal.mails(portal.stack.settings.feedback_to) == []


def test_one_client_is_stopped_and_another_is_not(portal: InProcessPortal) -> None:
    for _ in range(portal.stack.settings.feedback_per_client):
        assert give(portal).status == 204
    stopped = give(portal)
    assert (stopped.status, stopped.body["code"]) == (429, "too_many_attempts")
    assert give(portal, source="198.51.100.8").status == 204
    portal.stack.clock.forward(seconds=int(stopped.headers["retry-after"]))
    assert give(portal).status == 204


def test_all_together_are_stopped_before_they_use_up_the_mail(moto: None) -> None:
    stack = fresh_stack(Tuning='{"feedback_per_hour": 2}')
    portal = InProcessPortal(stack, lambda _: stack.aws)
    statuses = [give(portal, source=f"198.51.100.{number}").status for number in range(3)]
    assert statuses == [204, 204, 429]
    assert len(portal.mails(stack.settings.feedback_to)) == 2


class WithoutMail(Aws):
    """SES takes nothing."""

    def __init__(self, real: Aws) -> None:
        self._real = real

    @cached_property
    def dynamodb(self) -> Any:
        return self._real.dynamodb

    @cached_property
    def secrets(self) -> Any:
        return self._real.secrets

    @cached_property
    def ses(self) -> Any:
        return StubClient(refusal("TooManyRequestsException"))


def test_a_mail_that_ses_does_not_take_may_be_sent_again(moto_stack: MotoStack) -> None:
    answer = give(InProcessPortal(moto_stack, lambda _: WithoutMail(moto_stack.aws)))
    assert (answer.status, answer.body["code"]) == (503, "mail_unavailable")
