"""A link in a mail leads to a page that is there."""

import re

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
    assert path.partition("#")[0] in PAGES, mail
