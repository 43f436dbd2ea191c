"""An officer decides whether the sender of a request may have a copy of it."""

from web.api.client import Refusal
from web.errors import refusal_page
from web.request import Answer
from web.visit import Visit

ACCESS = "officer"


def get(visit: Visit) -> Answer:
    """Redirect to the request's page: only a POST decides."""
    return visit.redirect(f"/officer/requests/{visit.path_params['request_id']}")


def post(visit: Visit) -> Answer:
    request_id, released = visit.path_params["request_id"], visit.form.get("decision") == "release"
    words, version = visit.form.get("words", "").strip(), visit.form.get("version", "")
    seen = int(version) if version.isdecimal() and int(version) else 1
    # Words go along with a yes too: the API refuses that, so that no copy is given against a reason that was written.
    said = visit.officer.casework.release(request_id, seen, words, released=released)
    if isinstance(said, Refusal):
        return refusal_page(visit, said, "Whether a copy may be given was not saved")
    return visit.redirect("/officer/releases", notice="copy_released" if released else "copy_withheld")
