"""Letters that everybody can read: set in type, tagged, and of no more than was said."""

import io

import page
import pikepdf
import pytest

from portal.letter import compose
from portal.paper import PRINTABLE, Paper, in_print, typeset
from tests.support.written import ADDRESS, AT, BY_POST, FACTS


def broken_rules(paper: Paper) -> list[str]:
    return [
        f"{profile}: {found.rule_id} {found.message}"
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
        for found in page.validate_pdf_bytes(paper.pdf, profile=profile).failures
    ]


@pytest.mark.parametrize("mail", BY_POST)
def test_every_notice_is_a_letter_that_can_be_read_aloud_and_kept(mail: str) -> None:
    paper = compose(mail, ADDRESS, AT, **FACTS)
    assert paper.pages == 1
    assert broken_rules(paper) == []


@pytest.mark.parametrize("mail", BY_POST)
def test_large_print_is_16_points_but_for_the_window_of_the_envelope(mail: str) -> None:
    paper = compose(mail, ADDRESS, AT, True, **FACTS)
    assert broken_rules(paper) == []
    assert min(sizes(compose(mail, ADDRESS, AT, **FACTS))) == 10
    assert sizes(paper) == {11, 16, 18, 20}


def sizes(paper: Paper) -> set[int]:
    """Of the type on its pages, in points."""
    with pikepdf.open(io.BytesIO(paper.pdf)) as pdf:
        words = [one for sheet in pdf.pages for one in pikepdf.parse_content_stream(sheet)]
    return {round(float(one.operands[1])) for one in words if str(one.operator) == "Tf"}


def test_the_checker_finds_what_is_not_tagged() -> None:
    from typst import compile as plain

    untagged = plain(b"= A heading", format="pdf", pdf_tags=False)
    assert isinstance(untagged, bytes)
    assert broken_rules(Paper(untagged, 1)) != []


def test_what_people_write_is_no_markup() -> None:
    """It is printed as it was written; the title stands in the file as plain text."""
    markup = "*b* #panic(1) $x$"
    paper = compose(
        "permit_rejected", (markup, *ADDRESS[1:]), AT, **FACTS | {"first_name": markup, "reference": markup}
    )
    assert f"We cannot give you the permit {markup}".encode() in paper.pdf


def test_no_letter_has_a_link_that_somebody_would_have_to_type_a_secret_of(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[object] = []
    monkeypatch.setattr("portal.letter.typeset", lambda _kind, said, _at: printed.append(said))
    compose("permit_renewal_announced", ADDRESS, AT, **FACTS | {"stop_token": "s3cret"})
    assert "s3cret" not in str(printed)
    assert "https://portal.example/sign-in" in str(printed)


def test_a_long_letter_has_several_pages() -> None:
    said = {"kind": "paragraph", "lines": ["A line."] * 100}
    facts = {"title": "T", "date": "D", "reference": "", "address": list(ADDRESS), "large": False, "blocks": [said]}
    paper = typeset("letter", facts, AT)
    assert paper.pages == 3
    assert broken_rules(paper) == []


def test_the_typeface_has_all_that_is_called_printable() -> None:
    """Else typst refuses: the standards want every letter to be there."""
    said = {"kind": "paragraph", "lines": sorted(PRINTABLE)}
    facts = {"title": "T", "date": "D", "reference": "", "address": list(ADDRESS), "large": False, "blocks": [said]}
    assert typeset("letter", facts, AT).pages > 1


@pytest.mark.parametrize(
    ("written", "printed"),
    [("Zoë Łuk", "Zoë Łuk"), ("Zoe\u0308", "Zoë"), ("🙂 Ann 🙂", "Ann"), ("Ольга", None), ("李", None), ("", "")],
)
def test_what_can_be_printed(written: str, printed: str | None) -> None:
    assert in_print(written) == printed
