"""A display that is not there is said in a sentence; in doubt, Qt is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.cli import display
from annotator.core.errors import AnnotatorError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays are named so on Linux")


@pytest.fixture(autouse=True)
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of X's sockets, with none in it; nothing listens on the network."""
    monkeypatch.setattr(display, "_X_SOCKETS", str(tmp_path))
    return tmp_path


def listening(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen()
    return server


@pytest.fixture
def port() -> Iterator[int]:
    with socket.socket() as server:
        for number in range(6800, 6900):
            try:
                server.bind(("127.0.0.1", number))
            except OSError:
                continue
            server.listen()
            yield number
            return
        pytest.skip("no port is free")


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ""},
        {"DISPLAY": ":917"},
        {"DISPLAY": "unix:917.0"},
        {"DISPLAY": "localhost:917.0"},
        {"DISPLAY": ":917", "QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/none"},
        {"WAYLAND_DISPLAY": "/none/wayland-7"},
        {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "/none", "DISPLAY": ":917"},
        {"XDG_SESSION_TYPE": "wayland", "XDG_RUNTIME_DIR": "/none"},
    ],
)
def test_no_display(environ: dict[str, str]) -> None:
    with pytest.raises(AnnotatorError, match="every command works without one") as caught:
        display.require_display(environ)
    assert all(f"'{name}'" in str(caught.value) for name in (environ.get("WAYLAND_DISPLAY"),) if name)


@pytest.mark.parametrize(
    "environ",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "vnc:size=800x600", "DISPLAY": ":917"},
        {"QT_QPA_PLATFORM": "xcb;offscreen", "DISPLAY": ":917"},
        {"DISPLAY": "/some/where/org.xquartz:0"},
        {"DISPLAY": "a name that only X understands"},
        {"DISPLAY": ":60000"},
        {"WAYLAND_SOCKET": "5"},
        {"WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_in_doubt_there_is_one(environ: dict[str, str]) -> None:
    display.require_display(environ)


def test_x_answers_at_its_socket_and_not_at_one_left_behind(sockets: Path) -> None:
    with listening(sockets / "X917"):
        started = time.perf_counter()
        display.require_display({"DISPLAY": ":917.0"})
        assert time.perf_counter() - started < 0.1
        display.require_display({"DISPLAY": "unix:917", "WAYLAND_DISPLAY": "none", "XDG_RUNTIME_DIR": str(sockets)})
    assert (sockets / "X917").exists()
    with pytest.raises(AnnotatorError, match="':917' does not answer"):
        display.require_display({"DISPLAY": ":917"})


def test_asking_loads_no_more_than_it_needs(sockets: Path) -> None:
    script = """
import sys
from annotator.cli import display
display._X_SOCKETS = sys.argv[1]
display.require_display({"DISPLAY": ":917"})
assert "socket" not in sys.modules
"""
    with listening(sockets / "X917"):
        subprocess.run([sys.executable, "-c", script, str(sockets)], check=True, timeout=60)


def test_x_answers_on_the_network(port: int) -> None:
    # By number: a bare machine may not know the name "localhost".
    display.require_display({"DISPLAY": f"127.0.0.1:{port - 6000}.0"})
    display.require_display({"DISPLAY": f"127.0.0.1:{port - 6000}"})


def test_wayland_answers_at_its_socket(sockets: Path) -> None:
    with listening(sockets / "wayland-7"):
        for environ in (
            {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(sockets)},
            {"WAYLAND_DISPLAY": str(sockets / "wayland-7"), "DISPLAY": ":917"},
        ):
            display.require_display(environ)
        with pytest.raises(AnnotatorError, match="no X display"):
            display.require_display({"WAYLAND_DISPLAY": str(sockets / "wayland-7"), "QT_QPA_PLATFORM": "xcb"})


def test_the_window_ends_with_a_sentence() -> None:
    environ = {key: value for key, value in os.environ.items() if key not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    environ["DISPLAY"] = ":917"
    command = [sys.executable, "-m", "annotator"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("annotator: the display ':917' does not answer")
    assert done.stderr.count("\n") == 1
