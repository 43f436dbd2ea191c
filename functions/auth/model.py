"""What an account is made of. Names and statuses are those of the API's description."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StrictBool, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from auth.rules.public_bodies import is_of_public_body
from portal.clock import Instant, Stored
from portal.problems import NOT_FOUND, Refusal
from portal.shapes import Frozen, Input, VersionedView, View
from portal.uk import Phone, Postcode, Uprn

type Kind = Literal["resident", "professional"]

type SignInMethod = Literal["email", "authenticator"]
"""Where a sign-in's code comes from."""

type Method = Literal["email", "authenticator", "activation"]
"""How a session was opened: by a mailed code, a code of the authenticator app, or the code that made the account."""

NOT_IN_A_LINE = set('<>\\@:{}|^~"')
"""What people write reaches mails and letters: what could make a link or markup of it is refused."""


def _plain_name(text: str) -> str:
    if not text.isprintable() or (NOT_IN_A_LINE | {"/"}) & set(text):
        raise PydanticCustomError("invalid_name", "Use letters, spaces, hyphens and apostrophes only.")
    return text


def _plain_line(text: str) -> str:
    if not text.isprintable() or NOT_IN_A_LINE & set(text):
        raise PydanticCustomError("invalid_line", 'Leave out the signs < > \\ @ : { } | ^ ~ and ".')
    return text


PlainName = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_plain_name)]
PlainLine = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_plain_line)]
"""Of an address (a flat may be 2/1), or where somebody works."""


class TypedAddress(Input):
    """An address that is not in the gazetteer, as its owner writes it."""

    lines: Annotated[list[PlainLine], Field(title="the address", min_length=1, max_length=4)]
    town: Annotated[PlainLine, Field(title="the town or city")]
    postcode: Annotated[Postcode, Field(title="the postcode")]


class AddressOfAccount(View):
    """`uprn` is there when the address was chosen from the gazetteer."""

    lines: list[str]
    town: str
    postcode: str
    uprn: str | None = None


class ContactBy(Input):
    """By which ways the council may tell a person something."""

    email: StrictBool = True
    text: StrictBool = False
    post: StrictBool = False

    @model_validator(mode="after")
    def _one_way_at_least(self) -> Self:
        if not (self.email or self.text or self.post):
            raise PydanticCustomError("no_way_left", "Choose at least one way for us to reach you.")
        return self


class Contact(Frozen):
    """A telephone number and an address, checked."""

    phone: Phone
    address: AddressOfAccount


class Person(Frozen):
    """Who registers."""

    email: str
    first_name: str
    last_name: str
    kind: Kind
    organisation: str | None = None
    job_title: str | None = None


class Registration(Frozen):
    """An account that does not exist yet. Disappears after 24 hours.

    `sendings` counts the codes sent; the newest alone works. `already_registered`: the address has an account, so its
    owner gets a mail that says so, and no code will ever match.
    """

    registration_id: str
    person: Person
    password_hash: str
    privacy_policy_version: str
    already_registered: bool
    created_at: Stored
    ends_at: Stored
    contact: Contact | None = None
    sendings: int = 0
    wrong_codes: int = 0
    code_expires_at: Stored | None = None


class SignIn(Frozen):
    """A sign-in whose password was right: it waits for its code, ten minutes.

    `credentials_version`: of the account when the password was compared. It comes to nothing if they change meanwhile.
    """

    sign_in_id: str
    account_id: str
    email: str
    credentials_version: int
    ends_at: Stored
    sendings: int = 0
    guesses: int = 0
    code_expires_at: Stored | None = None
    used_at: Stored | None = None


class Reset(Frozen):
    """A password reset that waits for its code. Without `account_id` nobody has the address, and no code will match.

    `whence`: as whose its guesses are counted (`rules/devices.py`).
    """

    reset_id: str
    email: str
    whence: str
    of_known_browser: bool
    account_id: str | None = None
    credentials_version: int
    sendings: int = 0
    guesses: int = 0


class EmailChange(Frozen):
    """A change of address that waits for its code. `taken`: another account has the address, and no code will match."""

    change_id: str
    account_id: str
    new_email: str
    taken: bool
    credentials_version: int
    sendings: int = 0
    guesses: int = 0


class EmailChangeReversal(Frozen):
    """A change of address that its old mailbox can undo until then."""

    change_id: str
    until: Stored


def _still_to_come(instant: datetime | None, now: datetime) -> datetime | None:
    return instant if instant is not None and now < instant else None


class OpenSession(Frozen):
    """What an account knows of one of its sessions: where it is kept, and until when it can last."""

    key: str
    expires_at: Stored


