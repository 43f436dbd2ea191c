"""The API's description as a page, `docs/api.html`, which shows itself with Redoc when opened from disk, without a
network.

Redoc is in `docs/viewer`, as published (npm's `redoc`, 2.5.4, file `bundles/redoc.standalone.js`).
"""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

WRITTEN = Path(__file__).with_name("api.html")
VIEWER = "viewer/redoc-2.5.4.js"

TAGS = {
    "auth": ("Accounts", "Registering, signing in, sessions, passwords, what happened to an account."),
    "permits": ("Parking permits", "From the price to the officer's decision, renewals and changes."),
    "payments": ("Payments", "What is owed, GOV.UK Pay, receipts, refunds."),
    "care": ("Care and support", "Forms, what is sent by them, documents, what care may cost."),
    "notifications": ("Notices", "What was sent to whom, for officers."),
}

WHO = {"public": "anybody", "resident": "a resident who is signed in", "officer:any": "any officer who is signed in"}

SHELL = """\
<!doctype html>
<html lang="en">
<!-- Written by `make openapi`. -->
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; script-src 'self' file: 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;
  worker-src blob:">
<title>API - Leicestershire resident portal</title>
<style>body {{ margin: 0 }}</style>
</head>
<body>
<main id="reference"></main>
<noscript>This page needs JavaScript. The same without it: openapi.json in this folder.</noscript>
<script src="{viewer}"></script>
<script id="description" type="application/json">
{description}
</script>
<script>
Redoc.init(JSON.parse(document.getElementById("description").textContent), {{
  hideHostname: true, jsonSamplesExpandLevel: 3, nativeScrollbars: true, pathInMiddlePanel: true,
  sortRequiredPropsFirst: true,
  theme: {{typography: {{fontFamily: "arial, sans-serif", headings: {{fontFamily: "arial, sans-serif"}}}}}}
}}, document.getElementById("reference"));
</script>
</body>
</html>
"""


def page(description: dict[str, Any]) -> str:
    """The whole page. Each path of the description is one line, so that changes give short diffs."""
    shown = deepcopy(description)
    for methods in shown["paths"].values():
        for operation in methods.values():
            operation["tags"] = [TAGS[tag][0] for tag in operation["tags"]]
            operation["description"] += f"\n\nFor {_who(operation['x-access'])}."
    shown["tags"] = [{"name": name, "description": about} for name, about in TAGS.values()]
    return SHELL.format(viewer=VIEWER, description=_in_lines(shown, depth=3).replace("</", "<\\/"))


def _who(access: str) -> str:
    return WHO.get(access) or f"an officer of the team `{access.removeprefix('officer:')}`"


def _in_lines(value: Any, depth: int) -> str:
    if not isinstance(value, dict) or not value or depth == 0:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    members = (f"{json.dumps(name)}:{_in_lines(inner, depth - 1)}" for name, inner in value.items())
    return "{" + ",\n".join(members) + "}"
