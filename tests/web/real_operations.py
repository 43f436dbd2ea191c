"""The pages before the portal's own operations, all in one process: what the pages ask for is what the API takes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.in_process import InProcessPortal
from tests.web.browser_double import Browser
from tests.web.conftest import TYPED
from tests.web.fake_api import FakeApi
from web.api.client import Reply
from web.request import Answer

PASSWORD = TYPED["password"]


@dataclass
class InProcessTransport:
    """Implements `web.api.client.Transport`."""

    portal: InProcessPortal

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> Reply:
        asked = None if body is None else json.loads(body)
        answer = self.portal.call(method, path, asked, headers=headers)
        sent = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status, sent, b"" if answer.body is None else json.dumps(answer.body).encode())


class Resident(Browser):
    """A browser whose clock is the portal's, and somebody in front of it who reads their mail."""

    def __init__(self, portal: InProcessPortal, email: str = TYPED["email"]) -> None:
        super().__init__(FakeApi(), transport=InProcessTransport(portal))
        self.portal = portal
        self.email = email

    def _ask(self, method: str, address: str, form: Mapping[str, str] | None, headers: Mapping[str, str]) -> Answer:
        self.now = self.portal.stack.clock()
        return super()._ask(method, address, form, headers)

    def elsewhere(self) -> "Resident":
        """The same person at another browser."""
        return Resident(self.portal, self.email)

    def mailed(self, pattern: str) -> str:
        """What the newest mail that has it says."""
        self.portal.settle()
        for mail in reversed(self.portal.mails(self.email)):
            found = re.search(pattern, mail.text, re.MULTILINE)
            if found:
                return found[1]
        raise AssertionError(f"no mail with {pattern}")

    def code(self) -> str:
        return self.mailed(r"^([0-9]{8})\s*$")

    def make_account(self) -> None:
        self.get("/create-account")
        self.send("/create-account", **{**TYPED, "email": self.email})
        self.follow()
        self.send("/create-account/contact", phone="0116 496 0000", action="type")
        self.send(
            "/create-account/contact",
            phone="0116 496 0000",
            line_1="1 Invented Row",
            town="Loughborough",
            typed_postcode="LE11 3ED",
            action="typed",
        )
        self.follow()
        self.send("/create-account/code", code=self.code())
        assert self.follow().status == 200, self.text
        self.portal.stack.clock.forward(minutes=15)  # no counter of theirs is used up

    def sign_in(self, password: str = PASSWORD) -> None:
        self.start_sign_in(password)
        self.send("/sign-in/send-code")
        self.follow()
        self.send("/sign-in/code", code=self.code())
        self.follow()

    def start_sign_in(self, password: str = PASSWORD) -> None:
        self.get("/sign-in")
        self.send("/sign-in", email=self.email, password=password)
        self.follow()
