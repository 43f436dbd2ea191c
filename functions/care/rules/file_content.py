"""The type of a file by its first bytes. Pure."""

import re

from portal.document import ContentType, Fault

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
PDF = re.compile(rb"\A(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*%PDF-")
PDF_BEGINS_WITHIN = 1024
"""Within how many bytes programs look for the beginning of a PDF."""

GIF = (b"GIF87a", b"GIF89a")
HEIC = re.compile(rb"\A.{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1)", re.DOTALL)
"""The format of photos that iPhones take unless told otherwise."""


def type_of(body: bytes) -> ContentType | Fault:
    """The type of the file, or the fault for a type that we do not take."""
    if body.startswith(JPEG):
        return "image/jpeg"
    if body.startswith(PNG):
        return "image/png"
    if PDF.match(body[:PDF_BEGINS_WITHIN]):
        return "application/pdf"
    if body.startswith(GIF):
        return Fault.GIF
    return Fault.HEIC if HEIC.match(body) else Fault.WRONG_TYPE
