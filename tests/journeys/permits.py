"""The main job: a resident buys a parking permit, pays, and the council approves it; and its other ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.journeys.evidence import GOOD, guardduty_result
from tests.support.in_process import InProcessPortal, staff_token
from tests.support.moto_stack import MotoStack
from tests.support.pay import DECLINED_CARD, Payer
from tests.support.visitor import GaveUp, Visitor

UPRN = "990000001003"
PROPERTY: dict[str, Any] = {
    "pk": {"S": "POSTCODE#LE113ED"},
    "sk": {"S": f"UPRN#{UPRN}"},
    "uprn": {"S": UPRN},
    "lines": {"L": [{"S": "12 Market Place"}]},
    "town": {"S": "Loughborough"},
    "postcode": {"S": "LE11 3ED"},
    "custodian_code": {"N": "2410"},
    "permit_zone": {"S": "Z3"},
}
OFFICER = staff_token("permits")
REASON = "The V5C is for another vehicle"


@dataclass
class Buyer:
    """A visitor who wants a permit, and the officer who sees to it."""

    visitor: Visitor
    permit_id: str = ""
    payment_id: str | None = None

    @property
    def portal(self) -> InProcessPortal:
        assert isinstance(self.visitor.portal, InProcessPortal)
        return self.visitor.portal

    @property
    def stack(self) -> MotoStack:
        return self.portal.stack

    # -------------------------------------------------------------------------------------------- the resident
    def finds_the_property(self) -> None:
        self.stack.aws.dynamodb.put_item(TableName=self.stack.settings.addresses_table, Item=PROPERTY)
        assert self.visitor.ask("GET", "/v1/permit-types?zone=Z3").status == 200
        found = self.visitor.ask("POST", "/v1/permit-properties", {"postcode": "le11 3ed", "house": "12"})
        assert found.body["items"][0]["place_free"] is True, found.body

    def gets_a_quote(self, permit_type: str = "resident") -> str:
        """Signed out or in; the quote lives through a registration."""
        body = {"uprn": UPRN, "permit_type": permit_type, "months": 12}
        quote = self.visitor.ask("POST", "/v1/permit-quotes", body, headers={"Idempotency-Key": "quote-key-1"})
        assert quote.status == 201, quote.body
        return str(quote.body["quote_id"])

    def applies(self, key: str = "apply-key-1", **way: object) -> Mapping[str, Any]:
        body = {"vrm": "AB12 CDE", "start_date": "2026-11-21", "auto_renew": False, "terms_accepted": True, **way}
        answer = self.visitor.ask("POST", "/v1/permits", body, headers={"Idempotency-Key": key})
        if answer.status != 201:
            raise GaveUp(f"apply: {answer.status} {answer.body}")
        self.permit_id, self.payment_id = answer.body["permit_id"], answer.body["payment_id"]
        view: Mapping[str, Any] = answer.body
        return view

    def sends(self, kind: str = "v5c") -> None:
        """The file goes to S3 by the form; moto is no web server, so it is put there by hand."""
        body = {"kind": kind, "filename": f"{kind}.png", "content_type": "image/png", "size": len(GOOD)}
        answer = self.visitor.ask("POST", f"/v1/permits/{self.permit_id}/documents", body)
        fields = answer.body["upload"]["fields"]
        aws, bucket = self.stack.aws, self.stack.settings.evidence_bucket
        put = aws.s3.put_object(Bucket=bucket, Key=fields["key"], Body=GOOD, ContentType="image/png")
        assert self.sees()["documents"][0]["status"] in {"scanning", "clean"}
        self.portal.settle()
        aws.events.put_events(Entries=[guardduty_result(bucket, fields["key"], put["ETag"], "NO_THREATS_FOUND")])
        self.portal.settle()

    def pays(self, key: str = "pay-key-1", card: str | None = None) -> None:
        answer = self.visitor.ask("POST", f"/v1/payments/{self.payment_id}/attempts", headers={"Idempotency-Key": key})
        if answer.status != 201:
            raise GaveUp(f"pay: {answer.status} {answer.body}")
        payer = Payer(self.stack.pay)
        payer.pays(answer.body["next_url"], card) if card else payer.pays(answer.body["next_url"])
        self.visitor.ask("POST", f"/v1/payments/{self.payment_id}/refresh")
        self.portal.settle()

    def replies(self, text: str) -> None:
        answer = self.visitor.ask(
            "POST", f"/v1/permits/{self.permit_id}/replies", {"text": text}, headers={"Idempotency-Key": "reply-key-1"}
        )
        assert answer.status == 201, answer.body

    def withdraws(self) -> None:
        headers = {"Idempotency-Key": "withdraw-key-1"}
        answer = self.visitor.ask("POST", f"/v1/permits/{self.permit_id}/withdrawal", {}, headers=headers)
        assert answer.status == 200, answer.body

    def sees(self) -> Mapping[str, Any]:
        view: Mapping[str, Any] = self.visitor.ask("GET", f"/v1/permits/{self.permit_id}").body
        return view

    def waits_for(self, status: str, money: str) -> None:
        """What the stack does by itself, within half an hour."""
        for _ in range(6):
            self.portal.settle()
            seen = self.sees()
            if (seen["status"], seen["money"]) == (status, money):
                return
            self.stack.clock.forward(minutes=5)
            self.portal.run_jobs()
        raise GaveUp(f"the permit is {seen['status']} with money {seen['money']}, not {status} with {money}")

    # --------------------------------------------------------------------------------------------- the officer
    def officer_asks(self, method: str, path: str, body: object = None, key: str | None = None) -> Any:
        officer = Visitor(self.portal, token=OFFICER)
        headers = {"Idempotency-Key": key} if key else {}
        return officer.ask(method, path, body, headers=headers)

    def case(self) -> Mapping[str, Any]:
        case: Mapping[str, Any] = self.officer_asks("GET", f"/v1/officer/permits/{self.permit_id}").body
        return case

    def officer_opens_the_case(self) -> None:
        queue = self.officer_asks("GET", "/v1/officer/permits?zone=Z3").body["items"]
        assert [case["permit_id"] for case in queue] == [self.permit_id]
        assert self.officer_asks("GET", "/v1/officer/permits").body["count"] == 1
        taken = self.officer_asks("POST", "/v1/officer/claims", {"zone": "Z3"}, "claim-key-1")
        assert taken.body["permit_id"] == self.permit_id
        assert self.officer_asks("POST", "/v1/officer/claims", {}, "claim-key-2").status == 204
        claim = f"/v1/officer/permits/{self.permit_id}/claim"
        assert self.officer_asks("PUT", claim, {}).body["mine"] is True
        case = self.officer_asks("GET", f"/v1/officer/permits/{self.permit_id}").body
        assert case["applicant"]["email"] == self.visitor.email
        document = case["permit"]["documents"][0]["document_id"]
        assert self.officer_asks("GET", f"/v1/officer/documents/{document}").status == 200
        assert self.officer_asks("DELETE", claim).status == 204

    def officer_decides(self, outcome: str, reason: str | None = None, key: str = "decide-key-1") -> None:
        body = {"version": self.case()["version"], "outcome": outcome, "reason": reason}
        answer = self.officer_asks("POST", f"/v1/officer/permits/{self.permit_id}/decision", body, key)
        if answer.status != 200:
            raise GaveUp(f"decide: {answer.status} {answer.body}")


def in_review(visitor: Visitor) -> Buyer:
    """From a quote without an account to an application that is paid for and complete."""
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    quote_id = buyer.gets_a_quote()
    visitor.make_account()
    buyer.applies(quote_id=quote_id)
    buyer.sends()
    buyer.pays()
    buyer.waits_for("in_review", "authorised")
    return buyer


def bought(visitor: Visitor) -> None:
    """Quote, account, application, document, card, review, yes: the permit is live and the money taken."""
    buyer = in_review(visitor)
    buyer.officer_opens_the_case()
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")
    assert len(visitor.ask("GET", "/v1/permits").body["items"]) == 1


def asked_then_rejected(visitor: Visitor) -> None:
    """A question, its answer, then no: the hold is released, the reason told, and it can be applied for again."""
    buyer = in_review(visitor)
    buyer.officer_decides("ask", "Which vehicle is it?", key="decide-key-1")
    buyer.replies("The blue one")
    buyer.officer_decides("reject", REASON, key="decide-key-2")
    buyer.waits_for("rejected", "released")
    assert buyer.sees()["reason"] == REASON
    again = buyer.applies("apply-key-2", from_permit_id=buyer.permit_id)
    assert again["status"] == "awaiting_payment"
    buyer.withdraws()
    buyer.waits_for("withdrawn", "due")


def never_paid(visitor: Visitor) -> None:
    """A card that is declined, and no other: after a day the place is free again."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies(uprn=UPRN, permit_type="resident", months=12)
    buyer.sends()
    buyer.pays(card=DECLINED_CARD)
    buyer.stack.clock.forward(hours=24)
    buyer.portal.run_jobs()
    visitor.sign_in()
    buyer.waits_for("lapsed", "due")
    found = visitor.ask("POST", "/v1/permit-properties", {"postcode": "LE11 3ED", "house": "12"})
    assert found.body["items"][0]["place_free"] is True


