"""A request together with its form: pages, answers and wording for the person who fills it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.forms.conditions import holds
from portal.forms.definition import Field, Page, Text
from portal.forms.definition import Form as Definition
from portal.forms.facts import Given
from portal.forms.in_words import Row, rows, voice_of
from portal.forms.replay import Journey, lookup_in, replay
from portal.london import today
from web.api.client import Refusal
from web.api.request_parts import Sent
from web.api.requests import CareRequest
from web.errors import error_page, refusal_page
from web.request import Answer
from web.teams import team_for_form
from web.uploads import why_refused
from web.visit import Visit

OTHER_PAPERS = "other_papers"
"""The kind of a file that no question of the form asks for. Once the form is sent, its sender can send such files."""
THE_PERSONS = "safe_contact_"
"""The prefix of questions that only the person themselves answers and reads."""


@dataclass(frozen=True)
class Asked:
    request: CareRequest
    form: Definition
    way: Journey
    known: Given

    def is_theirs(self, page: Page) -> bool:
        """Whether the page is for the person alone and not for a helper."""
        return page.path in self.request.only_person

    def asks_how_to_reach(self, page: Page) -> bool:
        """Whether the page asks how the person can be contacted safely, which no helper may read."""
        return any(one.name.startswith(THE_PERSONS) for one in page.all_fields)

    @property
    def safe_contact(self) -> str:
        """The address of the page that asks how to contact the person safely; empty if it is not on the path."""
        pages = (one.page for one in self.way.pages)
        found = (page for page in pages if self.asks_how_to_reach(page))
        return next((self.address(page.path) for page in found), "")

    @property
    def no_safe_channel(self) -> bool:
        """Whether none of the ways to get in touch that the form names is safe."""
        return self.request.answers.get("safe_contact_channels") == ["none"]

    @property
    def about_oneself(self) -> bool:
        """Whether whoever looks at it is whom it is about."""
        return self.request.answers.get(self.form.facts.authority or "") == "self" and not self.request.for_person

    @property
    def here(self) -> str:
        return f"/care/requests/{self.request.request_id}"

    def address(self, path: str) -> str:
        """The address of a page of the form; of the check page if `path` is empty."""
        return f"{self.here}/pages/{path}" if path else f"{self.here}/check"

    def words(self, text: Text) -> str:
        return voice_of(self.way)(text)

    def title(self, page: Page) -> str:
        """The page's own title, or the label of its only question."""
        return self.words(page.title or page.fields[0].label)

    def fields(self, page: Page) -> Sequence[Field]:
        """The questions asked on the page now. On a page with a repeat all questions, since which are asked depends on
        the item.
        """
        before = {name: value for one in self.way.pages if one.page != page for name, value in one.answers.items()}
        lookup = lookup_in(self.form, before, self.known)
        return page.fields if page.repeat else [one for one in page.fields if holds(one.when, lookup)]

    def about_file(self, file: Sent) -> str:
        """The state of a file in words."""
        if file.status == "refused":
            return f"cannot be used. {why_refused(file.reason)}"
        return {"clean": "received", "scanning": "we are checking it", "awaiting_upload": "has not arrived yet"}[
            file.status
        ]

    def file_question(self, kind: str) -> str:
        """The address of the page that asks for this kind of file; empty if no page on the path does."""
        pages = (one.page for one in self.way.pages if any(field.kind == kind for field in one.page.all_fields))
        return next((self.address(page.path) for page in pages), "")

    def file_titles(self) -> dict[str, str]:
        """What the files of each kind are: the label of the question that asks for them. Once the form is sent, other
        papers too.
        """
        fields = [field for _, page in self.form.pages() for field in page.all_fields]
        other = {} if self.request.draft else {OTHER_PAPERS: "Other papers"}
        return {field.kind: self.words(field.label) for field in fields if field.kind} | other

    def after_file(self, path: str) -> str:
        """The address that follows a file for that page of the form: the page; once the form is sent, the page on
        which its sender writes what the file is for.
        """
        if self.request.draft:
            return self.address(path)
        writes = (f"{self.here}/{act}" for act in ("reply", "review") if act in self.request.can)
        return next(writes, self.here)

    def before(self, path: str) -> str:
        """The address of the Back link: the page before on the path, or the task list on the first page."""
        paths = [one.page.path for one in self.way.pages]
        place = paths.index(path) if path in paths else 0
        return self.address(paths[place - 1]) if place else self.here

    def rows(self, section_id: str) -> Sequence[Row]:
        """The answers of a section in the order asked, with the state of each file. A helper's rows leave out how to
        contact the person safely.
        """
        files = {one.document_id: f"{one.filename}: {self.about_file(one)}" for one in self.request.files}
        hidden = [one.page for one in self.way.pages if self.request.for_person]
        theirs = {page.path for page in hidden if self.asks_how_to_reach(page)}
        return [row for row in rows(self.way, section_id, files) if row.page not in theirs]


def open_request(visit: Visit) -> Asked | Answer:
    """The request named by the page's address, with its form; an error page if it cannot be shown. From here on the
    page names the form's team.
    """
    request = visit.care.requests.get(visit.path_params["request_id"])
    if isinstance(request, Refusal):
        return why_not(visit, request)
    visit.team = team_for_form(request.form_id)
    form = visit.care.requests.form(request.form_id, request.form_version)
    return refusal_page(visit, form) if isinstance(form, Refusal) else with_form(visit, request, form)


def with_form(visit: Visit, request: CareRequest, form: Definition) -> Asked:
    """The request with its form. Facts about the day are those of the day it was sent; of today for a draft."""
    now = datetime.fromisoformat(request.submitted_at) if request.submitted_at else visit.now
    facts = Given(today(now), request.professional, request.in_county)  # type: ignore[arg-type]  # one of the three
    return Asked(request, form, replay(form, request.answers, facts), facts)


def why_not(visit: Visit, refusal: Refusal) -> Answer:
    """The page for a refusal. A request that was not found may be a draft that has expired, so its page explains
    that.
    """
    if refusal.code == "not_found":
        words = (
            "We keep a form that was not sent for 30 days after you last saved it. Then we delete it.",
            "If you sent it, you find it in your list of requests.",
        )
        return error_page(visit, 404, "This form is no longer here", *words, link=("/care/requests", "Your requests"))
    return refusal_page(visit, refusal)
