"""Ends all of a resident's sessions, this one too."""

from auth.store.accounts import Accounts
from auth.store.sessions import Sessions
from portal.api import Request, operation
from portal.problems import unwrap


@operation("DELETE", "/v1/sessions", access="resident", status=204, calls=2, problems=("not_found",))
def sign_out_everywhere(request: Request[None], accounts: Accounts, sessions: Sessions) -> None:
    account = unwrap(accounts.get(request.caller.account_id))
    sessions.end_all(account, request.now)


handler = sign_out_everywhere.lambda_handler
