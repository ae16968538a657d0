"""One process a person: a second start hands what it shall open to the first, and ends."""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    # Loaded where somebody listens, or when the window stands: the start does not wait for it.
    from PySide6.QtNetwork import QLocalSocket

_PATIENCE_MS = 1500
_LONGEST = 1_000_000
"""Bytes of a message; a longer one is none of ours."""


def hand_over(project: Path | None, files: list[Path], name: str | None = None) -> bool:
    """Ask the process that is already there to open these. Return whether there is one.

    `name` is the socket's, the user's own by default.
    """
    name = name or _name()
    if not _may_listen(name):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    wish = {"project": str(project.absolute()) if project else None, "files": [str(file.absolute()) for file in files]}
    socket.write(json.dumps(wish).encode() + b"\n")
    socket.flush()
    # Somebody listens. Busy as it may be, it will read this; a second process beside it would not help.
    socket.waitForBytesWritten(_PATIENCE_MS)
    socket.waitForReadyRead(_PATIENCE_MS)
    socket.disconnectFromServer()
    return True


class FirstInstance(QObject):
    """Listens for later starts while the process lives."""

    wanted = Signal(object)
    """(project path or None, paths of files) of a later start."""

    def __init__(self, parent: QObject, name: str | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        name = name or _name()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._receive)
        if not self._server.listen(name):
            # A process that was killed leaves its socket behind; nobody listens there, or `hand_over` had found them.
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def _receive(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._read(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            wish = json.loads(bytes(socket.readLine().data()))
            project = Path(wish["project"]) if wish["project"] else None
            files = [Path(file) for file in wish["files"]]
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.wanted.emit((project, files))


def _may_listen(name: str) -> bool:
    """Return whether there may be a process behind the socket: under Unix it is a file while there is one."""
    return os.name == "nt" or Path(QDir.tempPath(), name).exists()


def _name() -> str:
    """A socket in the user's own run-time folder where the system has one, else a name with the user's."""
    folder = os.environ.get("XDG_RUNTIME_DIR")
    if folder and Path(folder).is_dir():
        return str(Path(folder) / "annotator.socket")
    return f"annotator-{getpass.getuser()}"
