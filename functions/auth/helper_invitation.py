"""The invitation of a person who was named as a helper, which they accept by entering its code."""

from datetime import timedelta

from auth.challenges import Challenge
from auth.rules.codes import CodeFault, Purpose
from portal.clock import Stored
from portal.config import Settings
from portal.problems import Refusal


class HelperInvitation(Challenge):
    """The invitation to a person named as helper (`store/helpers.py`). `account_id`: the account of the person who
    named them.

    Once the code has expired or was used, the helper has to be named again: the helper cannot ask for a new code.
    """

    purpose = Purpose.HELPER
    key_prefix = "HELPER"

    ends_at: Stored
    account_id: str
    person_name: str
    email: str

    @classmethod
    def code_lifetime(cls, settings: Settings) -> timedelta:
        return settings.helper_code_lifetime

    @property
    def mailbox(self) -> str:
        return self.email

    @property
    def owner(self) -> str:
        return self.account_id

    @property
    def mail(self) -> str:
        return "helper_code"

    @property
    def mail_facts(self) -> dict[str, str]:
        return {"person": self.person_name, "helper_id": self.challenge_id}

    @property
    def guesses_limited_by(self) -> str:
        return self.email

    @classmethod
    def refusal(cls, fault: CodeFault) -> Refusal:
        """The refusal that tells the helper of this fault: a new code can only come from being named again."""
        if fault is CodeFault.INVALID:
            return Refusal(fault, "That is not the code we sent you. Check the email.")
        again = "Ask whoever wants your help to name you again."
        if fault is CodeFault.TOO_MANY:
            return Refusal(fault, f"Too many wrong codes. {again}", retry_after=1)
        why = {CodeFault.USED: "That code was used already.", CodeFault.NOT_SENT: "No code has been sent yet."}
        return Refusal(fault, f"{why.get(fault, 'That code has expired.')} {again}")
