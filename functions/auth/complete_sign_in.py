"""Third step of signing in: the code, mailed or of an app, becomes a session. Both are one transaction."""

from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from auth.devices import Devices
from auth.model import SignInMethod
from auth.rules import codes
from auth.rules.authenticator import typed_app_code
from auth.store.accounts import Accounts
from auth.store.sessions import Sessions
from auth.store.sign_ins import SignIns
from auth.views import SignedIn
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import Refusal, RefusalError, unwrap
from portal.shapes import Input


class SignInCodeGiven(Input):
    method: Annotated[SignInMethod, Field(title="how you got the code")] = "email"
    code: Annotated[str, StringConstraints(max_length=40), Field(title="the code")]

    @field_validator("code")
    @classmethod
    def _of_its_form(cls, code: str, others: ValidationInfo) -> str:
        by_app = others.data.get("method") == "authenticator"
        return typed_app_code(code) if by_app else codes.typed_code(code)


@operation(
    "POST",
    "/v1/sign-ins/{sign_in_id}/session",
    access="public",
    status=201,
    calls=3,
    problems=("not_found", "invalid_code", "expired_code", "used_code", "code_not_sent", "too_many_wrong_codes"),
)
def complete_sign_in(
    request: Request[SignInCodeGiven],
    sign_in_id: SecretId,
    sign_ins: SignIns,
    accounts: Accounts,
    sessions: Sessions,
    devices: Devices,
) -> SignedIn:
    method, now = request.body.method, request.now
    sign_in = unwrap(sign_ins.count_guess(sign_in_id, method, now))
    account = unwrap(accounts.count_code_guess(sign_in.account_id, method, now))
    right = sign_ins.check_code(sign_in, account, method, request.body.code, now)
    if isinstance(right, Refusal):
        accounts.note_wrong_code(account, now)
        raise RefusalError(right)
    new = sessions.new(account, method, now)
    unwrap(sign_ins.complete(sign_in, right, new.session, account, now))
    return new.signed_in(account, devices.new_token(account.person.email, now))


handler = complete_sign_in.lambda_handler
