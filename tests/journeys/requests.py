"""A care request: started, answered page by page, sent; taken back; and a draft that is thrown away."""

import json
from dataclasses import dataclass
from typing import Any

from care.model import RequestStatus, TimelineEntry
from care.rules.forms import form_of
from care.rules.requests import given
from care.store.requests import Requests
from portal.problems import unwrap
from tests.journeys.bills import Billing
from tests.journeys.leaving import fetched, waits_for_export
from tests.support.buyer import Buyer
from tests.support.care_answers import all_answers, ordinary
from tests.support.files import PNG
from tests.support.in_process import InProcessPortal
from tests.support.visitor import Answer, GaveUp, Visitor

FORM = "care-assessment"


@dataclass
class Applicant:
    """Somebody with an account who asks for care."""

    visitor: Visitor
    request_id: str = ""
    version: int | None = None
    """The newest that they know of; None when they have to look."""
    form: str = FORM

    def ask(self, method: str, path: str = "", body: object = None, key: str = "") -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return self.visitor.ask(method, f"/v1/requests{path}", body, headers=headers)

    def starts(self, key: str = "request-key-1") -> Any:
        started = self._done(self.ask("POST", "", {"form_id": self.form}, key))
        self.request_id, self.version = started["request_id"], None
        return started

    def seen(self) -> Any:
        return self._done(self.ask("GET", f"/{self.request_id}"))

    def saves(self, page: str, answers: dict[str, Any]) -> Any:
        """Once more at the newest version if an earlier try was taken without our hearing of it."""
        for _ in range(3):
            version = self.version or self.seen()["version"]
            body = {"page": page, "answers": answers, "version": version}
            answer = self.ask("PUT", f"/{self.request_id}/answers", body)
            if answer.status != 409:
                break
            self.version = None
        saved = self._done(answer)
        self.version = saved["version"]
        return saved

    def answers_all(self, **chosen: Any) -> list[str]:
        """Every page that is asked, with ordinary answers. The paths, in their order."""
        form = self._done(self.visitor.ask("GET", f"/v1/forms/{self.form}"))
        pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
        path, went = self.seen()["next_page"], list[str]()
        while path is not None and not pages[path]["exit"]:
            went.append(path)
            saved = self.saves(path, ordinary(pages[path], **chosen))
            assert saved["errors"] == [], (path, saved["errors"])
            path = saved["next_page"]
        return went

    def sends_file(self, kind: str, filename: str = "letter.png", *, lines: Any = (), scanned: bool = False) -> str:
        """`lines`: those that it shows. `scanned`: and found clean."""
        body = {"kind": kind, "filename": filename, "content_type": "image/png", "size": len(PNG)}
        body |= {"lines": list(lines)} if lines else {}
        added = self._done(self.ask("POST", f"/{self.request_id}/evidence", body))
        self.visitor.portal.upload(added["upload"], filename, PNG)
        if scanned:
            self.visitor.portal.scan(added["upload"]["fields"]["key"])
        return str(added["document_id"])

    def files(self) -> set[str]:
        return {file["document_id"] for kind in self.seen()["evidence"] for file in kind["files"]}

    def uses_again(self, accepted: Any) -> None:
        body = {"kind": accepted["kind"], "document_id": accepted["document_id"]}
        self._done(self.ask("POST", f"/{self.request_id}/accepted-evidence", body))

    def takes_away(self, document_id: str) -> None:
        """Not found if an earlier try was taken without our hearing of it."""
        self.version = None
        if self.ask("DELETE", f"/{self.request_id}/evidence/{document_id}").status not in {204, 404}:
            raise GaveUp("the file stays")

    def submits(self, key: str = "submission-key-1") -> Any:
        body = {"declaration": True, "version": self.seen()["version"]}
        answer = self.ask("POST", f"/{self.request_id}/submission", body, key)
        if answer.status == 409 and answer.body["code"] in {"already_submitted", "idempotency_key_reused"}:
            return self.seen()
        return self._done(answer)

    def withdraws(self, key: str = "withdrawal-key-1") -> Any:
        return self._done(self.ask("POST", f"/{self.request_id}/withdrawal", key=key))

    def asks_for_review(self, why: str, key: str = "review-key-1") -> Any:
        """None if an earlier try was taken without our hearing of it."""
        answer = self.ask("POST", f"/{self.request_id}/reviews", {"why": why}, key)
        return None if answer.status == 409 else self._done(answer)

    def reports_death(self, key: str = "death-key-1") -> Any:
        return self._done(self.ask("POST", f"/{self.request_id}/death-report", key=key))

    def replies(self, text: str, key: str = "reply-key-1") -> Any:
        """None if an earlier try was taken without our hearing of it, and the question is answered."""
        answer = self.ask("POST", f"/{self.request_id}/replies", {"text": text}, key)
        return None if answer.status == 409 else self._done(answer)

    def tells(self, text: str, *, moved_away: bool = False) -> Any:
        """Unasked."""
        body = {"text": text, "unasked": True, "moved_away": moved_away}
        return self._done(self.ask("POST", f"/{self.request_id}/replies", body, f"tell-key-{moved_away}"))

    def discards(self) -> None:
        if self.ask("DELETE", f"/{self.request_id}").status not in {204, 404}:
            raise GaveUp("the draft stays")

    def _done(self, answer: Answer) -> Any:
        if answer.status >= 300:
            raise GaveUp(f"{answer.status} {answer.body}")
        return answer.body


