"""A page used by keyboard alone: where Tab leads, what is typed there, and that the focus is seen."""

from dataclasses import dataclass

from playwright.sync_api import FilePayload, Locator, Page

from tests.browser.person import Person

BUTTON = "main button[type=submit]"
FOCUSED = "all => all.includes(document.activeElement)"
PAST = """all => {
  const [last, now] = [all.at(-1), document.activeElement];
  return now !== document.body && !!(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""
"""Whether the focus is behind all that is wanted: after the last element Tab leads out of Firefox's page."""
SHOWN = """() => {
  const now = document.activeElement;
  const drawn = now.matches("[type=radio], [type=checkbox]") ? [now.nextElementSibling, "::before"] : [now];
  const style = getComputedStyle(...drawn);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
}"""
"""Whether the focus is seen. A radio or a checkbox shows it on the circle or square that its label draws."""
STOPS = "a[href], button, input, select, textarea, summary, iframe, [tabindex]"
"""What Tab may stop at: nothing is further away than there are of these."""


def tab_to(page: Page, wanted: str | Locator) -> None:
    """Tab until the focus is on one of these elements, backwards if it is past them; it must be seen to be there."""
    there = page.locator(wanted) if isinstance(wanted, str) else wanted
    key = "Shift+Tab" if there.evaluate_all(PAST) else "Tab"
    for _ in range(page.locator(STOPS).count() + 1):
        if there.evaluate_all(FOCUSED):
            assert page.evaluate(SHOWN), f"no visible focus on {there}"
            return
        page.keyboard.press(key)
    raise AssertionError(f"{there} cannot be reached by Tab")


def type_into(page: Page, **values: str) -> None:
    for name, value in values.items():
        tab_to(page, f"#{name}")
        page.keyboard.type(value)


def choose(page: Page, name: str, value: str) -> None:
    """One of the radios of a question: a single Tab stop, among which the arrows move."""
    tab_to(page, f"input[name='{name}']")
    for _ in range(page.locator(f"input[name='{name}']").count()):
        if page.evaluate("document.activeElement.value") == value:
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    assert page.locator(f"input[name='{name}'][value='{value}']").is_checked()


def enter(page: Page, wanted: str | Locator = "") -> None:
    """Enter, where the focus is or there; it leads to another page."""
    if wanted:
        tab_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@dataclass
class KeyboardPerson(Person):
    """Somebody who does not use a mouse."""

    def press(self, words: str) -> None:
        enter(self.page, self.page.get_by_role("button", name=words, exact=True))

    def follow(self, words: str) -> None:
        enter(self.page, self.page.get_by_role("link", name=words, exact=True).first)

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self._replace(self.page.locator(f"#{name}"), value)

    def give(self, name: str, value: str) -> None:
        field = self.page.locator(f"[name='{name}']")
        match field.first.evaluate("one => one.type"):
            case "radio":
                choose(self.page, name, value)
            case "checkbox":
                tab_to(self.page, field)
                if not field.is_checked():
                    self.page.keyboard.press("Space")
            case "select-one":
                self._choose_in_list(field, value)
            case _:
                self._replace(field, value)

    def choose_file(self, file: FilePayload) -> None:
        # Expected before the Tabs: Chromium learns only after the next key to hold its dialogue back.
        with self.page.expect_file_chooser() as opened:
            tab_to(self.page, "#file")
            self.page.keyboard.press("Enter")
        opened.value.set_files(file)

    def _replace(self, field: Locator, value: str) -> None:
        tab_to(self.page, field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(value)

    def _choose_in_list(self, field: Locator, value: str) -> None:
        tab_to(self.page, field)
        for _ in range(field.locator("option").count()):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option {value} in {field}")
