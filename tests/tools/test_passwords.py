from pathlib import Path

import pytest

from auth.rules.listed_passwords import prefix_of
from tools import passwords
from tools.steps import ToolError


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "list.bin"
    monkeypatch.setattr(passwords, "FILE", file)
    return file


def test_a_councils_list_becomes_the_file(tmp_path: Path, written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "list.txt"
    source.write_bytes(b"123456\nPa$$w0rd\nnot utf-8 \xff\nNCC-1701\n")
    passwords.main([str(source)])
    assert written.read_bytes() == b"".join(sorted([prefix_of("pa$$w0rd"), prefix_of("ncc-1701")]))
    assert capsys.readouterr().out == "2 passwords written to list.bin\n"


def test_a_list_that_is_none_changes_nothing(tmp_path: Path, written: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("123456\n")
    with pytest.raises(ToolError, match="one password a line"):
        passwords.main([str(empty)])
    with pytest.raises(ToolError, match="cannot be read"):
        passwords.main([str(tmp_path / "nowhere.txt")])
    assert not written.exists()
