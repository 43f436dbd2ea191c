"""An address that was changed by somebody else is taken back from its old mailbox."""

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
    """Whoever pastes the whole link is understood too."""
    unwrap(changes.undo(request.body.token.rpartition("#")[2], request.now))


handler = undo_email_change.lambda_handler
