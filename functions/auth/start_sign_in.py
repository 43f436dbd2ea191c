"""First step of signing in: email address and password. An unknown address gets the same answer for the same work."""

from typing import Annotated

from pydantic import Field

from auth.devices import Devices, DeviceToken
from auth.model import SignInMethod
from auth.rules import passwords
from auth.store.accounts import Accounts
from auth.store.sign_ins import SignIns
from portal.api import Request, operation
from portal.clock import Instant
from portal.email_address import EmailAddress
from portal.ids import SecretId
from portal.problems import Refusal, RefusalError, unwrap
from portal.shapes import Input, View


class NewSignIn(Input):
    email: Annotated[EmailAddress, Field(title="your email address")]
    password: Annotated[passwords.GivenPassword, Field(title="your password")]
    device_token: DeviceToken = None


class SignInStarted(View):
    """A sign-in that waits for its code. `methods`: the possible sources of the code. `sent_to`: the address for an
    emailed code.
    """

    sign_in_id: SecretId
    sent_to: str
    methods: list[SignInMethod]
    expires_at: Instant


WRONG = Refusal(
    "invalid_credentials", "We do not recognise this email address and password together. Check both and try again."
)


@operation(
    "POST",
    "/v1/sign-ins",
    access="public",
    status=201,
    calls=4,
    problems=("invalid_credentials", "too_many_attempts", "not_found"),
)
def start_sign_in(
    request: Request[NewSignIn], sign_ins: SignIns, accounts: Accounts, devices: Devices
) -> SignInStarted:
    email, password = request.body.email, request.body.password
    device = devices.device_id(request.body.device_token, email, request.now)
    attempt = unwrap(sign_ins.try_password(email, request.client, device, request.now))
    known = attempt.credentials
    right = passwords.matches(known.password_hash if known else passwords.NOBODYS_HASH, password)
    if known is None or not right:
        sign_ins.wrong_password(attempt)
        raise RefusalError(WRONG)
    if passwords.needs_new_hash(known.password_hash):
        sign_ins.replace_hash(known, passwords.hash_password(password))
    methods = unwrap(accounts.sign_in_methods(known.account_id))
    sign_in = sign_ins.begin(attempt, known, request.now)
    return SignInStarted(
        sign_in_id=sign_in.challenge_id, sent_to=sign_in.email, methods=methods, expires_at=sign_in.ends_at
    )


handler = start_sign_in.lambda_handler
