"""Typeset documents: PDFs that screen readers can read (PDF/UA-1) and archives can keep (PDF/A-2a).

`typst` and the typeface are in the layer `layers/letters`, which only functions that make PDFs have. Texts are passed
to the template as data and are never read as markup. Only characters that the typeface has can be set.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import category, normalize

if TYPE_CHECKING:
    from typst import Fonts

HERE = Path(__file__).parent
type Template = Literal["letter", "receipt", "answers"]

PRINTABLE = frozenset(
    [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x17F))]
    + list("ȘșȚțẀẁẂẃẄẅỲỳ‘’“”–—…•€")
)
"""The characters that the typeface has: Western, Central and Northern European languages, Welsh and Irish."""


@dataclass(frozen=True)
class Paper:
    pdf: bytes
    pages: int


def in_print(text: str) -> str | None:
    """The text as it can be printed: signs that the typeface lacks (an emoji) are left out. None if a letter would be
    lost, as in a name in another script.
    """
    one_way = normalize("NFC", text)
    lost = [one for one in one_way if one not in PRINTABLE]
    if any(category(one)[0] in "LMN" for one in lost):
        return None
    return " ".join("".join(one if one in PRINTABLE else " " for one in one_way).split())


def typeset(template: Template, data: Mapping[str, object], at: datetime) -> Paper:
    """The PDF of `<template>.typ` with its data, in about 20 ms; the same bytes for the same data and moment."""
    from typst import Compiler

    compiler = Compiler(
        HERE / f"{template}.typ",
        font_paths=_typeface(),
        sys_inputs={template: json.dumps(data, ensure_ascii=False)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=at.replace(microsecond=0))
    if not isinstance(pdf, bytes):
        raise TypeError("typst gave no single file")
    return Paper(pdf, int(json.loads(compiler.query("<pages>", field="value", one=True))))


@cache
def _typeface() -> "Fonts":
    """The typeface: Source Sans Pro (SIL Open Font Licence)."""
    from importlib.util import find_spec

    from typst import Fonts

    found = find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("font_source_sans_pro")
    folder = str(Path(found.origin).parent / "files")
    return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
