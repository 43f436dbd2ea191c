"""Which page stands at which address. A page is the folder `web/pages/<name>/`; its module is loaded when asked for.

An address may hold parameters, `{permit_id}`: their values are in `visit.path_params`.
"""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Literal, cast

from web.request import Answer
from web.visit import Visit

type Access = Literal["anyone", "signed-out", "signed-in", "officer"]
type Show = Callable[[Visit], Answer]

PAGES = {
    "/": "start",
    "/accessibility": "accessibility",
    "/account": "account",
    "/account/activity": "activity",
    "/account/authenticator": "authenticator",
    "/account/authenticator/confirm": "authenticator_confirm",
    "/account/authenticator/remove": "authenticator_remove",
    "/account/close": "close_account",
    "/account/email": "change_email",
    "/account/email/code": "change_email_code",
    "/account/export": "export",
    "/account/export/{export_id}": "export_one",
    "/account/export/{export_id}/file": "export_file",
    "/account/password": "change_password",
    "/account/profile": "profile",
    "/account/profile/address": "profile_address",
    "/account/profile/edit": "profile_edit",
    "/account/sessions": "sessions",
    "/account/settings": "settings",
    "/care-costs": "care_costs",
    "/care-costs/check": "care_costs_check",
    "/care-costs/delete": "care_costs_delete",
    "/care-costs/result": "care_costs_result",
    "/care-costs/{question}": "care_costs_question",
    "/care-costs/{question}/{number}": "care_costs_amount",
    "/contact": "contact",
    "/cookies": "cookies",
    "/create-account": "create_account",
    "/create-account/code": "create_account_code",
    "/create-account/code/send-again": "create_account_code_again",
    "/create-account/contact": "create_account_contact",
    "/create-account/professional": "create_account_professional",
    "/forgotten-password": "forgotten_password",
    "/forgotten-password/new": "forgotten_password_new",
    "/help": "help",
    "/officer": "officer",
    "/officer/documents/{document_id}": "officer_document",
    "/officer/permits": "officer_permits",
    "/officer/permits/{permit_id}": "officer_case",
    "/officer/permits/{permit_id}/decision": "officer_decision",
    "/officer/sign-out": "officer_sign_out",
    "/officer/signed-in": "officer_signed_in",
    "/payments": "payments",
    "/payments/{payment_id}": "payments_one",
    "/payments/{payment_id}/pay": "payments_pay",
    "/payments/{payment_id}/return": "payments_return",
    "/permits": "permits",
    "/permits/buy": "permits_buy",
    "/permits/buy/check": "permits_buy_check",
    "/permits/buy/duration": "permits_buy_duration",
    "/permits/buy/price": "permits_buy_price",
    "/permits/buy/property": "permits_buy_property",
    "/permits/buy/renewal": "permits_buy_renewal",
    "/permits/buy/start": "permits_buy_start",
    "/permits/buy/tenancy": "permits_buy_tenancy",
    "/permits/buy/vehicle": "permits_buy_vehicle",
    "/permits/terms": "permits_terms",
    "/permits/{permit_id}": "permits_one",
    "/permits/{permit_id}/apply-again": "permits_apply_again",
    "/permits/{permit_id}/change-type": "permits_change_type",
    "/permits/{permit_id}/documents/{kind}": "permits_document",
    "/permits/{permit_id}/documents/{kind}/sent": "permits_document_sent",
    "/permits/{permit_id}/reply": "permits_reply",
    "/permits/{permit_id}/withdraw": "permits_withdraw",
    "/privacy": "privacy",
    "/session-ended": "session_ended",
    "/session/extend": "session_extend",
    "/sign-in": "sign_in",
    "/sign-in/app": "sign_in_app",
    "/sign-in/code": "sign_in_code",
    "/sign-in/send-code": "sign_in_send_code",
    "/sign-out": "sign_out",
    "/signed-out": "signed_out",
    "/undo-email-change": "undo_email_change",
}

HOME = "/account"
"""Where a signed-in visitor goes when there is nowhere better."""
OFFICER_HOME = "/officer/permits"
"""And an officer."""


_WITH_PARAMS = [
    (re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[A-Za-z0-9_-]{1,64})", address)), name)
    for address, name in PAGES.items()
    if "{" in address
]


class Page:
    """A page's module: `ACCESS`, and `get`, `post` or both. `path_params`: the values in its address, by name."""

    def __init__(self, name: str, path_params: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.path_params = path_params or {}
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
    found = name_and_params(path)
    return Page(*found) if found else None


def name_and_params(path: str) -> tuple[str, Mapping[str, str]] | None:
    """A page's name, without loading it, and what stands in its places. A name without places goes before."""
    if path in PAGES and "{" not in path:
        return PAGES[path], {}
    matches = ((pattern.fullmatch(path), name) for pattern, name in _WITH_PARAMS)
    return next(((name, match.groupdict()) for match, name in matches if match), None)


def local_path(wanted: str, access: Access = "signed-in", otherwise: str = HOME) -> str:
    """Where to go on to after signing in: an address of ours that can be shown, never somebody else's."""
    page = find(wanted)
    return wanted if page and page.method("GET") and page.access == access else otherwise
