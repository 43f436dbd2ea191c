"""Adding an authenticator app: the password again, then the app's secret, which is shown this once."""

from typing import Annotated

from pydantic import Field

from auth.rules.passwords import GivenPassword
from auth.store.accounts import Accounts
from auth.store.authenticators import Authenticators
from auth.store.reauthentication import Reauthentication
from auth.views import AuthenticatorOffered
from portal.api import Request, operation
from portal.problems import unwrap
from portal.shapes import Input


class NewAuthenticator(Input):
    password: Annotated[GivenPassword, Field(title="your password")]


@operation(
    "POST",
    "/v1/account/authenticator",
    access="resident",
    status=201,
    calls=4,
    problems=("not_found", "too_many_attempts"),
)
def enrol_authenticator(
    request: Request[NewAuthenticator],
    accounts: Accounts,
    reauthentication: Reauthentication,
    authenticators: Authenticators,
) -> AuthenticatorOffered:
    caller, now = request.caller, request.now
    account = unwrap(accounts.get(caller.account_id))
    owner = unwrap(reauthentication.check(account, caller.session_id, request.body.password, now))
    return authenticators.offer(account, owner, now)


handler = enrol_authenticator.lambda_handler
