"""Another e-mail address: the password again, then a code to the new one. Who has it already is told so by mail."""

from typing import Annotated

from pydantic import Field

from auth.code_mails import CodeMails
from auth.model import CodeSent
from auth.rules import passwords
from auth.store.accounts import Accounts
from auth.store.email_changes import SAME, EmailChanges
from auth.store.own_password import OwnPassword
from portal.api import Request, operation
from portal.email_address import EmailAddress
from portal.ids import Ulid
from portal.problems import RefusalError, unwrap
from portal.shapes import Input


class NewEmail(Input):
    new_email: Annotated[EmailAddress, Field(title="your new e-mail address")]
    password: Annotated[passwords.GivenPassword, Field(title="your password")]


class EmailChangeStarted(CodeSent):
    change_id: Ulid


@operation(
    "POST",
    "/v1/account/email-changes",
    access="resident",
    status=202,
    idempotent=True,
    calls=9,
    problems=("not_found", "used_code", "too_many_attempts", "too_many_codes", "mail_unavailable"),
)
def change_email(
    request: Request[NewEmail], accounts: Accounts, own: OwnPassword, changes: EmailChanges, mails: CodeMails
) -> EmailChangeStarted:
    caller, body, now = request.caller, request.body, request.now
    account = unwrap(accounts.get(caller.account_id))
    if body.new_email == account.person.email:
        raise RefusalError(SAME)
    proved = unwrap(own.proved(account, caller.session_id, body.password, now))
    change = unwrap(changes.start(account, proved, body.new_email, request.idempotency, now))
    counted = unwrap(changes.begin_sending(change, now))
    accepted_at = unwrap(mails.email_change(counted, changes.expected_code(counted)))
    sent = mails.sent(counted.new_email, changes.sent(counted, accepted_at))
    return EmailChangeStarted(change_id=counted.change_id, **sent.model_dump())


handler = change_email.lambda_handler