class Enrolment(Frozen):
    """An authenticator app that has not shown its first code yet. Its secret follows from the id."""

    enrolment_id: str
    credentials_version: int
    ends_at: Stored
    guesses: int = 0


class Authenticator(Frozen):
    """An authenticator app whose codes sign in. `last_step`: of the newest code used; none up to it works again."""

    enrolment_id: str
    added_at: Stored
    last_step: int


class Bounce(Frozen):
    """The newest mail that came back from an address for good."""

    email: str
    sent_at: Stored


class Account(Frozen):
    """A resident or professional whose mailbox is proved.

    `version` rises with every change of the profile, `credentials_version` when password or e-mail address change: what
    was begun with the old ones comes to nothing. `code_guesses`: sign-in codes compared, by hour of the clock.
    `sessions` by their ids; `sessions_made` counts all there ever were, so that none is made unseen while others are
    ended. `care_closed_until`: after the password was reset, care records wait. `wrong_app_codes`: taken for those of
    an authenticator app since somebody signed in last. `bounce` counts until a code mailed to its address is used.
    `password_changed_in`: the session that changed the password last. `email_change_reversals`: changes of the address
    that can be undone, oldest first.
    """

    account_id: str
    person: Person
    contact: Contact
    contact_by: ContactBy = ContactBy()
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
        return _still_to_come(self.care_closed_until, now)

    def open_session(self, session_id: str) -> OpenSession | Refusal:
        return self.sessions.get(session_id) or NOT_FOUND

    def view(self, now: datetime) -> "AccountView":
        return AccountView(
            account_id=self.account_id,
            **self.person.model_dump(),
            phone=self.contact.phone,
            address=self.contact.address,
            contact_by=self.contact_by,
            organisation_verified=self.person.kind == "professional" and is_of_public_body(self.person.email),
            care_closed_until=self.care_hold(now),
            authenticator=AuthenticatorView(added_at=self.authenticator.added_at) if self.authenticator else None,
            email_bounced=self.bounce is not None and self.bounce.email == self.person.email,
            version=self.version,
        )


class Credentials(Frozen):
    """What signing in is checked against. The hash names its own parameters. `version`: the account's, of these."""

    email: str
    account_id: str
    password_hash: str
    version: int


class Session(Frozen):
    """`key` is the SHA-256 of the token: the token itself is nowhere.

    `care_closed_until`: for this session, which the authenticator app frees of the wait after a reset.
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
        return _still_to_come(self.care_closed_until, now)


class CodeFault(StrEnum):
    """Why a code was not taken."""

    INVALID = "invalid_code"
    EXPIRED = "expired_code"
    USED = "used_code"
    NOT_SENT = "code_not_sent"
    TOO_MANY = "too_many_wrong_codes"


# -------------------------------------------------------------------------------------------------------------- answers


class AuthenticatorView(View):
    added_at: Instant


class AccountView(VersionedView):
    """A profile as its owner sees it. `organisation_verified`: a professional's address is of a public body.

    `email_bounced`: what we mailed to the address came back; its owner has to be told on the pages.
    """

    account_id: str
    email: str
    first_name: str
    last_name: str
    kind: Kind
    organisation: str | None
    job_title: str | None
    organisation_verified: bool
    phone: str
    address: AddressOfAccount
    contact_by: ContactBy
    care_closed_until: Instant | None
    authenticator: AuthenticatorView | None
    email_bounced: bool


class AuthenticatorOffered(View):
    """`secret` (base32, to type in) and `otpauth_uri` (for a QR code) are shown this once."""

    secret: str
    otpauth_uri: str
    expires_at: Instant


class CodeSent(View):
    """`expires_at`: until when the code can be used, on the server's clock."""

    sent_to: str
    sent_from: str
    expires_at: Instant


class SignedIn(View):
    """`token` is shown this once. `device_token`: for the browser to keep and to bring to the next sign-in."""

    token: str
    device_token: str
    expires_at: Instant
    idle_expires_at: Instant
    account: AccountView


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
    """What a profile's owner changes; what is not given stays. `email` and `kind` cannot be changed here."""

    first_name: Annotated[PlainName | None, Field(title="your first name")] = None
    last_name: Annotated[PlainName | None, Field(title="your last name")] = None
    phone: Annotated[Phone | None, Field(title="your telephone number")] = None
    contact_by: Annotated[ContactBy | None, Field(title="how we may reach you")] = None
    organisation: Annotated[PlainLine | None, Field(title="your organisation")] = None
    job_title: Annotated[PlainLine | None, Field(title="your job title")] = None
