"""Write a file anew, so that only what can be seen in it is kept. Pure; needs the layer `layers/images`."""

from care.rules.pdfs import cleaned_pdf
from care.rules.pictures import cleaned_picture
from portal.document import ContentType, Fault


def cleaned(body: bytes, content_type: ContentType) -> bytes | Fault:
    """The file as it is kept, or the fault for which it is refused. The same bytes give the same copy."""
    if content_type == "application/pdf":
        return cleaned_pdf(body)
    return cleaned_picture(body, "PNG" if content_type == "image/png" else "JPEG")
