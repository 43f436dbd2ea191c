"""Nobody can foresee a code, and it stands nowhere but in its mail (controls 1, 8, 9)."""

import ast
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auth.rules.codes import Purpose, code
from portal.aws import Aws
from portal.context import Context
from tests.support.in_process import InProcessPortal
from tests.support.moto_stack import MotoAws, MotoStack
from tests.support.template import of_kind
from tests.support.visitor import PASSWORD, Visitor

OURS = ("functions", "layers/common/portal", "web")
FORESEEABLE = {"random", "numpy"}
DRAWN = 40_000


def test_control_01_chance_comes_of_the_operating_system_alone() -> None:
    files = [path for folder in OURS for path in Path(folder).rglob("*.py")]
    assert len(files) > 150
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.partition(".")[0] for name in names} & FORESEEABLE, f"{path} imports {names}"
    drawn_by: Any = Context.__dataclass_fields__["randomness"].default
    assert (drawn_by.__module__, drawn_by.__name__) == ("secrets", "token_bytes")


@pytest.mark.parametrize("digits", [slice(0, 2), slice(6, 8)], ids=["first", "last"])
def test_control_01_codes_are_as_even_as_the_rfc_makes_them(digits: slice) -> None:
    """Chi-square over 100 cells against 31 even bits modulo 10^8; 99 degrees of freedom leave 59 to 149 (99.8 %)."""
    drawn = Counter(code(b"pepper", Purpose.SIGN_IN, f"challenge {n}", "owner", 1)[digits] for n in range(DRAWN))
    found = sum((drawn[f"{cell:02d}"] - DRAWN * share) ** 2 / (DRAWN * share) for cell, share in shares(digits))
    assert sum(drawn.values()) == DRAWN
    assert 59 < found < 149


def shares(digits: slice) -> list[tuple[int, float]]:
    """How often each pair should come: 2^31 is no multiple of 10^8, so low codes come 22 times and high ones 21."""
    whole, rest = divmod(2**31, 10**8)
    if digits.start:
        return [(cell, 0.01) for cell in range(100)]
    low = [min(max(rest - cell * 10**6, 0), 10**6) for cell in range(100)]
    return [(cell, (whole * 10**6 + low[cell]) / 2**31) for cell in range(100)]


@pytest.mark.parametrize("stage", ["local", "prod"])
def test_control_08_more_mail_than_foreseen_rings(stage: str) -> None:
    """Whatever hole the other limits may have, somebody hears of it."""
    alarms = [alarm.properties for alarm in of_kind("AWS::CloudWatch::Alarm", stage)]
    [mails] = [said for said in alarms if said["Namespace"] == "AWS/SES"]
    assert (mails["MetricName"], mails["Statistic"], mails["Period"]) == ("Send", "Sum", 3600)
    assert "Dimensions" not in mails, "all mail of the account"
    assert int(mails["Threshold"]) > 0


class Overheard(Aws):
    """AWS itself, and all that it is told; what SES is told is a mail and kept apart."""

    def __init__(self, real: MotoAws, told: list[str], mailed: list[str]) -> None:
        for service in ("dynamodb", "events", "secrets", "s3", "sqs"):
            self.__dict__[service] = _Client(getattr(real, service), told)
        self.__dict__["ses"] = _Client(real.ses, mailed)


class _Client:
    def __init__(self, real: Any, told: list[str]) -> None:
        self._real, self._told = real, told

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**ask: Any) -> Any:
            self._told.append(json.dumps([operation, ask], default=str, ensure_ascii=False))
            return getattr(self._real, operation)(**ask)

        return call


def test_control_09_a_code_stands_nowhere_but_in_its_mail(moto_stack: MotoStack) -> None:
    """No table, event, queue, file, log or answer ever gets one, nor a password; tokens leave with their answer."""
    told: list[str] = []
    mailed: list[str] = []
    portal = InProcessPortal(moto_stack, lambda _: Overheard(moto_stack.aws, told, mailed))
    ann = Visitor(portal)
    ann.make_account()
    codes = [ann.newest_code()]
    portal.settle()
    moto_stack.clock.forward(minutes=15)
    ann.offer_app()
    codes.append(ann.app_code(moto_stack.clock()))
    assert ann.confirm_app(codes[-1]).status == 200
    ann.sign_in()
    codes.append(ann.newest_code())
    moto_stack.clock.forward(seconds=30)
    codes.append(ann.app_code(moto_stack.clock()))
    assert ann.complete_by_app(ann.start_sign_in().body["sign_in_id"], codes[-1]).status == 201
    portal.settle()

    answered = json.dumps([answer.body for answer in ann.answers], ensure_ascii=False)
    tokens = [answer.body["token"] for answer in ann.answers if "token" in (answer.body or {})]
    assert (len(codes), len(tokens)) == (4, 3)
    assert [sum(one in mail for mail in mailed) for one in codes] == [1, 0, 1, 0]
    kept = [*told, moto_stack.lines.text()]
    for secret in (*codes, PASSWORD, *tokens, ann.app_secret or ""):
        assert not [one for one in kept if secret in one]
    for secret in (*codes, PASSWORD):
        assert secret not in answered


def test_control_09_nor_one_of_a_reset_or_a_new_address_nor_the_email_change_reversal(moto_stack: MotoStack) -> None:
    told: list[str] = []
    portal = InProcessPortal(moto_stack, lambda _: Overheard(moto_stack.aws, told, []))
    ann = Visitor(portal)
    ann.make_account()
    change_id = ann.change_email("new@example.org").body["change_id"]
    secrets = [ann.newest_code("new@example.org")]
    assert ann.confirm_email(change_id, secrets[0]).status == 200
    portal.settle()
    secrets.append(ann.newest_email_change_reversal(ann.email))
    ann.email = "new@example.org"
    reset_id = ann.start_reset().body["reset_id"]
    secrets += [ann.newest_code(), "Second-horse-8"]
    assert ann.reset_password(reset_id, ann.newest_code(), "Second-horse-8").status == 204
    portal.settle()
    assert len(set(secrets)) == 4
    for secret in secrets:
        assert not [one for one in (*told, moto_stack.lines.text()) if secret in one]
