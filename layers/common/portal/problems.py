"""The catalogue of refusals (RFC 9457). A decision against a request is a `Refusal`; only `portal.api` turns it into
HTTP.

Codes are stable: front ends switch on `code`. Add a new one here first; the OpenAPI description and the tests read this
table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Kind(NamedTuple):
    status: int
    title: str


CATALOGUE: dict[str, Kind] = {
    # What was sent
    "invalid_input": Kind(422, "Some answers need changing"),
    "idempotency_key_missing": Kind(422, "Idempotency-Key is missing"),
    "idempotency_key_reused": Kind(409, "Idempotency-Key was used for something else"),
    # Who asks
    "sign_in_required": Kind(401, "Sign in"),
    "wrong_role": Kind(403, "Not for your role"),
    "not_found": Kind(404, "Not found"),
    # Signing in
    "invalid_credentials": Kind(401, "Email address or password not recognised"),
    "invalid_code": Kind(401, "That code is not right"),
    "expired_code": Kind(401, "That code has expired"),
    "used_code": Kind(401, "That code was used already"),
    "link_invalid": Kind(401, "We do not know that link"),
    "link_expired": Kind(401, "That link has expired"),
    "link_used": Kind(401, "That link was used already"),
    "code_not_sent": Kind(409, "No code has been sent yet"),
    "account_exists": Kind(409, "There is an account already"),
    "too_many_attempts": Kind(429, "Too many attempts"),
    "too_many_codes": Kind(429, "Too many codes sent"),
    "too_many_wrong_codes": Kind(429, "Too many wrong codes"),
    # One's own data
    "too_many_exports": Kind(429, "Too many files asked for"),
    "closure_blocked": Kind(409, "The account cannot be closed yet"),
    "too_many_helpers": Kind(409, "Too many helpers"),
    "only_the_person": Kind(403, "Only the person themselves can do this"),
    # Paying
    "payment_not_due": Kind(409, "There is nothing to pay"),
    "payment_not_requested": Kind(409, "Not a payment that an officer asked for"),
    "payment_not_paid": Kind(409, "Nothing was paid that could be refunded"),
    "refund_under_way": Kind(409, "Another refund is under way"),
    "more_than_is_left": Kind(409, "More than is left to refund"),
    "same_officer": Kind(403, "The second word is another officer's"),
    "refund_not_waiting": Kind(409, "The refund waits for nobody's word"),
    "refund_not_failed": Kind(409, "The refund has not failed"),
    "case_closed": Kind(409, "The case is closed"),
    "pay_unavailable": Kind(503, "GOV.UK Pay does not answer"),
    "webhook_refused": Kind(401, "Not a message of GOV.UK Pay's"),
    # Addresses
    "addresses_unavailable": Kind(503, "Addresses cannot be looked up"),
    # Permits
    "no_place_free": Kind(409, "No permit is free for this property"),
    "vehicle_has_permit": Kind(409, "The vehicle has a permit already"),
    "unpaid_application": Kind(409, "Another application is waiting to be paid"),
    "not_over": Kind(409, "The application is still open"),
    "permit_not_active": Kind(409, "The permit is not active"),
    "change_open": Kind(409, "Another change is open"),
    "too_many_changes": Kind(409, "The permit was changed too often"),
    "different_zone": Kind(409, "The property is in another zone"),
    "not_in_review": Kind(409, "The application is not in review"),
    "documents_not_checked": Kind(409, "Documents are missing or not scanned yet"),
    "tenancy_over": Kind(409, "The tenancy has ended"),
    "too_many_questions": Kind(409, "Too many questions"),
    "too_many_applications": Kind(429, "Too many applications"),
    "nothing_asked": Kind(409, "No answer is waited for"),
    "not_live": Kind(409, "The permit is not live"),
    "too_early": Kind(409, "It is too early to renew"),
    "too_late": Kind(409, "It is too late to renew"),
    "renewed_already": Kind(409, "It has been renewed"),
    "decided_already": Kind(409, "The application has been decided"),
    "too_many_messages": Kind(409, "Too many messages"),
    "too_many_notes": Kind(409, "Too many notes"),
    "claimed": Kind(409, "A colleague has this case"),
    "vehicle_enquiry_off": Kind(409, "DVLA is not asked here"),
    "vehicle_enquiry_unavailable": Kind(503, "DVLA does not answer"),
    # Care requests
    "care_closed": Kind(403, "Care records are closed for a while"),
    "not_eligible": Kind(403, "This form is for others"),
    "too_many_drafts": Kind(409, "Too many forms that were not sent"),
    "incomplete": Kind(422, "Some questions are still open"),
    "already_submitted": Kind(409, "This was sent already"),
    "not_sent_yet": Kind(409, "This was not sent yet"),
    "no_review": Kind(409, "There is no review of this"),
    "not_opened": Kind(403, "Say why you open this request"),
    # Documents
    "too_many_files": Kind(409, "Too many files"),
    "document_not_ready": Kind(409, "This document cannot be opened"),
    "documents_missing": Kind(409, "Documents are missing"),
    # Writing at the same time
    "precondition_failed": Kind(412, "Changed in the meantime"),
    "changed_meanwhile": Kind(409, "Changed in the meantime"),
    # Us
    "mail_unavailable": Kind(503, "We could not send the email"),
    "try_again": Kind(503, "Busy: try again"),
    "unexpected": Kind(500, "Sorry, there is a problem with the service"),
}


@dataclass(frozen=True)
class FieldError:
    """One error in one field. `field`: the field's path in the body (`address.postcode`); `message`: a sentence."""

    field: str
    code: str
    message: str


@dataclass(frozen=True)
class Refusal:
    """A refusal. `code`: from the catalogue; `detail`: a sentence for the person that says what to do next.

    `retry_after`: whole seconds until it makes sense to try again. `more`: further members of the problem body, for
    front ends to use.
    """

    code: str
    detail: str
    retry_after: int | None = None
    errors: tuple[FieldError, ...] = ()
    more: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            raise KeyError(f"{self.code} is not in the catalogue of problems")

    @property
    def status(self) -> int:
        return CATALOGUE[self.code].status


class RefusalError(Exception):
    """Carries a refusal from an operation to `portal.api`."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def unwrap[T](decision: T | Refusal) -> T:
    """The decision, if it is not a refusal; otherwise ends the operation with the refusal.

    Raises: RefusalError.
    """
    if isinstance(decision, Refusal):
        raise RefusalError(decision)
    return decision


def invalid(*errors: FieldError, **more: object) -> Refusal:
    """The refusal 422 for rules that a schema cannot express. `more`: further members of the problem body."""
    return Refusal("invalid_input", "Some answers need changing: see errors.", errors=errors, more=more)


def since_then(what: str) -> FieldError:
    """The error for an event that the deciding officer had not seen yet. `what`: the event's name in the timeline."""
    return FieldError("version", what, f"Since then: {what.replace('_', ' ')}.")


NOT_FOUND = Refusal("not_found", "We could not find that. It may have expired, or it may not be yours.")
