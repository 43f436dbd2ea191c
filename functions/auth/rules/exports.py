"""One's own data, packed: the same records as JSON for machines and as a page for people."""

import io
import re
from collections.abc import Mapping
from datetime import date, datetime
from html import escape
from typing import Any

from portal.export import Part
from portal.london import LONDON, day_in_words
from portal.money import pounds

PAGE = "your-data.html"

LABELS = {
    "at": "When",
    "who": "Who did it",
    "what": "What happened",
    "words": "In words",
    "text": "Message",
    "contact_by": "How we may tell you something",
    "contact_by.text": "Text message",
    "formats": "Formats in which you need what we write",
    "by_hand": "Formats that we make of it by hand",
    "vrm": "Vehicle registration",
    "uprn": "Property number (UPRN)",
    "for": "For",
}
"""Labels of fields that their names do not explain; `outer.name` for a field of a nested record."""

ABOUT = """
<p>This is what Leicestershire's resident portal held about you on $made_at. The other files beside this page hold the
same records in a form (JSON) that other programs can read.</p>
<h2>What is not in it</h2>
<ul>
<li>Requests that you sent and that we have not looked through yet: the law asks an officer to do that first. They
are listed by their reference; we tell you when it is done, and you can then ask for a new copy.</li>
<li>Anything about safeguarding, and what our officers noted for each other: telephone 0116 305 0001 to ask for
that.</li>
<li>The documents that you sent. They are listed; you can ask us for copies.</li>
<li>Passwords and codes. We keep no code at all, and of your password only a value from which it cannot be read.</li>
</ul>
<p>You may ask us to correct what is wrong: telephone 0116 305 0001. If you are not content with our answer, you may
complain to the Information Commissioner's Office, ico.org.uk.</p>
"""

FRAME = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Your data</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body{font:16px/1.5 Arial,sans-serif;color:#1a1a1a;max-width:48em;margin:0 auto;padding:1em}
h2{border-top:3px solid #1a1a1a;padding-top:.5em;margin-top:2em}
dl{display:grid;grid-template-columns:minmax(8em,14em) 1fr;gap:.25em 1em;margin:0}
dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}
article{border:1px solid #767676;padding:1em;margin:1em 0}
dd dl{border-left:3px solid #b1b4b6;padding-left:1em;margin:.25em 0}
@media(max-width:40em){dl{display:block}dd{margin:0 0 .75em}}
</style></head><body><main>
<h1>Your data</h1>
"""


def packed(parts: Mapping[str, Part], made_at: datetime) -> bytes:
    """The zip: a page, and a JSON file per part."""
    import zipfile

    made = made_at.astimezone(LONDON).timetuple()[:6]
    files = {PAGE: page(list(parts.values()), made_at)}
    files |= {f"{name}.json": part.model_dump_json(indent=2) for name, part in parts.items()}
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, made), text, zipfile.ZIP_DEFLATED)
    return body.getvalue()


def page(parts: list[Part], made_at: datetime) -> str:
    """All records under headings, in plain English; whatever a person once typed is only text here."""
    about = ABOUT.replace("$made_at", _moment(made_at))
    sections = "".join(_section(part) for part in parts)
    return f"{FRAME}{about}{sections}</main></body></html>\n"


def _section(part: Part) -> str:
    kinds = "".join(
        f"<h3>{escape(kind.title)}</h3>\n"
        + ("".join(f"<article>{_record(record)}</article>\n" for record in kind.records) or "<p>None.</p>\n")
        for kind in part.kinds
    )
    return f"<h2>{escape(part.title)}</h2>\n{kinds}"


def _record(record: Mapping[str, Any], outer: str = "") -> str:
    """The record as a list of labels and values, without ids and codes; those stand in the JSON file."""
    told = {"what"} if "words" in record else set()
    shown = {name: value for name, value in record.items() if not name.endswith("_id") and name not in told}
    rows = "".join(
        f"<dt>{escape(_label(name, outer))}</dt><dd>{_value(name, value)}</dd>" for name, value in shown.items()
    )
    return f"<dl>{rows}</dl>"


def _label(name: str, outer: str) -> str:
    return (
        LABELS.get(f"{outer}.{name}") or LABELS.get(name) or name.removesuffix("_pence").replace("_", " ").capitalize()
    )


def _value(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return _record(value, name)
    if isinstance(value, list):
        return "<br>".join(_value(name, one) for one in value) or "None"
    if value is None or value == "":
        return "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int) and name.endswith("_pence"):
        return pounds(value)
    return escape(_words(str(value)))


def _words(text: str) -> str:
    """The text for people: instants and dates as people write them, `in_review` as `in review`, other text
    unchanged.
    """
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", text):
        return _moment(datetime.fromisoformat(text))
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day_in_words(date.fromisoformat(text))
    return text.replace("_", " ") if re.fullmatch(r"[a-z]+(_[a-z]+)+", text) else text


def _moment(instant: datetime) -> str:
    there = instant.astimezone(LONDON)
    return f"{day_in_words(there)} at {there:%H:%M}"
