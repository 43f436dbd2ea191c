"""Write the files served at /assets/: `python -m web.build_assets OUT [GOVUK_FRONTEND]`.

These are govuk-frontend's styles (without the typeface, which only GOV.UK may use) followed by our own, its script and
ours, and our icon. Its images are left out: they are GOV.UK's marks.

Each file's name holds a hash of its content, so that browsers may keep it for a year. Files of earlier builds stay,
because pages that are still open refer to them. `web/asset_names.json` (checked in) maps each name to the hashed one.
Only the page that CloudFront shows when ours cannot be reached keeps its own name.
"""

import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path

NAMES = Path(__file__).parent / "asset_names.json"
OURS = Path(__file__).parent / "assets"
GOVUK = Path("node_modules/govuk-frontend")
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Ubuntu,'Helvetica Neue',Arial,sans-serif"
THEIR_FONT = "GDS Transport,arial,sans-serif"
THEIR_COLOUR, OUR_COLOUR = "#1d70b8", "#0b4f49"
VERSION = "6.3.0"
UNAVAILABLE = "unavailable.html"
"""Named in template.yaml."""


def stylesheet(govuk: str, portal: str) -> str:
    """One style sheet: govuk-frontend's without typeface and crest and in our colour, then ours.

    Raises: ValueError when govuk-frontend's sheet is of another version than this code expects.
    """
    if THEIR_FONT not in govuk:
        raise ValueError(f"govuk-frontend's styles have changed: this needs exactly version {VERSION}. Run: npm ci")
    theirs = re.sub(r"/\*! Copyright[^*]*Margaret Calvert.*?\*/|@font-face\{[^}]*\}|/\*# source.*?\*/", "", govuk)
    theirs = (
        re.sub(r"url\([^)]*govuk-crest\.svg\)", "none", theirs)
        .replace(THEIR_FONT, FONT)
        .replace(THEIR_COLOUR, OUR_COLOUR)
    )
    return f"{theirs.strip()}\n:root{{--portal-font:{FONT}}}\n{portal}"


def build(out: Path, govuk: Path = GOVUK) -> dict[str, str]:
    """Write all assets into a folder. Returns the written (hashed) name of each, by its own name."""
    dist = govuk / "dist" / "govuk"
    out.mkdir(parents=True, exist_ok=True)
    names: dict[str, str] = {}

    def write(name: str, text: str) -> None:
        stem, dot, suffix = name.rpartition(".")
        names[name] = f"{stem}.{hashlib.sha256(text.encode()).hexdigest()[:12]}{dot}{suffix}"
        (out / names[name]).write_text(text)

    write("favicon.svg", (OURS / "favicon.svg").read_text())
    write("govuk-frontend.min.js", (dist / "govuk-frontend.min.js").read_text())
    write("portal.css", stylesheet((dist / "govuk-frontend.min.css").read_text(), (OURS / "portal.css").read_text()))
    for name in ("manifest.json", "portal.js"):  # they refer to the files written before
        write(name, renamed((OURS / name).read_text(), names))
    (out / UNAVAILABLE).write_text(renamed((OURS / UNAVAILABLE).read_text(), names))
    return names


def renamed(text: str, names: Mapping[str, str]) -> str:
    """The text with each asset's own name replaced by its written one."""
    for name, written in names.items():
        text = text.replace(f"/{name}", f"/{written}")
    return text


if __name__ == "__main__":
    written = build(*(Path(argument) for argument in sys.argv[1:]))
    NAMES.write_text(json.dumps(written, indent=2, sort_keys=True) + "\n")
