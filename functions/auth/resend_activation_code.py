"""A new activation code; the old one dies."""

from auth.code_mails import CodeMails
from auth.model import CodeSent
from auth.rules.registrations import contact_given
from auth.store.registrations import Registrations
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
    contact = unwrap(contact_given(registration))
    counted = unwrap(registrations.begin_sending(registration, contact, request.now))
    accepted_at = unwrap(mails.activation(counted, registrations.expected_code(counted)))
    return mails.sent(counted.person.email, registrations.sent(counted, accepted_at))


handler = resend_activation_code.lambda_handler
