"""Challenges: registrations, sign-ins, password resets and changes of address, completed by an emailed code."""

from abc import abstractmethod
from datetime import datetime, timedelta
from typing import ClassVar

from auth.model import Contact, Person, SignInMethod
from auth.rules import codes
from auth.rules.codes import CodeFault, Purpose
from portal.clock import Stored
from portal.config import Settings
from portal.problems import Refusal
from portal.shapes import Frozen


class Challenge(Frozen):
    """What all challenges have in common. Each code is bound to `purpose`, challenge and `owner`.

    `sendings` counts the codes sent; the newest alone works, until `code_expires_at`. `guesses` counts the codes that
    were compared. `ends_at`: when the challenge itself ends; None where it lives as long as its code.
    """

    purpose: ClassVar[Purpose]
    key_prefix: ClassVar[str]
    """The prefix of the item's key, `<prefix>#<challenge_id>`."""
    start_again: ClassVar[bool] = False
    """True: too many wrong codes end the challenge for good. False: they end only its present code."""
    sendings_are_audited: ClassVar[bool] = False

    challenge_id: str
    ends_at: Stored | None = None
    sendings: int = 0
    guesses: int = 0
    code_expires_at: Stored | None = None
    used_at: Stored | None = None

    @classmethod
    def table(cls, settings: Settings) -> str:
        return settings.codes_table

    @classmethod
    @abstractmethod
    def code_lifetime(cls, settings: Settings) -> timedelta: ...

    @property
    @abstractmethod
    def mailbox(self) -> str:
        """The email address that the code is sent to."""

    @property
    @abstractmethod
    def owner(self) -> str:
        """The account that the code is bound to; the address where there is no account yet."""

    @property
    def can_match(self) -> bool:
        """Whether a code can complete the challenge. If not, the email holds no code and says why."""
        return True

    @property
    @abstractmethod
    def mail(self) -> str:
        """The name of the email that is sent, a file in `mails/`."""

    @property
    def mail_facts(self) -> dict[str, str]:
        """The facts, besides the code, that fill in the email's text."""
        return {}

    @property
    def sendings_limited_by(self) -> str:
        """The key by which sent codes are counted for their limit: the mailbox, or a known browser."""
        return self.mailbox

    @property
    def guesses_limited_by(self) -> str | None:
        """The key by which guesses are counted for their hourly limit; None if the store counts them on the account."""
        return None

    @property
    def fields_set_by_new_code(self) -> dict[str, object]:
        """The item's fields that sending a new code sets, besides the number of codes sent."""
        return {}

    def is_gone(self, now: datetime, method: SignInMethod) -> bool:
        """Whether the challenge is answered as not found although its item is still stored."""
        return False

    def fault(self, most_guesses: int, now: datetime, method: SignInMethod) -> CodeFault | None:
        """Why no code can be compared now; None if one can."""
        by_app = method == "authenticator"
        return codes.fault(
            used=self.used_at is not None,
            sent=by_app or self.sendings > 0,
            expires_at=self.ends_at if by_app else self.code_expires_at,
            guesses=self.guesses,
            most=most_guesses,
            now=now,
        )

    @classmethod
    def refusal(cls, fault: CodeFault) -> Refusal:
        """The refusal that tells the person of this fault, and what to do."""
        return codes.refusal(fault, start_again=cls.start_again)


class Registration(Challenge):
    """A registration: an account that does not exist yet. Deleted after 24 hours.

    `already_registered`: the address has an account, so its owner gets an email that says so, and no code will match.
    """

    purpose = Purpose.ACTIVATION
    key_prefix = "REGISTRATION"

    ends_at: Stored
    person: Person
    password_hash: str
    privacy_policy_version: str
    already_registered: bool
    created_at: Stored
    contact: Contact | None = None

    @classmethod
    def table(cls, settings: Settings) -> str:
        return settings.accounts_table

    @classmethod
    def code_lifetime(cls, settings: Settings) -> timedelta:
        return settings.activation_code_lifetime

    @property
    def mailbox(self) -> str:
        return self.person.email

    @property
    def owner(self) -> str:
        return self.person.email

    @property
    def can_match(self) -> bool:
        return not self.already_registered

    @property
    def mail(self) -> str:
        return "activation_code" if self.can_match else "already_registered"

    @property
    def guesses_limited_by(self) -> str:
        return self.challenge_id

    @property
    def fields_set_by_new_code(self) -> dict[str, object]:
        """The contact details, and a count of guesses that starts again at 0 for the new code."""
        return {"contact": self.contact.model_dump(mode="json") if self.contact else None, "guesses": 0}

    def is_gone(self, now: datetime, method: SignInMethod) -> bool:
        return now >= self.ends_at


class SignIn(Challenge):
    """A sign-in after the right password: it waits ten minutes for its code.

    `credentials_version`: the account's when the password was compared. If password or email address change meanwhile,
    no code completes the sign-in.
    """

    purpose = Purpose.SIGN_IN
    key_prefix = "SIGN_IN"
    start_again = True
    sendings_are_audited = True

    ends_at: Stored
    account_id: str
    email: str
    credentials_version: int

    @classmethod
    def code_lifetime(cls, settings: Settings) -> timedelta:
        return settings.sign_in_code_lifetime

    @property
    def mailbox(self) -> str:
        return self.email

    @property
    def owner(self) -> str:
        return self.account_id

    @property
    def mail(self) -> str:
        return "sign_in_code"

    def is_gone(self, now: datetime, method: SignInMethod) -> bool:
        """True once the sign-in has ended, for an app's code. A late emailed code is answered as expired instead."""
        return method == "authenticator" and now >= self.ends_at


class Reset(Challenge):
    """A password reset. `account_id` None: no account has the address, and no code will match.

    `throttle_key`: the key by which guesses are counted (`rules/devices.py`).
    """

    purpose = Purpose.RESET
    key_prefix = "RESET"

    email: str
    throttle_key: str
    of_known_browser: bool
    account_id: str | None = None
    credentials_version: int

    @classmethod
    def code_lifetime(cls, settings: Settings) -> timedelta:
        return settings.reset_code_lifetime

    @property
    def mailbox(self) -> str:
        return self.email

    @property
    def owner(self) -> str:
        return self.account_id or self.email

    @property
    def can_match(self) -> bool:
        return self.account_id is not None

    @property
    def mail(self) -> str:
        return "password_reset_code" if self.can_match else "no_account"

    @property
    def sendings_limited_by(self) -> str:
        return self.throttle_key if self.of_known_browser else self.email

    @property
    def guesses_limited_by(self) -> str:
        return self.throttle_key


class EmailChange(Challenge):
    """A change of address. `taken`: another account has the address, and no code will match."""

    purpose = Purpose.EMAIL_CHANGE
    key_prefix = "EMAIL_CHANGE"

    account_id: str
    new_email: str
    taken: bool
    credentials_version: int

    @classmethod
    def code_lifetime(cls, settings: Settings) -> timedelta:
        return settings.email_change_code_lifetime

    @property
    def mailbox(self) -> str:
        return self.new_email

    @property
    def owner(self) -> str:
        return self.account_id

    @property
    def can_match(self) -> bool:
        return not self.taken

    @property
    def mail(self) -> str:
        return "email_change_code" if self.can_match else "email_taken"

    @property
    def guesses_limited_by(self) -> str:
        return self.account_id
