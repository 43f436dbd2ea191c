"""Files as they are kept: what is taken from them, what stays, and what cannot be opened."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from care.rules.opening import cleaned
from care.rules.pictures import MOST_PIXELS
from portal.document import ContentType, Fault
from tests.support.files import jpeg_header, pdf, picture, png

pytestmark = pytest.mark.disable_socket

SECRET = b"Ann Smith was here"
GPS, ORIENTATION, CAMERA, COMMENT = 0x8825, 0x0112, 0x0110, 0x9286


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[ORIENTATION], said[CAMERA] = orientation, SECRET.decode()
    said[GPS] = {1: "N", 2: (52.0, 38.0, 0.0)}
    return said


def kept(body: bytes, content_type: ContentType) -> bytes:
    copy = cleaned(body, content_type)
    assert isinstance(copy, bytes), copy
    return copy


def shown(body: bytes) -> Image.Image:
    with Image.open(BytesIO(body)) as image:
        image.load()
        return image


def opened(body: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(kept(body, "application/pdf")))


# -------------------------------------------------------------------------------------------------------- pictures
@pytest.mark.parametrize(("kind", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
def test_a_picture_is_kept_upright_without_where_and_by_what_it_was_taken(kind: str, content_type: ContentType) -> None:
    body = picture(kind, 16, 8, exif=exif(orientation=6), icc_profile=SECRET) + SECRET
    assert body.count(SECRET) >= 2
    copy = kept(body, content_type)
    assert SECRET not in copy
    image = shown(copy)
    assert (image.size, image.format, dict(image.getexif())) == ((8, 16), kind, {})
    assert [image.convert("L").getpixel(at) for at in ((7, 0), (0, 0), (7, 15))] == [255, 0, 0]  # a quarter clockwise


def test_a_comment_in_a_picture_goes() -> None:
    assert SECRET not in kept(picture("JPEG", comment=SECRET), "image/jpeg")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_kind_is_kept_as_it_looks(mode: str) -> None:
    to, image = BytesIO(), Image.new("L", (4, 4), 200).convert("L" if mode == "I;16" else mode)
    image = Image.new("I;16", (4, 4), 40_000) if mode == "I;16" else image
    image.save(to, "PNG")
    copy = shown(kept(to.getvalue(), "image/png"))
    assert (copy.mode, copy.getpixel((1, 1))) == (shown(to.getvalue()).mode, shown(to.getvalue()).getpixel((1, 1)))


def test_a_printers_jpeg_is_kept_in_the_colours_of_screens() -> None:
    to = BytesIO()
    Image.new("CMYK", (4, 4), (0, 255, 255, 0)).save(to, "JPEG")
    assert shown(kept(to.getvalue(), "image/jpeg")).mode == "RGB"


def test_broken_exif_data_do_not_lose_a_picture() -> None:
    body = picture("JPEG", 16, 8, exif=b"Exif\0\0MM\0\x2a\0\0\0\x08\xff\xff broken")
    assert shown(kept(body, "image/jpeg")).size == (16, 8)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (png(12_000, 10_001), "image/png"),
        (jpeg_header(12_000, 10_001), "image/jpeg"),
        (png(2**31 - 1, 2**31 - 1), "image/png"),
    ],
)
def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(body: bytes, content_type: ContentType) -> None:
    assert cleaned(body, content_type) is Fault.TOO_MANY_PIXELS


def test_a_telephones_largest_picture_is_not_too_large() -> None:
    assert MOST_PIXELS > 12_000 * 9_000


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff\xd8\xff", "image/jpeg"),
        (picture("JPEG", 64, 64)[:-40], "image/jpeg"),
        (jpeg_header(0, 1), "image/jpeg"),
        (picture("PNG", 64, 64)[:100], "image/png"),
        (png(0, 1), "image/png"),
        (png(8, 8), "image/png"),
        (b"\x89PNG\r\n\x1a\n and then the picture", "image/png"),
        (b"%PDF-1.7\n<html>", "application/pdf"),
        (b"%PDF-", "application/pdf"),
        (pdf().replace(b"/Kids [3 0 R]", b"/Kids []"), "application/pdf"),
    ],
)
def test_what_only_begins_like_a_file_cannot_be_read(body: bytes, content_type: ContentType) -> None:
    assert cleaned(body, content_type) is Fault.UNREADABLE


# ------------------------------------------------------------------------------------------------------------ PDFs
@pytest.mark.parametrize(
    "entry",
    [
        b"/OpenAction << /S /JavaScript /JS (bad.call) >>",
        b"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << /S /Launch /F (bad.call) >> >>",
        b"/AA << /WC << /S /J#61vaScript /JS (bad.call) >> >>",
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (bad.call) >>] >> >>",
        b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 4 0 R >> >>] >> >>",
        b"/AF [<< /Type /Filespec /F (bad.call) /EF << /F 4 0 R >> >>]",
        b"/Metadata 4 0 R",
        b"/PieceInfo << /Program << /Private (bad.call) >> >>",
        b"/AcroForm << /XFA 4 0 R /Fields [3 0 R] >>",
    ],
)
def test_nothing_that_acts_or_is_attached_stays(entry: bytes) -> None:
    hidden = b"4 0 obj\n<< /Length 8 >>\nstream\nbad.call\nendstream\nendobj\n"
    copy = kept(pdf(catalog=entry, objects=hidden), "application/pdf")
    assert b"bad.call" not in copy
    assert not any(word in copy for word in (b"/JavaScript", b"/Launch", b"/EF", b"/Metadata", b"/XFA"))


@pytest.mark.parametrize(
    "annotation",
    [
        b"<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (bad.call) >> >>",
        b"<< /Subtype /Widget /Rect [0 0 9 9] /AA << /K << /S /JavaScript /JS (bad.call) >> >> >>",
        b"<< /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /Type /Filespec /F (bad.call) /EF << /F 4 0 R >> >> >>",
        b"<< /Subtype /RichMedia /Rect [0 0 9 9] /RichMediaContent (bad.call) >>",
        b"<< /Subtype /Link /Rect [0 0 9 9] /A 4 0 R >>",
    ],
)
def test_nothing_on_a_page_acts(annotation: bytes) -> None:
    action = b"4 0 obj\n<< /S /Launch /F (bad.call) >>\nendobj\n"
    assert b"bad.call" not in kept(pdf(page=b"/Annots [" + annotation + b"]", objects=action), "application/pdf")


@pytest.mark.parametrize(
    "entry", [b"/Metadata 4 0 R", b"/PieceInfo << /A << /EF << /F 4 0 R >> >> >>", b"/B << /EF << /F 4 0 R >> >>"]
)
def test_what_hangs_on_a_page_goes_too(entry: bytes) -> None:
    hidden = b"4 0 obj\n<< /Length 8 >>\nstream\nbad.call\nendstream\nendobj\n"
    assert b"bad.call" not in kept(pdf(page=entry, objects=hidden), "application/pdf")


def test_a_damaged_pdf_that_can_be_read_is_kept_whole() -> None:
    with opened(pdf().replace(b"/Size 5", b"").replace(b"startxref\n9\n", b"")) as mended:
        assert (len(mended.pages), mended.get_warnings()) == (1, [])


def test_what_hides_in_compressed_objects_is_found() -> None:
    to = BytesIO()
    with pikepdf.open(BytesIO(pdf(catalog=b"/OpenAction << /S /JavaScript /JS (bad.call) >>"))) as made:
        made.save(to, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"bad.call" not in to.getvalue()
    assert "/OpenAction" not in opened(to.getvalue()).Root


def test_the_text_filled_into_a_form_stays_and_who_wrote_it_goes() -> None:
    field = b"<< /Subtype /Widget /FT /Tx /T (name) /V (Ann) /Rect [0 0 9 9] >>"
    form, author = b"/AcroForm << /Fields [4 0 R] >>", b"/Info << /Author (Ann Smith was here) >>"
    copy = opened(pdf(form, b"/Annots [4 0 R]", author, b"4 0 obj\n" + field + b"\nendobj\n"))
    assert str(copy.pages[0].Annots[0].V) == "Ann"
    assert "/Info" not in copy.trailer


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (b"/DCTDecode", bytes),
        (b"[/DCTDecode]", bytes),
        (b"[/FlateDecode /DCTDecode]", zlib.compress),
        (b"[/ASCIIHexDecode /FlateDecode /DCTDecode]", lambda photo: zlib.compress(photo).hex().encode() + b">"),
    ],
)
@pytest.mark.parametrize("progressive", [False, True])
def test_a_photo_in_a_pdf_says_nothing_of_where_it_was_taken(
    filters: bytes, packed: Callable[[bytes], bytes], progressive: bool
) -> None:
    """Also where a second picture follows in its file, as in those of telephones."""
    photo = picture("JPEG", exif=exif(), comment=SECRET, progressive=progressive)
    entries = b"<< /Subtype /Image /Width 8 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter " + filters
    stored = packed(photo + photo)
    image = b"4 0 obj\n%s /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (entries, len(stored), stored)
    body = pdf(page=b"/Resources << /XObject << /Im 4 0 R >> >>", objects=image)
    copy = opened(body)
    raw = copy.pages[0].Resources.XObject.Im.read_raw_bytes()
    assert SECRET not in raw
    assert shown(raw).tobytes() == shown(photo).tobytes()


@pytest.mark.parametrize(
    "catalog",
    [
        b"/Collection << /Type /Collection >>",
        b"/AcroForm << /XFA (form) /Fields [] >>",
        b"/NeedsRendering true /AcroForm << /XFA (form) /Fields [3 0 R] >>",
    ],
)
def test_a_pdf_of_which_nothing_would_be_left_to_read_is_refused(catalog: bytes) -> None:
    assert cleaned(pdf(catalog=catalog), "application/pdf") is Fault.ACTIVE_CONTENT


def encrypted(user: str) -> bytes:
    to = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.save(to, encryption=pikepdf.Encryption(owner="owner", user=user))
    return to.getvalue()


def test_only_a_pdf_that_opens_with_a_password_is_asked_for_without_one() -> None:
    """Banks and insurers send theirs so that everybody may read them, but not change them."""
    assert cleaned(encrypted("secret"), "application/pdf") is Fault.PASSWORD
    assert not opened(encrypted("")).is_encrypted


def test_a_pdf_locked_in_a_way_that_we_do_not_know_is_asked_for_without() -> None:
    body = pdf(trailer=b"/Encrypt << /Filter /Adobe.PubSec /V 4 >> /ID [<00> <00>]")
    assert cleaned(body, "application/pdf") is Fault.PASSWORD


def test_a_small_file_that_unpacks_into_gigabytes_is_not_opened() -> None:
    """With a smaller limit here, so that the test is quick: it is qpdf that holds it."""
    before = pikepdf.settings.get_qpdf_limits()
    assert before["flate_max_memory"] == 256 * 1024**2
    to = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.Root.Many = made.make_indirect(pikepdf.String("x" * 2_000_000))
        made.save(to, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert len(to.getvalue()) < 100_000
    assert isinstance(cleaned(to.getvalue(), "application/pdf"), bytes)
    pikepdf.settings.set_qpdf_limits(flate_max_memory=1_000_000)
    try:
        assert cleaned(to.getvalue(), "application/pdf") is Fault.UNREADABLE
    finally:
        pikepdf.settings.set_qpdf_limits(flate_max_memory=before["flate_max_memory"])


# ------------------------------------------------------------------------------------------------------- anything
WHOLE: list[tuple[bytes, ContentType]] = [
    (picture("JPEG", 32, 32, exif=exif(8)), "image/jpeg"),
    (picture("PNG", 32, 32, exif=exif(8)), "image/png"),
    (
        pdf(b"/OpenAction << /S /JavaScript /JS (bad.call) >>", b"/Annots [<< /Subtype /Link /A 1 0 R >>]"),
        "application/pdf",
    ),
    (encrypted(""), "application/pdf"),
]


@pytest.mark.parametrize(("body", "content_type"), WHOLE)
def test_a_copy_of_a_copy_is_the_same(body: bytes, content_type: ContentType) -> None:
    copy = kept(body, content_type)
    assert kept(body, content_type) == copy
    if content_type != "image/jpeg":  # each writing loses a little of a photo
        assert kept(copy, content_type) == copy


@st.composite
def broken(draw: st.DrawFn) -> tuple[bytes, ContentType]:
    """A whole file cut short, with bytes changed, with another in the middle, or with its beginning only."""
    body, content_type = draw(st.sampled_from(WHOLE))
    at = draw(st.integers(0, len(body)))
    more = draw(st.one_of(st.binary(max_size=40), st.sampled_from([whole for whole, _ in WHOLE])))
    return body[:at] + more + body[at + draw(st.integers(0, 40)) :], content_type


@given(broken())
def test_whatever_comes_is_a_clean_copy_or_a_fault(file: tuple[bytes, ContentType]) -> None:
    copy = cleaned(*file)
    assert isinstance(copy, bytes | Fault)
    if isinstance(copy, bytes):
        assert not isinstance(cleaned(copy, file[1]), Fault)
        assert b"bad.call" not in copy
