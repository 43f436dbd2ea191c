"""The code from the mailbox makes the account, and signs its owner in."""

from auth.devices import Devices
from auth.rules import codes
from auth.store.registrations import Registrations
from auth.store.sessions import Sessions
from auth.views import SignedIn
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/registrations/{registration_id}/activation",
    access="public",
    status=201,
    calls=3,
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
def activate_account(
    request: Request[codes.CodeGiven],
    registration_id: SecretId,
    registrations: Registrations,
    sessions: Sessions,
    devices: Devices,
) -> SignedIn:
    registration = unwrap(registrations.check_code(registration_id, request.body.code, request.now))
    new = sessions.of_new_account(registration.person.kind, request.now)
    account = unwrap(registrations.activate(registration, new.session, request.now))
    return new.signed_in(account, devices.new_token(account.person.email, request.now))


handler = activate_account.lambda_handler
