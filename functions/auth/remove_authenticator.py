"""Removes the authenticator app: codes come by email only, and the owner is told. 204 without an app as well."""

from auth.store.authenticators import Authenticators
from portal.api import Request, operation


@operation("DELETE", "/v1/account/authenticator", access="resident", status=204, calls=1)
def remove_authenticator(request: Request[None], authenticators: Authenticators) -> None:
    authenticators.remove(request.caller.account_id, request.now)


handler = remove_authenticator.lambda_handler