def sent_past_the_pages(applicant: Applicant, key: str = "submission-key-1", **chosen: Any) -> Any:
    """The draft as it was sent: its answers are written past the pages, which take long."""
    portal = applicant.visitor.portal
    assert isinstance(portal, InProcessPortal)
    requests = Requests(portal.stack.context())
    draft = unwrap(requests.get(applicant.request_id))
    answers = all_answers(unwrap(form_of(draft.form_id, None)), given(draft, portal.stack.clock()), **chosen)
    requests.save(draft.model_copy(update={"answers": answers}), draft)
    applicant.version = None
    return applicant.submits(key)


def care_asked(visitor: Visitor) -> None:
    """For somebody else, with the paper that allows it; sent; and taken back later. One file is taken away before, and
    one that no answer names goes when the form is sent.
    """
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    assert applicant.seen()["next_page"] == "urgent"
    paper, wrong, unnamed = [applicant.sends_file("authority_proof") for _ in range(3)]
    applicant.answers_all(authority="deputy", authority_proof=[paper, wrong], urgent=["no_food"])
    applicant.takes_away(wrong)
    assert (left := applicant.files()) >= {paper, unnamed}
    assert wrong not in left
    sent = applicant.submits()
    assert applicant.files() == {paper}
    assert (sent["status"], len(sent["reference"])) == ("submitted", 8)
    [listed] = applicant.ask("GET").body["items"]
    assert (listed["reference"], listed["about"]) == (sent["reference"], "Ann")
    visitor.portal.settle()
    assert applicant.withdraws()["status"] == "withdrawn"


def draft_discarded(visitor: Visitor) -> None:
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    applicant.sends_file("authority_proof")
    visitor.portal.settle()
    applicant.discards()
    assert applicant.ask("GET", f"/{applicant.request_id}").status == 404
    assert applicant.ask("GET").body["items"] == []


def closed_with_care(visitor: Visitor) -> None:
    """One request was sent and stays; another is a draft with a file, and goes."""
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    applicant.answers_all()
    applicant.submits()
    applicant.starts("request-key-2")
    applicant.sends_file("authority_proof")
    visitor.portal.settle()
    closed = visitor.ask("POST", "/v1/account/closure", {"password": visitor.password, "understood": True})
    assert closed.status in {200, 403}, closed.body
    visitor.portal.settle()


