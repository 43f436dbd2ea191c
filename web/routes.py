"""The pages and their addresses, joined from each room's `routes.py`.

A page is the folder `web/<room>/<page>/`; its module is loaded when it is first requested. An address may hold
parameters, such as `{permit_id}`: their values are in `visit.path_params`.
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
"""The folder of each page below `web/`, by address."""

HOME = "/account"
"""Where a resident goes after signing in when no other page was asked for."""
OFFICER_HOME = "/officer/permits"
"""Where an officer goes after signing in when no other page was asked for."""


_WITH_PARAMS = [
    (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[A-Za-z0-9_-]{1,64})", address)), name)
    for address, name in PAGES.items()
    if "{" in address
]


class Page:
    """A page's module, which has `ACCESS` and `get`, `post` or both.

    `name`: `<room>/<page>`. `path_params`: the values of its address's parameters, by name.
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
        """The page's function for an HTTP method, None if it has none. HEAD is served as GET."""
        return self._methods.get("GET" if name == "HEAD" else name)

    @property
    def allowed(self) -> str:
        return ", ".join(self._methods)


def find(path: str) -> Page | None:
    """The page at an address, None if there is none."""
    found = name_and_params(path)
    return Page(*found) if found else None


def name_and_params(path: str) -> tuple[str, Mapping[str, str]] | None:
    """A page's name and the parameters in its path, without loading the page. Addresses without parameters are tried
    first.
    """
    if path in PAGES and "{" not in path:
        return PAGES[path], {}
    matches = ((pattern.fullmatch(path), name) for pattern, name in _WITH_PARAMS)
    return next(((name, match.groupdict()) for match, name in matches if match), None)


def local_path(wanted: str, access: Access = "signed-in", otherwise: str = HOME) -> str:
    """`wanted` if it is the path of one of our pages with this access, else `otherwise`. Keeps redirects after sign-in
    on our site.

    A path with `?view=…`, which shows a form written earlier, also passes if the page takes a form.
    """
    path, _, query = wanted.partition("?")
    page = find(path)
    is_view = re.fullmatch(r"view=[0-9a-f]{12}", query)
    shown = page and page.method("POST" if is_view else "GET") and (is_view or path == wanted)
    return wanted if page and shown and page.access == access else otherwise
