"""Announcing a file to the evidence store, for permits and for care.

The store asks for a content type but decides by the file's bytes, so declaring a wrong type does no harm.
"""

import re
from typing import Any

from web.api.permit_documents import MOST_BYTES
from web.forms import Form

FIELDS = ("content_type", "filename", "size")
"""Fields of the form. A script fills in the file's name and size; without JavaScript only the type is posted."""

ENDINGS = {"application/pdf": ".pdf", "image/jpeg": ".jpg,.jpeg", "image/png": ".png"}
UNKNOWN = "image/jpeg"
"""The type declared for a file whose owner does not know it."""

SIZE = re.compile("[0-9]{1,9}")


def announced(kind: str, form: Form) -> dict[str, Any]:
    """The body for the API that announces a file. With a size, a script uploads the file, so the store need not
    redirect back to a page.
    """
    content_type = form["content_type"] if form["content_type"] in ENDINGS else UNKNOWN
    return {
        "kind": kind,
        "filename": form["filename"] or kind + ENDINGS[content_type].partition(",")[0],
        "content_type": content_type,
        "size": int(form["size"]) if SIZE.fullmatch(form["size"]) else MOST_BYTES,
        "back_to_portal": not form["size"],
    }


def accepted(form: Form) -> str:
    """The `accept` value of the browser's file chooser."""
    return ENDINGS.get(form["content_type"], ",".join(ENDINGS.values()))


def unknown() -> Form:
    """The form as it is first shown, with the type "unknown"."""
    return Form.of(("content_type",), {"content_type": "unknown"})


WHY_REFUSED = {
    "wrong_type": "It is not a JPEG, PNG or PDF file. Take a photo of the document, or save it as a PDF.",
    "heic": "It is an HEIC photo, which we cannot open. Take a screenshot of it on your phone and send that.",
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
