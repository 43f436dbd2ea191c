"""Sets a new password, given the code from the mailbox. Every session ends; signing in needs a further code."""

from typing import Annotated

from pydantic import Field

from auth.rules import codes, passwords
from auth.store.accounts import Accounts
from auth.store.resets import Resets
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import Refusal, RefusalError, unwrap
from portal.shapes import Input


class NewPassword(Input):
    code: Annotated[codes.TypedCode, Field(title="the code")]
    new_password: Annotated[passwords.ChosenPassword, Field(title="your new password")]


@operation(
    "PUT",
    "/v1/password-resets/{reset_id}",
    access="public",
    status=204,
    calls=5,
    problems=("not_found", "invalid_code", "expired_code", "used_code", "code_not_sent", "too_many_wrong_codes"),
)
def reset_password(request: Request[NewPassword], reset_id: SecretId, resets: Resets, accounts: Accounts) -> None:
    """Set the password. Rules about the owner's name are checked last: before the code they would tell a stranger who
    the owner is.
    """
    new, reset = request.body.new_password, unwrap(resets.get(reset_id))
    unwrap(passwords.allowed(new, email=reset.email, field="new_password"))
    account_id = unwrap(resets.check_code(reset, request.body.code, request.now))
    account, known = unwrap(accounts.with_credentials(account_id, reset.email))
    allowed = passwords.allowed_for(account.person, new, field="new_password")
    if isinstance(allowed, Refusal):
        resets.uncount_guess(reset)
        raise RefusalError(allowed)
    if passwords.matches(known.password_hash, new):
        # Who resets it may do so because somebody else knows it. It stays counted: else, in a mailbox that was taken
        # over, the present password could be found out by trying.
        raise RefusalError(passwords.same_password_refusal(field="new_password"))
    unwrap(resets.complete(reset, account, known, passwords.hash_password(new), request.now))


handler = reset_password.lambda_handler
