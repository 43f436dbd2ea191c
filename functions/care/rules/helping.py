"""What a helper may see of the requests of the person whom they help, and do with them. Pure.

Rules: `docs/rules/care.md`, C130 to C138; ADR 0069.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from care.model import Can, CareRequest, LastWritten, RequestHead, RequestStatus
from care.rules.forms import form_of
from portal.forms.definition import Form
from portal.helping import Helping
from portal.problems import Refusal, unwrap

MAY: frozenset[Can] = frozenset(
    {"answer", "add_evidence", "submit", "withdraw", "reply", "report_change", "report_move"}
)
"""The actions of the person that a helper may take for them."""

THE_PERSONS = "safe_contact_"
"""The prefix of the names of questions that only the person answers. Only the person sees their answers."""

WHO_ASKS = frozenset({"authority", "updates_to"})
"""Questions whose answers decide who is told about a request."""

PRESUMED: Mapping[str, Any] = {
    "safe_contact_channels": ["email"],
    "safe_contact_voicemail": False,
    "safe_contact_shared_post": True,
    "safe_contact_shared_device": False,
}
"""The answers that count until the person gives their own: they are told by email alone, to their account's address
(C135).
"""

ONLY_THE_PERSON = Refusal(
    "only_the_person", "This page is for them alone to answer: it says how and who we tell. They answer it themselves."
)


def visible(request: RequestHead, helping: Helping | None) -> bool:
    """Whether a request is shown. `helping`: None for the person, who sees all. A helper sees requests that they began
    or sent by this naming, and drafts that the person began, except of forms for professionals.
    """
    if helping is None or request.helper_id == helping.helper_id:
        return True
    theirs = request.helper_id is None and request.status is RequestStatus.DRAFT
    return theirs and not unwrap(form_of(request.form_id, request.form_version)).professionals_only


def begun_by(draft: CareRequest, helping: Helping | None) -> CareRequest:
    """The draft as begun by a helper: with their naming, and with presumed answers about safe contact. Unchanged
    without `helping`.
    """
    if helping is None:
        return draft
    return _presumed(draft.model_copy(update={"helper_id": helping.helper_id, "account_asks": True}))


def written(
    after: CareRequest, read: CareRequest, form: Form, path: str, helping: Helping | None, now: datetime
) -> CareRequest:
    """The draft after a page was saved, with who wrote last. `path`: the page's.

    In a draft that the person began, a helper's first answers set two presumptions: how it is safe to contact the
    person, unless they have answered any of that; and that they ask for themselves, unless they have said who asks. The
    first ends when the person saves the page about safe contact.
    """
    if helping is None and asks_how_to_reach(form, path):
        after = after.model_copy(update={"safe_contact_presumed": False})
    if after.answers == read.answers:
        return after
    last = LastWritten(at=now, helper=helping.helper_name if helping else None)
    after = after.model_copy(update={"last_written": last})
    if helping is None:
        return after
    unsaid = not any(name.startswith(THE_PERSONS) for name in after.answers)
    asks = read.account_asks or "authority" not in read.answers
    return (_presumed(after) if unsaid else after).model_copy(update={"account_asks": asks})


def sent_by(after: CareRequest, helping: Helping | None) -> CareRequest:
    """The sent request. If a helper sent it, it carries their naming, so that they still see it."""
    if helping is None or after.helper_id is not None:
        return after
    return after.model_copy(update={"helper_id": helping.helper_id})


def _presumed(draft: CareRequest) -> CareRequest:
    return draft.model_copy(update={"answers": {**draft.answers, **PRESUMED}, "safe_contact_presumed": True})


def may(can: Sequence[Can], helping: Helping | None) -> list[Can]:
    return [one for one in can if helping is None or one in MAY]


def shown(answers: Mapping[str, Any], helping: Helping | None) -> dict[str, Any]:
    """The answers as they are shown. A helper sees presumed answers in place of those that are the person's alone."""
    if helping is None:
        return dict(answers)
    return {name: PRESUMED.get(name) if name.startswith(THE_PERSONS) else one for name, one in answers.items()}


def told_to(refusal: Refusal, helping: Helping | None) -> Refusal:
    """The refusal, with the answers in it as `shown` to a helper."""
    answers = refusal.more.get("answers")
    if not isinstance(answers, Mapping):
        return refusal
    return replace(refusal, more={**refusal.more, "answers": shown(answers, helping)})


def asks_how_to_reach(form: Form, path: str) -> bool:
    """Whether the page with that path asks how it is safe to contact the person."""
    asked = (field for _, page in form.pages() if page.path == path for field in page.all_fields)
    return any(one.name.startswith(THE_PERSONS) for one in asked)


def only_the_persons(form: Form, draft: CareRequest) -> list[str]:
    """The paths of the pages that only the person may answer: about safe contact; and, if the person has said who asks,
    about who asks and who is told.
    """
    said = "authority" in draft.answers and not draft.account_asks
    return [
        page.path
        for _, page in form.pages()
        if any(one.name.startswith(THE_PERSONS) or (said and one.name in WHO_ASKS) for one in page.all_fields)
    ]


def signed(after: CareRequest, read: CareRequest, helping: Helping | None) -> CareRequest:
    """The request with the helper's name on the events that are new on its timeline; unchanged without `helping`."""
    if helping is None:
        return after
    new = [one.model_copy(update={"helper": helping.helper_name}) for one in after.timeline[len(read.timeline) :]]
    return after.model_copy(update={"timeline": (*read.timeline, *new)})
