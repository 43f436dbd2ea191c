"""Small valid files: pictures as PNG and JPEG, and a page as PDF."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def png(width: int = 1, height: int = 1) -> bytes:
    """A PNG of one pixel whose header claims this width and height. Always the same bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def picture(kind: str, width: int = 8, height: int = 4, **said: object) -> bytes:
    """A real picture, black with a white top left corner. `said`: EXIF data, comments and so on, as Pillow's `save`
    takes them.
    """
    to, image = BytesIO(), Image.new("RGB", (width, height))
    image.paste((255, 255, 255), (0, 0, width // 2, height // 2))
    image.save(to, kind, **said)
    return to.getvalue()


def jpeg_header(width: int, height: int) -> bytes:
    """A JPEG with valid segments but no picture data."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\x00"
    return b"\xff\xd8" + app0 + frame + scan + b"\xff\xd9"


def pdf(catalog: bytes = b"", page: bytes = b"", trailer: bytes = b"", objects: bytes = b"") -> bytes:
    """A PDF of one empty page, with these entries and numbered objects (from 4) added."""
    return (
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>\nendobj\n"
        b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
        b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] "
        + page
        + b" >>\nendobj\n"
        + objects
        + b"trailer\n<< /Root 1 0 R /Size 5 "
        + trailer
        + b" >>\nstartxref\n9\n%%EOF\n"
    )


PNG = png()
