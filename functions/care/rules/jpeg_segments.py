"""Remove location, camera and comments from a JPEG in a PDF. Its picture stays untouched. Pure."""

import re
from struct import unpack

TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Segments that are removed: APP1 to APP13, APP15 and COM. APP0 (JFIF) and APP14 (Adobe) stay, since they say how the
colours are meant.
"""

START_OF_SCAN = 0xDA
END = b"\xff\xd9"
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""The marker that ends the data of a scan. Within the data, FF is followed by 00 or by a restart marker (D0 to D7)."""


def without_metadata(body: bytes) -> bytes:
    """The JPEG without the segments in TELLING and without what follows its end, which may be a second picture. From
    the point where the bytes are no JPEG any more, they stay as they are.
    """
    kept, at = body[:2], 2
    while at + 4 <= len(body) and body[at] == 0xFF and body[at : at + 2] != END:
        if body[at + 1] == 0xFF:  # a fill byte
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
