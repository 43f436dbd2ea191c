"""The caller's profile, with who may act for them and for whom they may act."""

from auth.helper_views import HelpedAccountView, helped_account_view
from auth.store.accounts import Accounts
from auth.store.helpers import HelperStore
from portal.api import Request, operation
from portal.problems import unwrap


@operation("GET", "/v1/account", access="resident", calls=2, problems=("not_found",))
def get_account(request: Request[None], accounts: Accounts, helpers: HelperStore) -> HelpedAccountView:
    account_id = request.caller.account_id
    return helped_account_view(unwrap(accounts.get(account_id)), helpers.of(account_id), request.now)


handler = get_account.lambda_handler
