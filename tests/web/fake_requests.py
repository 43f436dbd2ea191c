"""Requests for care as the API answers them, by its own rules, without a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal

from care.list_forms import form_summary
from care.model import CareRequest, Criterion, Release, RequestNote, RequestStatus, TimelineEntry, What
from care.rules.changes import change_reported, move_reported
from care.rules.files import without_file
from care.rules.forms import files_of, form_of, newest_forms
from care.rules.helping import begun_by, written
from care.rules.questions import replied
from care.rules.releases import asked
from care.rules.requests import begun, death_reported, page_saved, submitted, withdrawn
from care.rules.requests import given as facts_of
from care.rules.reviews import review_asked
from care.views import form_for, request_summary, request_view, saved_view
from portal.clock import from_text
from portal.document import DocumentState, DocumentStatus, Fault, FileState
from portal.forms.definition import Form
from portal.helping import Helping
from portal.problems import CATALOGUE, FieldError, Refusal, invalid, unwrap
from tests.support.care_answers import all_answers
from tests.web import fake_casework
from tests.web.fake_security import HELPER, NOW

REQUEST, FILE = "01KA0000000000000000000001", "01JDQ4Z7V8M3T5N6P9R2S4W6XY"
PLACES = {"form_id": "care-assessment", "request_id": REQUEST, "path": "urgent", "file_id": FILE}
FORM = unwrap(form_of("care-assessment", None))
LIFE = timedelta(days=30)
COPY_PDF = b"%PDF-1.7\n\xe2\xe3"
type Said = tuple[int, dict[str, Any] | bytes | None]


@dataclass
class FakeRequests:
    """One request, a draft until a test says otherwise. `files`: what came for it."""

    now: datetime = field(default_factory=lambda: from_text(NOW))
    request: CareRequest | None = None
    form: Form = FORM
    files: list[DocumentState] = field(default_factory=list)
    opened: bool = False
    """By an officer, who has said why."""
    notes: list[RequestNote] = field(default_factory=list)
    release: Release | None = None
    content_type: str = "image/png"
    """Of the file that came."""
    helping: Helping | None = None
    """By which a helper asks; none for the person themselves."""

    def __post_init__(self) -> None:
        kind: Literal["resident", "professional"] = "professional" if self.form.professionals_only else "resident"
        self.request = unwrap(begun(self.form, REQUEST, "01KAACCOUNT", kind, self.now, LIFE))

    @property
    def kept(self) -> CareRequest:
        assert self.request is not None
        return self.request

    def change(self, **facts: Any) -> None:
        self.request = self.kept.model_copy(update={**facts, "version": self.kept.version + 1})

    def answered(self, **chosen: Any) -> None:
        """The draft with ordinary answers to all that is asked."""
        self.change(
            answers=all_answers(self.form, facts_of(self.kept, self.now), **chosen),
            about="Ann" if self.form.facts.first_name else None,
        )

    def sent(self, status: RequestStatus = RequestStatus.SUBMITTED, *, text: str | None = None, **chosen: Any) -> None:
        self.answered(**chosen)
        sent = unwrap(submitted(self.kept, self.form, self.kept.version, self.files, "ABCD2345", self.now))
        whats = {"information_needed": "information_asked", "with_assessor": "assessor_asked", "submitted": None}
        what: Any = whats.get(status, status.value)
        more = [TimelineEntry(at=self.now, what=what, text=text)] if what else []
        asked_at = self.now if status is RequestStatus.INFORMATION_NEEDED else None
        changed = {"status": status, "asked_at": asked_at, "timeline": (*sent.timeline, *more)}
        self.change(**{**dict(sent), **changed})

    def declined(self) -> None:
        """With its reasons."""
        self.sent(RequestStatus.DECLINED, text="We cannot agree.")
        reasons = Criterion(name="walks", met=False, why="You walk 80 metres without help.", evidence=(FILE,))
        self.change(criteria=(reasons, Criterion(name="lasts", met=True, why="It lasts for life.")))

    def begun_by_helper(self, *, asks: bool) -> None:
        """`asks`: it is the helper who asks from now on."""
        self.helping = self._of_helper()
        self.request = begun_by(self.kept, self.helping)
        self.helping = self.helping if asks else None

    def helper_asks(self, *, asks: bool) -> None:
        """From now on, about what the person began; or the person again."""
        self.helping = self._of_helper() if asks else None

    def _of_helper(self) -> Helping:
        return Helping(
            helper_id=HELPER,
            account_id="01KAACCOUNT",
            person_name="Mary Smith",
            helper_name="Ann Other",
            until=self.now.date(),
            confirmed_at=self.now,
        )

    def copy_asked(self) -> None:
        """Its sender wants a copy of what we keep about them."""
        self.release = asked(self.kept, self.release, self.now)

    def happens(self, what: What) -> None:
        """Something new, after what was seen."""
        entry = TimelineEntry(at=self.now, what=what, version=self.kept.version + 1)
        self.change(timeline=(*self.kept.timeline, entry))

    def comes(self, kind: str, filename: str, reason: Fault | None = None, lines: tuple[str, ...] = ()) -> None:
        """`reason`: why it was refused; None for a clean one. `lines`: what it was sent for."""
        status = DocumentStatus.REFUSED if reason else DocumentStatus.CLEAN
        at = self.now
        file = FileState(document_id=FILE, filename=filename, status=status, reason=reason, added_at=at, lines=lines)
        self.files = [DocumentState(kind=kind, status=status, files=(file,))]

    # ------------------------------------------------------------------------------------------------------- the routes
    def answer(self, method: str, path: str, body: Any) -> Said | None:
        """None for what is not about requests."""
        if path == "/v1/forms":
            return 200, {"items": [form_summary(form).model_dump(mode="json") for form in newest_forms()]}
        if path.startswith("/v1/forms/"):
            form = form_of(path.removeprefix("/v1/forms/").partition("?")[0], None)
            return _refused(form) if isinstance(form, Refusal) else (200, form.model_dump(mode="json"))
        if path == "/v1/officer/request-assignments":
            taken = fake_casework.take_next(self)
            return (200, taken) if taken else (204, None)
        if path == "/v1/officer/request-searches":
            return 200, fake_casework.found(self, body)
        if path == "/v1/officer/releases":
            return 200, fake_casework.releases(self)
        if path == "/v1/officer/requests?status=to_order":
            return 200, fake_casework.to_be_ordered(self)
        if path.startswith("/v1/officer/requests"):
            rest = path.partition("?")[0].removeprefix("/v1/officer/requests")
            said = fake_casework.answer(self, method, rest, body)
            return _refused(said) if isinstance(said, Refusal) else (200, said)
        if not path.startswith("/v1/requests"):
            return None
        return self._about_requests(method, path, body)

    def _about_requests(self, method: str, path: str, body: Any) -> Said:
        path, _, query = path.partition("?")
        if self.helping and f"acting_for={self.helping.helper_id}" not in f"{query}{body}".replace("': '", "="):
            return _refused(Refusal("not_found", "We could not find that."))
        path = path.removeprefix("/v1/requests")
        if not path:
            return self._collection(method)
        if self.request is None or not path.startswith(f"/{REQUEST}"):
            return _refused(Refusal("not_found", "We could not find that."))
        return self._one(method, path.removeprefix(f"/{REQUEST}"), body)

    def _collection(self, method: str) -> Said:
        if method == "POST":
            return 201, {**self._view(), "under_way": []}
        items = [] if self.request is None else [request_summary(self.request).model_dump(mode="json")]
        return 200, {"items": items, "next": None}

    def _one(self, method: str, rest: str, body: Any) -> Said:
        read = self.kept
        if method == "DELETE" and rest:
            return self._without(rest.rpartition("/")[2])
        match method, rest:
            case "GET", "" | "/copy":
                return 200, COPY_PDF if rest else self._view()
            case "DELETE", "":
                self.request = None
                return 204, None
            case "PUT", "/answers":
                return self._saved(read, body)
            case "POST", "/submission":
                return self._changed(submitted(read, self.form, body["version"], self.files, "ABCD2345", self.now))
            case "POST", "/death-report":
                return self._changed(death_reported(read, self.now))
            case "POST", "/reviews":
                return self._reviewed(read, body["why"])
            case "POST", "/withdrawal":
                return self._changed(withdrawn(read, self.now))
            case "POST", "/replies":
                return self._changed(self._written(read, body))
        upload = {"url": "https://evidence.example/", "fields": {"key": "uploads/request/1"}}
        return 201, {"document_id": FILE, "upload": upload, "expires_at": NOW}

    def _written(self, read: CareRequest, body: Mapping[str, Any]) -> CareRequest | Refusal:
        if not body["text"]:
            return invalid(FieldError("text", "missing", "Enter 1 character or more."))
        if body.get("moved_away"):
            return move_reported(read, body["text"], self.now)
        wrote = change_reported if body.get("unasked") else replied
        return wrote(read, body["text"], self.now)

    def _without(self, document_id: str) -> Said:
        after = without_file(self.kept, self.form, self.files, document_id)
        if isinstance(after, Refusal):
            return _refused(after)
        self.change(**dict(after))
        self.files = []
        return 204, None

    def _reviewed(self, read: CareRequest, why: str) -> Said:
        missing = invalid(FieldError("why", "missing", "Enter 1 character or more."))
        return self._changed(review_asked(read, why, [], [], self.now) if why else missing)

    def _saved(self, read: CareRequest, body: Mapping[str, Any]) -> Said:
        form, ids = form_for(read), [file.document_id for one in self.files for file in one.files]
        numbers = iter(range(1, 100))
        page = page_saved(
            read,
            form,
            body["page"],
            body["answers"],
            body["version"],
            ids,
            lambda: f"01KAITEM{next(numbers):018}",
            self.now,
            LIFE,
        )
        if isinstance(page, Refusal):
            return _refused(page)
        self.change(**dict(written(page.request, read, form, body["page"], self.helping, self.now)))
        return 200, saved_view(self.kept, body["page"], page.errors, self.now).model_dump(mode="json")

    def _changed(self, after: CareRequest | Refusal) -> Said:
        if isinstance(after, Refusal):
            return _refused(after)
        self.change(**dict(after))
        return 200, self._view()

    def _view(self) -> dict[str, Any]:
        kinds = self.files or [DocumentState(kind=one, status=DocumentStatus.MISSING) for one in files_of(self.form)]
        return request_view(self.kept, kinds, self.now, self.helping).model_dump(mode="json")


def a_badge_to_order() -> FakeRequests:
    """It was agreed to, and an officer has opened it."""
    requests = FakeRequests(form=unwrap(form_of("blue-badge", None)), opened=True)
    requests.sent(RequestStatus.APPROVED)
    requests.change(valid_until=date(2029, 11, 20), ordered_at=requests.now, outcome="badge_agreed")
    return requests


def _refused(refusal: Refusal) -> Said:
    errors = [{"field": one.field, "code": one.code, "message": one.message} for one in refusal.errors]
    return CATALOGUE[refusal.code].status, {
        "code": refusal.code,
        "detail": refusal.detail,
        "errors": errors,
        **refusal.more,
    }
