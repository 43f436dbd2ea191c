"""Ports: which, by whom they are taken, and what to do."""

import os
import re
import socket

import pytest

from local.places import HOST, Ports, require_free
from tools.steps import ToolError


def test_an_environment_variable_chooses_a_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_WEB_PORT", "9000")
    monkeypatch.delenv("PORTAL_API_PORT", raising=False)
    assert (Ports.chosen().web, Ports.chosen().api) == (9000, Ports().api)


def test_a_start_without_one_takes_the_port_of_the_start_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_WEB_PORT", "9000")
    monkeypatch.delenv("PORTAL_AWS_PORT", raising=False)
    chosen = Ports.chosen(Ports(web=9100, aws=9166))
    assert (chosen.web, chosen.aws) == (9000, 9166)


@pytest.mark.parametrize("text", ["", "http", "-1", "0", "65536", "8000.5"])
def test_what_is_no_port_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PORTAL_WEB_PORT", text)
    with pytest.raises(ToolError, match="PORTAL_WEB_PORT"):
        Ports.chosen()


def test_a_taken_port_names_its_holder_and_the_way_out() -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ToolError) as refused:
            require_free(web=port)
    assert f"Port {port} for 'web' is taken by" in str(refused.value)
    assert f"process {os.getpid()}" in str(refused.value)
    assert "PORTAL_WEB_PORT=" in str(refused.value)
    require_free(web=port)


def test_all_taken_ports_are_named_at_once_with_free_ones_instead() -> None:
    with socket.create_server((HOST, 0)) as one, socket.create_server((HOST, 0)) as other:
        web, pay = one.getsockname()[1], other.getsockname()[1]
        with pytest.raises(ToolError) as refused:
            require_free(web=web, api=Ports.free().api, pay=pay)
    said = str(refused.value)
    assert f"Port {web} for 'web'" in said
    assert f"Port {pay} for 'pay'" in said
    assert "'api'" not in said
    chosen = re.fullmatch(r".*: PORTAL_WEB_PORT=(\d+) PORTAL_PAY_PORT=(\d+) make start", said.splitlines()[-1])
    assert chosen is not None
    require_free(web=int(chosen[1]), pay=int(chosen[2]))


def test_free_ports_are_four_different_ones() -> None:
    ports = Ports.free()
    assert len({ports.web, ports.api, ports.mailbox, ports.aws}) == 4
