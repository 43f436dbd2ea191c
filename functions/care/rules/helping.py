"""What a helper may see and do of the requests of whom they help. Pure.

Rules: `docs/rules/care.md`, C130 to C138; ADR 0069.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from care.model import Can, CareRequest, RequestHead
from portal.forms.definition import Form
from portal.helping import Helping
from portal.problems import Refusal

MAY: frozenset[Can] = frozenset({"answer", "add_evidence", "submit", "withdraw", "reply"})
"""What a helper may do, of all that the person may."""

THE_PERSONS = "safe_contact_"
"""What the names of the questions begin with that only the person answers, and only they see the answers of."""

PRESUMED: Mapping[str, Any] = {
    "safe_contact_channels": ["email"],
    "safe_contact_voicemail": False,
    "safe_contact_shared_post": True,
    "safe_contact_shared_device": False,
}
"""What stands there until the person says otherwise: by email alone, to the address of their account (C66)."""

ONLY_THE_PERSON = Refusal(
    "only_the_person", "How it is safe to contact somebody is for them alone to say. They answer this page themselves."
)


def visible(request: RequestHead, helping: Helping | None) -> bool:
    """The person sees all of their requests; a helper those that they began by this naming, and nothing else."""
    return helping is None or request.helper_id == helping.helper_id


def begun_by(draft: CareRequest, helping: Helping | None) -> CareRequest:
    """The draft, with the naming by which a helper began it, and what is presumed of how to reach the person."""
    if helping is None:
        return draft
    return draft.model_copy(update={"helper_id": helping.helper_id, "answers": {**draft.answers, **PRESUMED}})


def may(can: Sequence[Can], helping: Helping | None) -> list[Can]:
    return [one for one in can if helping is None or one in MAY]


def shown(answers: Mapping[str, Any], helping: Helping | None) -> dict[str, Any]:
    """The answers; to a helper what is presumed in place of those that are the person's alone."""
    if helping is None:
        return dict(answers)
    return {name: PRESUMED.get(name) if name.startswith(THE_PERSONS) else one for name, one in answers.items()}


def told_to(refusal: Refusal, helping: Helping | None) -> Refusal:
    """A refusal, of which a helper reads no more answers than they are shown."""
    answers = refusal.more.get("answers")
    if not isinstance(answers, Mapping):
        return refusal
    return replace(refusal, more={**refusal.more, "answers": shown(answers, helping)})


def for_the_person(form: Form, path: str) -> bool:
    """Whether only the person answers this page of the form."""
    asked = (field for _, page in form.pages() if page.path == path for field in page.all_fields)
    return any(one.name.startswith(THE_PERSONS) for one in asked)


def signed(after: CareRequest, read: CareRequest, helping: Helping | None) -> CareRequest:
    """With the helper's name beside what they did."""
    if helping is None:
        return after
    new = [one.model_copy(update={"helper": helping.helper_name}) for one in after.timeline[len(read.timeline) :]]
    return after.model_copy(update={"timeline": (*read.timeline, *new)})
