"""Writes what is served at /assets/: `python -m web.build_assets OUT [GOVUK_FRONTEND]`.

govuk-frontend's styles come without its typeface, which only GOV.UK may use, followed by our own; its script and ours;
our icon. Nothing else of it is taken: its images are GOV.UK's marks.
"""

import re
import shutil
import sys
from pathlib import Path

OURS = Path(__file__).parent / "assets"
GOVUK = Path("node_modules/govuk-frontend")
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Ubuntu,'Helvetica Neue',Arial,sans-serif"
THEIR_FONT = "GDS Transport,arial,sans-serif"
THEIR_COLOUR, OUR_COLOUR = "#1d70b8", "#0b4f49"
VERSION = "6.3.0"


def stylesheet(govuk: str, portal: str) -> str:
    """One sheet: theirs without typeface and crest, then ours.

    Raises: ValueError when their sheet is not what this was written for.
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


def build(out: Path, govuk: Path = GOVUK) -> None:
    """All assets, into an empty folder."""
    dist = govuk / "dist" / "govuk"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(OURS, out)
    shutil.copy(dist / "govuk-frontend.min.js", out)
    css = stylesheet((dist / "govuk-frontend.min.css").read_text(), (OURS / "portal.css").read_text())
    (out / "portal.css").write_text(css)


if __name__ == "__main__":
    build(*(Path(argument) for argument in sys.argv[1:]))
