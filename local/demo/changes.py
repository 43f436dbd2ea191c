"""Demo residents who asked yesterday for a change of their live permit, which now waits in the officers' queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from local.demo.made_up_document import made_up_pdf
from local.demo.operations import Operations
from local.demo.payer import at_pays_page
from local.demo.residents import GOOD_CARD, nearby
from local.demo.scans import wait_for_scans
from local.demo.town import Made
from permits.model_changes import CHANGE, change_subject

ASKED_AGO = timedelta(days=1)
DOCUMENTS = {"vehicle": "v5c", "address": "proof_of_residency"}
KINDS = {"vehicle_change_in_review": "vehicle", "address_change_in_review": "address"}
"""The kind of change that a resident asks for, by the name of their story."""


@dataclass(frozen=True)
class Changes:
    """Makes the changes. Existing ones are left as they are."""

    operations: Operations
    now: datetime

    def make(self, everybody: Sequence[Made]) -> None:
        asking = [(one, KINDS[one.resident.story.what]) for one in everybody if one.resident.story.what in KINDS]
        for made, kind in asking:
            change = self._newest(made) or self._asked_for(made, kind, everybody)
            if change["documents"] and change["documents"][0]["status"] == "missing":
                self._send_document(made, change["change_id"], DOCUMENTS[kind])
        people = [made for made, _ in asking]
        wait_for_scans(people, self._scanned, lambda made: made.resident.email, pause=self.operations.pause)
        for made in people:
            self._pay(made)

    def _asked_for(self, made: Made, kind: str, everybody: Sequence[Made]) -> Mapping[str, Any]:
        wanted = {
            "vehicle": {"vrm": f"{made.resident.vrm[:4]}NEW", "why": "another_vehicle"},
            "address": {"uprn": nearby(made.resident, [one.resident for one in everybody])},
        }
        return self._ask(f"permits.change_{kind}", made, wanted[kind], key=f"{kind}-change")

    def _send_document(self, made: Made, change_id: str, kind: str) -> None:
        resident = made.resident
        lines = [kind.replace("_", " ").upper(), "", "Made up for the demo", resident.first_name, resident.last_name]
        content, name = made_up_pdf(lines), f"{kind}.pdf"
        file = {"kind": kind, "filename": name, "content_type": "application/pdf", "size": len(content)}
        form = self._ask("permits.add_document", made, {"change_id": change_id, **file})["upload"]
        self.operations.upload(form, name, content)

    def _scanned(self, made: Made) -> bool:
        return all(one["status"] == "clean" for one in self._newest(made)["documents"])

    def _pay(self, made: Made) -> None:
        """Pay for the change at Pay's page, and tell the permit as the bus would."""
        change = self._newest(made)
        if change["status"] != "awaiting_payment":
            return
        payment = {"payment_id": change["payment_id"]}
        started = self._ask("payments.pay", made, key="pay-change", path=payment)
        at_pays_page(started["next_url"], GOOD_CARD)
        self._ask("payments.refresh_payment", made, path=payment)
        subject = change_subject(made.permit_id, change["change_id"])
        at = self.now - ASKED_AGO
        self.operations.tell_of_payment("PaymentAuthorised", at, change["payment_id"], CHANGE, subject)

    def _newest(self, made: Made) -> Any:
        """The newest change; None if there is none."""
        return next(iter(self._ask("permits.get_permit", made)["changes"]), None)

    def _ask(
        self,
        module: str,
        made: Made,
        body: object = None,
        *,
        key: str | None = None,
        path: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        own_key = f"{key}-{made.account_id}" if key else None
        at, path = self.now - ASKED_AGO, path or {"permit_id": made.permit_id}
        return self.operations.call(module, at, body, resident=made.account_id, key=own_key, path=path)
