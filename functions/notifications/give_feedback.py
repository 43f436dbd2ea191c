"""Emails feedback on a page to the team that looks after the portal. The feedback is not stored."""

from typing import Annotated

from pydantic import Field, StringConstraints

from notifications.feedback import Feedback, FeedbackMails, Satisfaction
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class NewFeedback(Input):
    """Anonymous feedback. `page`: the path of the page that it is about, without ids and query."""

    satisfaction: Annotated[Satisfaction, Field(title="how satisfied you are")]
    comment: Annotated[str, StringConstraints(max_length=1200), Field(title="what you would improve")] = ""
    page: Annotated[str, StringConstraints(pattern=r"^/[a-z_/{}-]{0,99}$"), Field(title="the page")] = "/"


@operation(
    "POST",
    "/v1/feedback",
    access="public",
    status=204,
    calls=3,
    problems=("too_many_attempts", "mail_unavailable"),
)
def give_feedback(request: Request[NewFeedback], mails: FeedbackMails) -> None:
    given = request.body
    unwrap(mails.send(Feedback(given.satisfaction, given.comment, given.page), request.client, request.now))


handler = give_feedback.lambda_handler
