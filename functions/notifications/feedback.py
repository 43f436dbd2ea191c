"""SES: emails feedback on the pages to the team that looks after them (ADR 0071)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from portal import mail
from portal.context import Context
from portal.limits import Counter, Limit
from portal.problems import Refusal
from portal.table import Tables

type Satisfaction = Literal["very_satisfied", "satisfied", "neither", "dissatisfied", "very_dissatisfied"]

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Feedback:
    satisfaction: Satisfaction
    comment: str
    page: str


class FeedbackMails:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings
        self._tables = Tables(context.aws.dynamodb, context.pause)

    @classmethod
    def from_context(cls, context: Context) -> "FeedbackMails":
        return cls(context)

    def send(self, feedback: Feedback, client: str, now: datetime) -> Literal["sent"] | Refusal:
        """Email the feedback to the team. 3 calls. Limited for each client, and for all together, so that feedback
        cannot use up SES's sending rate, which codes and notices need.
        """
        settings = self._settings
        for limit, subject in (
            (Limit("feedback", settings.feedback_per_client, HOUR), client),
            (Limit("feedback_of_all", settings.feedback_per_hour, HOUR), "all"),
        ):
            counter = Counter.of(settings.codes_table, limit, subject, self._context.pepper, now)
            if not counter.take(self._tables):
                return Refusal(
                    "too_many_attempts",
                    "We have had a lot of feedback in the last hour. Try again within the hour.",
                    retry_after=counter.retry_after(now),
                )
        composed = mail.compose(
            "feedback",
            satisfaction=feedback.satisfaction.replace("_", " "),
            page=feedback.page,
            comment=feedback.comment or "No comment.",
        )
        try:
            mail.send(composed, settings.feedback_to, settings.mail_from, self._context.aws.ses)
        except mail.NotAccepted:
            return Refusal("mail_unavailable", "We could not send this. Try again in a moment.", retry_after=5)
        return "sent"
