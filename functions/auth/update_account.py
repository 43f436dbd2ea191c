"""Edits the profile: what is sent is changed, the rest stays."""

from auth.model import ProfileChanges
from auth.rules.profile import changed
from auth.store.accounts import Accounts
from auth.store.addresses import Addresses
from auth.views import AccountView, account_view
from portal.api import Request, operation
from portal.problems import unwrap


@operation(
    "PATCH",
    "/v1/account",
    access="resident",
    calls=3,
    problems=("not_found", "addresses_unavailable", "precondition_failed"),
)
def update_account(request: Request[ProfileChanges], accounts: Accounts, addresses: Addresses) -> AccountView:
    account = unwrap(accounts.get(request.caller.account_id))
    found = unwrap(addresses.found_for(request.body))
    wanted = unwrap(changed(account, request.body, found, request.if_match))
    return account_view(accounts.save_profile(wanted, account, request.now), request.now)


handler = update_account.lambda_handler
