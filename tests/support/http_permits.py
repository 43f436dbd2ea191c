"""Who takes part when a permit is bought on the local stack: a buyer, the payer's browser at GOV.UK Pay, an officer.

Each buyer has a property of their own, in a zone of its own: whatever else the stack holds, their places are free and
the officer's queue of that zone holds nobody else.
"""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from secrets import choice, randbelow, token_hex
from string import ascii_uppercase
from typing import Any
from urllib.parse import urljoin

import httpx

from local.seed import address_item
from portal.clock import to_text
from portal.london import today
from tests.local_stack import RunningStack
from tests.support.http_portal import HttpPortal, until
from tests.support.pay import GOOD_CARD
from tests.support.visitor import Answer, Visitor

POSTCODE = "LE11 9ZZ"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""One pixel."""


@dataclass(frozen=True)
class Home:
    uprn: str
    house: str
    zone: str


def new_home(stack: RunningStack, zone: str | None = None) -> Home:
    """A property that nobody had before, in the gazetteer from now on; in no zone if that is empty."""
    number = randbelow(10**8)
    home = Home(uprn=f"9911{number:08d}", house=str(number), zone=f"T{number}" if zone is None else zone)
    row = {"uprn": home.uprn, "lines": f"{number} Trial Street", "town": "Loughborough", "postcode": POSTCODE}
    item = address_item(row | {"custodian_code": "2410", "permit_zone": home.zone})
    stack.emulator.table(stack.outputs["AddressesTable"]).put_item(Item=item)
    return home


def new_vrm() -> str:
    """Of the shape in use since 2001, and without the letters that look like numbers."""
    letters = sorted(set(ascii_uppercase) - {"I", "O", "Q"})
    return f"AB{randbelow(90) + 10}{''.join(choice(letters) for _ in range(3))}"


def new_key() -> str:
    return f"key-{token_hex(8)}"


def start_date() -> str:
    """Tomorrow: no midnight makes it yesterday."""
    return (today(datetime.now(UTC)) + timedelta(days=1)).isoformat()


@dataclass
class Buyer:
    """A resident who wants a permit. Steps that may be refused give the answer; the others insist."""

    visitor: Visitor
    stack: RunningStack
    home: Home
    vrm: str = field(default_factory=new_vrm)
    permit_id: str = ""
    payment_id: str | None = None

    # ---------------------------------------------------------------------------------------------------- applying
    def quote(self, permit_type: str = "resident") -> str:
        body = {"uprn": self.home.uprn, "permit_type": permit_type, "months": 12}
        answer = self.visitor.ask("POST", "/v1/permit-quotes", body, headers={"Idempotency-Key": new_key()})
        assert answer.status == 201, answer.body
        return str(answer.body["quote_id"])

    def apply(self, way: Mapping[str, object], key: str | None = None) -> Answer:
        """`way`: `quote_id`, or `from_permit_id`, or `uprn`, `permit_type` and `months`."""
        body = {"vrm": self.vrm, "start_date": start_date(), "auto_renew": False, "terms_accepted": True, **way}
        answer = self.visitor.ask("POST", "/v1/permits", body, headers={"Idempotency-Key": key or new_key()})
        if answer.status == 201:
            self.permit_id, self.payment_id = answer.body["permit_id"], answer.body["payment_id"]
        return answer

    def directly(self, permit_type: str = "resident") -> Mapping[str, object]:
        """Without a quote."""
        return {"uprn": self.home.uprn, "permit_type": permit_type, "months": 12}

    def applies(self, **way: object) -> Mapping[str, Any]:
        answer = self.apply(way or self.directly())
        assert answer.status == 201, answer.body
        view: Mapping[str, Any] = answer.body
        return view

    # --------------------------------------------------------------------------------------------------- documents
    def sends(self, body: bytes = PNG, kind: str = "v5c", filename: str = "V5C.png") -> None:
        """As a browser does: the form's fields in their order, then the file."""
        announced = {"kind": kind, "filename": filename, "content_type": "image/png", "size": len(body)}
        answer = self.visitor.ask("POST", f"/v1/permits/{self.permit_id}/documents", announced)
        assert answer.status == 201, answer.body
        form = answer.body["upload"]
        sent = httpx.post(form["url"], data=form["fields"], files={"file": (filename, body)})
        assert sent.status_code == 204, sent.text

    def document(self) -> Mapping[str, Any]:
        """The only one that the permit needs."""
        [found] = self.sees()["documents"]
        document: Mapping[str, Any] = found
        return document

    def document_is(self, status: str) -> None:
        until(self.document, lambda document: document["status"] == status)

    # ------------------------------------------------------------------------------------------------------ paying
    def attempt(self, key: str | None = None) -> Answer:
        path = f"/v1/payments/{self.payment_id}/attempts"
        return self.visitor.ask("POST", path, headers={"Idempotency-Key": key or new_key()})

    def to_pay(self) -> str:
        """The address of Pay's page."""
        answer = self.attempt()
        assert answer.status == 201, answer.body
        return str(answer.body["next_url"])

    def comes_back(self) -> Mapping[str, Any]:
        """What the page that Pay leads back to is told."""
        answer = self.visitor.ask("POST", f"/v1/payments/{self.payment_id}/refresh")
        assert answer.status == 200, answer.body
        payment: Mapping[str, Any] = answer.body
        return payment

    def pays(self) -> None:
        """The straight way: card, and back to the portal."""
        assert enter_card(self.to_pay()).is_redirect
        assert self.comes_back()["status"] == "authorised"

    # ------------------------------------------------------------------------------------------------------ seeing
    def sees(self) -> Mapping[str, Any]:
        answer = self.visitor.ask("GET", f"/v1/permits/{self.permit_id}")
        assert answer.status == 200, answer.body
        view: Mapping[str, Any] = answer.body
        return view

    def waits_for(self, status: str, money: str) -> Mapping[str, Any]:
        """Until events have gone their way."""
        return until(self.sees, lambda seen: (seen["status"], seen["money"]) == (status, money), seconds=20)

    def happened(self) -> list[str]:
        return [entry["what"] for entry in self.sees()["timeline"]]

    def mails_about(self, words: str) -> int:
        return sum(words in mail.subject for mail in self.visitor.portal.mails(self.visitor.email))

    def gets_mail_about(self, words: str) -> None:
        """Once: a second one would have come before the wait is over, or a test of its own looks for it."""
        until(lambda: self.mails_about(words), lambda count: count == 1)

    def in_review(self) -> None:
        """The whole way from the application on, complete and paid for."""
        self.applies()
        self.sends()
        self.document_is("clean")
        self.pays()
        self.waits_for("in_review", "authorised")


