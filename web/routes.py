"""Which page stands at which address, joined from each room's `routes.py`.

A page is the folder `web/<room>/<page>/`; its module is loaded when it is asked for. An address may
hold parameters, `{permit_id}`: their values are in `visit.path_params`.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Literal, cast

from web.account import routes as account
from web.care import routes as care
from web.officer import routes as officer
from web.officer_care import routes as officer_care
from web.officer_payments import routes as officer_payments
from web.payments import routes as payments
from web.permits import routes as permits
from web.request import Answer
from web.site import routes as site
from web.visit import Visit

type Access = Literal["anyone", "signed-out", "signed-in", "officer"]
type Show = Callable[[Visit], Answer]

ROOMS = {
    "account": account.PAGES,
    "care": care.PAGES,
    "officer": officer.PAGES,
    "officer_care": officer_care.PAGES,
    "officer_payments": officer_payments.PAGES,
    "payments": payments.PAGES,
    "permits": permits.PAGES,
    "site": site.PAGES,
}
PAGES = {address: f"{room}/{page}" for room, pages in ROOMS.items() for address, page in pages.items()}
"""The folder of each page below `web/`, by its address."""

HOME = "/account"
"""Where a signed-in visitor goes when there is nowhere better."""
OFFICER_HOME = "/officer/permits"
"""Where an officer goes when there is nowhere better."""


_WITH_PARAMS = [
    (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[A-Za-z0-9_-]{1,64})", address)), name)
    for address, name in PAGES.items()
    if "{" in address
]


class Page:
    """A page's module: `ACCESS`, and `get`, `post` or both.

    `name`: `<room>/<page>`. `path_params`: the values in its address, by name.
    """

    def __init__(self, name: str, path_params: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.path_params = path_params or {}
        module = import_module(f"web.{name.replace('/', '.')}.page")
        self.access = cast("Access", module.ACCESS)
        self._methods: dict[str, Show] = {
            method: getattr(module, method.lower()) for method in ("GET", "POST") if hasattr(module, method.lower())
        }

    def method(self, name: str) -> Show | None:
        """HEAD is GET whose body nobody reads."""
        return self._methods.get("GET" if name == "HEAD" else name)

    @property
    def allowed(self) -> str:
        return ", ".join(self._methods)


def find(path: str) -> Page | None:
    """The page at an address."""
    found = name_and_params(path)
    return Page(*found) if found else None


def name_and_params(path: str) -> tuple[str, Mapping[str, str]] | None:
    """A page's name, without loading it, and what stands in its places. A name without places goes before."""
    if path in PAGES and "{" not in path:
        return PAGES[path], {}
    matches = ((pattern.fullmatch(path), name) for pattern, name in _WITH_PARAMS)
    return next(((name, match.groupdict()) for match, name in matches if match), None)


def local_path(wanted: str, access: Access = "signed-in", otherwise: str = HOME) -> str:
    """Where to go on to after signing in: an address of ours that can be shown, never somebody else's.

    Also one that shows what was written before (`?view=…`), which any page has that takes a form.
    """
    path, _, query = wanted.partition("?")
    page = find(path)
    is_view = re.fullmatch(r"view=[0-9a-f]{12}", query)
    shown = page and page.method("POST" if is_view else "GET") and (is_view or path == wanted)
    return wanted if page and shown and page.access == access else otherwise
