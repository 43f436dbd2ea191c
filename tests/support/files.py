"""Small files that are what they say: a picture of one pixel as PNG and as JPEG, and a page as PDF."""

import struct
import zlib


def png(width: int = 1, height: int = 1) -> bytes:
    """`width` and `height` are what its header says; there is one pixel."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def jpeg(width: int = 1, height: int = 1) -> bytes:
    """Its segments are in order; nobody decodes its picture."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + b"\1\x11\0"
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\x00"
    return b"\xff\xd8" + app0 + frame + scan + b"\xff\xd9"


def pdf(catalog: bytes = b"", trailer: bytes = b"") -> bytes:
    """One object and a trailer, with these entries added."""
    body = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + catalog + b" >>\nendobj\n"
    return body + b"trailer\n<< /Root 1 0 R " + trailer + b" >>\nstartxref\n9\n%%EOF\n"


PNG = png()
