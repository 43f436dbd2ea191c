"""Second step of an account: telephone and address; then the code goes to the mailbox."""

from typing import Annotated

from pydantic import Field

from auth.code_mails import CodeMails
from auth.model import Contact, UprnOrAddress
from auth.rules.addresses import chosen_address
from auth.store.addresses import Addresses
from auth.store.registrations import Registrations
from auth.views import CodeSent
from portal.api import Request, operation
from portal.ids import SecretId
from portal.problems import unwrap
from portal.uk import Phone


class NewContactDetails(UprnOrAddress):
    phone: Annotated[Phone, Field(title="your telephone number")]


@operation(
    "PUT",
    "/v1/registrations/{registration_id}/contact",
    access="public",
    status=202,
    calls=5,
    problems=("not_found", "addresses_unavailable", "too_many_codes", "mail_unavailable"),
)
def give_contact_details(
    request: Request[NewContactDetails],
    registration_id: SecretId,
    registrations: Registrations,
    addresses: Addresses,
    mails: CodeMails,
) -> CodeSent:
    registration = unwrap(registrations.get(registration_id, request.now))
    address = unwrap(chosen_address(request.body, unwrap(addresses.found_for(request.body))))
    contact = Contact(phone=request.body.phone, address=address)
    return unwrap(mails.send(registration.model_copy(update={"contact": contact}), request.now))


handler = give_contact_details.lambda_handler
