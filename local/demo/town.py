"""Brings each resident of the demo to the end of their story. Existing data is left as it is.

So `make demo` can be interrupted and run again, and a second run changes nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from local.demo.made_up_document import made_up_pdf
from local.demo.operations import Operations, Refused
from local.demo.payer import at_pays_page
from local.demo.residents import DECLINED_CARD, PASSWORD, DemoResident, End
from local.demo.scans import wait_for_scans
from permits.rules.calendar import last_day
from permits.rules.last_days import ANNOUNCED_BEFORE
from portal.london import LONDON, today
from portal.table import Tables
from tools.steps import ToolError

SENDS_DOCUMENTS = set(End) - {End.APPLIED, End.LAPSED}
PAYS = SENDS_DOCUMENTS - {End.DOCUMENTS_SENT, End.DECLINED, End.WITHDRAWN}
WORK = {"kind": "professional", "organisation": "Demo Trust", "job_title": "Works with people"}


@dataclass
class Made:
    """A resident, and how far the demo has come with them."""

    resident: DemoResident
    applied_at: datetime
    start_date: date
    account_id: str = ""
    permit_id: str = ""
    payment_id: str | None = None

    def endpoint(self) -> dict[str, str]:
        """The resident in the format of endpoints.json."""
        ids = {"permit_id": self.permit_id, "payment_id": self.payment_id}
        found = {name: value for name, value in ids.items() if value}
        return {"email": self.resident.email, "what": self.resident.story.what, **found}


@dataclass(frozen=True)
class Town:
    """The demo's residents on one stack, made as if `now` were the present."""

    operations: Operations
    now: datetime

    def plan(self, residents: Iterator[DemoResident]) -> list[Made]:
        """When each resident applied, and the first day of their permit."""
        return [self._planned(resident) for resident in residents]

    def apply(self, made: Made) -> None:
        """Make the account, the application and, if the story goes that far, its documents."""
        made.account_id = self._account_id(made.resident.email) or self._new_account(made)
        permits = self._ask("permits.list_permits", made)["items"]
        permit = permits[0] if permits else self._new_permit(made)
        made.permit_id, made.payment_id = permit["permit_id"], permit["payment_id"]
        if made.resident.story.end in SENDS_DOCUMENTS:
            for document in self._permit(made)["documents"]:
                if document["status"] == "missing":
                    self._send_document(made, document["kind"])

    def wait_for_scans(self, everybody: Sequence[Made], progress: Callable[[int], None]) -> None:
        """Wait until the documents of everybody who sends some are scanned. Raises: ToolError."""
        sending = [one for one in everybody if one.resident.story.end in SENDS_DOCUMENTS]
        wait_for_scans(
            sending, self._scanned, lambda made: made.resident.email, pause=self.operations.pause, progress=progress
        )

    def _scanned(self, made: Made) -> bool:
        return all(document["status"] == "clean" for document in self._permit(made)["documents"])

    def finish(self, made: Made) -> None:
        """Make the payment and everything after it."""
        end, permit = made.resident.story.end, {"permit_id": made.permit_id}
        if end in PAYS and made.payment_id is not None:
            self._pay(made, made.resident.story.card)
        elif end is End.DECLINED:
            self._pay(made, DECLINED_CARD)
        if end in {End.INFORMATION_NEEDED, End.ANSWERED}:
            self._decide(made, "ask", "Your V5C shows another address. Send one with the address of the permit.")
        if end is End.ANSWERED and self._permit(made)["status"] == "information_needed":
            text = {"text": "I moved in last month. The DVLA has sent me the new one: here it is."}
            self._ask("permits.reply_about_permit", made, 30, text, key="reply", path=permit)
        if end is End.REJECTED:
            self._decide(made, "reject", "The V5C is of another vehicle. Apply again with the right one.")
        if end is End.LIVE:
            self._decide(made, "approve", None)
            self._announce(made)
        if end is End.LAPSED:
            self.operations.run("permits.release_unpaid", made.applied_at + timedelta(hours=24, minutes=10))
        if end is End.WITHDRAWN and self._permit(made)["status"] == "awaiting_payment":
            self._ask("permits.withdraw_permit", made, 5, key="withdraw", path=permit)

    # ------------------------------------------------------------------------------------------------------- the steps
    def _planned(self, resident: DemoResident) -> Made:
        story = resident.story
        if story.expires_in_days is None:
            applied_at = self.now - story.applied
            return Made(resident, applied_at, today(applied_at) + timedelta(days=story.starts_in_days))
        first = first_day_for(today(self.now) + timedelta(days=story.expires_in_days), story.months)
        applied_on = min(first, today(self.now)) - timedelta(days=2)
        return Made(resident, datetime.combine(applied_on, time(10, 30), LONDON), first)

    def _account_id(self, email: str) -> str | None:
        context = self.operations.context
        key = {"pk": f"EMAIL#{email}", "sk": f"EMAIL#{email}"}
        item = Tables(context.aws.dynamodb, context.pause).get(context.settings.accounts_table, key)
        return str(item["account_id"]) if item else None

    def _new_account(self, made: Made) -> str:
        for attempt in range(3):  # the stack may delete it first: all that is made in the past has expired
            try:
                return self._registered(made, attempt)
            except Refused as refused:
                if refused.code != "not_found":
                    raise
        raise ToolError(f"The registration of {made.resident.email} expires at once: run `make demo` again.")

    def _registered(self, made: Made, attempt: int) -> str:
        resident, at = made.resident, made.applied_at - timedelta(minutes=20)
        registration = {
            "email": resident.email,
            "first_name": resident.first_name,
            "last_name": resident.last_name,
            "password": PASSWORD,
            "privacy_policy_accepted": True,
            "kind": "resident",
            **(WORK if resident.story.professional else {}),
        }
        key = f"{re.sub(r'[^a-z0-9]', '-', resident.email)}-{attempt}"
        begun = self.operations.call("auth.start_registration", at, registration, key=key)
        path = {"registration_id": begun["registration_id"]}
        contact = {"phone": "0116 305 0001", "uprn": resident.uprn}
        self.operations.call("auth.give_contact_details", at, contact, path=path)
        given = {"code": self.operations.newest_code(resident.email)}
        activated = self.operations.call("auth.activate_account", at, given, path=path)
        return str(activated["account"]["account_id"])

    def _new_permit(self, made: Made) -> Mapping[str, Any]:
        resident, story = made.resident, made.resident.story
        body: dict[str, object] = {
            "uprn": resident.uprn,
            "permit_type": story.permit_type,
            "months": story.months,
            "vrm": resident.vrm,
            "start_date": made.start_date.isoformat(),
            "auto_renew": story.renews_itself,
            "terms_accepted": True,
        }
        if story.permit_type in {"temporary_resident", "student"}:
            body["tenancy_ends_on"] = last_day(made.start_date, story.months).isoformat()
        return self._ask("permits.apply_for_permit", made, 0, body, key="apply")

    def _send_document(self, made: Made, kind: str) -> None:
        story = made.resident
        lines = [kind.replace("_", " ").upper(), "", "Made up for the demo", f"{story.first_name} {story.last_name}"]
        content = made_up_pdf([*lines, f"Vehicle {story.vrm}", story.postcode])
        filename = f"{kind}.pdf"
        body = {"kind": kind, "filename": filename, "content_type": "application/pdf", "size": len(content)}
        announced = self._ask("permits.add_document", made, 2, body, path={"permit_id": made.permit_id})
        self.operations.upload(announced["upload"], filename, content)

    def _pay(self, made: Made, card: str) -> None:
        """Pay at Pay's page, and tell the permit as the bus would."""
        if made.payment_id is None or self._permit(made)["status"] != "awaiting_payment":
            return
        payment = {"payment_id": made.payment_id}
        if any(
            one["status"] == "failed" for one in self._ask("payments.get_payment", made, 5, path=payment)["attempts"]
        ):
            return
        started = self._ask("payments.pay", made, 4, key="pay", path=payment)
        at_pays_page(started["next_url"], card)
        self._ask("payments.refresh_payment", made, 5, path=payment)
        if card != DECLINED_CARD:
            at = self._later(made, 5)
            self.operations.tell_of_payment("PaymentAuthorised", at, made.payment_id, "permit", made.permit_id)

    def _decide(self, made: Made, outcome: str, reason: str | None) -> None:
        """Decide as an officer, once; the payment follows the decision."""
        if self._permit(made)["status"] != "in_review" or self._was(made, "replied"):
            return
        at, permit = self._later(made, 20), {"permit_id": made.permit_id}
        case = self._decided_case(made, at, {"outcome": outcome, "reason": reason})
        if outcome == "approve" and made.payment_id is not None:
            event = {
                "reference": case["permit"]["reference"],
                "account_id": made.account_id,
                "payment_id": made.payment_id,
            }
            self.operations.tell("payments.on_permit_event", "PermitApproved", at, **permit, **event)
            self.operations.tell_of_payment("PaymentPaid", at, made.payment_id, "permit", made.permit_id)

    def _announce(self, made: Made) -> None:
        """Announce an automatic renewal 14 days before the permit ends, if that day is past. The stack then continues
        by itself.
        """
        permit = self._permit(made)
        day = date.fromisoformat(permit["valid_until"]) - ANNOUNCED_BEFORE
        if permit["auto_renew"] and permit["renews_on"] is None and day < today(self.now):
            self.operations.run("permits.renew_automatically", datetime.combine(day, time(9), LONDON))

    def _decided_case(self, made: Made, at: datetime, decision: Mapping[str, object]) -> Mapping[str, Any]:
        """Decide a case. It is opened again as long as the stack's own consumers still change it."""
        path, key = {"permit_id": made.permit_id}, f"{decision['outcome']}-{made.permit_id}"
        for pause in (0.2, 0.5, 1, 3):
            case = self.operations.call("permits.open_case", at, officer=True, path=path)
            body = {**decision, "version": case["version"]}
            try:
                return self.operations.call("permits.decide_permit", at, body, officer=True, key=key, path=path)
            except Refused as refused:
                if refused.code != "changed_meanwhile":
                    raise
            self.operations.pause(pause)
        raise ToolError(f"The application of {made.resident.email} changes all the time: run `make demo` again.")

    # -------------------------------------------------------------------------------------------------------- reading
    def _permit(self, made: Made) -> Mapping[str, Any]:
        return self._ask("permits.get_permit", made, path={"permit_id": made.permit_id})

    def _was(self, made: Made, what: str) -> bool:
        return any(entry["what"] == what for entry in self._permit(made)["timeline"])

    def _ask(
        self,
        module: str,
        made: Made,
        minutes: int = 0,
        body: object = None,
        *,
        key: str | None = None,
        path: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        """Call an operation as the resident, some minutes after they applied."""
        own_key = f"{key}-{made.account_id}" if key else None
        at = self._later(made, minutes)
        return self.operations.call(module, at, body, resident=made.account_id, key=own_key, path=path)

    def _later(self, made: Made, minutes: int) -> datetime:
        return made.applied_at + timedelta(minutes=minutes)


def first_day_for(last: date, months: int) -> date:
    """The first day of a permit that ends on `last`, or as shortly before it as possible: no permit of six months ends
    on 30 March, since there is no 31 September.
    """
    before = (last - timedelta(days=days) for days in range(1, 400))
    return next(day for day in before if last_day(day, months) <= last)
