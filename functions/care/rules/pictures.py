"""Write a photo or a scan anew: upright, and without anything but the picture itself. Pure."""

import warnings
from io import BytesIO
from typing import Literal

from PIL import Image, ImageOps

from portal.document import Fault

MOST_PIXELS = 120_000_000
"""How many pixels a picture may have: more than a photo of 10 MB has. Unpacked they take 4 bytes each, which is 0.5 GB,
and as much again while the picture is turned upright.
"""

QUALITY = 90
"""The quality, out of 100, of a JPEG that is written anew: small print on a document stays sharp."""

Image.MAX_IMAGE_PIXELS = None  # MOST_PIXELS is checked instead, before anything is unpacked


def cleaned_picture(body: bytes, kind: Literal["JPEG", "PNG"]) -> bytes | Fault:
    """The first picture of the file, without location, camera, comments, profile or anything behind it; or the fault
    for which it is refused.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(body), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return Fault.TOO_MANY_PIXELS
            picture.load()
            return _written(_upright(picture), kind)
    except Exception:  # noqa: BLE001 (a broken file makes a decoder raise anything)
        return Fault.UNREADABLE


def _upright(picture: Image.Image) -> Image.Image:
    """The picture, turned as its EXIF data say, since they are not kept. EXIF data that cannot be read are ignored."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 (as above; the picture itself is whole)
        return picture


def _written(picture: Image.Image, kind: Literal["JPEG", "PNG"]) -> bytes:
    picture.info = {name: said for name, said in picture.info.items() if name == "transparency"}
    if picture.mode == "CMYK":  # for printing; browsers show its colours wrongly
        picture = picture.convert("RGB")
    to = BytesIO()
    picture.save(to, kind, quality=QUALITY)
    return to.getvalue()