@dataclass
class CareOfficer:
    """Somebody of the form's team at work on one request."""

    applicant: Applicant
    sub: str = "officer-1"
    team: str = "care"

    def ask(self, method: str, path: str = "", body: object = None, key: str = "") -> Answer:
        return self._sent(method, f"/v1/officer/requests{path}", body, key)

    def _sent(self, method: str, path: str, body: object, key: str) -> Answer:
        portal = self.applicant.visitor.portal
        headers = {"Idempotency-Key": key} if key else {}
        return Visitor(portal, token=portal.staff_token(self.team)).ask(method, path, body, headers=headers)

    @property
    def path(self) -> str:
        return f"/{self.applicant.request_id}"

    def queues(self) -> list[str]:
        """Those that they may know of."""
        return [one["queue"] for one in self._sent("GET", "/v1/officer/summary", None, "").body["items"]]

    def opens(self, reason: str = "It is my case") -> Any:
        assert self.ask("POST", f"{self.path}/openings", {"reason": reason}).status == 201
        return self.case()

    def case(self) -> Any:
        answer = self.ask("GET", self.path)
        assert answer.status == 200, answer.body
        return answer.body

    def notes(self, text: str, key: str) -> Any:
        answer = self.ask("POST", f"{self.path}/notes", {"text": text}, key)
        if answer.status == 409 and answer.body["code"] == "idempotency_key_reused":
            return self.case()["notes"][-1]
        assert answer.status == 201, answer.body
        return answer.body

    def gives(self, to: str | None, *, take_over: bool = False) -> Any:
        answer = self.ask("PUT", f"{self.path}/assignment", {"to": to, "take_over": take_over})
        assert answer.status == 200, answer.body
        return answer.body

    def colleagues(self) -> list[str]:
        """Whom they can give a request to."""
        path = f"/v1/officer/colleagues?team={self.team}"
        return [one["officer"] for one in self._sent("GET", path, None, "").body["items"]]

    def takes_next(self, key: str) -> Answer:
        return self._sent("POST", "/v1/officer/request-assignments", {}, key)

    def to_order(self) -> list[str]:
        """Ids of those that were agreed to and are to be ordered."""
        return [one["request_id"] for one in self.ask("GET", "?status=to_order").body["items"]]

    def finds(self, **by: str) -> list[str]:
        """References."""
        answer = self._sent("POST", "/v1/officer/request-searches", by, "")
        assert answer.status == 200, answer.body
        return [one["reference"] for one in answer.body["items"]]

    def accepts(self, document_id: str, until: str | None) -> Any:
        """`until` None: it is not accepted any more."""
        body = {"accepted": until is not None, "valid_until": until, "why": "Looked at"}
        answer = self._sent("PUT", f"/v1/officer/evidence/{document_id}/review", body, "")
        assert answer.status == 200, answer.body
        return answer.body

    def copies_asked(self) -> list[Any]:
        """Those that the team has to look through."""
        return list(self._sent("GET", "/v1/officer/releases", None, "").body["items"])

    def releases(self, words: str | None = None) -> Any:
        """`words`: why it is withheld."""
        body = {"version": self.case()["version"], "released": words is None, "words": words}
        answer = self.ask("PUT", f"{self.path}/release", body)
        assert answer.status == 200, answer.body
        return answer.body

    def steps(self, status: str, key: str, **said: object) -> Any:
        """At the version that the case has now."""
        body = {"version": self.case()["version"], "status": status, **said}
        answer = self.ask("POST", f"{self.path}/status", body, key)
        if answer.status == 409 and answer.body["code"] == "idempotency_key_reused":
            return self.case()["request"]  # an earlier try was taken without our hearing of it
        assert answer.status == 200, answer.body
        return answer.body


