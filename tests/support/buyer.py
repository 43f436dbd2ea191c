"""A resident who buys a parking permit over the API, and the officer who decides on it.

Both work in process (moto, a clock that the test moves) and over HTTP (the local stack): the `Portal` that they visit
hides the difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from secrets import token_hex
from typing import Any, Self

from tests.support.files import PNG
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoStack
from tests.support.visitor import Answer, GaveUp, Portal, Visitor


@dataclass(frozen=True)
class Home:
    """A property of the gazetteer. `zone`: empty if it is in no permit zone."""

    uprn: str
    house: str
    zone: str
    street: str = "Market Place"
    postcode: str = "LE11 3ED"

    def row(self) -> dict[str, str]:
        """The property as a row for `local.seed.address_item`."""
        return {
            "uprn": self.uprn,
            "lines": f"{self.house} {self.street}",
            "town": "Loughborough",
            "postcode": self.postcode,
            "custodian_code": "2410",
            "permit_zone": self.zone,
        }


HOME = Home("990000001003", "12", "Z3")


def new_key() -> str:
    """A new Idempotency-Key."""
    return f"key-{token_hex(8)}"


class Officer(Visitor):
    """An officer of the permits team, signed in."""

    @classmethod
    def signed_in(cls, portal: Portal) -> Self:
        return cls(portal, token=portal.staff_token("permits"))

    def queue(self, zone: str, status: str = "in_review") -> list[Any]:
        answer = self.ask("GET", f"/v1/officer/permits?status={status}&zone={zone}")
        assert answer.status == 200, answer.body
        items: list[Any] = answer.body["items"]
        return items

    def case(self, permit_id: str) -> Mapping[str, Any]:
        answer = self.ask("GET", f"/v1/officer/permits/{permit_id}")
        assert answer.status == 200, answer.body
        case: Mapping[str, Any] = answer.body
        return case

    def decision(
        self,
        permit_id: str,
        outcome: str,
        reason: str | None = None,
        key: str | None = None,
        version: object = None,
        case_id: str | None = None,
    ) -> Answer:
        """Decide, on the current version unless `version` is given. `case_id`: decide on this change instead of the
        application.
        """
        seen = version or self.case(permit_id)["version"]
        body = {"case_id": case_id, "outcome": outcome, "reason": reason, "version": seen}
        path = f"/v1/officer/permits/{permit_id}/decision"
        return self.ask("POST", path, body, headers={"Idempotency-Key": key or new_key()})

    def decides(self, permit_id: str, outcome: str, reason: str | None = None, key: str | None = None) -> None:
        answer = self.decision(permit_id, outcome, reason, key)
        if answer.status != 200:
            raise GaveUp(f"decide: {answer.status} {answer.body}")


@dataclass
class Buyer:
    """A visitor who wants a permit. Steps that may be refused return the answer (`apply`, `attempt`); the others fail
    unless they succeed.
    """

    visitor: Visitor
    home: Home = HOME
    vrm: str = "AB12 CDE"
    start_date: str = "2026-11-21"
    permit_id: str = ""
    payment_id: str | None = None

    @property
    def portal(self) -> InProcessPortal:
        """The portal of a buyer in process."""
        assert isinstance(self.visitor.portal, InProcessPortal)
        return self.visitor.portal

    @property
    def stack(self) -> MotoStack:
        """The stack of a buyer in process."""
        return self.portal.stack

    # ---------------------------------------------------------------------------------------------------- applying
    def finds_the_property(self) -> None:
        """Add the property to the gazetteer and find it by its postcode and house."""
        self.visitor.portal.add_address(self.home.row())
        assert self.visitor.ask("GET", f"/v1/permit-types?zone={self.home.zone}").status == 200
        looked_for = {"postcode": self.home.postcode.lower(), "house": self.home.house}
        [found] = self.visitor.ask("POST", "/v1/permit-properties", looked_for).body["items"]
        assert (found["uprn"], found["zone"], found["place_free"]) == (self.home.uprn, self.home.zone, True)

    def directly(self, permit_type: str = "resident") -> Mapping[str, object]:
        """The product to apply for without a quote."""
        return {"uprn": self.home.uprn, "permit_type": permit_type, "months": 12}

    def gets_a_quote(self, permit_type: str = "resident") -> str:
        """Get a quote and return its id. It works signed in or out, and the quote survives a registration."""
        headers = {"Idempotency-Key": new_key()}
        quote = self.visitor.ask("POST", "/v1/permit-quotes", self.directly(permit_type), headers=headers)
        assert quote.status == 201, quote.body
        return str(quote.body["quote_id"])

    def application(self, **way: object) -> Mapping[str, object]:
        """The body of an application. `way`: a `quote_id` or `from_permit_id` instead of the product, or other values
        for any field.
        """
        directly = {} if {"quote_id", "from_permit_id"} & way.keys() else self.directly()
        said = {"vrm": self.vrm, "start_date": self.start_date, "auto_renew": False, "terms_accepted": True}
        return {**directly, **said, **way}

    def apply(self, key: str | None = None, **way: object) -> Answer:
        headers = {"Idempotency-Key": key or new_key()}
        answer = self.visitor.ask("POST", "/v1/permits", self.application(**way), headers=headers)
        if answer.status == 201:
            self.permit_id, self.payment_id = answer.body["permit_id"], answer.body["payment_id"]
        return answer

    def applies(self, key: str | None = None, **way: object) -> Mapping[str, Any]:
        answer = self.apply(key, **way)
        if answer.status != 201:
            raise GaveUp(f"apply: {answer.status} {answer.body}")
        view: Mapping[str, Any] = answer.body
        return view

    def withdrawal(self) -> Answer:
        path = f"/v1/permits/{self.permit_id}/withdrawal"
        return self.visitor.ask("POST", path, {}, headers={"Idempotency-Key": new_key()})

    def withdraws(self) -> None:
        answer = self.withdrawal()
        assert answer.status == 200, answer.body

    # --------------------------------------------------------------------------------------------------- documents
    def uploads(self, kind: str = "v5c", body: bytes = PNG) -> str:
        """Send the file, before it is scanned. Returns its key in the bucket."""
        announced = {"kind": kind, "filename": f"{kind}.png", "content_type": "image/png", "size": len(body)}
        answer = self.visitor.ask("POST", f"/v1/permits/{self.permit_id}/documents", announced)
        assert answer.status == 201, answer.body
        form = answer.body["upload"]
        self.visitor.portal.upload(form, f"{kind}.png", body)
        return str(form["fields"]["key"])

    def sends(self, kind: str = "v5c") -> None:
        """Send the file and wait until it is found clean."""
        self.visitor.portal.scan(self.uploads(kind))
        self.document_is("clean")

    def removal(self, document_id: str) -> Answer:
        return self.visitor.ask("DELETE", f"/v1/permits/{self.permit_id}/documents/{document_id}")

    def removes(self, document_id: str) -> None:
        """Remove one document. It is not found if an earlier try was done without our hearing of it."""
        answer = self.removal(document_id)
        if answer.status not in {204, 404}:
            raise GaveUp(f"remove: {answer.status} {answer.body}")

    def document(self) -> Mapping[str, Any]:
        """The only document that the permit needs."""
        [found] = self.sees()["documents"]
        document: Mapping[str, Any] = found
        return document

    def document_is(self, status: str) -> None:
        self.visitor.portal.until(self.document, lambda document: document["status"] == status)

    # ------------------------------------------------------------------------------------------------------ paying
    def attempt(self, key: str | None = None) -> Answer:
        path = f"/v1/payments/{self.payment_id}/attempts"
        return self.visitor.ask("POST", path, headers={"Idempotency-Key": key or new_key()})

    def to_pay(self, key: str | None = None) -> str:
        """Start an attempt to pay. Returns the address of Pay's page."""
        answer = self.attempt(key)
        if answer.status != 201:
            raise GaveUp(f"pay: {answer.status} {answer.body}")
        return str(answer.body["next_url"])

    def comes_back(self) -> Mapping[str, Any]:
        """The payment as it is shown after coming back from Pay."""
        answer = self.visitor.ask("POST", f"/v1/payments/{self.payment_id}/refresh")
        assert answer.status == 200, answer.body
        payment: Mapping[str, Any] = answer.body
        return payment

    def pays(self, key: str | None = None, card: str | None = None) -> None:
        """Pay and come back to the portal. `card`: a good one by default."""
        self.visitor.portal.enter_card(self.to_pay(key), card)
        self.comes_back()
        self.visitor.portal.settle()

    # ------------------------------------------------------------------------------------------- a live permit
    def renew(self, key: str | None = None, **wanted: object) -> Answer:
        path, body = f"/v1/permits/{self.permit_id}/renewals", {"terms_accepted": True, **wanted}
        return self.visitor.ask("POST", path, body, headers={"Idempotency-Key": key or new_key()})

    def renews(self) -> str:
        """Renew the permit. The buyer then sees and pays for the renewal; returns the id of the renewed permit."""
        answer = self.renew()
        if answer.status != 201:
            raise GaveUp(f"renew: {answer.status} {answer.body}")
        renewed, self.permit_id = self.permit_id, answer.body["permit_id"]
        self.payment_id = answer.body["payment_id"]
        return renewed

    def cancel(self, key: str | None = None) -> Answer:
        path, body = f"/v1/permits/{self.permit_id}/cancellation", {"understood_non_refundable": True}
        return self.visitor.ask("POST", path, body, headers={"Idempotency-Key": key or new_key()})

    def cancels(self) -> None:
        answer = self.cancel()
        if answer.status != 200:
            raise GaveUp(f"cancel: {answer.status} {answer.body}")

    # ------------------------------------------------------------------------------------------------------ seeing
    def sees(self) -> Mapping[str, Any]:
        answer = self.visitor.ask("GET", f"/v1/permits/{self.permit_id}")
        assert answer.status == 200, answer.body
        view: Mapping[str, Any] = answer.body
        return view

    def waits_for(self, status: str, money: str) -> Mapping[str, Any]:
        """Wait until events and jobs have brought the permit to this status and its money to this state."""
        return self.visitor.portal.until(self.sees, lambda seen: (seen["status"], seen["money"]) == (status, money))

    def happened(self) -> list[str]:
        return [entry["what"] for entry in self.sees()["timeline"]]

    def replies(self, text: str) -> None:
        path, headers = f"/v1/permits/{self.permit_id}/replies", {"Idempotency-Key": new_key()}
        answer = self.visitor.ask("POST", path, {"text": text}, headers=headers)
        assert answer.status == 201, answer.body

    def is_in_review(self) -> None:
        """Apply, send the document and pay, until the application is in review."""
        self.applies()
        self.sends()
        self.pays()
        self.waits_for("in_review", "authorised")

    # ------------------------------------------------------------------------------------------------- the council
    @cached_property
    def officer(self) -> Officer:
        return Officer.signed_in(self.visitor.portal)

    def officer_asks(self, method: str, path: str, body: object = None, key: str | None = None) -> Answer:
        return self.officer.ask(method, path, body, headers={"Idempotency-Key": key} if key else {})

    def case(self) -> Mapping[str, Any]:
        return self.officer.case(self.permit_id)

    def officer_decides(self, outcome: str, reason: str | None = None, key: str | None = None) -> None:
        self.officer.decides(self.permit_id, outcome, reason, key)
