"""Pictures of every letter, receipt and email, for `docs/screens/letters` and `docs/screens/emails`:
`python -m tests.browser.written` (`make screens-written`). They need no stack: what is written is made of fixed facts.
"""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from typst import Compiler

from portal.paper import Paper
from tests.browser.conftest import FLAGS
from tests.support.written import emails, papers
from tools.steps import step

OUT = Path("docs/screens")
LETTERS, EMAILS = OUT / "letters", OUT / "emails"
WIDTH_OF_EMAIL = 640
DOTS_PER_INCH = 160
"""Of a letter before its picture is halved: at once in its size, typst loses some strokes."""
COLOURS = 12
SHEET = """
#set page(width: 210mm, height: 297mm, margin: 0pt)
#image("one.pdf", page: int(sys.inputs.page), width: 100%)
"""
"""A page of a PDF as a document of typst, which can write pictures."""


def sheets(paper: Paper) -> Iterator[bytes]:
    """A picture (PNG) of each page of the PDF."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "sheet.typ"
        source.write_text(SHEET, "utf-8")
        source.with_name("one.pdf").write_bytes(paper.pdf)
        for page in range(1, paper.pages + 1):
            drawn = Compiler(source, sys_inputs={"page": str(page)}).compile(format="png", ppi=DOTS_PER_INCH)
            if not isinstance(drawn, bytes):
                raise TypeError("typst gave no single picture")
            yield drawn


def small(picture: bytes, scale: int = 1) -> bytes:
    """The picture with few colours. `scale`: how many of its dots become one."""
    out = io.BytesIO()
    read = Image.open(io.BytesIO(picture)).convert("RGB").reduce(scale)
    read.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def letters() -> None:
    for name, paper in papers().items():
        for number, drawn in enumerate(sheets(paper), start=1):
            page = f"-{number}" if number > 1 else ""
            (LETTERS / f"{name}{page}.png").write_bytes(small(drawn, scale=2))


def mailbox(browser: Browser) -> None:
    """Each email as a mail program shows its HTML part, with its subject above."""
    page = browser.new_page(viewport={"width": WIDTH_OF_EMAIL, "height": 200})
    for name, one in emails().items():
        page.set_content(one.html)
        page.evaluate(
            """subject => {
              const line = document.createElement('p')
              line.textContent = `Subject: ${subject}`
              line.style = 'margin:0;padding:10px 16px;font:14px Arial,sans-serif;background:#f0f0f0;color:#1a1a1a'
              document.body.prepend(line)
            }""",
            one.subject,
        )
        (EMAILS / f"{name}.png").write_bytes(small(page.screenshot(full_page=True)))
    page.close()


def main() -> None:
    for folder in (LETTERS, EMAILS):
        folder.mkdir(exist_ok=True)
        for picture in folder.glob("*.png"):
            picture.unlink()
    with step("Taking pictures: letters and receipts"):
        letters()
    with step("Taking pictures: emails"), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        mailbox(browser)
        browser.close()


if __name__ == "__main__":
    main()
