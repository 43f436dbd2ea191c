"""Any order of registering, signing in, resetting passwords, changing addresses and taking them back; with crashes and
clock jumps, against a model in plain Python (see `machine_of_accounts`).
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from moto import mock_aws

from tests.auth.machine_of_accounts import EMAILS, PASSWORDS
from tests.auth.machine_of_credentials import AccountsThatChange
from tests.auth.model_of_accounts import Challenge, Person

ANN, BOB, CAT = EMAILS
PASSWORD, OTHER = PASSWORDS


@pytest.fixture(autouse=True)
def _moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def machine() -> AccountsThatChange:
    """Ann has an account, an app and a session."""
    accounts = AccountsThatChange()
    accounts.somebody_has_an_account_and_an_app()
    return accounts


def moved(machine: AccountsThatChange) -> Person:
    """Ann's account is Bob's now; a sign-in of hers is on its way and comes to nothing."""
    late, one = machine.come_in(ANN), machine.start_change(ANN, BOB, PASSWORD)
    assert late is not None
    assert isinstance(one, Challenge)
    machine.confirm(one, machine.typed(one, "wrong"))
    machine.confirm(one, machine.typed(one, "newest"))
    machine.confirm(one, machine.typed(one, "newest"))
    machine.complete(late, machine.typed(late, "newest"), "email")
    machine.every_account_is_one_that_the_model_knows()
    assert machine.model.people.keys() == {BOB}
    return machine.model.people[BOB]


@pytest.mark.parametrize(("hours", "back"), [(0, ANN), (71, ANN), (72, BOB)])
def test_the_machine_walks_there_and_back(machine: AccountsThatChange, hours: int, back: str) -> None:
    """The short run seldom gets so far by chance."""
    person = moved(machine)
    machine.stack.clock.forward(hours=hours)
    for right in (False, True, True):
        machine.take_back(person, machine.ways[-1][1], right=right)
    machine.start_sign_in(back, PASSWORD)
    reset = machine.start_reset(back)
    assert isinstance(reset, Challenge)
    machine.give_new_password(reset, machine.typed(reset, "newest"), OTHER)
    machine.every_account_is_one_that_the_model_knows()
    assert (person.email, person.password) == (back, OTHER)


def test_the_machine_loses_the_race_for_an_address(machine: AccountsThatChange) -> None:
    change = machine.start_change(ANN, CAT, PASSWORD)
    rival = machine.register(CAT, OTHER)
    assert isinstance(change, Challenge)
    assert isinstance(rival, Challenge)
    code = machine.typed(change, "newest")
    machine.give_contact_details(rival)
    machine.activate(rival, "newest")
    machine.confirm(change, code)
    machine.every_account_is_one_that_the_model_knows()
    assert machine.model.people.keys() == {ANN, CAT}


def run(examples: int, steps: int, phases: tuple[Phase, ...]) -> None:
    few = settings(
        phases=phases,
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=examples < 100,
    )
    run_state_machine_as_test(AccountsThatChange, settings=few)


@pytest.mark.slow
def test_any_order_holds_the_invariants() -> None:
    """The same every time, so that it is never this change's fault what it finds."""
    run(examples=12, steps=30, phases=(Phase.generate,))


@pytest.mark.deep
def test_any_order_for_longer() -> None:
    run(examples=60, steps=60, phases=(Phase.generate, Phase.shrink))
