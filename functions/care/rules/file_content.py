"""What a file is by its bytes, and whether it is whole and harmless, as far as that shows without opening it. Pure.

Its structure is walked, nothing is decoded or decompressed: what hides in a compressed object of a PDF is not found.
"""

import re
import struct
from collections.abc import Iterator

from portal.document import ContentType, Fault

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
PDF = re.compile(rb"\A(?:\xef\xbb\xbf)?[\0\t\n\f\r ]*%PDF-")
PDF_BEGINS_WITHIN = 1024
"""Programs that show PDFs look for the beginning in so many bytes."""

MOST_PIXELS = 200_000_000
"""More than a telephone takes. A picture is unpacked into some bytes for each."""

_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")
_STREAM = re.compile(rb">>\s*stream\b")
_ENCRYPTED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch)\b")
_SCRIPT = re.compile(rb"/JS\b")
"""So short that it stands in every twentieth scan of a megabyte by chance: it is looked for outside of streams."""
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, b"\xff\xd9"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG's markers that begin with the size of the picture."""


def type_of(body: bytes) -> ContentType | None:
    """None for a type that we do not take."""
    if body.startswith(JPEG):
        return "image/jpeg"
    if body.startswith(PNG):
        return "image/png"
    return "application/pdf" if PDF.match(body[:PDF_BEGINS_WITHIN]) else None


def fault_of(body: bytes, content_type: ContentType) -> Fault | None:
    """What is wrong with a file of this type."""
    if content_type == "application/pdf":
        return _fault_of_pdf(body)
    size = _size_of_png(body) if content_type == "image/png" else _size_of_jpeg(body)
    if size is None or 0 in size:
        return Fault.UNREADABLE
    return Fault.TOO_MANY_PIXELS if size[0] * size[1] > MOST_PIXELS else None


def _fault_of_pdf(body: bytes) -> Fault | None:
    if not _OBJECT.search(body):
        return Fault.UNREADABLE
    structure = _unescaped(_outside_streams(body))
    if _ENCRYPTED.search(structure):
        return Fault.PASSWORD
    active = _SCRIPT.search(structure) or _ACTIVE.search(_unescaped(body))
    return Fault.ACTIVE_CONTENT if active else None


def _outside_streams(body: bytes) -> bytes:
    """Dictionaries, a cross-reference stream's too, and trailers: what may stand in plain bytes of an encrypted PDF."""
    return b"".join(_STREAM.split(part, maxsplit=1)[0] for part in body.split(b"endstream"))


def _unescaped(body: bytes) -> bytes:
    """Names as they are meant: `#53` is an S."""
    return _ESCAPED.sub(lambda escaped: bytes.fromhex(escaped[1].decode()), body)


def _size_of_png(body: bytes) -> tuple[int, int] | None:
    """Width and height; None for a file without its beginning or its end."""
    if body[12:16] != b"IHDR" or len(body) < 33 or b"IEND" not in body[33:]:
        return None
    width, height = struct.unpack(">II", body[16:24])
    return width, height


def _size_of_jpeg(body: bytes) -> tuple[int, int] | None:
    """Width and height; None for a file without a picture or without an end, and for one with a PDF in it."""
    size = None
    for marker, start, content in _segments(body):
        if marker in _FRAMES and len(content) >= 5:
            height, width = struct.unpack(">HH", content[1:5])
            size = (width, height)
        if marker == _START_OF_SCAN:
            whole = _END_OF_IMAGE in body[start:] and b"%PDF-" not in body
            return size if whole else None
    return None


def _segments(body: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Marker, place and content of each segment, up to the picture itself."""
    at = 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker == 0xFF:  # a byte to fill up
            at += 1
            continue
        (length,) = struct.unpack(">H", body[at + 2 : at + 4])
        yield marker, at, body[at + 4 : at + 2 + length]
        at += 2 + length
