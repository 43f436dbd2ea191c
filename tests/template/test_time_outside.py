"""Whoever calls a service outside AWS ends within its function's time, also when that service does not answer."""

from typing import Any

import pytest

from portal.os_places import PATIENCE
from portal.outside import CONNECT_SECONDS, READ_SECONDS
from tests.support.template import functions, resources

ONE_CALL = CONNECT_SECONDS + READ_SECONDS
OWN_SECONDS = 2
CALLS_TO_PAY = 3
"""What is asked first, what is done about it, and what came of it; a call without an answer ends the operation."""


def that_may(policy: str) -> dict[str, Any]:
    """The functions with this managed policy, by name."""
    return {name: said for name, said in functions().items() if {"Ref": policy} in said.get("Policies", [])}


def seconds(name: str) -> float:
    return float(resources("AWS::Lambda::Function")[name]["Timeout"])


def batch(function: Any) -> int:
    """Messages that it handles one after another; 1 for what comes over HTTP."""
    events = function.get("Events", {}).values()
    return max(int(event["Properties"].get("BatchSize", 1)) for event in events)


@pytest.mark.parametrize("name", sorted(that_may("KnowsPayApiKey")))
def test_who_asks_pay(name: str) -> None:
    function = that_may("KnowsPayApiKey")[name]
    messages = batch(function)
    calls = CALLS_TO_PAY if messages == 1 else messages  # each message ends at its first call without an answer
    assert calls * ONE_CALL + OWN_SECONDS <= seconds(name)


@pytest.mark.parametrize("name", sorted(that_may("KnowsOsPlacesKey")))
def test_who_asks_os_places(name: str) -> None:
    assert PATIENCE.total_seconds() + ONE_CALL + OWN_SECONDS <= seconds(name)


def test_who_asks_dvla() -> None:
    assert seconds("EnquireAboutVehicle") >= ONE_CALL + OWN_SECONDS
