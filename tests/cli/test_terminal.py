"""What a terminal can do, from its environment; and columns that stand under each other."""

from __future__ import annotations

import io

import pytest

from annotator.cli.terminal import Terminal, columns_of, table, terminal


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VTE_VERSION", "KONSOLE_VERSION", "TERM_PROGRAM", "MLTERM", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_pipe_gets_logical_order_without_colours() -> None:
    found = terminal(io.StringIO())
    assert (found.colour, found.visual, found.is_terminal, found.width) == (False, False, False, 80)
    assert found.inline("a\nb  c") == "a b c"


@pytest.mark.parametrize(
    ("variable", "value", "visual"),
    [
        ("TERM", "xterm", True),
        ("VTE_VERSION", "7200", False),
        ("VTE_VERSION", "5200", True),
        ("VTE_VERSION", "new", True),
        ("KONSOLE_VERSION", "230800", False),
        ("TERM_PROGRAM", "Apple_Terminal", False),
        ("TERM", "mlterm-256color", False),
    ],
)
def test_terminals_that_order_text_themselves(
    variable: str, value: str, visual: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert terminal(Screen()).visual is visual
    assert terminal(Screen(), bidi="visual").visual
    assert not terminal(Screen(), bidi="terminal").visual


def test_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    assert terminal(Screen()).colour
    assert not terminal(Screen(), colour="never").colour
    assert terminal(io.StringIO(), colour="always").colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal(Screen()).colour
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not terminal(Screen()).colour


def test_inline_on_a_terminal() -> None:
    assert Terminal(80, True, False, True).inline("a\x1b[31mb\x07") == "\u2068a\ufffd[31mb\ufffd\u2069"
    assert Terminal(80, False, False, False).inline("a\x1b[31mb") == "a\x1b[31mb"
    assert Terminal(80, False, False, True).inline("سفينة") == "\u2068سفينة\u2069"
    assert Terminal(80, False, True, True).inline("سفينة") == "ةنيفس"
    assert Terminal(80, False, True, True).inline("word " * 9, 12).endswith("…")


@pytest.mark.parametrize(
    ("cluster", "columns"),
    [("a", 1), ("ü", 1), ("a\u0301", 1), ("中", 2), ("👨‍👩‍👧", 2), ("❤️", 2), ("\u2068", 0), ("\u200d", 0), ("ب", 1)],
)
def test_columns_of(cluster: str, columns: int) -> None:
    assert columns_of(cluster) == columns


def test_table() -> None:
    assert table([]) == []
    assert table([("a", "1", "x"), ("bb", "10", "")], frozenset([1])) == ["a    1  x", "bb  10"]


def test_a_name_does_not_command_the_terminal() -> None:
    found = Terminal(80, False, False, True).inline("\x1b[31mred\x07")
    assert "\x1b" not in found
    assert "\x07" not in found
    assert "red" in found
