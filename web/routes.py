"""Which page stands at which address. A page is the folder `web/pages/<name>/`; its module is loaded when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import Literal, cast

from web.request import Answer
from web.visit import Visit

type Access = Literal["anyone", "signed-out", "signed-in"]
type Show = Callable[[Visit], Answer]

PAGES = {
    "/": "start",
    "/accessibility": "accessibility",
    "/account": "account",
    "/account/profile": "profile",
    "/account/profile/address": "profile_address",
    "/account/profile/edit": "profile_edit",
    "/contact": "contact",
    "/create-account": "create_account",
    "/create-account/code": "create_account_code",
    "/create-account/code/send-again": "create_account_code_again",
    "/create-account/contact": "create_account_contact",
    "/create-account/professional": "create_account_professional",
    "/help": "help",
    "/privacy": "privacy",
    "/session-ended": "session_ended",
    "/session/extend": "session_extend",
    "/sign-in": "sign_in",
    "/sign-in/code": "sign_in_code",
    "/sign-in/send-code": "sign_in_send_code",
    "/sign-out": "sign_out",
    "/signed-out": "signed_out",
}

HOME = "/account"
"""Where a signed-in visitor goes when there is nowhere better."""


class Page:
    """A page's module: `ACCESS`, and `get`, `post` or both."""

    def __init__(self, name: str) -> None:
        module = import_module(f"web.pages.{name}.page")
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
    name = PAGES.get(path)
    return Page(name) if name else None


def local_path(wanted: str) -> str:
    """Where to go on to after signing in: an address of ours that can be shown, never somebody else's."""
    page = find(wanted)
    return wanted if page and page.method("GET") and page.access == "signed-in" else HOME
