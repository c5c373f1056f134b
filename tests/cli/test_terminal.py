"""What the terminal prints."""

import pytest

from workbench.cli import terminal


def test_a_column_that_is_to_be_whole_is_neither_cut_nor_broken(capsys: pytest.CaptureFixture[str]) -> None:
    name = "04-translation-obfuscation"
    columns = ["category", *(f"a longer heading {number}" for number in range(9))]
    terminal.table(columns, [[name, *["1,000 of 1,947"] * 9]], whole=["category"])
    lines = capsys.readouterr().out.splitlines()
    assert any(name in line for line in lines)
    assert max(map(len, lines)) <= 120
