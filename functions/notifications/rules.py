"""Which event tells whom what."""

from collections.abc import Mapping

from notifications.model import Notice
from portal.events import AccountActivated


def notice_for(detail_type: str, detail: Mapping[str, object]) -> Notice:
    """Raises: KeyError for an event that the rule on the bus should not have let through."""
    return {AccountActivated.__name__: _welcome}[detail_type](detail)


def _welcome(detail: Mapping[str, object]) -> Notice:
    event = AccountActivated.model_validate(detail)
    return Notice(event_id=event.event_id, account_id=event.account_id, mail="welcome")
