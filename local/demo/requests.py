"""Forms that the demo's residents have sent or begun, in each state. Made once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from local.demo.answers import page_answers
from local.demo.made_up_document import made_up_pdf
from local.demo.operations import Operations
from local.demo.payer import at_pays_page
from local.demo.request_stories import STORIES, Step, Story
from local.demo.residents import GOOD_CARD
from local.demo.town import Made
from portal.london import today

TAKEN_AGO = timedelta(days=2)


@dataclass(frozen=True)
class Acting:
    """A helper who acts for another resident. `helper_id`: the naming."""

    account_id: str
    helper_id: str


class Requests:
    """Makes the requests. `acting`: the helper who acts for the residents; None if they act for themselves."""

    def __init__(self, operations: Operations, now: datetime, acting: Acting | None = None) -> None:
        self._operations = operations
        self._now = now
        self._acting = acting

    def make(self, everybody: Sequence[Made], stories: Sequence[Story] = STORIES) -> list[dict[str, str]]:
        """Make the requests. Returns them in the format of endpoints.json."""
        made = {one.resident.story.what: one for one in everybody}
        return [self._make(story, made[story.who]) for story in stories if story.who in made]

    def _make(self, story: Story, made: Made) -> dict[str, str]:
        mine = self._own("list_requests", made, self._now)["items"]
        there = [one["request_id"] for one in mine if one["form_id"] == story.form_id]
        request_id = there[0] if there else self._new(story, made)
        return {"email": made.resident.email, "what": story.what, "request_id": request_id}

    def _new(self, story: Story, made: Made) -> str:
        at = self._now - story.started
        new = {"form_id": story.form_id} | ({"estimate": story.estimate} if story.estimate else {})
        new |= {"acting_for": self._acting.helper_id} if self._acting else {}
        started = self._own("start_request", made, at, new, key=f"{story.what}-start")
        request_id, path = started["request_id"], {"request_id": started["request_id"]}
        version = self._answer(story, made, path, started)
        if story.then is None:
            return str(request_id)
        body = {"declaration": True, "version": version}
        self._own("submit_request", made, at, body, key=f"{story.what}-submit", path=path)
        for number, step in enumerate(story.then):
            self._step(step, f"{story.what}-step-{number}", path)
        if story.replied:
            self._own("reply_about_request", made, self._now, {"text": "Any day"}, key=f"{story.what}-reply", path=path)
        if story.withdrawn:
            self._own("withdraw_request", made, self._now, key=f"{story.what}-withdraw", path=path)
        if story.tells:
            told = {"text": story.tells, "unasked": True}
            self._own("reply_about_request", made, self._now, told, key=f"{story.what}-tell", path=path)
        for kind in story.files:
            self._send(kind, made, path)
        self._bill(story, made, path)
        return str(request_id)

    def _send(self, kind: str, made: Made, path: Mapping[str, str]) -> None:
        """Send a file of this kind, for all lines that it can show."""
        papers = self._own("get_request", made, self._now, path=path)["papers"]
        of_kind = [one for one in papers if one["kind"] == kind and one["line"]]
        shows, name = [one["what"] for one in of_kind], f"{kind.replace('_', '-')}.pdf"
        content = made_up_pdf(["Made up for the demo", "", *shows])
        file: dict[str, object] = {"kind": kind, "filename": name, "content_type": "application/pdf"}
        file |= {"size": len(content), "lines": [one["line"] for one in of_kind]}
        added = self._own("add_evidence", made, self._now, file, path=path)
        self._operations.upload(added["upload"], name, content)

    def _answer(self, story: Story, made: Made, path: Mapping[str, str], started: Mapping[str, Any]) -> int:
        """Answer all pages that are asked, or the first eight for a draft. Returns the request's version."""
        form = self._operations.call("care.get_form", self._now, path={"form_id": story.form_id})
        pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
        wanted = {**_about(made), **story.answers}
        at, page, version, left = self._now - story.started, started["next_page"], started["version"], len(pages)
        while page is not None and (story.then is not None or left > len(pages) - 8):
            body = {"page": page, "answers": page_answers(pages[page], wanted), "version": version}
            saved = self._own("save_answers", made, at, body, path=path)
            page, version, left = saved["next_page"], saved["version"], left - 1
        return int(version)

    def _step(self, step: Step, key: str, path: Mapping[str, str]) -> None:
        at = self._now - TAKEN_AGO
        self._officer("open_request", at, path, {"reason": "It is my case"})
        version = self._officer("get_case", at, path)["version"]
        day = (today(self._now) + timedelta(days=step.valid_for_days)).isoformat() if step.valid_for_days else None
        said: dict[str, object] = {"outcome": step.outcome, "message": step.message, "valid_until": day}
        said |= {"criteria": step.criteria, "findings": step.findings}
        body = {"version": version, "status": step.status} | {name: one for name, one in said.items() if one}
        self._officer("update_request", at, path, body, key)

    def _bill(self, story: Story, made: Made, path: Mapping[str, str]) -> None:
        """Make the bill of a granted request, which the stack also does a moment later; pay it if the story says so."""
        request = self._own("get_request", made, self._now, path=path)
        granted = request["granted"]
        if granted is None:
            return
        facts = {"payment_id": granted["payment_id"], "amount_pence": granted["fee_pence"], "safe_by": ["email"]}
        about = {"request_id": path["request_id"], "reference": request["reference"], "account_id": made.account_id}
        self._operations.tell("payments.on_request_event", "RequestFeeDue", self._now, **facts, **about)
        if not story.paid:
            return
        pays = {"payment_id": granted["payment_id"]}
        key = f"{story.what}-pay"
        begun = self._operations.call("payments.pay", self._now, resident=made.account_id, key=key, path=pays)
        at_pays_page(begun["next_url"], GOOD_CARD)
        self._operations.call("payments.refresh_payment", self._now, resident=made.account_id, path=pays)

    def _own(
        self,
        operation: str,
        made: Made,
        at: datetime,
        body: object = None,
        *,
        key: str | None = None,
        path: Mapping[str, str] | None = None,
    ) -> Mapping[str, Any]:
        who, professional = made.account_id, made.resident.story.professional
        query = dict[str, str]()
        if self._acting:
            who = self._acting.account_id
            query |= {} if operation == "start_request" else {"acting_for": self._acting.helper_id}
        module = f"care.{operation}"
        return self._operations.call(
            module, at, body, resident=who, professional=professional, key=key, path=path, query=query
        )

    def _officer(
        self, operation: str, at: datetime, path: Mapping[str, str], body: object = None, key: str | None = None
    ) -> Mapping[str, Any]:
        return self._operations.call(f"care.{operation}", at, body, officer=True, key=key, path=path)


def _about(made: Made) -> dict[str, Any]:
    """Answers that are the same in every story."""
    resident = made.resident
    return {
        "urgent": ["none_of_these"],
        "authority": "self",
        "first_name": resident.first_name,
        "last_name": resident.last_name,
        "birth_date": "1958-03-27",
        "address": {"lines": ["12 Invented Row"], "town": "Loughborough", "postcode": resident.postcode},
        "safe_contact_channels": ["email"],
        "safe_contact_shared_device": False,
    }
