"""SES: emails to the teams that work on requests. They name nobody and no request."""

from portal import mail
from portal.context import Context


class TeamMails:
    def __init__(self, context: Context) -> None:
        self._context = context

    @classmethod
    def from_context(cls, context: Context) -> "TeamMails":
        return cls(context)

    def concern_overdue(self) -> None:
        """Tell the safeguarding team that the time for a decision is over. 1 call. Raises: mail.NotAccepted."""
        settings = self._context.settings
        composed = mail.compose("team_decision_overdue", web_url=settings.web_url)
        mail.send(composed, settings.safeguarding_to, settings.mail_from, self._context.aws.ses)
