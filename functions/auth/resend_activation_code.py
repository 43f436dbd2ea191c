"""A new activation code; the one before no longer works."""

from auth.code_mails import CodeMails
from auth.rules.registrations import check_contact_given
from auth.store.registrations import Registrations
from auth.views import CodeSent
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/registrations/{registration_id}/code",
    access="public",
    status=202,
    calls=4,
    problems=("not_found", "code_not_sent", "too_many_codes", "mail_unavailable"),
)
def resend_activation_code(
    request: Request[None], registration_id: SecretId, registrations: Registrations, mails: CodeMails
) -> CodeSent:
    registration = unwrap(registrations.get(registration_id, request.now))
    unwrap(check_contact_given(registration))
    return unwrap(mails.send(registration, request.now))


handler = resend_activation_code.lambda_handler
