"""Shared by pages on which the sender of a request writes a text about it."""

from collections.abc import Callable
from dataclasses import dataclass

from web.api.client import Refusal
from web.api.requests import CareRequest
from web.care.request_page.journey import Asked, open_request, why_not
from web.forms import Form, idempotency_key
from web.request import Answer
from web.visit import Visit


@dataclass(frozen=True)
class Writing:
    """Such a page. `can`: what the request has to allow. `needed`: the message for an empty field. `send`: takes the
    visit, the request's id, the text and the idempotency key; returns the request or a refusal.
    """

    template: str
    can: str
    field: str
    needed: str
    send: Callable[[Visit, str, str, str], CareRequest | Refusal]

    def show(self, visit: Visit) -> Answer:
        """The empty page; a redirect to the request if this cannot be written now."""
        asked = open_request(visit)
        if isinstance(asked, Answer):
            return asked
        empty = Form.of((self.field,), {})
        return self._page(visit, asked, empty) if self.can in asked.request.can else visit.redirect(asked.here)

    def take(self, visit: Visit) -> Answer:
        """Send the text and redirect to the request."""
        asked, form = open_request(visit), Form.of((self.field,), visit.form)
        if isinstance(asked, Answer):
            return asked
        done = self.send(visit, asked.request.request_id, form[self.field], idempotency_key(visit.form))
        if not isinstance(done, Refusal):
            return visit.redirect(asked.here)
        if done.code == "invalid_input":
            return self._page(visit, asked, form.with_refusal(done, blank={self.field: self.needed}))
        return why_not(visit, done)

    def _page(self, visit: Visit, asked: Asked, form: Form) -> Answer:
        return visit.page(self.template, 422 if form.errors else 200, form=form, asked=asked)
