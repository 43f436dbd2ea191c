"""Adds an authenticator app to the account, by the first code that the app shows. The new app replaces an earlier one,
and the owner is told by email.
"""

from typing import Annotated

from pydantic import Field

from auth.rules.authenticator import TypedAppCode
from auth.store.authenticators import Authenticators
from auth.views import AccountView, account_view
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class AppCodeGiven(Input):
    code: Annotated[TypedAppCode, Field(title="the code")]


@operation(
    "POST",
    "/v1/account/authenticator/confirmation",
    access="resident",
    calls=2,
    problems=("not_found", "code_not_sent", "invalid_code", "expired_code", "used_code", "too_many_wrong_codes"),
)
def confirm_authenticator(request: Request[AppCodeGiven], authenticators: Authenticators) -> AccountView:
    account = unwrap(authenticators.count_guess(request.caller.account_id, request.now))
    step = unwrap(authenticators.first_step(account, request.body.code, request.now))
    return account_view(unwrap(authenticators.add(account, step, request.now)), request.now)


handler = confirm_authenticator.lambda_handler
