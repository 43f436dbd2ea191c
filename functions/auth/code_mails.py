"""SES: the mail with a challenge's code, sent while its reader waits."""

from datetime import datetime

from auth.challenges import Challenge
from auth.store.challenges import Challenges
from auth.views import CodeSent
from portal import mail
from portal.clock import lifetime_in_words
from portal.context import Context
from portal.problems import Refusal


class CodeMails:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings

    @classmethod
    def from_context(cls, context: Context) -> "CodeMails":
        return cls(context)

    def send(self, challenge: Challenge, now: datetime) -> CodeSent | Refusal:
        """Email a new code for the challenge; the code before no longer works. The new code's lifetime begins when SES
        accepts the email. If no code may match, an email that says why is sent instead, at the same cost. 3 calls.
        Raises: VersionConflict, if another code was asked for at the same time.
        """
        challenges = Challenges(self._context, type(challenge))
        counted = challenges.begin_sending(challenge, now)
        if isinstance(counted, Refusal):
            return counted
        accepted_at = self._mail(counted, challenges.expected_code(counted))
        if isinstance(accepted_at, Refusal):
            return accepted_at
        return self._answer(counted, challenges.sent(counted, accepted_at))

    def already_sent(self, challenge: Challenge) -> CodeSent | None:
        """The answer that was given when the newest code was sent; None if no code was sent. No call."""
        return self._answer(challenge, challenge.code_expires_at) if challenge.code_expires_at else None

    def _answer(self, challenge: Challenge, expires_at: datetime) -> CodeSent:
        return CodeSent(sent_to=challenge.mailbox, sent_from=self._settings.mail_from, expires_at=expires_at)

    def _mail(self, challenge: Challenge, code: str) -> datetime | Refusal:
        """Send the email and return when SES accepted it. 1 call."""
        lifetime = lifetime_in_words(challenge.code_lifetime(self._settings))
        facts = {"code": code, "lifetime": lifetime, **challenge.mail_facts}
        web_url = self._settings.web_url
        composed = mail.compose(challenge.mail, web_url=web_url, **(facts if challenge.can_match else {}))
        try:
            mail.send(composed, challenge.mailbox, self._settings.mail_from, self._context.aws.ses)
        except mail.NotAccepted:
            return Refusal("mail_unavailable", "We could not send the email. Try again in a moment.", retry_after=5)
        return self._context.clock()
