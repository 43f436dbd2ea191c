"""A person at a browser as far as the API can tell: follows journeys, retries what failed, reads their email.

The same person visits the portal in process (moto, faults) and over HTTP (the local stack).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import pyotp

PASSWORD = "Correct-horse-7"


@dataclass(frozen=True)
class Answer:
    """An answer. `body`: read from JSON, None if there is none. `text`: as received; a file's bytes as Latin-1."""

    status: int
    headers: Mapping[str, str]
    body: Any
    text: str = ""


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str


class Portal(Protocol):
    """The portal and its surroundings: `InProcessPortal` over moto, `HttpPortal` on the local stack."""

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer: ...

    def mails(self, to: str) -> list[Mail]: ...

    def settle(self) -> None:
        """Deliver all pending events, where the stack does not by itself."""

    def until[T](self, ask: Callable[[], T], holds: Callable[[T], bool]) -> T:
        """Call `ask` until `holds` is true of its result, and return the result. Meanwhile the stack does its work.

        Raises: AssertionError when it never holds.
        """

    def add_address(self, row: dict[str, str]) -> None:
        """Add an address. `row`: as `local.seed.address_item` takes it."""

    def upload(self, form: Mapping[str, Any], filename: str, body: bytes) -> None:
        """Upload a file as a browser does, with the form that an operation gave."""

    def scan(self, key: str) -> None:
        """Let GuardDuty find no threat in an upload, where the stack does not scan by itself."""

    def enter_card(self, next_url: str, card: str | None = None) -> None:
        """Open GOV.UK Pay's page and pay, with a good card by default."""

    def staff_token(self, team: str) -> str:
        """The token of an officer who is in this team and no other."""


class GaveUp(AssertionError):
    """The portal did not let the person finish."""


