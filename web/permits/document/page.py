"""Sending a document straight to the evidence store.

With JavaScript, a file is chosen here or on the permit's page: the script posts the file's name and size and reads the
store's upload form from the answer. Without it there are two views: the kind of file first, then the upload form.
"""

from web import uploads
from web.api.client import Refusal
from web.api.permit_documents import NeededDocument, Upload
from web.errors import not_found
from web.forms import Form
from web.permits import subject
from web.permits.subject import Subject
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    return _page(visit, *found, uploads.unknown())


def post(visit: Visit) -> Answer:
    found = _asked_for(visit)
    if isinstance(found, Answer):
        return found
    about, document = found
    form = Form.of(uploads.FIELDS, visit.form)
    if "use_again" in visit.form:
        wanted = about.named | {"kind": document.kind, "document_id": visit.form["use_again"]}
        used = visit.permits.use_again(about.permit.permit_id, wanted)
        if isinstance(used, Refusal):
            return _page(visit, about, document, form.with_refusal(used))
        return visit.redirect(f"{about.here}/documents/{document.kind}/sent")
    announced = about.named | uploads.announced(document.kind, form)
    upload = visit.permits.add_document(about.permit.permit_id, announced)
    if isinstance(upload, Refusal):
        return _page(visit, about, document, form.with_refusal(upload))
    return _page(visit, about, document, form, upload)


def _asked_for(visit: Visit) -> tuple[Subject, NeededDocument] | Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    document = about.document(visit.path_params["kind"])
    if document is None:
        return not_found(visit)
    if "add_documents" not in about.case.can:
        return visit.redirect(about.here)
    return about, document


def _page(visit: Visit, about: Subject, document: NeededDocument, form: Form, upload: Upload | None = None) -> Answer:
    return visit.page(
        "permits/document/page.html",
        422 if form.errors else 200,
        about=about,
        document=document,
        form=form,
        upload=upload,
        types=uploads.types(document.kind),
        accept=uploads.accepted(document.kind, form),
        accepted=() if upload else visit.records.accepted(document.kind),
    )
