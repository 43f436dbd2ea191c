"""Third step of signing in: the code becomes a session. The code and the session are one transaction."""

from typing import Annotated, Literal

from pydantic import Field

from auth.devices import Devices
from auth.model import CodeFault, SignedIn
from auth.rules import codes
from auth.store.accounts import Accounts
from auth.store.sessions import Sessions
from auth.store.sign_ins import SignIns
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import granted
from portal.shapes import Input


class SignInCodeGiven(Input):
    code: Annotated[codes.TypedCode, Field(title="the code")]
    method: Annotated[Literal["email"], Field(title="how you got the code")] = "email"


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
    sign_in = codes.no_fault(sign_ins.take_guess(sign_in_id, request.now), start_again=True)
    account = granted(accounts.count_code_guess(sign_in.account_id, request.now))
    if not codes.same(request.body.code, sign_ins.expected_code(sign_in)):
        codes.no_fault(CodeFault.INVALID)
    new = sessions.new(account, request.body.method, request.now)
    codes.no_fault(sign_ins.complete(sign_in, new.session, account, request.now))
    return new.signed_in(account, devices.new_token(account.person.email, request.now))


handler = complete_sign_in.lambda_handler
