"""Views that several operations return."""

from datetime import datetime

from auth.model import Account, AddressOfAccount, ContactBy, Kind
from auth.rules.public_bodies import is_of_public_body
from portal.clock import Instant
from portal.formats import Format
from portal.shapes import VersionedView, View


class AuthenticatorView(View):
    added_at: Instant


class AccountView(VersionedView):
    """A profile as its owner sees it. `organisation_verified`: the email address of a professional is a public body's.
    `formats`: those in which the person needs what we write; empty for ordinary print. `email_bounced`: an email to
    this address bounced or was reported as spam; tell the owner on the pages.
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
    formats: list[Format]
    care_closed_until: Instant | None
    authenticator: AuthenticatorView | None
    email_bounced: bool


class AuthenticatorOffered(View):
    """A new authenticator app's secret: `secret` (base32, to type in) and `otpauth_uri` (for a QR code) are returned
    only this once. `expires_at`: until when the app can be confirmed.
    """

    secret: str
    otpauth_uri: str
    expires_at: Instant


class CodeSent(View):
    """A code was emailed. `sent_to`, `sent_from`: email addresses. `expires_at`: until when the code can be used, on
    the server's clock.
    """

    sent_to: str
    sent_from: str
    expires_at: Instant


class SignedIn(View):
    """A new session. `token` is returned only this once. `device_token`: for the browser to keep and to send with its
    next sign-in.
    """

    token: str
    device_token: str
    expires_at: Instant
    idle_expires_at: Instant
    account: AccountView


def account_view(account: Account, now: datetime) -> AccountView:
    """The profile as its owner sees it. `now`: decides whether care records are still closed."""
    person, authenticator = account.person, account.authenticator
    return AccountView(
        account_id=account.account_id,
        **person.model_dump(),
        phone=account.contact.phone,
        address=account.contact.address,
        contact_by=account.contact_by,
        formats=account.formats,
        organisation_verified=person.kind == "professional" and is_of_public_body(person.email),
        care_closed_until=account.care_hold(now),
        authenticator=AuthenticatorView(added_at=authenticator.added_at) if authenticator else None,
        email_bounced=account.bounce is not None and account.bounce.email == person.email,
        version=account.version,
    )
