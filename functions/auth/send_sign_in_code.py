"""Second step of signing in, "click to receive your code": eight digits by email, good for 30 seconds."""

from auth.code_mails import CodeMails
from auth.store.sign_ins import SignIns
from auth.views import CodeSent
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import unwrap


@operation(
    "POST",
    "/v1/sign-ins/{sign_in_id}/code",
    access="public",
    status=202,
    calls=4,
    problems=("not_found", "too_many_codes", "too_many_wrong_codes", "mail_unavailable"),
)
def send_sign_in_code(request: Request[None], sign_in_id: SecretId, sign_ins: SignIns, mails: CodeMails) -> CodeSent:
    sign_in = unwrap(sign_ins.get(sign_in_id, request.now))
    return unwrap(mails.send(sign_in, request.now))


handler = send_sign_in_code.lambda_handler
