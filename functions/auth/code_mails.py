"""SES: mails that carry a code, or what the owner of an address is told instead of one. Sent while somebody waits."""

from datetime import datetime

from auth.model import CodeSent, EmailChange, Registration, Reset, SignIn
from portal import mail
from portal.clock import lasting
from portal.context import Context
from portal.problems import Refusal


class CodeMails:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._settings = context.settings

    @classmethod
    def from_context(cls, context: Context) -> "CodeMails":
        return cls(context)

    def activation(self, registration: Registration, code: str) -> datetime | Refusal:
        """When SES accepted it: the code's life is counted from there. 1 call.

        An address that has an account gets a mail that says so, at the same cost.
        """
        to = registration.person.email
        if registration.already_registered:
            return self._send("already_registered", to)
        return self._send("activation_code", to, code=code, lifetime=lasting(self._settings.activation_code_lifetime))

    def sign_in(self, sign_in: SignIn, code: str) -> datetime | Refusal:
        """When SES accepted it. 1 call."""
        lifetime = lasting(self._settings.sign_in_code_lifetime)
        return self._send("sign_in_code", sign_in.email, code=code, lifetime=lifetime)

    def reset(self, reset: Reset, code: str) -> datetime | Refusal:
        """When SES accepted it. 1 call. An address without an account gets a mail that says so."""
        if reset.account_id is None:
            return self._send("no_account", reset.email)
        lifetime = lasting(self._settings.reset_code_lifetime)
        return self._send("password_reset_code", reset.email, code=code, lifetime=lifetime)

    def email_change(self, change: EmailChange, code: str) -> datetime | Refusal:
        """When SES accepted it. 1 call. The owner of an address that is taken is told of that instead."""
        if change.taken:
            return self._send("email_taken", change.new_email)
        lifetime = lasting(self._settings.email_change_code_lifetime)
        return self._send("email_change_code", change.new_email, code=code, lifetime=lifetime)

    def sent(self, to: str, expires_at: datetime) -> CodeSent:
        return CodeSent(sent_to=to, sent_from=self._settings.mail_from, expires_at=expires_at)

    def _send(self, name: str, to: str, **facts: str) -> datetime | Refusal:
        composed = mail.compose(name, web_url=self._settings.web_url, **facts)
        try:
            mail.send(composed, to, self._settings.mail_from, self._context.aws.ses)
        except mail.NotAccepted:
            return Refusal("mail_unavailable", "We could not send the e-mail. Try again in a moment.", retry_after=5)
        return self._context.clock()
