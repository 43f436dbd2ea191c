"""What an account is made of. Names are those of the API's description."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from portal.clock import Stored
from portal.formats import Format
from portal.problems import NOT_FOUND, Refusal
from portal.shapes import Frozen, Input, View
from portal.uk import Phone, Postcode, Uprn

type Kind = Literal["resident", "professional"]

type SignInMethod = Literal["email", "authenticator"]
"""The source of a sign-in's code: an email or an authenticator app."""

type Method = Literal["email", "authenticator", "activation"]
"""How a session was opened: by a mailed code, a code of the authenticator app, or the code that made the account."""

NOT_IN_A_LINE = set('<>\\@:{}|^~"')
"""Signs refused in names and address lines: these are printed in emails and letters, and must not become a link or
markup there.
"""


def _is_printable(text: str) -> bool:
    """Joiners are part of the spelling of Persian and Indian names; `portal.cleaning` leaves no others."""
    return text.replace("\u200c", "").replace("\u200d", "").isprintable()


def _plain_name(text: str) -> str:
    if not _is_printable(text) or (NOT_IN_A_LINE | {"/"}) & set(text):
        raise PydanticCustomError("invalid_name", "Use letters, spaces, hyphens and apostrophes only.")
    return text


def _plain_line(text: str) -> str:
    if not _is_printable(text) or NOT_IN_A_LINE & set(text):
        raise PydanticCustomError("invalid_line", 'Leave out the signs < > \\ @ : { } | ^ ~ and ".')
    return text


PlainName = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_plain_name)]
PlainLine = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_plain_line)]
"""A line of an address (a flat may be 2/1), or an organisation or job title."""


class TypedAddress(Input):
    """An address that is not in the gazetteer, as its owner writes it."""

    lines: Annotated[list[PlainLine], Field(title="the address", min_length=1, max_length=4)]
    town: Annotated[PlainLine, Field(title="the town or city")]
    postcode: Annotated[Postcode, Field(title="the postcode")]


class AddressOfAccount(View):
    """The address of an account. `uprn`: the property's number, if the address was chosen from the gazetteer; else
    null.
    """

    lines: list[str]
    town: str
    postcode: str
    uprn: str | None = None


class ContactBy(Input):
    """How the council may reach a person."""

    email: StrictBool = True
    text: StrictBool = False
    post: StrictBool = False

    @model_validator(mode="after")
    def _at_least_one(self) -> Self:
        if not (self.email or self.text or self.post):
            raise PydanticCustomError("no_way_left", "Choose at least one way for us to reach you.")
        return self


class Contact(Frozen):
    """A telephone number and an address, checked."""

    phone: Phone
    address: AddressOfAccount


class Person(Frozen):
    """The owner of an account or registration. `organisation`, `job_title`: of a professional; None for a resident."""

    email: str
    first_name: str
    last_name: str
    kind: Kind
    organisation: str | None = None
    job_title: str | None = None


class EmailChangeReversal(Frozen):
    """A change of address that can be undone from the old mailbox, until `until`."""

    change_id: str
    until: Stored


def _if_later(instant: datetime | None, now: datetime) -> datetime | None:
    return instant if instant is not None and now < instant else None


class OpenSession(Frozen):
    """A session in its account's list. `key`: the key of its item in the Sessions table. `expires_at`: its absolute
    end.
    """

    key: str
    expires_at: Stored


class Enrolment(Frozen):
    """An authenticator app that has not shown its first code yet. Its secret is derived from `enrolment_id`."""

    enrolment_id: str
    credentials_version: int
    ends_at: Stored
    guesses: int = 0


class Authenticator(Frozen):
    """An authenticator app whose codes sign in. `last_step`: of the newest code used; only later ones still work."""

    enrolment_id: str
    added_at: Stored
    last_step: int


class Bounce(Frozen):
    """The newest mail to this address that was undeliverable for good, or that its reader reported as spam.

    `sent_at`: when that mail was sent.
    """

    email: str
    sent_at: Stored


