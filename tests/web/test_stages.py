"""The stages show every page and every form."""

from tests.web.stages import NEVER_SHOWN, SENT_BY_SCRIPT, walk
from web.routes import PAGES, Page


def test_every_page_and_every_form_is_in_a_stage() -> None:
    stages = list(walk())
    assert {name for seen in stages for name in seen.pages} == set(PAGES.values()) - NEVER_SHOWN
    sent_to = {name for name in PAGES.values() if Page(name).method("POST")}
    assert {name for seen in stages for name in seen.forms} | SENT_BY_SCRIPT == sent_to
