"""An AWS client with prepared answers, for answers that no local engine gives."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError


class StubClient:
    """Returns `answers` one after another, whatever is asked, and raises those that are exceptions. `asked`: all
    calls.
    """

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
    """botocore's exception for this error code. `more`: further members of the response, beside `Error`."""
    response: Any = {"Error": {"Code": code, "Message": "in AWS's words"}, **more}
    return ClientError(response, operation)


def conflict() -> ClientError:
    """The exception for a conflict with another transaction, which no local engine gives."""
    reasons = [{"Code": "None"}, {"Code": "TransactionConflict"}]
    return refusal("TransactionCanceledException", CancellationReasons=reasons)
