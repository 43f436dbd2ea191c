"""Registration, sign-in, session, account and addresses (`functions/auth`), as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from web.api.client import Api, Done, Json, Problem, Unavailable

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
    """An address of the gazetteer. `district` serves it, which may be another authority."""

    uprn: str
    address: Address
    in_county: bool
    district: str


@dataclass(frozen=True)
class CodeSent:
    sent_to: str
    sent_from: str
    expires_at: str

    @classmethod
    def of(cls, done: Done) -> "CodeSent":
        return cls(done.body["sent_to"], done.body["sent_from"], done.body["expires_at"])


@dataclass(frozen=True)
class SignInStarted:
    sign_in_id: str
    sent_to: str


@dataclass(frozen=True)
class Account:
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
    etag: str = ""

    @classmethod
    def of(cls, body: Json, etag: str = "") -> "Account":
        return cls(
            account_id=body["account_id"],
            email=body["email"],
            first_name=body["first_name"],
            last_name=body["last_name"],
            phone=body["phone"],
            address=Address.of(body["address"]),
            kind=body["kind"],
            organisation=body.get("organisation") or "",
            job_title=body.get("job_title") or "",
            contact_by=body["contact_by"],
            etag=etag,
        )


@dataclass(frozen=True)
class Session:
    token: str
    expires_at: str
    idle_expires_at: str
    account_id: str

    @classmethod
    def of(cls, body: Json) -> "Session":
        return cls(body["token"], body["expires_at"], body["idle_expires_at"], body["account"]["account_id"])


class AccountsApi:
    """One method per operation. Each may raise SignInAgain or Unavailable."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def start_registration(self, details: Json, once: str) -> str | Problem:
        """The registration's id."""
        done = self._api.call("POST", "/v1/registrations", details, once=once)
        return done if isinstance(done, Problem) else str(done.body["registration_id"])

    def give_contact_details(self, registration_id: str, contact: Contact) -> CodeSent | Problem:
        return _sent(self._api.call("PUT", f"/v1/registrations/{_id(registration_id)}/contact", contact))

    def resend_activation_code(self, registration_id: str) -> CodeSent | Problem:
        return _sent(self._api.call("POST", f"/v1/registrations/{_id(registration_id)}/code"))

    def activate_account(self, registration_id: str, code: str) -> Session | Problem:
        path = f"/v1/registrations/{_id(registration_id)}/activation"
        return _session(self._api.call("POST", path, {"code": code}))

    def find_addresses(self, postcode: str, house: str) -> Sequence[FoundAddress] | Problem:
        asked = {"postcode": postcode, "house": house} if house else {"postcode": postcode}
        done = self._api.call("POST", "/v1/address-searches", asked)
        if isinstance(done, Problem):
            return done
        return [
            FoundAddress(item["uprn"], Address.of(item["address"]), item["in_county"], item["district"] or "")
            for item in done.body["items"]
        ]

    def start_sign_in(self, email: str, password: str) -> SignInStarted | Problem:
        done = self._api.call("POST", "/v1/sign-ins", {"email": email, "password": password})
        if isinstance(done, Problem):
            return done
        return SignInStarted(done.body["sign_in_id"], done.body["sent_to"])

    def send_sign_in_code(self, sign_in_id: str) -> CodeSent | Problem:
        return _sent(self._api.call("POST", f"/v1/sign-ins/{_id(sign_in_id)}/code"))

    def complete_sign_in(self, sign_in_id: str, code: str) -> Session | Problem:
        return _session(self._api.call("POST", f"/v1/sign-ins/{_id(sign_in_id)}/session", {"code": code}))

    def touch_session(self) -> None:
        """Any call counts as activity; this one does nothing else."""
        self._api.call("GET", "/v1/session")

    def sign_out(self) -> None:
        self._api.call("DELETE", "/v1/session")

    def get_account(self) -> Account:
        """A read of one's own has nothing to refuse: a problem is the API's own."""
        done = self._api.call("GET", "/v1/account")
        if isinstance(done, Problem):
            raise Unavailable(f"The API refused to show an account: {done.code}")
        return Account.of(done.body, done.etag)

    def update_account(self, changes: Json, etag: str = "") -> Account | Problem:
        done = self._api.call("PATCH", "/v1/account", changes, if_match=etag)
        return done if isinstance(done, Problem) else Account.of(done.body, done.etag)


def _id(value: str) -> str:
    return quote(value, safe="")


def _sent(done: Done | Problem) -> CodeSent | Problem:
    return done if isinstance(done, Problem) else CodeSent.of(done)


def _session(done: Done | Problem) -> Session | Problem:
    return done if isinstance(done, Problem) else Session.of(done.body)
