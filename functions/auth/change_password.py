"""Changes the password, given the old one. Every other session ends; the owner is told by email."""

from typing import Annotated

from pydantic import Field

from auth.rules import passwords
from auth.store.accounts import Accounts
from auth.store.credentials import OwnCredentials
from auth.store.reauthentication import Reauthentication
from portal.api import Request, operation
from portal.problems import Refusal, unwrap
from portal.shapes import Input


class PasswordChange(Input):
    current_password: Annotated[passwords.GivenPassword, Field(title="your current password")]
    new_password: Annotated[passwords.ChosenPassword, Field(title="your new password")]


@operation(
    "PUT", "/v1/account/password", access="resident", status=204, calls=4, problems=("not_found", "too_many_attempts")
)
def change_password(
    request: Request[PasswordChange],
    accounts: Accounts,
    reauthentication: Reauthentication,
    credentials: OwnCredentials,
) -> None:
    new, session_id = request.body.new_password, request.caller.session_id
    unwrap(passwords.not_the_present_one(new, request.body.current_password, field="new_password"))
    account = unwrap(accounts.get(request.caller.account_id))
    unwrap(passwords.allowed_for(account.person, new, field="new_password"))
    current = request.body.current_password
    owner = reauthentication.check(account, session_id, current, request.now, field="current_password")
    if isinstance(owner, Refusal) and reauthentication.changed_already(account, session_id, new, request.now):
        return
    credentials.change_password(account, unwrap(owner), passwords.hash_password(new), session_id, request.now)


handler = change_password.lambda_handler
