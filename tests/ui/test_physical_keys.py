"""Keys are named by their place."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.ui import physical_keys
from annotator.ui.physical_keys import physical_key

pytestmark = pytest.mark.usefixtures("qapp")

NONE = Qt.KeyboardModifier.NoModifier


def pressed(key: int, scan: int = 0, virtual: int = 0, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, scan, virtual, 0)


def test_synthetic_events_count_by_name() -> None:
    assert physical_key(pressed(Qt.Key.Key_1)) == "1"
    assert physical_key(pressed(Qt.Key.Key_Q)) == "q"
    assert physical_key(pressed(Qt.Key.Key_Space)) is None
    assert physical_key(pressed(0x0636)) is None


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier])
def test_commands_are_no_tag_keys(held: Qt.KeyboardModifier) -> None:
    assert physical_key(pressed(Qt.Key.Key_1, held=held)) is None


def test_an_arabic_keyboard_has_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    dad, arabic_digit = 0x0636, 0x0661
    assert physical_key(pressed(dad, 16 + 8)) == "q"
    assert physical_key(pressed(arabic_digit, 2 + 8)) == "1"
    assert physical_key(pressed(Qt.Key.Key_Shift, 42 + 8)) is None
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(physical_keys.QGuiApplication, "platformName", lambda: "windows")
    assert physical_key(pressed(dad, 16)) == "q"


def test_a_mac_names_places_by_virtual_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert physical_key(pressed(0x0636, 1, 12)) == "q"
    assert physical_key(pressed(0x0661, 1, 18)) == "1"
    assert physical_key(pressed(Qt.Key.Key_A)) == "a"
    assert physical_key(pressed(0x0634, 1, 0)) == "a"


def test_the_number_pad_has_digits_too() -> None:
    pad = Qt.KeyboardModifier.KeypadModifier
    assert physical_key(pressed(Qt.Key.Key_4, 83 + 8, held=pad)) == "4"


def test_the_tables_name_every_key_once() -> None:
    assert sorted(physical_keys._SET_1.values()) == sorted("1234567890qwertyuiopasdfghjklzxcvbnm")
    assert sorted(physical_keys._MAC.values()) == sorted("1234567890qwertyuiopasdfghjklzxcvbnm")
