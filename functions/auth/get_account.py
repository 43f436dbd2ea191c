"""The caller's profile."""

from auth.store.accounts import Accounts
from auth.views import AccountView, account_view
from portal.api import Request, operation
from portal.problems import unwrap


@operation("GET", "/v1/account", access="resident", calls=1, problems=("not_found",))
def get_account(request: Request[None], accounts: Accounts) -> AccountView:
    return account_view(unwrap(accounts.get(request.caller.account_id)), request.now)


handler = get_account.lambda_handler
