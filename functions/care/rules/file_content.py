"""What a file is by its first bytes. Pure."""

import re

from portal.document import ContentType, Fault

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
PDF = re.compile(rb"\A(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*%PDF-")
PDF_BEGINS_WITHIN = 1024
"""Programs that show PDFs look for the beginning in so many bytes."""

HEIC = re.compile(rb"\A.{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL)
"""The photos that iPhones take, if nobody told them otherwise."""


def type_of(body: bytes) -> ContentType | Fault:
    """A fault for a type that we do not take."""
    if body.startswith(JPEG):
        return "image/jpeg"
    if body.startswith(PNG):
        return "image/png"
    if PDF.match(body[:PDF_BEGINS_WITHIN]):
        return "application/pdf"
    return Fault.HEIC if HEIC.match(body) else Fault.WRONG_TYPE