def never_decided(visitor: Visitor) -> None:
    """Nobody looks for 108 hours: the money is taken while the hold lasts; the yes comes later."""
    buyer = in_review(visitor)
    buyer.stack.clock.forward(hours=107)
    buyer.portal.run_jobs()
    buyer.portal.settle()
    visitor.sign_in()
    buyer.waits_for("in_review", "taken")
    buyer.officer_decides("approve")
    buyer.waits_for("active", "taken")


def free_of_charge(visitor: Visitor) -> None:
    """A free permit is refused before its document comes; asked for again it is complete with it, and approved."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies(uprn=UPRN, permit_type="disabled_resident", months=12)
    buyer.officer_decides("reject", "You have no Blue Badge", key="decide-key-1")
    buyer.applies("apply-key-2", from_permit_id=buyer.permit_id)
    buyer.sends("blue_badge")
    buyer.waits_for("in_review", "none")
    buyer.officer_decides("approve", key="decide-key-2")
    buyer.waits_for("active", "none")


def uploads_and_pays_at_once(visitor: Visitor) -> None:
    """Somebody chooses "Pay now" before S3's message about the upload has come; then the application is taken back."""
    visitor.make_account()
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies(uprn=UPRN, permit_type="resident", months=12)
    body = {"kind": "v5c", "filename": "v5c.png", "content_type": "image/png", "size": len(GOOD)}
    answer = visitor.ask("POST", f"/v1/permits/{buyer.permit_id}/documents", body)
    key, bucket = answer.body["upload"]["fields"]["key"], buyer.stack.settings.evidence_bucket
    buyer.stack.aws.s3.put_object(Bucket=bucket, Key=key, Body=GOOD, ContentType="image/png")
    buyer.pays()
    buyer.withdraws()
    buyer.waits_for("withdrawn", "released")


PERMIT_JOURNEYS = (
    bought,
    asked_then_rejected,
    never_paid,
    never_decided,
    free_of_charge,
    uploads_and_pays_at_once,
)
