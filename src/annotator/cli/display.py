"""Is there a display for a window, and does anything answer there? Asked before Qt, which would abort the process."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping
from pathlib import Path

from annotator.core.errors import AnnotatorError

_X_SOCKETS = "/tmp/.X11-unix"
_PATIENCE = 1.0
"""Seconds that a display on another machine has for an answer; then it is taken for slow, not for gone."""

_WITHOUT = "every command works without one (annotator --help)"
_NAME = re.compile(r"(?P<host>[^/]*):(?P<number>\d+)(?:\.\d+)?")
_DEAD = (errno.ENOENT, errno.ECONNREFUSED, errno.ENOTDIR, errno.EHOSTUNREACH, errno.ENETUNREACH)


def require_display(environ: Mapping[str, str]) -> None:
    """Raise AnnotatorError where Linux has no display, or none of those that the environment names answers.

    In doubt there is one: Qt knows platforms, and X knows kinds of names, that are not looked at here.
    """
    platform = environ.get("QT_QPA_PLATFORM", "")
    x, wayland = environ.get("DISPLAY", ""), _wayland(environ)
    if not (platform or x or wayland):
        raise AnnotatorError(f"there is no display for a window; {_WITHOUT}")
    wanted = {name.partition(":")[0] for name in platform.split(";") if name}
    if wanted - {"xcb", "wayland", "wayland-egl"}:
        return  # Offscreen, or another that needs neither.
    tried = []
    if x and (not wanted or "xcb" in wanted):
        tried.append((x, _x_answers(x)))
    if wayland and wanted != {"xcb"}:
        tried.append((wayland, _wayland_answers(wayland, environ)))
    if wanted == {"xcb"} and not x:
        raise AnnotatorError(f"there is no X display for a window; {_WITHOUT}")
    if tried and not any(answers for _, answers in tried):
        named = " and ".join(f"'{name}'" for name, _ in tried)
        raise AnnotatorError(f"the display {named} does not answer; start it, or name another in DISPLAY; {_WITHOUT}")


def _wayland(environ: Mapping[str, str]) -> str:
    if environ.get("WAYLAND_SOCKET"):
        return "WAYLAND_SOCKET"
    return environ.get("WAYLAND_DISPLAY", "") or (
        "wayland-0" if environ.get("XDG_SESSION_TYPE") == "wayland" and environ.get("XDG_RUNTIME_DIR") else ""
    )


def _wayland_answers(name: str, environ: Mapping[str, str]) -> bool:
    folder = environ.get("XDG_RUNTIME_DIR", "")
    if name == "WAYLAND_SOCKET" or not (folder or name.startswith("/")):
        return True  # An open socket that was handed to us, or one that only Qt knows where to find.
    return _answers(str(Path(folder, name)))


def _x_answers(display: str) -> bool:
    found = _NAME.fullmatch(display)
    if found is None:
        return True
    host, number = found["host"], int(found["number"])
    if number > 59_535:
        return True  # No port: let X say so.
    if host in ("", "unix"):
        # As X does: a name without a file, the file, and where neither is, the network.
        places: list[str | tuple[str, int]] = [f"\0{_X_SOCKETS}/X{number}", f"{_X_SOCKETS}/X{number}"]
        if not host:
            places.append(("localhost", 6000 + number))
        return any(map(_answers, places))
    return _answers((host.strip("[]"), 6000 + number))


def _answers(place: str | tuple[str, int]) -> bool:
    """Return whether something listens there, as far as one can tell: only a plain no is one."""
    try:
        if isinstance(place, tuple):
            return _listens(*place)
        # What `socket` is made of. Loading all of that takes a hundred times as long as asking, at every start.
        from _socket import AF_UNIX, SOCK_STREAM, socket

        local = socket(AF_UNIX, SOCK_STREAM)
        try:
            local.settimeout(_PATIENCE)
            local.connect(place)
        finally:
            local.close()
    except OSError as error:
        return error.errno not in _DEAD
    return True


def _listens(host: str, port: int) -> bool:
    import socket

    try:
        socket.create_connection((host, port), timeout=_PATIENCE).close()
    except socket.gaierror as error:
        return error.errno != socket.EAI_NONAME
    return True
