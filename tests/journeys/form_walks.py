"""Somebody who knows of the forms only what the API says, and answers one at random until it is sent or ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.support.files import PNG
from tests.support.form_walker import walk
from tests.support.visitor import Answer, Visitor


@dataclass
class Wanderer:
    """`went`: paths of the pages, in their order. `page`: the exit, where the way ended at one."""

    visitor: Visitor
    random: Random
    request_id: str = ""
    version: int = 1
    went: list[str] = field(default_factory=list)
    page: str | None = None
    pages: Mapping[str, Any] = field(default_factory=dict)

    def fills_in(self, form_id: str, key: str = "wander-key-1") -> None:
        """Each page, with the files that it names, up to the last or an exit."""
        form = self._done(self.visitor.ask("GET", f"/v1/forms/{form_id}"))
        self.pages = {page["path"]: page for section in form["sections"] for page in section["pages"]}
        started = self._done(self._ask("POST", "", {"form_id": form_id}, key))
        self.request_id, self.version = started["request_id"], started["version"]
        self.went = walk(form, started["next_page"], self._save, self.random)
        last = self.went[-1]
        self.page = last if self.pages[last]["exit"] else None

    def submits(self, key: str = "wander-key-2") -> Answer:
        body = {"declaration": True, "version": self.version}
        return self._ask("POST", f"/{self.request_id}/submission", body, key)

    def discards(self) -> Answer:
        return self._ask("DELETE", f"/{self.request_id}")

    def sees(self) -> Any:
        return self._done(self._ask("GET", f"/{self.request_id}"))

    def _ask(self, method: str, path: str, body: object = None, key: str = "") -> Answer:
        headers = {"Idempotency-Key": key} if key else {}
        return self.visitor.ask(method, f"/v1/requests{path}", body, headers=headers)

    def _save(self, path: str, answers: dict[str, Any]) -> str | None:
        page = self.pages[path]
        items = answers[page["repeat"]["name"]] if page["repeat"] else [answers]
        for item in items:
            for asked in files_of(page["fields"]):
                if isinstance(item.get(asked["name"]), list):
                    item[asked["name"]] = [self._sends(asked["kind"])]
        body = {"page": path, "answers": answers, "version": self.version}
        saved = self._done(self._ask("PUT", f"/{self.request_id}/answers", body))
        assert saved["errors"] == [], (path, answers, saved["errors"])
        self.version = saved["version"]
        return saved["next_page"]  # type: ignore[no-any-return]

    def _sends(self, kind: str) -> str:
        body = {"kind": kind, "filename": "a.png", "content_type": "image/png", "size": len(PNG)}
        added = self._done(self._ask("POST", f"/{self.request_id}/evidence", body))
        self.visitor.portal.upload(added["upload"], "a.png", PNG)
        return str(added["document_id"])

    def _done(self, answer: Answer) -> Any:
        assert answer.status < 300, answer.text
        return answer.body


def files_of(fields: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The file questions, also those that an option reveals."""
    found: list[Mapping[str, Any]] = []
    for one in fields:
        found += [one] if one["type"] == "file" else []
        for option in one["options"]:
            found += files_of(option["reveal"])
    return found
