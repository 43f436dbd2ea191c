"""A copy of a request for its sender, which an officer checks before it is given. Pure.

Rules: `docs/rules/care.md`, C120 to C122; ADR 0070.
"""

from datetime import datetime, timedelta

from care.model import CareRequest, Release
from care.rules.cases import changed_since
from care.rules.concerns import is_concern
from portal.problems import FieldError, Refusal, invalid

DECIDED_WITHIN = timedelta(days=28)
"""How long an officer has to decide about a copy: the law gives a month from the asking (UK GDPR, article 12(3))."""


def in_exports(request: CareRequest) -> bool:
    """Whether an export may mention the request. None mentions a safeguarding concern (S4)."""
    return not is_concern(request)


def settled(request: CareRequest, release: Release | None) -> bool:
    """Whether an officer has decided about a copy, and nothing has happened with the request since."""
    if release is None or release.decided_at is None:
        return False
    return all(one.at <= release.decided_at for one in request.timeline)


def asked(request: CareRequest, release: Release | None, now: datetime) -> Release | None:
    """The copy that an officer is to check, because the sender wants it; None if none has to be checked: one waits or
    is decided already, the request is a draft, or its account is closed.
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
    """The copy with the officer's decision. `version`: that of the request that the officer saw; refused if anything
    has happened since. The same decision again changes nothing.
    """
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
