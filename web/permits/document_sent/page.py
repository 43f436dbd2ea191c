"""The page after sending a document: whether it has arrived, and the result of its check."""

from web.errors import not_found
from web.permits import subject, words
from web.request import Answer
from web.visit import Visit

ACCESS = "signed-in"


def get(visit: Visit) -> Answer:
    about = subject.find(visit)
    if isinstance(about, Answer):
        return about
    document = about.document(visit.path_params["kind"])
    if document is None:
        return not_found(visit)
    return visit.page(
        "permits/document_sent/page.html", about=about, document=document, refused=words.refused_files(document)
    )
