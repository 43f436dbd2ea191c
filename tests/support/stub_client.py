"""A client of AWS that answers what a test has written down, for what no engine can be made to answer."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError


class StubClient:
    """Gives `answers` one after the other, whatever is asked; an exception among them is raised. `asked` keeps all."""

    def __init__(self, *answers: Any) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self.asked.append((operation, ask))
            answer = self._answers.pop(0)
            if isinstance(answer, BaseException):
                raise answer
            return answer

        return call


def refusal(code: str, operation: str = "Operation", **more: Any) -> ClientError:
    """What botocore raises for that error code; `more` lies beside `Error`."""
    response: Any = {"Error": {"Code": code, "Message": "in AWS's words"}, **more}
    return ClientError(response, operation)


def conflict() -> ClientError:
    """Another transaction holds an item: the answer that no local engine gives."""
    reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
    return refusal("TransactionCanceledException", CancellationReasons=reasons)
