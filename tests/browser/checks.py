"""What is asked of a page in every state.

axe-core finds nothing, nothing runs off the side, the menu covers no name, no button lies over words or breaks one, the
page begins where its header does, and whatever can be used can be reached and seen by keyboard.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path("node_modules/axe-core/axe.min.js")
SIZES = {"1280": (1280, 800), "200%": (640, 400), "320": (320, 640)}
"""Browser zoom of 200% halves the width of the layout: 1280 becomes 640."""

OUT_OF_REACH = """() => {
  const within = document.querySelector("dialog:modal") ?? document;  // what is behind it is out of use
  const usable = [...within.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter(one => one.checkVisibility() && !one.disabled && !one.closest("[inert]"));
  const marked = (one, part) => {
    const style = one && getComputedStyle(one, part);
    return style && (style.outlineStyle !== "none" || style.boxShadow !== "none");
  };
  const inReach = one => {
    one.focus({ preventScroll: true });
    // A radio or a checkbox shows its focus on the square or circle that its label draws.
    return one.tabIndex === 0 && document.activeElement === one
      && (marked(one) || marked(one.nextElementSibling, "::before"));
  };
  const before = document.activeElement;
  const missed = usable.filter(one => !inReach(one)).map(one => one.outerHTML.slice(0, 160));
  document.activeElement.blur();
  before.focus({ preventScroll: true });
  return missed;
}"""
"""What Tab does not come to in the page's own order, or where nobody sees that it has come."""

MISPLACED = """() => {
  const within = document.querySelector("dialog:modal") ?? document;  // what is behind it is out of use
  const found = [];
  const box = one => one.getBoundingClientRect();
  const over = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const [name, menu] = [".portal-header__name", ".portal-menu__button"].map(one => document.querySelector(one));
  if (name && menu && box(menu).width && over(box(name), box(menu))) found.push("the menu covers the name");
  const [header, page] = [".portal-header__inner", ".portal-main"].map(one => document.querySelector(one));
  const aside = header && page ? Math.abs(box(header).left - box(page).left) : 0;
  if (aside > 1) found.push(`it begins ${aside} px beside its header`);
  const shown = which => [...within.querySelectorAll(which)].filter(one => one.checkVisibility());
  const words = shown("main :is(p, h1, h2, h3)");
  for (const button of shown("main .govuk-button")) {
    const [text, all] = [button.textContent.trim(), document.createRange()];
    all.selectNodeContents(button);
    const lines = new Set([...all.getClientRects()].map(line => Math.round(line.top)));
    if (!/\\s/.test(text) && lines.size > 1) found.push(`"${text}" is broken`);
    const hidden = words.find(one => !one.contains(button) && !button.contains(one) && over(box(one), box(button)));
    if (hidden) found.push(`"${text}" lies over "${hidden.textContent.trim().slice(0, 60)}"`);
  }
  return found;
}"""
"""What lies over something else, is broken, or begins elsewhere than the header above it."""


@dataclass
class Findings:
    """`unsure`: what axe cannot decide by itself (a text under the open menu, for instance). `every_size`: axe looks at
    each state in all sizes; else in one, by turns.
    """

    every_size: bool
    states: list[str] = field(default_factory=list)
    runs: int = 0
    problems: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)

    def look(self, page: Page, state: str) -> None:
        """The current page by all rules; nothing runs off the side in any size, or is out of a keyboard's reach."""
        turn = len(self.states) % len(SIZES)
        self.states.append(state)
        self.problems += [f"{state} by keyboard: {control}" for control in page.evaluate(OUT_OF_REACH)]
        for number, (size, (width, height)) in enumerate(SIZES.items()):
            page.set_viewport_size({"width": width, "height": height})
            place = f"{state} at {size}"
            self._layout(page, width, place)
            if not self.every_size and number != turn:
                continue
            found = axe(page)
            self.runs += 1
            self.problems += [f"{place}: {told}" for told in _told(found["violations"])]
            self.unsure += [f"{place}: {told}" for told in _told(found["incomplete"])]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            self._layout(page, width, f"{state} with text of 200% at {width}")
        page.evaluate("document.documentElement.style.fontSize = ''")

    def _layout(self, page: Page, width: int, place: str) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            self.problems.append(f"{place}: {wide} px wide")
        self.problems += [f"{place}: {misplaced}" for misplaced in page.evaluate(MISPLACED)]

    def __str__(self) -> str:
        return (
            f"{len(self.states)} states, {self.runs} axe runs, {len(self.problems)} problems, {len(self.unsure)} unsure"
        )


def axe(page: Page) -> dict[str, Any]:
    """All rules, none off."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text() + ";0")
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    return found


def _told(results: list[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:160]}" for rule in results]
