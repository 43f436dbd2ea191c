"""Sending a file for a question straight to the evidence store: the kind of file first, then the store's upload
form.
"""

from web import uploads
from web.api.client import Refusal
from web.api.permit_documents import Upload
from web.api.request_parts import Paper
from web.care.request_page.journey import OTHER_PAPERS, Asked, open_request, why_not
from web.errors import not_found
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    lines = [one.line for one in _lines(found[0], visit.path_params["kind"])]
    ticked = {f"line.{one}": "yes" for one in lines if one == visit.request.query.get("line") or len(lines) == 1}
    names = ("content_type", *(f"line.{one}" for one in lines))
    return _page(visit, *found, Form.of(names, {"content_type": "unknown", **ticked}))


def post(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    kind, lines = visit.path_params["kind"], _lines(found[0], visit.path_params["kind"])
    form = Form.of((*uploads.FIELDS, *(f"line.{one.line}" for one in lines)), visit.form)
    if "use_again" in visit.form:
        request_id, document_id = found[0].request.request_id, visit.form["use_again"]
        used = visit.care.requests.use_again(request_id, kind, document_id)
        if isinstance(used, Refusal):
            return _page(visit, *found, form.with_refusal(used))
        return visit.redirect(found[0].after_file(found[1]))
    shown = [one.line for one in lines if form[f"line.{one.line}"] == "yes"]
    if lines and not shown:
        return _page(visit, *found, form.with_error(f"line.{lines[0].line}", "Choose what it shows."))
    announced = uploads.announced(kind, form) | ({"lines": shown} if shown else {})
    upload = visit.care.requests.add_file(found[0].request.request_id, announced)
    if isinstance(upload, Refusal) and upload.code in {"not_found", "care_closed", "already_submitted"}:
        return why_not(visit, upload)
    if isinstance(upload, Refusal):
        return _page(visit, *found, form.with_refusal(upload))
    return _page(visit, *found, form, upload)


def _asked_for(visit: Visit) -> tuple[Asked, str] | Answer:
    """The request, and the path of the form's page that asks for this kind of file, empty for other papers; a redirect
    or error page if no file can be sent.
    """
    asked = open_request(visit)
    if isinstance(asked, Answer):
        return asked
    path = page_of(asked, visit.path_params["kind"])
    if path is None:
        return not_found(visit)
    return (asked, path) if "add_evidence" in asked.request.can else visit.redirect(asked.here)


def _lines(asked: Asked, kind: str) -> list[Paper]:
    """The papers of this kind whose lines a file can be sent for."""
    return [one for one in asked.request.papers if one.kind == kind and one.line]


def page_of(asked: Asked, kind: str) -> str | None:
    """The path of the page that asks for this kind of file: empty for papers that no page asks for; None if nobody can
    send such a file.
    """
    if kind == OTHER_PAPERS and not asked.request.draft:
        return ""
    pages = (page for _, page in asked.form.pages() if any(field.kind == kind for field in page.all_fields))
    return next((page.path for page in pages), None)


def _page(visit: Visit, asked: Asked, path: str, form: Form, upload: Upload | None = None) -> Answer:
    kind = visit.path_params["kind"]
    return visit.page(
        "care/request_file/page.html",
        422 if form.errors else 200,
        asked=asked,
        here=f"{asked.here}/files/{kind}",
        question=asked.after_file(path),
        form=form,
        upload=upload,
        accept=uploads.accepted(kind, form),
        types=uploads.types(kind),
        lines=[(f"line.{one.line}", one.title) for one in _lines(asked, kind)],
        accepted=() if upload or asked.request.for_person else visit.records.accepted(kind),
    )
