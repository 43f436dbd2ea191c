"""A payer at the page of GOV.UK Pay's stand-in."""

import re
from urllib.parse import urljoin

import httpx

from tools.steps import ToolError


def at_pays_page(next_url: str, card: str) -> None:
    """Enter the card at the page. Raises: ToolError if the page has no form."""
    with httpx.Client() as browser:
        page = browser.get(next_url)
        action = re.search(r'<form method="post" action="([^"]+)"', page.text)
        if action is None:
            raise ToolError("The stand-in for GOV.UK Pay shows no form: see its log, then run `make demo` again.")
        browser.post(urljoin(next_url, action[1]), data={"card": card, "do": "pay"})
