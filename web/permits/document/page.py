"""Sending a document, in two views: which kind of file it is, then the file itself, straight to the evidence store.

The store wants to know the kind of file before it takes one, and no script may be needed to say it.
"""

from web.api.client import Refusal
from web.api.permits import MOST_BYTES, Document, Permit, Upload
from web.errors import not_found, refusal_page
from web.forms import Form
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"
ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg,.jpeg", "image/png": ".png"}
NAMES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}


def get(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    return _page(visit, *found, Form.of(("content_type",), {}))


def post(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    permit, document = found
    form = Form.of(("content_type",), visit.form)
    if form["content_type"] not in ENDINGS:
        return _page(visit, permit, document, form.with_error("content_type", "Say which kind of file it is."))
    announced = {
        "kind": document.kind,
        "filename": document.kind + ENDINGS[form["content_type"]].partition(",")[0],
        "content_type": form["content_type"],
        "size": MOST_BYTES,
    }
    upload = visit.permits.add_document(permit.permit_id, announced)
    if isinstance(upload, Refusal):
        return _page(visit, permit, document, form.with_refusal(upload))
    return _page(visit, permit, document, form, upload)


def _asked_for(visit: Visit) -> tuple[Permit, Document] | Answer:
    permit = visit.permits.get(visit.path_params["permit_id"])
    if isinstance(permit, Refusal):
        return refusal_page(visit, permit)
    document = next((one for one in permit.documents if one.kind == visit.path_params["kind"]), None)
    if document is None:
        return not_found(visit)
    if "add_documents" not in permit.can:
        return visit.redirect(f"/permits/{permit.permit_id}")
    return permit, document


def _page(visit: Visit, permit: Permit, document: Document, form: Form, upload: Upload | None = None) -> Answer:
    return visit.page(
        "permits/document/page.html",
        422 if form.errors else 200,
        permit=permit,
        document=document,
        form=form,
        upload=upload,
        megabytes=MOST_BYTES // 1024**2,
        most_bytes=MOST_BYTES,
        name=NAMES.get(form["content_type"], ""),
        accept=ENDINGS.get(form["content_type"], ""),
    )
