"""Undoes a change of email address, by the link that was emailed to the old address."""

from typing import Annotated

from pydantic import Field, StringConstraints

from auth.store.email_changes import EmailChanges
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class EmailChangeReversalGiven(Input):
    token: Annotated[str, StringConstraints(min_length=1, max_length=300), Field(title="the text from our email")]


@operation(
    "POST",
    "/v1/email-change-reversals",
    access="public",
    status=204,
    calls=3,
    problems=("link_invalid", "link_expired", "link_used"),
)
def undo_email_change(request: Request[EmailChangeReversalGiven], changes: EmailChanges) -> None:
    """Undo the change. `token` may also be the whole link: what stands after its `#` counts."""
    unwrap(changes.undo(request.body.token.rpartition("#")[2], request.now))


handler = undo_email_change.lambda_handler
