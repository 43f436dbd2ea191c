"""The code from the new mailbox makes it the account's address. The old one is told, and can undo the change."""

from auth.rules import codes
from auth.store.accounts import Accounts
from auth.store.email_changes import EmailChanges
from auth.views import AccountView, account_view
from portal.api import Request, operation
from portal.ids import Ulid
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/account/email-changes/{change_id}/confirmation",
    access="resident",
    calls=5,
    problems=(
        "not_found",
        "invalid_code",
        "expired_code",
        "used_code",
        "code_not_sent",
        "too_many_wrong_codes",
        "account_exists",
    ),
)
def confirm_email(
    request: Request[codes.CodeGiven], change_id: Ulid, changes: EmailChanges, accounts: Accounts
) -> AccountView:
    account_id, now = request.caller.account_id, request.now
    change = unwrap(changes.check_code(change_id, account_id, request.body.code, now))
    account = unwrap(accounts.get(account_id))
    return account_view(unwrap(changes.confirm(change, account, now)), now)


handler = confirm_email.lambda_handler
