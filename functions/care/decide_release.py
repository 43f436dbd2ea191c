"""Decide, after reading a request through, whether its sender may have a copy of it."""

from typing import Annotated

from pydantic import Field, StrictBool, StringConstraints

from care.case_views import ReleaseView, release_view
from care.model import RequestId
from care.rules.forms import OFFICERS
from care.rules.releases import decided
from care.store.cases import Cases
from care.store.releases import Releases
from portal.api import Request, operation
from portal.problems import NOT_FOUND, unwrap
from portal.shapes import Input


class ReleaseDecision(Input):
    """An officer's decision about a copy. `words`: why it is withheld, for the sender to read; required if it is
    withheld, left out if it is released.
    """

    version: Annotated[int, Field(title="the version of the request that you saw", ge=1)]
    released: Annotated[StrictBool, Field(title="whether a copy may be given")]
    words: Annotated[str | None, StringConstraints(min_length=1, max_length=2000), Field(title="why not")] = None


@operation(
    "PUT",
    "/v1/officer/requests/{request_id}/release",
    access=OFFICERS,
    calls=3,
    problems=("not_opened", "decided_already", "changed_meanwhile"),
)
def decide_release(
    request: Request[ReleaseDecision], request_id: RequestId, cases: Cases, releases: Releases
) -> ReleaseView:
    body, officer, now = request.body, request.officer, request.now
    opened, read = unwrap(cases.opened(request_id, officer, now)), releases.of(request_id)
    said = decided(opened, read, body.version, body.words, officer.sub, released=body.released, now=now)
    after = unwrap(said)
    releases.decide(after, unwrap(read or NOT_FOUND), opened, officer, now)
    return release_view(after)


handler = decide_release.lambda_handler
