"""Feedback on the pages (`functions/notifications`)."""

from web.api.client import Api, Refusal


class FeedbackApi:
    def __init__(self, api: Api) -> None:
        self._api = api

    def give(self, satisfaction: str, comment: str, page: str) -> Refusal | None:
        """Send feedback. `page`: the page's address, without ids."""
        return self._api.order("POST", "/v1/feedback", {"satisfaction": satisfaction, "comment": comment, "page": page})