# ----------------------------------------------------------------------------------------------------- at GOV.UK Pay


def enter_card(next_url: str, card: str = GOOD_CARD) -> httpx.Response:
    """Opens Pay's page in a browser of its own and sends its form; follows no redirect."""
    with httpx.Client() as browser:
        page = browser.get(next_url)
        assert page.status_code == 200, page.text
        action = re.search(r'<form method="post" action="([^"]+)"', page.text)
        assert action, page.text
        return browser.post(urljoin(next_url, action[1]), data={"card": card, "do": "pay"})


@dataclass(frozen=True)
class AtPay:
    """What GOV.UK Pay has, asked for as the council would."""

    stack: RunningStack

    def statuses(self, payment_id: str | None) -> list[str]:
        """Of all its payments for one of ours, oldest first."""
        secrets = self.stack.emulator.client("secretsmanager")
        key = secrets.get_secret_value(SecretId=self.stack.outputs["PayApiKeyArn"])["SecretString"].strip()
        answer = httpx.get(f"{self.stack.pay}/v1/payments", headers={"Authorization": f"Bearer {key}"})
        answer.raise_for_status()
        ours = [one for one in answer.json()["results"] if one["reference"].startswith(f"{payment_id}-")]
        return [one["state"]["status"] for one in reversed(ours)]

    def has_told_all(self) -> None:
        """Until its messages have been sent, and worked on by us."""
        kept = self.stack.emulator.home / "pay-state.json"
        until(lambda: json.loads(kept.read_bytes())[1], lambda untold: untold == [])
        until(self._messages_waiting, lambda count: count == 0)

    def _messages_waiting(self) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        sqs = self.stack.emulator.client("sqs")
        queue = self.stack.resources["SettleQueue"]
        found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)

    def turn(self, **knobs: object) -> None:
        """Misfortunes from now on (`local.pay.knobs`)."""
        httpx.put(f"{self.stack.pay}/_knobs", json=knobs).raise_for_status()


# ------------------------------------------------------------------------------------------------------- the council


class Officer(Visitor):
    """Somebody of the permits team, signed in at the staff pool."""

    @classmethod
    def signed_in(cls, portal: HttpPortal) -> "Officer":
        staff = portal.stack.staff
        [user] = [one for one in staff["users"] if one["groups"] == ["permits"]]
        answer = portal.stack.emulator.client("cognito-idp").initiate_auth(
            ClientId=staff["client_id"],
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": user["email"], "PASSWORD": user["password"]},
        )
        return cls(portal, token=answer["AuthenticationResult"]["AccessToken"])

    def queue(self, zone: str, status: str = "in_review") -> list[Any]:
        answer = self.ask("GET", f"/v1/officer/permits?status={status}&zone={zone}")
        assert answer.status == 200, answer.body
        items: list[Any] = answer.body["items"]
        return items

    def decision(self, permit_id: str, outcome: str, reason: str | None = None) -> Answer:
        case = self.ask("GET", f"/v1/officer/permits/{permit_id}")
        assert case.status == 200, case.body
        body = {"version": case.body["version"], "outcome": outcome, "reason": reason}
        path = f"/v1/officer/permits/{permit_id}/decision"
        return self.ask("POST", path, body, headers={"Idempotency-Key": new_key()})

    def decides(self, permit_id: str, outcome: str, reason: str | None = None) -> None:
        answer = self.decision(permit_id, outcome, reason)
        assert answer.status == 200, answer.body


def six_minutes_pass(stack: RunningStack, payment_id: str | None) -> None:
    """The first look at a new attempt is due five minutes after its start: as if they were over."""
    table = stack.emulator.table(stack.outputs["PaymentsTable"])
    table.update_item(
        Key={"pk": f"PAYMENT#{payment_id}", "sk": "PAYMENT"},
        UpdateExpression="SET settle_at = :then",
        ConditionExpression="attribute_exists(to_settle)",
        ExpressionAttributeValues={":then": to_text(datetime.now(UTC) - timedelta(minutes=1))},
    )


def sweep(stack: RunningStack) -> None:
    functions = stack.emulator.client("lambda")
    answer = functions.invoke(FunctionName=stack.resources["SettleOpenAttempts"], Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()
