"""The caller's session and account. Like every request, it keeps the session from idling out."""

from auth.store.accounts import Accounts
from auth.views import AccountView, account_view
from portal.api import Request, operation
from portal.clock import Instant, from_text
from portal.problems import unwrap
from portal.shapes import View


class SessionView(View):
    """The caller's session. `care_closed_until`: until when care records stay closed to this session after a password
    reset; null if they are open (as to a session opened with an authenticator app that is older than the reset).
    """

    session_id: str
    created_at: Instant
    expires_at: Instant
    idle_expires_at: Instant
    care_closed_until: Instant | None
    account: AccountView


@operation("GET", "/v1/session", access="resident", calls=1, problems=("not_found",))
def get_session(request: Request[None], accounts: Accounts) -> SessionView:
    caller = request.caller
    account = unwrap(accounts.get(caller.account_id))
    return SessionView(
        session_id=caller.session_id,
        created_at=from_text(caller.session_created_at),
        expires_at=from_text(caller.session_expires_at),
        idle_expires_at=from_text(caller.session_idle_expires_at),
        care_closed_until=from_text(caller.care_closed_until) if caller.care_closed_until else None,
        account=account_view(account, request.now),
    )


handler = get_session.lambda_handler