def care_decided(visitor: Visitor) -> None:
    """Sent, taken up by an officer, and ended with what came of it."""
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    paper = applicant.sends_file("authority_proof", scanned=True)
    applicant.answers_all(authority="deputy", authority_proof=[paper], urgent=["no_food"])
    sent = applicant.submits()
    visitor.portal.settle()
    officer = CareOfficer(applicant)
    assert officer.ask("GET", officer.path).body["code"] == "not_opened"
    waiting = officer.ask("GET").body["items"]
    assert [one["priority"] for one in waiting if one["reference"] == sent["reference"]] == ["urgent"]
    assert officer.finds(email=visitor.email) == officer.finds(reference=sent["reference"]) == [sent["reference"]]
    assert officer.takes_next("next-key-1").body["reference"] == sent["reference"]
    [colleague] = officer.colleagues()
    assert officer.gives(colleague)["mine"] is False
    assert officer.gives("me", take_over=True)["mine"] is True
    assert officer.opens()["request"]["answers"]["first_name"] == "Ann"
    assert officer.ask("GET", f"{officer.path}/evidence/{paper}?show=true").body["content_type"] == "image/png"
    assert officer.notes("Her daughter called", "note-key-1")["text"] == "Her daughter called"
    assert officer.steps("in_review", "step-key-1")["status"] == "in_review"
    booked = officer.steps("approved", "step-key-2", outcome="assessment_booked", message="We come on 3 December.")
    assert booked["status"] == "approved"
    assert applicant.seen()["timeline"][-1]["text"] == "We come on 3 December."
    assert applicant.ask("GET", f"/{applicant.request_id}/copy").text.startswith("%PDF-1.7")
    about: dict[str, Any] = {"for": {"kind": "request", "reference": sent["reference"]}}
    billing = Billing(visitor)
    whose = f"account_id={billing.asked()['account_id']}"
    told_by = billing.does("GET", f"payments?{whose}&about={sent['reference']}")["told_by"]
    assert told_by == [], "the person herself is to hear, and not who asks for her"
    billing.asks(description=None, **about)


def care_questioned(visitor: Visitor) -> None:
    """An officer asks; what is asked is repeated after a week, then answered. A draft is warned of before it ends.

    Who asks needs Easy Read and braille, in all that we send them.
    """
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    assert "formats" in applicant.answers_all(communication_needs=["easy_read", "braille"], formats_for_all=True)
    applicant.submits()
    assert visitor.ask("GET", "/v1/account").body["formats"] == ["easy_read", "braille"]
    sent = applicant.request_id
    officer = CareOfficer(applicant)
    officer.opens()
    assert officer.steps("information_needed", "step-key-1", message="Which day suits you?")["reference"]
    waiting = officer.ask("GET", "?status=information_needed").body["items"]
    assert [one["status"] for one in waiting if one["request_id"] == sent] == ["information_needed"]
    applicant.starts("request-key-2")
    visitor.portal.settle()
    assert isinstance(visitor.portal, InProcessPortal)
    for days in (7, 16):
        for later in ({"days": days}, {"minutes": 6}):  # what a job told may wait for the next sweep
            visitor.portal.stack.clock.forward(**later)
            visitor.portal.run_jobs()
            visitor.portal.settle()
    visitor.sign_in()
    draft, applicant.request_id = applicant.request_id, sent
    assert applicant.seen()["can"] == [
        "add_evidence",
        "reply",
        "report_change",
        "withdraw",
        "report_move",
        "report_death",
    ]
    applicant.replies("Any day")
    assert applicant.seen()["status"] == "in_review"
    visitor.portal.settle()
    applicant.request_id = draft
    assert applicant.seen()["status"] == "draft"


def care_reviewed(visitor: Visitor) -> None:
    """A no is reviewed by another officer than the one who said it. The care assessment knows no "no": it is written by
    hand. Meanwhile an officer calls the request urgent, and its sender tells us of a death.
    """
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    applicant.answers_all()
    applicant.submits()
    portal = visitor.portal
    assert isinstance(portal, InProcessPortal)
    requests, now = Requests(portal.stack.context()), portal.stack.clock()
    sent = unwrap(requests.get(applicant.request_id))
    no = TimelineEntry(at=now, what="declined", version=sent.version + 1, by="officer-2")
    requests.tell(
        sent.model_copy(update={"status": RequestStatus.DECLINED, "timeline": (*sent.timeline, no)}), sent, now
    )
    asked = applicant.asks_for_review("Look at it again")
    assert asked is None or asked["can"] == ["report_change", "withdraw", "report_move", "report_death"]
    officer = CareOfficer(applicant)
    [row] = [one for one in officer.ask("GET").body["items"] if one["request_id"] == applicant.request_id]
    assert (row["review_due_at"] is None, row["review_late"]) == (False, False)
    officer.opens()
    urgent = officer.ask("PUT", f"{officer.path}/priority", {"priority": "urgent", "why": "Her carer has left"})
    assert urgent.body["priority"] == "urgent"
    applicant.reports_death()
    words = "We are very sorry."
    assert officer.steps("closed", "step-key-1", outcome="person_died", message=words)["status"] == "closed"
    visitor.portal.settle()


