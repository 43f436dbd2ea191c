"""What a screen reader says of a page: `@guidepup/virtual-screen-reader`, which walks the accessibility tree."""

import re
from pathlib import Path

from playwright.sync_api import Page

READER = Path("node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js")
LOAD = """async source => {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  window.reader = (await import(address)).virtual;
}"""
READ = """async () => {
  await reader.start({ container: document.querySelector("main") });
  for (let step = 0; step < 1000 && await reader.lastSpokenPhrase() !== "end of main"; step++) await reader.next();
  const spoken = await reader.spokenPhraseLog();
  await reader.stop();
  return spoken;
}"""


def spoken(page: Page) -> list[str]:
    """The page's title, then what is said from the start of what it is about to its end, step by step. The page must
    be open with `bypass_csp`.
    """
    page.evaluate(LOAD, READER.read_text())
    said: list[str] = page.evaluate(READ)
    assert said[-1] == "end of main", f"{page.url}: not read to its end"
    return [page.title(), *said]


def heading_level(phrase: str) -> int | None:
    """`heading, Payments, level 1` → 1."""
    found = re.fullmatch(r"heading, .*, level (\d)", phrase)
    return int(found[1]) if found else None
