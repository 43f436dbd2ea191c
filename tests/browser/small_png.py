"""Chromium writes screenshots as large as they can be; with a palette they take a fifth and look the same."""

import base64
import struct
import zlib
from collections import Counter

from playwright.sync_api import Page

_PIXELS = """async coded => {
  const bytes = Uint8Array.from(atob(coded), letter => letter.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes]))
  const canvas = new OffscreenCanvas(image.width, image.height)
  const context = canvas.getContext('2d')
  context.drawImage(image, 0, 0)
  const found = context.getImageData(0, 0, image.width, image.height).data
  const words = []
  for (let at = 0; at < found.length; at += 32768) {
    words.push(String.fromCharCode(...found.subarray(at, at + 32768)))
  }
  return [image.width, btoa(words.join(''))]
}"""
COLOURS = 256


def small(screenshot: bytes, blank: Page) -> bytes:
    """The same picture in its 256 commonest colours. `blank`: a page without a policy, which decodes it."""
    width, coded = blank.evaluate(_PIXELS, base64.b64encode(screenshot).decode())
    pixels = memoryview(base64.b64decode(coded)).cast("I")
    counted = Counter(pixels)
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    place = {colour: _nearest(colour, palette) for colour in counted}
    rows = (bytes([0, *map(place.__getitem__, pixels[at : at + width])]) for at in range(0, len(pixels), width))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(pixels) // width, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(colour.to_bytes(4, "little")[:3] for colour in palette)),
            _chunk(b"IDAT", zlib.compress(b"".join(rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _nearest(colour: int, palette: list[int]) -> int:
    wanted = colour.to_bytes(4, "little")

    def distance(index: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(wanted, palette[index].to_bytes(4, "little"), strict=True))

    return min(range(len(palette)), key=distance)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