@dataclass
class Visitor:
    portal: Portal
    email: str = "ann.smith@example.org"
    password: str = PASSWORD
    first_name: str = "Ann"
    address: Mapping[str, object] = field(
        default_factory=lambda: {"lines": ["1 Invented Row"], "town": "Loughborough", "postcode": "LE11 3ED"}
    )
    registration_key: str = "registration-1"
    token: str | None = None
    app_secret: str | None = None
    answers: list[Answer] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------------ single requests
    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        """Send a request, and the same again if the service itself failed."""
        for _ in range(4):
            answer = self.portal.call(method, path, body, token=self.token, **more)
            self.answers.append(answer)
            if answer.status < 500:
                return answer
        raise GaveUp(f"{method} {path} kept failing: {answer.status} {answer.body}")

    def start_registration(self, key: str | None = None, **changes: object) -> Answer:
        body = {
            "email": self.email,
            "first_name": self.first_name,
            "last_name": "Smith",
            "password": self.password,
            "privacy_policy_accepted": True,
            "kind": "resident",
        }
        headers = {"Idempotency-Key": key or self.registration_key}
        return self.ask("POST", "/v1/registrations", body | changes, headers=headers)

    def give_contact_details(self, registration_id: str, **changes: object) -> Answer:
        body = {"phone": "0116 305 0001", "address": self.address} | changes
        return self.ask("PUT", f"/v1/registrations/{registration_id}/contact", body)

    def activate(self, registration_id: str, code: str) -> Answer:
        return self.ask("POST", f"/v1/registrations/{registration_id}/activation", {"code": code})

    def start_sign_in(self, password: str | None = None) -> Answer:
        return self.ask("POST", "/v1/sign-ins", {"email": self.email, "password": password or self.password})

    def send_code(self, sign_in_id: str) -> Answer:
        return self.ask("POST", f"/v1/sign-ins/{sign_in_id}/code")

    def complete_sign_in(self, sign_in_id: str, code: str) -> Answer:
        return self.ask("POST", f"/v1/sign-ins/{sign_in_id}/session", {"code": code})

    def complete_by_app(self, sign_in_id: str, code: str) -> Answer:
        body = {"method": "authenticator", "code": code}
        return self.ask("POST", f"/v1/sign-ins/{sign_in_id}/session", body)

    def offer_app(self) -> Answer:
        """Start adding an authenticator app and put the secret into it."""
        answer = self.ask("POST", "/v1/account/authenticator", {"password": self.password})
        if answer.status == 201:
            self.app_secret = answer.body["secret"]
        return answer

    def confirm_app(self, code: str) -> Answer:
        return self.ask("POST", "/v1/account/authenticator/confirmation", {"code": code})

    def app_code(self, at: datetime) -> str:
        """The code that the app shows at this time."""
        assert self.app_secret is not None, "no app was added"
        return pyotp.TOTP(self.app_secret).at(at)

    def change_password(self, new: str, current: str | None = None) -> Answer:
        body = {"current_password": current or self.password, "new_password": new}
        return self.ask("PUT", "/v1/account/password", body)

    def start_reset(self) -> Answer:
        return self.ask("POST", "/v1/password-resets", {"email": self.email})

    def reset_password(self, reset_id: str, code: str, new: str) -> Answer:
        return self.ask("PUT", f"/v1/password-resets/{reset_id}", {"code": code, "new_password": new})

    def change_email(self, new_email: str, key: str = "email-change-1") -> Answer:
        body = {"new_email": new_email, "password": self.password}
        return self.ask("POST", "/v1/account/email-changes", body, headers={"Idempotency-Key": key})

    def confirm_email(self, change_id: str, code: str) -> Answer:
        return self.ask("POST", f"/v1/account/email-changes/{change_id}/confirmation", {"code": code})

    def newest_code(self, to: str | None = None) -> str:
        """The eight-digit code in the newest email that has one."""
        return self._newest(r"^([0-9]{8})\s*$", to or self.email)

    def newest_email_change_reversal(self, to: str) -> str:
        """The token in the newest email with which a change of email address can be undone."""
        return self._newest(r"/undo-email-change#(\S+)", to)

    def newest_stop_token(self, to: str) -> str:
        """The token in the newest announcement of an automatic renewal, with which it can be stopped."""
        return self._newest(r"/stop-automatic-renewal#(\S+)", to)

    def _newest(self, pattern: str, to: str) -> str:
        for mail in reversed(self.portal.mails(to)):
            found = re.search(pattern, mail.text, re.MULTILINE)
            if found:
                return found[1]
        raise GaveUp(f"nothing like it has come for {to}")

    # ----------------------------------------------------------------------------------------------------- whole ways
    def make_account(self, **changes: str) -> None:
        """Register and sign in. If the last reply was lost, the account may exist already: then sign in."""
        registration_id = self.start_registration(**changes).body["registration_id"]
        self.give_contact_details(registration_id)
        self.ask("POST", f"/v1/registrations/{registration_id}/code")
        answer = self.activate(registration_id, self.newest_code())
        if answer.status == 201:
            self.token = answer.body["token"]
        elif answer.body["code"] in {"used_code", "account_exists"}:
            self.sign_in()
        else:
            raise GaveUp(f"activation: {answer.status} {answer.body}")

    def sign_in(self) -> None:
        """Sign in, starting again up to three times like a patient person."""
        self.token = None
        for _ in range(3):
            sign_in_id = self.start_sign_in().body["sign_in_id"]
            self.send_code(sign_in_id)
            answer = self.complete_sign_in(sign_in_id, self.newest_code())
            if answer.status == 201:
                self.token = answer.body["token"]
                return
        raise GaveUp(f"sign-in: {answer.status} {answer.body}")

    def edit_profile(self, **changes: object) -> Answer:
        seen = self.ask("GET", "/v1/account")
        return self.ask("PATCH", "/v1/account", changes, headers={"If-Match": seen.headers["etag"]})

    def sign_out(self) -> None:
        """Sign out. If the session has ended already, that is no failure."""
        answer = self.ask("DELETE", "/v1/session")
        if answer.status not in {204, 401, 403}:
            raise GaveUp(f"sign-out: {answer.status}")
