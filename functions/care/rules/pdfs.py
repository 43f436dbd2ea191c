"""Write a PDF anew: its pages, without anything that acts, is attached or tells of its author. Pure.

Text, pictures and filled-in fields stay as they are. A signature can still be seen, but no longer proves anything.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any
from warnings import catch_warnings

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    StreamDecodeLevel,
)
from pikepdf.settings import set_qpdf_limits

from care.rules.jpeg_segments import without_metadata
from portal.document import Fault

ACTIONS = frozenset(
    f"/{name}"
    for name in (
        *("JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE", "GoTo3DView"),
        *("Rendition", "Movie", "Sound", "RichMediaExecute", "Thread", "Hide", "SetOCGState", "Trans"),
    )
)
"""Actions that are removed: all of ISO 32000-2 (table 201) except going to another page of the file. Links become
text.
"""

ANNOTATIONS = frozenset(("/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"))
"""Annotations that are removed: those that hold or play something (table 171)."""

MOST_UNPACKED = 256 * 1024**2
"""How many bytes one compressed part of a PDF's structure may unpack to. Pages and pictures are not unpacked at all."""

set_qpdf_limits(flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED, png_max_memory=MOST_UNPACKED)


def cleaned_pdf(body: bytes) -> bytes | Fault:
    """The PDF written anew, or the fault for which it is refused. A PDF that anybody may open but not change is
    accepted; one that needs a password to open is refused.
    """
    try:
        with catch_warnings(action="ignore"), Pdf.open(BytesIO(body)) as pdf:
            if not len(pdf.pages):
                return Fault.UNREADABLE
            if _is_more_than_its_pages(pdf.Root):
                return Fault.ACTIVE_CONTENT
            _clean(pdf)
            return _written(pdf)
    except PasswordError:
        return Fault.PASSWORD
    except PdfError:
        return Fault.PASSWORD if b"/Encrypt" in body else Fault.UNREADABLE  # by a certificate, for example
    except Exception:  # noqa: BLE001 (a broken file may have anything where a page should be)
        return Fault.UNREADABLE


def _is_more_than_its_pages(root: Object) -> bool:
    """Whether the PDF is a portfolio of other files, or a form that draws itself: without these nothing would be left
    to read.
    """
    form = root.get("/AcroForm", Dictionary())
    draws_itself = "/XFA" in form and (bool(root.get("/NeedsRendering", False)) or not len(form.get("/Fields", [])))
    return "/Collection" in root or draws_itself


def _clean(pdf: Pdf) -> None:
    root = pdf.Root
    for owner, names in (
        (root, ("/OpenAction", "/AA", "/Metadata", "/AF")),
        (root.get("/Names"), ("/JavaScript", "/EmbeddedFiles", "/Renditions")),
        (root.get("/AcroForm"), ("/XFA",)),
        (pdf.trailer, ("/Info",)),
    ):
        if isinstance(owner, Dictionary):
            _remove(owner, names)
    pdf.trailer.Size = 1  # qpdf corrects the size, but only if there is one
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is not None:
            page.obj.Annots = Array([one for one in annotations if one.get("/Subtype") not in ANNOTATIONS])
    for part in chain.from_iterable(_parts(one) for one in list(pdf.objects)):
        _clean_part(part)
        if isinstance(part, Stream):
            _clean_photo(part, pdf)


def _parts(top: Object) -> Iterator[Any]:
    """The dictionaries and streams of an object, itself first. Objects that it only refers to are not included."""
    left: list[Any] = [top]
    while left:
        part = left.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            left += [inner for _, inner in part.items() if _is_own(inner)]
        elif isinstance(part, Array):
            left += [inner for inner in part if _is_own(inner)]


def _is_own(inner: object) -> bool:
    return isinstance(inner, Dictionary | Array) and not inner.is_indirect


def _clean_part(part: Any) -> None:
    if part.get("/S") in ACTIONS:
        _remove(part, list(part.keys()))
    _remove(part, ("/PieceInfo",))
    if isinstance(part.get("/Metadata"), Stream):
        _remove(part, ("/Metadata",))
    if isinstance(part.get("/EF"), Dictionary):
        _remove(part, ("/EF",))


def _clean_photo(part: Stream, pdf: Pdf) -> None:
    """Remove the metadata of a JPEG, which is unpacked first if it was compressed once more. Other streams stay as they
    are. Raises: PdfError if a JPEG cannot be unpacked.
    """
    filters, parameters = _listed(part.get("/Filter")), _listed(part.get("/DecodeParms"))
    if not filters or filters[-1] != Name.DCTDecode:
        return
    body = part.read_raw_bytes()
    if len(filters) > 1:
        packed = pdf.make_stream(body, Filter=Array(filters[:-1]), DecodeParms=Array(parameters[:-1]))
        body = packed.read_bytes(StreamDecodeLevel.generalized)
    part.write(without_metadata(body), filter=Name.DCTDecode)


def _listed(entry: Any) -> list[Any]:
    """The entry as a list: the members of an array, or the entry itself; empty if there is none."""
    return list(entry) if isinstance(entry, Array) else [] if entry is None else [entry]


def _remove(part: Any, names: tuple[str, ...] | list[str]) -> None:
    for name in names:
        if name in part:
            del part[name]


def _written(pdf: Pdf) -> bytes:
    """The PDF's bytes, without objects that nothing refers to any more."""
    to = BytesIO()
    pdf.save(
        to,
        deterministic_id=True,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=ObjectStreamMode.disable,
    )
    return to.getvalue()