class Account(Frozen):
    """A resident or professional who has shown a code from their mailbox.

    `formats`: those in which the person needs what we write; empty for ordinary print. `version` rises with every
    change of the profile; `credentials_version` when password or email address change, so that nothing begun with the
    old ones can be completed. `code_guesses`: sign-in codes compared, by hour of the clock. `sessions` by their ids;
    `sessions_made` counts all that were ever made: a write that ends all sessions requires it unchanged, so that it
    misses no new one. `care_closed_until`: care records stay closed for a while after a password
    reset. `wrong_app_codes`: codes of the authenticator app compared since the last sign-in. `bounce` stays until a
    code mailed to its address is used. `password_changed_in`: the id of the session that changed the password last.
    `email_change_reversals`: changes of the address that can be undone, oldest first.
    """

    account_id: str
    person: Person
    contact: Contact
    contact_by: ContactBy = ContactBy()
    formats: list[Format] = Field(default_factory=list)
    privacy_policy_version: str
    created_at: Stored
    version: int = 1
    credentials_version: int = 1
    code_guesses: dict[str, int] = Field(default_factory=dict)
    sessions: dict[str, OpenSession] = Field(default_factory=dict)
    sessions_made: int = 0
    care_closed_until: Stored | None = None
    authenticator: Authenticator | None = None
    enrolment: Enrolment | None = None
    wrong_app_codes: int = 0
    bounce: Bounce | None = None
    password_changed_in: str | None = None
    email_change_reversals: list[EmailChangeReversal] = Field(default_factory=list)

    def with_email(self, email: str, email_change_reversals: list[EmailChangeReversal]) -> "Account":
        person = self.person.model_copy(update={"email": email})
        return self.model_copy(
            update={"person": person, "email_change_reversals": email_change_reversals, "version": self.version + 1}
        )

    def care_hold(self, now: datetime) -> datetime | None:
        """Until when care records stay closed; None if they are open."""
        return _if_later(self.care_closed_until, now)

    def open_session(self, session_id: str) -> OpenSession | Refusal:
        return self.sessions.get(session_id) or NOT_FOUND


class Credentials(Frozen):
    """The address and password hash that a sign-in is checked against. `version`: the account's `credentials_version`
    when they were set.
    """

    email: str
    account_id: str
    password_hash: str
    version: int


class Session(Frozen):
    """`key` is the SHA-256 of the token; the token itself is not stored.

    `care_closed_until`: for this session; one opened with an authenticator app need not wait after a reset.
    """

    key: str
    session_id: str
    account_id: str
    kind: Kind
    method: Method
    care_closed_until: Stored | None = None
    created_at: Stored
    expires_at: Stored
    idle_expires_at: Stored

    def care_hold(self, now: datetime) -> datetime | None:
        """Until when care records stay closed to this session; None if they are open."""
        return _if_later(self.care_closed_until, now)


class UprnOrAddress(Input):
    """A chosen address (`uprn`) or a typed one, never both."""

    uprn: Annotated[Uprn | None, Field(title="the property's UPRN")] = None
    address: Annotated[TypedAddress | None, Field(title="your address")] = None

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.uprn is not None and self.address is not None:
            raise PydanticCustomError("one_of_both", "Give either uprn or address, not both.")
        return self


class ProfileChanges(UprnOrAddress):
    """Changes to a profile. A field that is left out keeps its value. `email` and `kind` cannot be changed here."""

    first_name: Annotated[PlainName | None, Field(title="your first name")] = None
    last_name: Annotated[PlainName | None, Field(title="your last name")] = None
    phone: Annotated[Phone | None, Field(title="your telephone number")] = None
    contact_by: Annotated[ContactBy | None, Field(title="how we may reach you")] = None
    formats: Annotated[list[Format] | None, Field(title="the formats that you need", max_length=len(Format))] = None
    organisation: Annotated[PlainLine | None, Field(title="your organisation")] = None
    job_title: Annotated[PlainLine | None, Field(title="your job title")] = None
