"""What happened to the caller's account: what they did, which team opened their records, what was sent to them."""

from auth.rules.activity import Activity, activity
from auth.store.audit_trail import AuditTrail
from portal import mail
from portal.api import Request, operation
from portal.shapes import Paging, View


class ActivityList(View):
    """A page of the account's activity, newest first."""

    items: list[Activity]
    next: str | None


@operation("GET", "/v1/account/activity", access="resident", calls=1)
def list_activity(request: Request[None], where: Paging, trail: AuditTrail) -> ActivityList:
    page = trail.of_account(request.caller.account_id, where.next)
    return ActivityList(items=[activity(row, mail.about) for row in page.items], next=page.next)


handler = list_activity.lambda_handler
