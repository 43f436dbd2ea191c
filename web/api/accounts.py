"""Registration, the account, its password and authenticator, and address search (`functions/auth`), as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.api.answers import from_fields, path_segment, require_success
from web.api.client import Api, Json, Refusal
from web.api.sessions import CodeSent, Session

type Contact = Mapping[str, object]
"""`{phone, uprn}` or `{phone, address}`."""


@dataclass(frozen=True)
class Address:
    lines: tuple[str, ...]
    town: str
    postcode: str
    uprn: str = ""

    @classmethod
    def of(cls, body: Json) -> "Address":
        return cls(tuple(body["lines"]), body["town"], body["postcode"], body.get("uprn") or "")

    def __str__(self) -> str:
        return ", ".join((*self.lines, self.town, self.postcode))


@dataclass(frozen=True)
class FoundAddress:
    """An address of the gazetteer. `district`: the authority that serves it, which may lie outside the county."""

    uprn: str
    address: Address
    in_county: bool
    district: str

    @classmethod
    def of(cls, body: Json) -> "FoundAddress":
        return from_fields(cls, body, address=Address.of(body["address"]))

    @classmethod
    def all_of(cls, body: Json) -> list["FoundAddress"]:
        return [cls.of(item) for item in body["items"]]


@dataclass(frozen=True)
class Account:
    """The resident's account. `email_bounced`: our emails to it come back. `care_closed_until`: until when care records
    stay closed after a password reset; empty if they are open.
    """

    account_id: str
    email: str
    first_name: str
    last_name: str
    phone: str
    address: Address
    kind: str
    organisation: str
    job_title: str
    contact_by: Mapping[str, bool]
    formats: tuple[str, ...]
    organisation_verified: bool
    authenticator_since: str
    email_bounced: bool
    care_closed_until: str
    etag: str = ""

    @classmethod
    def of(cls, body: Json, etag: str = "") -> "Account":
        return from_fields(
            cls,
            body,
            address=Address.of(body["address"]),
            formats=tuple(body["formats"]),
            organisation=body.get("organisation") or "",
            job_title=body.get("job_title") or "",
            organisation_verified=bool(body.get("organisation_verified")),
            authenticator_since=(body.get("authenticator") or {}).get("added_at", ""),
            email_bounced=bool(body.get("email_bounced")),
            care_closed_until=body.get("care_closed_until") or "",
            etag=etag,
        )


@dataclass(frozen=True)
class Enrolment:
    """An authenticator app being added. `secret`: for typing into the app. `uri`: the same as an `otpauth:` address,
    for a QR code.
    """

    secret: str
    uri: str

    @classmethod
    def of(cls, body: Json) -> "Enrolment":
        return cls(body["secret"], body["otpauth_uri"])


class AccountsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def start_registration(self, details: Json, idempotency_key: str) -> str | Refusal:
        """Start a registration. Returns its id."""
        read = _registration_id
        return self._api.ask("POST", "/v1/registrations", read, details, idempotency_key=idempotency_key)

    def give_contact_details(self, registration_id: str, contact: Contact) -> CodeSent | Refusal:
        return self._api.ask("PUT", f"{_registration(registration_id)}/contact", CodeSent.of, contact)

    def resend_activation_code(self, registration_id: str) -> CodeSent | Refusal:
        return self._api.ask("POST", f"{_registration(registration_id)}/code", CodeSent.of)

    def activate(self, registration_id: str, code: str) -> Session | Refusal:
        return self._api.ask("POST", f"{_registration(registration_id)}/activation", Session.of, {"code": code})

    def find_addresses(self, postcode: str, house: str) -> Sequence[FoundAddress] | Refusal:
        asked = {"postcode": postcode, "house": house} if house else {"postcode": postcode}
        return self._api.ask("POST", "/v1/address-searches", FoundAddress.all_of, asked)

    def mine(self) -> Account:
        done = require_success(self._api.call("GET", "/v1/account"))
        return Account.of(done.body, done.etag)

    def update(self, changes: Json, etag: str = "") -> Account | Refusal:
        return self._api.ask("PATCH", "/v1/account", Account.of, changes, if_match=etag)

    def change_password(self, current: str, new: str) -> Refusal | None:
        """Change the password, which ends all other sessions of the resident."""
        given = {"current_password": current, "new_password": new}
        return self._api.order("PUT", "/v1/account/password", given)

    def change_email(self, new_email: str, password: str, idempotency_key: str) -> CodeSent | Refusal:
        given = {"new_email": new_email, "password": password}
        return self._api.ask("POST", "/v1/account/email-changes", CodeSent.of, given, idempotency_key=idempotency_key)

    def confirm_email(self, change_id: str, code: str) -> Account | Refusal:
        path = f"/v1/account/email-changes/{path_segment(change_id)}/confirmation"
        return self._api.ask("POST", path, Account.of, {"code": code})

    def enrol_authenticator(self, password: str) -> Enrolment | Refusal:
        return self._api.ask("POST", "/v1/account/authenticator", Enrolment.of, {"password": password})

    def confirm_authenticator(self, code: str) -> Account | Refusal:
        return self._api.ask("POST", "/v1/account/authenticator/confirmation", Account.of, {"code": code})

    def remove_authenticator(self) -> Refusal | None:
        return self._api.order("DELETE", "/v1/account/authenticator")


def _registration_id(body: Json) -> str:
    return str(body["registration_id"])


def _registration(registration_id: str) -> str:
    return f"/v1/registrations/{path_segment(registration_id)}"
