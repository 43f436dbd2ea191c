"""A JPEG in a PDF: without location, camera and comments, its picture untouched. Pure."""

from struct import unpack

TELLING = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""APP1 to APP13, APP15 and COM. APP0 (JFIF) and APP14 (Adobe) say how its colours are meant."""

START_OF_SCAN = 0xDA


def without_metadata(body: bytes) -> bytes:
    """The same bytes but for those segments; from where it is no JPEG any more, it stays as it is."""
    kept, at = body[:2], 2
    while at + 4 <= len(body) and body[at] == 0xFF and body[at + 1] != START_OF_SCAN:
        if body[at + 1] == 0xFF:  # a byte to fill up
            at += 1
            continue
        (length,) = unpack(">H", body[at + 2 : at + 4])
        if body[at + 1] not in TELLING:
            kept += body[at : at + 2 + length]
        at += 2 + length
    return kept + body[at:]
