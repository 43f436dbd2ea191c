"""Who may act for an account and for whom it may act, as its owner sees it."""

from collections.abc import Sequence
from datetime import date, datetime

from auth.model import Account
from auth.rules.helpers import Helpers, HelperStatus, NamedHelper, Relationship
from auth.views import AccountView, account_view
from portal.clock import Instant
from portal.helping import Helping
from portal.ids import Ulid
from portal.shapes import View


class HelperView(View):
    """A helper whom the caller has named. `status`: `asked` until the helper has entered their code. `until`: the last
    day.
    """

    helper_id: Ulid
    name: str
    email: str
    relationship: Relationship
    until: date
    status: HelperStatus
    named_at: Instant
    confirmed_at: Instant | None


class HelpingView(View):
    """A person whom the caller helps. `name`: that person's. `until`: the last day."""

    helper_id: Ulid
    name: str
    until: date
    confirmed_at: Instant


class HelpedAccountView(AccountView):
    """The caller's account. `helpers`: whom the caller has named; `helping`: whom the caller helps; neither lists a
    naming that has ended.
    """

    helpers: list[HelperView]
    helping: list[HelpingView]


def helped_account_view(account: Account, both: Helpers, now: datetime) -> HelpedAccountView:
    helpers, helping = helper_views(both.named, now), helping_views(both.helping, now)
    return HelpedAccountView(**dict(account_view(account, now)), helpers=helpers, helping=helping)


def helper_views(named: Sequence[NamedHelper], now: datetime) -> list[HelperView]:
    shown = set(HelperView.model_fields)
    open_ones = (one for one in named if one.status(now) != "over")
    return [HelperView(**one.model_dump(include=shown), status=one.status(now)) for one in open_ones]


def helping_views(helping: Sequence[Helping], now: datetime) -> list[HelpingView]:
    open_ones = (one for one in helping if not one.has_ended(now))
    return [
        HelpingView(helper_id=one.helper_id, name=one.person_name, until=one.until, confirmed_at=one.confirmed_at)
        for one in open_ones
    ]
