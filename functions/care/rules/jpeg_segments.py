"""A JPEG in a PDF: without location, camera and comments, its picture untouched. Pure."""

import re
from struct import unpack

TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""APP1 to APP13, APP15 and COM. APP0 (JFIF) and APP14 (Adobe) say how its colours are meant."""

START_OF_SCAN = 0xDA
END = b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends the data of a scan; in these, FF is followed by 00 or by a number to start again from."""


def without_metadata(body: bytes) -> bytes:
    """The same bytes but for those segments and what follows its end, which may be a second picture; from where it is
    no JPEG any more, it stays as it is.
    """
    kept, at = body[:2], 2
    while at + 4 <= len(body) and body[at] == 0xFF and body[at : at + 2] != END:
        if body[at + 1] == 0xFF:  # a byte to fill up
            at += 1
            continue
        (length,) = unpack(">H", body[at + 2 : at + 4])
        following = at + 2 + length
        if body[at + 1] == START_OF_SCAN:
            found = _MARKER.search(body, following)
            following = found.start() if found else len(body)
        if body[at + 1] not in TELLING:
            kept += body[at:following]
        at = following
    return kept + (END if body[at : at + 2] == END else body[at:])
