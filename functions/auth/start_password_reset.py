"""Starts a password reset: emails a code. An address without an account gets the same answer, and an email that says
that there is no account.
"""

from typing import Annotated

from pydantic import Field

from auth.code_mails import CodeMails
from auth.devices import Devices, DeviceToken
from auth.store.resets import Resets
from auth.views import CodeSent
from portal.api import Request, operation
from portal.email_address import EmailAddress
from portal.ids import SecretId
from portal.problems import unwrap
from portal.shapes import Input


class NewPasswordReset(Input):
    email: Annotated[EmailAddress, Field(title="your email address")]
    device_token: DeviceToken = None


class PasswordResetStarted(CodeSent):
    reset_id: SecretId


@operation(
    "POST",
    "/v1/password-resets",
    access="public",
    status=202,
    calls=6,
    problems=("too_many_attempts", "too_many_codes", "mail_unavailable"),
)
def start_password_reset(
    request: Request[NewPasswordReset], resets: Resets, mails: CodeMails, devices: Devices
) -> PasswordResetStarted:
    email = request.body.email
    device = devices.device_id(request.body.device_token, email, request.now)
    reset = unwrap(resets.start(email, request.client, device, request.now))
    sent = unwrap(mails.send(reset, request.now))
    return PasswordResetStarted(reset_id=reset.challenge_id, **sent.model_dump())


handler = start_password_reset.lambda_handler
