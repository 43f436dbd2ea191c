"""A copy of a request is given to whoever sent it once an officer has looked through it. Pure.

Rules: `docs/rules/care.md`, C120 to C122; ADR 0070.
"""

from datetime import datetime, timedelta

from care.model import CareRequest, Release
from care.rules.cases import changed_since
from care.rules.concerns import is_concern
from portal.problems import FieldError, Refusal, invalid

DECIDED_WITHIN = timedelta(days=28)
"""Of the asking: the law gives a month (UK GDPR, article 12(3))."""


def in_exports(request: CareRequest) -> bool:
    """Whether an export may speak of it at all: of a safeguarding concern none does (S4)."""
    return not is_concern(request)


def settled(request: CareRequest, release: Release | None) -> bool:
    """Whether an officer has said of the request as it is now whether a copy of it may be given."""
    if release is None or release.decided_at is None:
        return False
    return all(one.at <= release.decided_at for one in request.timeline)


def asked(request: CareRequest, release: Release | None, now: datetime) -> Release | None:
    """What is put before an officer because somebody wants a copy; None where that is so already, or is settled.

    A draft is its owner's alone, and the request of a closed account is asked for by nobody.
    """
    waits = release is not None and release.status == "asked"
    if request.submitted_at is None or request.kept_until or waits or settled(request, release):
        return None
    return Release(
        request_id=request.request_id, form_id=request.form_id, reference=request.reference or "", asked_at=now
    )


def decided(
    request: CareRequest,
    release: Release | None,
    version: int,
    words: str | None,
    officer: str,
    *,
    released: bool,
    now: datetime,
) -> Release | Refusal:
    """The officer's word on the request in the `version` that they saw. The same word again changes nothing."""
    status = "released" if released else "withheld"
    if release is None or request.kept_until:
        return Refusal("decided_already", "Nobody waits for a copy of this request.")
    if release.status != "asked":
        if (release.status, release.words, release.decided_by) == (status, words, officer):
            return release
        return Refusal("decided_already", f"Whether a copy may be given was decided: it is {release.status}.")
    if version > request.version or any(one.version > version for one in request.timeline):
        return changed_since(request, version)
    if released and words:
        return invalid(FieldError("words", "not_now", "Only what is withheld needs words."))
    if not released and not words:
        return invalid(FieldError("words", "missing", "Write why it is withheld. The person reads it."))
    return release.model_copy(update={"status": status, "words": words, "decided_at": now, "decided_by": officer})
