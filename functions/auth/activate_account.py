"""The code from the mailbox makes the account, and signs its owner in."""

from auth.devices import Devices
from auth.model import CodeFault, SignedIn
from auth.rules import codes
from auth.rules.registrations import code_can_match
from auth.store.registrations import Registrations
from auth.store.sessions import Sessions
from portal.api import Request, operation
from portal.ids import SecretId


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
    registration = codes.no_fault(registrations.take_guess(registration_id, request.now))
    right = codes.same(request.body.code, registrations.expected_code(registration))
    if not (right and code_can_match(registration)):
        codes.no_fault(CodeFault.INVALID)
    new = sessions.of_new_account(registration.person.kind, request.now)
    account = codes.no_fault(registrations.activate(registration, new.session, request.now))
    return new.signed_in(account, devices.new_token(account.person.email, request.now))


handler = activate_account.lambda_handler
