"""The page as another process reads it through AT-SPI, as a screen reader does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"
SEEKS_BINDINGS = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X display of its own: only there does Qt speak AT-SPI."""
    if shutil.which("Xvfb") is None or shutil.which("dbus-run-session") is None:
        pytest.skip("needs Xvfb and dbus-run-session")
    if not Path(SYSTEM_PYTHON).exists() or not Path("/usr/libexec/at-spi2-registryd").exists():
        pytest.skip("needs at-spi2-core")
    if subprocess.run([SYSTEM_PYTHON, "-c", SEEKS_BINDINGS], capture_output=True, check=False).returncode:
        pytest.skip("needs the bindings of AT-SPI (gir1.2-atspi-2.0, python3-gi)")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    try:
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="module")
def heard(display: str) -> dict[str, Any]:
    """What the reader found after each thing that was done to the page."""
    environment = os.environ | {
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
    client, page = str(HERE / "at_spi_client.py"), str(HERE / "at_spi_page.py")
    done = subprocess.run(
        ["dbus-run-session", "--", SYSTEM_PYTHON, client, sys.executable, "-X", "faulthandler", page],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def events(state: dict[str, Any], kind: str) -> list[list[Any]]:
    """Return the page's own events of a kind; the hidden widget, which nobody can reach, has no name."""
    return [event for event in state["events"] if event[0].startswith(kind) and event[1]]


def test_text_is_read(heard: dict[str, Any]) -> None:
    start = heard["start"]
    assert start["name"] == "Elf Firmen"
    assert start["text"] == "Die Behörde 😀 hat elf Unternehmen einbestellt.\nAnlass ist die Sorge vor Fälschungen."
    assert start["description"] == "Article with 2 mark(s)"
    assert start["read_only"]
    assert not start["editable"]


def test_caret_and_its_line_are_read_and_told(heard: dict[str, Any]) -> None:
    state = heard["caret"]
    assert state["caret"] == 5
    assert state["line"].startswith("Die Behörde 😀 hat")
    assert [event[2] for event in events(state, "object:text-caret-moved")] == [5]


def test_marks_are_described_and_announced_when_the_caret_comes_in(heard: dict[str, Any]) -> None:
    state = heard["marked"]
    said = "concern: Unternehmen; actor: elf Unternehmen, note: Namen fehlen."
    # The emoji counts two of Qt's units.
    assert state["caret"] == 25
    assert state["description"] == said
    assert events(state, "object:property-change:accessible-description")
    assert state["focused"]
    assert [event[3] for event in events(state, "object:announcement")] == [said]


def test_selection_is_read_and_told(heard: dict[str, Any]) -> None:
    assert heard["selected"]["selection"] == [4, 11]
    assert events(heard["selected"], "object:text-selection-changed")


def test_another_article_is_told_once_and_a_long_one_by_paragraphs(heard: dict[str, Any]) -> None:
    state = heard["arabic"]
    assert state["name"] == "استدعاء"
    assert state["text"] == "استدعت الهيئة 11 شركة محلية، بينها Clubhouse."
    assert state["selection"] is None
    assert len(events(state, "object:text-changed:insert")) == 1
    assert heard["second"]["caret"] == 4
    assert events(heard["second"], "object:text-changed:insert")
    assert heard["german"]["count"] == heard["start"]["count"]


def test_panes_come_and_go_while_they_are_read(heard: dict[str, Any]) -> None:
    assert heard["churned"]["text"] == heard["start"]["text"]
    assert heard["churned"]["walked"] > 50
    assert heard["exit"] == 0


def test_reader_may_select(heard: dict[str, Any]) -> None:
    assert heard["by client"] == "0 3"