def copy_taken_away(visitor: Visitor) -> None:
    """The first copy names the request; once an officer has looked through it the second one holds it."""
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    applicant.answers_all()
    reference = applicant.submits()["reference"]
    assert json.loads(exported(applicant)["care.json"])["kinds"][0]["records"] == []
    officer = CareOfficer(applicant)
    [waits] = [one for one in officer.copies_asked() if one["reference"] == reference]
    assert waits["status"] == "asked"
    officer.opens()
    assert officer.releases()["status"] == "released"
    assert officer.copies_asked() == []
    visitor.portal.settle()
    copy = json.loads(exported(applicant)["care.json"])["kinds"][0]["records"]
    assert [one["reference"] for one in copy] == [reference]
    assert "Ann" in [one["answer"] for one in copy[0]["answers"]]


def evidence_used_again(visitor: Visitor) -> None:
    """A paper that an officer accepts for a request is used for another one; a V5C of a permit for the next permit."""
    assert isinstance(visitor.portal, InProcessPortal)
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    paper = applicant.sends_file("authority_proof", scanned=True)
    applicant.answers_all(authority="deputy", authority_proof=[paper])
    applicant.submits()
    officer = CareOfficer(applicant)
    officer.opens()
    assert officer.accepts(paper, "2027-11-20")["valid_until"] == "2027-11-20"
    applicant.starts("request-key-2")
    [mine] = visitor.ask("GET", "/v1/evidence").body["items"]
    assert (mine["document_id"], mine["kind"]) == (paper, "authority_proof")
    applicant.uses_again(mine)
    visitor.portal.scan_all()
    came = [file["status"] for kind in applicant.seen()["evidence"] for file in kind["files"]]
    assert "clean" in came, came  # beside it one that is awaited, where its copying broke off: its hour runs out
    officer.accepts(paper, None)
    assert visitor.ask("GET", "/v1/evidence").body["items"] == []
    buyer = Buyer(visitor)
    buyer.finds_the_property()
    buyer.applies()
    buyer.sends()
    v5c = buyer.document()["files"][0]["document_id"]
    review = {"accepted": True, "valid_until": "2027-11-20"}
    said = buyer.officer_asks("PUT", f"/v1/officer/evidence/{v5c}/review", review)
    assert said.status == 200, said.body
    buyer.withdraws()
    buyer.applies("apply-again-key-1")
    used = visitor.ask("POST", f"/v1/permits/{buyer.permit_id}/accepted-documents", {"kind": "v5c", "document_id": v5c})
    if used.status != 201:
        raise GaveUp(f"{used.status} {used.body}")
    visitor.portal.scan_all()
    buyer.document_is("clean")


def exported(applicant: Applicant) -> dict[str, str]:
    """The files of a new copy."""
    visitor = applicant.visitor
    asked = visitor.ask("POST", "/v1/account/exports", {})
    if asked.status != 202:
        raise GaveUp(f"{asked.status} {asked.body}")
    buyer, export_id = Buyer(visitor), asked.body["export_id"]
    waits_for_export(buyer, export_id)
    return fetched(buyer, visitor.ask("GET", "/v1/account").body["account_id"], export_id)


def draft_lapsed(visitor: Visitor) -> None:
    """A draft with a file that nobody goes on with: its owner is warned, and a week later it is gone."""
    visitor.make_account()
    applicant = Applicant(visitor)
    applicant.starts()
    applicant.sends_file("authority_proof", scanned=True)
    assert isinstance(visitor.portal, InProcessPortal)
    for later in ({"days": 23}, {"minutes": 61}, {"days": 7}, {"minutes": 61}):
        visitor.portal.stack.clock.forward(**later)
        visitor.portal.run_jobs()
        visitor.portal.settle()
    visitor.sign_in()
    assert applicant.ask("GET").body["items"] == []


CARE_JOURNEYS = (
    closed_with_care,
    care_asked,
    draft_discarded,
    care_decided,
    care_questioned,
    care_reviewed,
    copy_taken_away,
    draft_lapsed,
    evidence_used_again,
)
