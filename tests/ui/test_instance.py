"""A second start hands over to the first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket

from annotator.ui.instance import FirstInstance, hand_over

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from annotator.ui.instance import hand_over
app = QCoreApplication([])
sys.exit(0 if hand_over(Path("a.annot"), [Path("b.txt")], sys.argv[1]) else 3)
"""


def test_nobody_there(qapp: object, tmp_path: Path) -> None:
    assert not hand_over(None, [], str(tmp_path / "s"))


def test_the_first_is_told_what_the_second_was_to_open(qtbot: object, tmp_path: Path) -> None:
    parent = QObject()
    first = FirstInstance(parent, str(tmp_path / "s"))
    with qtbot.waitSignal(first.wanted, timeout=10000) as wanted:  # type: ignore[attr-defined]
        second = subprocess.Popen([sys.executable, "-c", SECOND, str(tmp_path / "s")], cwd=tmp_path)
    assert wanted.args == [(tmp_path / "a.annot", [tmp_path / "b.txt"])]
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=10000)  # type: ignore[attr-defined]
    assert second.returncode == 0
    parent.deleteLater()


def test_a_socket_left_behind_does_not_matter(qtbot: object, tmp_path: Path) -> None:
    (tmp_path / "s").touch()
    parent = QObject()
    first = FirstInstance(parent, str(tmp_path / "s"))
    assert first._server.isListening()
    parent.deleteLater()


def test_rubbish_is_ignored(qtbot: object, tmp_path: Path) -> None:
    parent = QObject()
    first = FirstInstance(parent, str(tmp_path / "s"))
    heard: list[object] = []
    first.wanted.connect(heard.append)
    for rubbish in (b"not json\n", b"[]\n", b'{"project": 3}\n'):
        socket = QLocalSocket()
        socket.connectToServer(str(tmp_path / "s"))
        assert socket.waitForConnected(1000)
        socket.write(rubbish)
        socket.flush()
        qtbot.waitUntil(lambda s=socket: s.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=3000)  # type: ignore[attr-defined]
    assert heard == []
    parent.deleteLater()
