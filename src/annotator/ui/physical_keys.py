"""Which key was pressed, by its place on the keyboard: named by what a US keyboard prints on it."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_ROWS = {2: "1234567890", 16: "qwertyuiop", 30: "asdfghjkl", 44: "zxcvbnm"}
_SET_1 = {first + place: key for first, row in _ROWS.items() for place, key in enumerate(row)}
"""Scan codes of a PC keyboard, set 1; Linux's evdev codes are the same for these keys."""

_X11_OFFSET = 8
"""X11 and Wayland count evdev's codes from 8."""

_MAC = dict(
    zip(
        (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 25, 26, 28, 29, 31, 32, 34,
         35, 37, 38, 40, 45, 46),
        "asdfhgzxcvbqweryt123465978" + "0ouipljknm",
        strict=True,
    )
)  # fmt: skip
"""macOS virtual key codes, which name places (kVK_ANSI_*)."""

# As plain numbers: enums of Python's take a while, and this is asked at each key press.
_REFUSED = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
).value
_KEYPAD = Qt.KeyboardModifier.KeypadModifier.value
_PRINTED = frozenset(map(ord, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
"""Qt's numbers for keys that are named by the digit or letter on them."""


def physical_key(event: QKeyEvent) -> str | None:
    """Return the digit or letter that a US keyboard prints on the pressed key; None for other keys.

    None too with Ctrl, Alt or Meta held. Events made by programs carry no scan code: there the key's own name counts.
    """
    held = event.keyCombination().toCombined()  # the key in its lower bits
    if held & _REFUSED:
        return None
    if event.nativeScanCode() or event.nativeVirtualKey():
        found = _by_place(event)
        # The number pad's digits are digits wherever they lie.
        if found is not None or not held & _KEYPAD:
            return found
    key = event.key()
    return chr(key).lower() if key in _PRINTED else None


def _by_place(event: QKeyEvent) -> str | None:
    if sys.platform == "darwin":
        # There every key has the scan code 1, and virtual key 0 is the letter A.
        return _MAC.get(event.nativeVirtualKey())
    return _SET_1.get(event.nativeScanCode() - (_X11_OFFSET if _on_unix_desktop() else 0))


def _on_unix_desktop() -> bool:
    return not sys.platform.startswith("win") or QGuiApplication.platformName() in ("xcb", "wayland", "wayland-egl")
