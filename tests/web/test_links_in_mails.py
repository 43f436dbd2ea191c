"""A link in a mail leads to a page that is there, and a button that it names is called so."""

import re
from pathlib import Path

import pytest

from portal.mail import MAILS
from web.routes import PAGES

LINKS = sorted(
    {
        (file.stem, path)
        for file in MAILS.glob("*.txt")
        for path in re.findall(r"\$web_url(\S*)", file.read_text("utf-8"))
    }
)


@pytest.mark.parametrize(("mail", "path"), LINKS)
def test_a_link_in_a_mail_leads_to_a_page(mail: str, path: str) -> None:
    assert re.sub(r"\$(\w+)", r"{\1}", path.partition("#")[0]) in PAGES, mail


def test_a_button_that_a_mail_names_is_on_a_page() -> None:
    named = {
        button for file in MAILS.glob("*.txt") for button in re.findall(r'press "([^"]+)"', file.read_text("utf-8"))
    }
    pages = "".join(file.read_text("utf-8") for file in Path("web").rglob("*.html"))
    assert named
    assert [button for button in named if f'button("{button}"' not in pages] == []


def test_whoever_has_an_account_already_may_have_forgotten_the_password() -> None:
    assert ("already_registered", "/forgotten-password") in LINKS


def test_the_welcome_promises_what_can_be_done_today() -> None:
    welcome = (MAILS / "welcome.txt").read_text("utf-8")
    assert "parking permits" in welcome
    assert "estimate what you may have to pay for care" in welcome
    assert "for care and support" not in welcome
