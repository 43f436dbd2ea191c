"""An officer notes that a person has died or cannot be reached, so that we stop writing to them; or removes that."""

from auth.store.contact_stops import ContactStops
from portal.api import Request, operation
from portal.contact_card import StopReason
from portal.ids import Ulid
from portal.problems import unwrap
from portal.shapes import Input, View


class NewContactStop(Input):
    """The stop to set or remove. `reason`: why we no longer write to this person; null to write to them again."""

    reason: StopReason | None


class ContactStop(View):
    reason: StopReason | None


@operation(
    "PUT", "/v1/officer/accounts/{account_id}/contact-stop", access="officer:any", calls=1, problems=("not_found",)
)
def set_contact_stop(request: Request[NewContactStop], account_id: Ulid, stops: ContactStops) -> ContactStop:
    return ContactStop(reason=unwrap(stops.put(account_id, request.body.reason, request.officer, request.now)))


handler = set_contact_stop.lambda_handler
