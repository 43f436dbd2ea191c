"""Announcing a file to the evidence store, for permits and for care.

The store asks for a content type but decides by the file's bytes, so declaring a wrong type does no harm.
"""

import re
from typing import Any

from web.api.permit_documents import MOST_BYTES
from web.forms import Form

FIELDS = ("content_type", "filename", "size")
"""Fields of the form. A script fills in the file's name and size; without JavaScript only the type is posted."""

PDF = "application/pdf"
ENDINGS = {PDF: ".pdf", "image/jpeg": ".jpg,.jpeg", "image/png": ".png"}
PICTURES_ONLY = frozenset({"photo"})
"""The kinds of document that have to be a picture, as the API has them."""
UNKNOWN = "image/jpeg"
"""The type declared for a file whose owner does not know it."""
NOT_TAKEN = frozenset({"image/gif"})
"""Types that a browser names with certainty and that the API refuses in words."""

SIZE = re.compile("[0-9]{1,9}")


def announced(kind: str, form: Form) -> dict[str, Any]:
    """The body for the API that announces a file. With a size, a script uploads the file, so the store need not
    redirect back to a page.
    """
    content_type = form["content_type"] if form["content_type"] in {*ENDINGS, *NOT_TAKEN} else UNKNOWN
    return {
        "kind": kind,
        "filename": form["filename"] or kind + ENDINGS.get(content_type, "").partition(",")[0],
        "content_type": content_type,
        "size": int(form["size"]) if SIZE.fullmatch(form["size"]) else MOST_BYTES,
        "back_to_portal": not form["size"],
    }


def accepted(kind: str, form: Form) -> str:
    """The `accept` value of the browser's file chooser, for a document of this kind."""
    return ENDINGS.get(form["content_type"], ",".join(ENDINGS[one] for one in types(kind)))


def types(kind: str) -> tuple[str, ...]:
    """The content types that a document of this kind may have."""
    return tuple(one for one in ENDINGS if one != PDF or kind not in PICTURES_ONLY)


def unknown() -> Form:
    """The form as it is first shown, with the type "unknown"."""
    return Form.of(("content_type",), {"content_type": "unknown"})


WHY_REFUSED = {
    "wrong_type": "It is not a JPEG, PNG or PDF file. Take a photo of the document, or save it as a PDF.",
    "heic": "It is an HEIC photo, which we cannot open. Take a screenshot of it on your phone and send that.",
    "gif": "It is a GIF picture, which we cannot open. Take a screenshot of it, or a new photo, and send that.",
    "not_a_picture": "It is a PDF, and a picture is needed, a JPEG or PNG file. Take a photo, or a screenshot of it.",
    "too_big": "It is larger than 10 MB. Take a smaller photo, or send the pages one by one.",
    "malware": "A virus was found in it. Do not open it again. Take a new photo of the document.",
    "unreadable": "It is damaged or not complete. Save or photograph the document again.",
    "password": "It opens with a password only. Print it to a new PDF without a password, or take photos of it.",
    "active_content": "It holds other files, or a form that draws itself. Print it to a new PDF, or take photos.",
    "too_many_pixels": "The picture has too many pixels. Take a smaller photo.",
}


def why_refused(reason: str) -> str:
    """A sentence saying why a file was refused and what its owner can do. `reason`: the API's code."""
    return WHY_REFUSED.get(reason, "We could not accept it. Send it again, for example as a new photo.")
