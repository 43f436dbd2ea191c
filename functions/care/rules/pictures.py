"""A photo or a scan, decoded and written anew: upright, and without anything but the picture itself. Pure."""

import warnings
from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps

from portal.document import Fault

MOST_PIXELS = 120_000_000
"""More than a photo of 10 MB has. Each is unpacked into four bytes: 0.5 GB, and as much again to turn it upright."""

QUALITY = 90
"""Of a JPEG that is written anew, of 100: what is written on a document stays sharp."""

Image.MAX_IMAGE_PIXELS = None  # ours is asked before anything is unpacked, and answers with a fault


def cleaned_picture(body: bytes, kind: Literal["JPEG", "PNG"]) -> bytes | Fault:
    """The first picture of the file, without location, camera, comments, profile or whatever follows it."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(body), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return Fault.TOO_MANY_PIXELS
            picture.load()
            return _written(_upright(picture), kind)
    except Exception:  # noqa: BLE001 (a broken file makes a decoder raise anything)
        return Fault.UNREADABLE


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF data say, since these are not kept. Broken ones say nothing."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 (as above; the picture itself is whole)
        return picture


def _written(picture: Image.Image, kind: Literal["JPEG", "PNG"]) -> bytes:
    picture.info = {name: said for name, said in picture.info.items() if name == "transparency"}
    if picture.mode == "CMYK":  # of printers; browsers show it in wrong colours
        picture = picture.convert("RGB")
    to = BytesIO()
    picture.save(to, kind, quality=QUALITY)
    return to.getvalue()
