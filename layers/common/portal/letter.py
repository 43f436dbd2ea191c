"""A notice as a letter: the words of its email (`mails/*.txt`), its subject as the heading, and no link with an id in
it.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from string import Template

from portal.london import day_in_words, today
from portal.mail import MAILS, subject_of
from portal.paper import Paper, in_print, typeset


def compose(name: str, address: Sequence[str], at: datetime, large: bool = False, /, **facts: str) -> Paper:
    """The email `mails/<name>.txt` on paper. `address`: the lines on the envelope. `large`: in large print.

    Raises: KeyError if a fact that the email needs is missing.
    """
    told = {key: in_print(value) or "" for key, value in facts.items()}
    reference = told.get("reference")
    said = {
        "title": subject_of(name, **told),
        "date": day_in_words(today(at)),
        "reference": f"Reference {reference}" if reference else "",
        "address": list(address),
        "large": large,
        "blocks": [_block(block, told) for block in _blocks_of(name)],
    }
    return typeset("letter", said, at)


def _blocks_of(name: str) -> Sequence[str]:
    """The email's blocks, without its subject and its heading, which says the same."""
    _, _, body = (MAILS / f"{name}.txt").read_text("utf-8").partition("\n")
    return [block for block in re.split(r"\n\s*\n", body.strip()) if not block.startswith("# ")]


def _block(block: str, told: Mapping[str, str]) -> Mapping[str, object]:
    if re.fullmatch(r"\$web_url\S*", block):
        return {"kind": "address", "lines": [Template(_short(block)).substitute(told)]}
    lines = Template(block).substitute(told).splitlines()
    if block.startswith("* "):
        return {"kind": "items", "lines": [line.removeprefix("* ") for line in lines]}
    return {"kind": "paragraph", "lines": lines}


def _short(link: str) -> str:
    """The link as printed, short enough to type: the sign-in page instead of a link with an id or a token."""
    return "$web_url/sign-in" if "_id" in link or "#" in link else link
