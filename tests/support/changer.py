"""The holder of a live permit who asks for changes of it, and the officer who decides on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.buyer import Buyer, Home, new_key
from tests.support.files import PNG
from tests.support.visitor import Answer

NEW_HOME = Home("990000001004", "14", "Z3")
ELSEWHERE = Home("990000001005", "16", "Z4")


@dataclass
class Changer:
    """The holder. `buyer`: has a live permit. `change_id`: the newest change."""

    buyer: Buyer
    change_id: str = ""

    @property
    def path(self) -> str:
        return f"/v1/permits/{self.buyer.permit_id}"

    def _ask(self, what: str, body: Mapping[str, object], key: str | None = None) -> Answer:
        headers = {"Idempotency-Key": key or new_key()}
        answer = self.buyer.visitor.ask("POST", f"{self.path}/{what}", body, headers=headers)
        if answer.status == 201 and "change_id" in answer.body:
            self.change_id = answer.body["change_id"]
            self.buyer.payment_id = answer.body["payment_id"]
        return answer

    def new_vehicle(self, vrm: str = "XY21 ZZZ", key: str | None = None) -> Answer:
        return self._ask("vehicle-changes", {"vrm": vrm, "why": "another_vehicle"}, key)

    def new_address(self, home: Home = NEW_HOME, key: str | None = None) -> Answer:
        self.buyer.visitor.portal.add_address(home.row())
        return self._ask("address-changes", {"uprn": home.uprn}, key)

    def withdraws(self) -> Answer:
        return self._ask(f"changes/{self.change_id}/withdrawal", {})

    def replies(self, text: str) -> Answer:
        return self._ask("replies", {"change_id": self.change_id, "text": text})

    def sends(self, kind: str) -> None:
        """Send the file and wait until it is found clean."""
        file = {"kind": kind, "filename": f"{kind}.png", "content_type": "image/png", "size": len(PNG)}
        added = self.buyer.visitor.ask("POST", f"{self.path}/documents", {"change_id": self.change_id, **file})
        assert added.status == 201, added.body
        form, portal = added.body["upload"], self.buyer.visitor.portal
        portal.upload(form, f"{kind}.png", PNG)
        portal.scan(str(form["fields"]["key"]))
        portal.until(self.change, lambda change: change["documents"][0]["status"] == "clean")

    def change(self) -> Mapping[str, Any]:
        """The newest change as the permit shows it now."""
        [found] = [one for one in self.buyer.sees()["changes"] if one["change_id"] == self.change_id]
        shown: Mapping[str, Any] = found
        return shown

    def waits_for(self, status: str, money: str) -> None:
        self.buyer.visitor.portal.settle()
        self.buyer.visitor.portal.until(
            self.change, lambda change: (change["status"], change["money"]) == (status, money)
        )

    def is_told(self, about: str) -> None:
        """Wait for an email with these words in its subject."""
        buyer = self.buyer
        buyer.visitor.portal.until(
            lambda: [mail.subject for mail in buyer.visitor.portal.mails(buyer.visitor.email)],
            lambda said: any(about in subject for subject in said),
        )

    def decision(self, outcome: str, reason: str | None = None) -> Answer:
        return self.buyer.officer.decision(self.buyer.permit_id, outcome, reason, case_id=self.change_id)

    def decided(self, outcome: str, reason: str | None = None) -> Mapping[str, Any]:
        answer = self.decision(outcome, reason)
        assert answer.status == 200, answer.body
        case: Mapping[str, Any] = answer.body
        return case
