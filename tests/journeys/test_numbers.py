"""The window of numbers: asked by its choices, in step with what is tagged, saved as picture and table."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog

from annotator.project import entities
from annotator.text.direction import Direction
from annotator.ui.numbers.commands import NumbersCommands
from annotator.ui.numbers.window import NumbersWindow
from annotator.ui.veil import Shades, Veil
from journeys.person import Person

KEY = Qt.Key


def opened(person: Person) -> NumbersWindow:
    person.shortcut("numbers")
    person.settle()
    tool = person.sides.tools.made["numbers"]
    assert isinstance(tool, NumbersCommands)
    assert tool.dialog is not None
    return tool.dialog


def choose(box: QComboBox, text: str) -> None:
    """Choose by keys, as a person would."""
    place = box.findText(text)
    assert place >= 0, f"{text} is not among {[box.itemText(at) for at in range(box.count())]}"
    assert box.isVisible()
    box.setFocus()
    while box.currentIndex() != place:
        QTest.keyClick(box, KEY.Key_Down if box.currentIndex() < place else KEY.Key_Up)


def table(dialog: NumbersWindow) -> list[list[str | float]]:
    assert dialog._answer is not None
    assert dialog._look is not None
    return dialog._answer.table(dialog._look)


def test_counting_follows_tagging(person: Person) -> None:
    dialog = opened(person)
    assert dialog.empty.isVisible(), "nothing is marked: it says what to do"
    person.tag(person.pane(Direction.LTR), "Das Hafenamt", KEY.Key_1)
    person.tag(person.pane(Direction.RTL), "هيئة الموانئ", KEY.Key_1)
    person.tag(person.pane(Direction.LTR), "Sorge", KEY.Key_3)
    person.wait(lambda: not dialog.empty.isVisible() and len(table(dialog)) == 3)
    assert table(dialog)[1:] == [["actor", 2], ["concern", 1]]
    person.shortcut("undo")
    person.wait(lambda: len(table(dialog)) == 2)
    choose(dialog.by, "language")
    assert sorted(map(str, (row[0] for row in table(dialog)[1:]))) == ["ar", "de"]
    choose(dialog.across, "tag")
    assert table(dialog)[0] == ["language", "actor"]
    choose(dialog.what, "What is found together")
    assert not dialog.across.isVisible()
    assert dialog.within.isVisible()


def test_what_is_withheld_does_not_count(person: Person) -> None:
    mark = person.tag(person.pane(Direction.LTR), "Das Hafenamt", KEY.Key_1)
    dialog = opened(person)
    assert len(table(dialog)) == 2
    person.workspace.panes.veils.become(Veil(coders=Shades(hidden=frozenset([mark.coder]))))
    person.wait(dialog.empty.isVisible)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".csv"])
def test_saving(person: Person, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = person.tag(person.pane(Direction.LTR), "Das Hafenamt", KEY.Key_1)
    person.project.do(entities.tie(person.project, [mark], "Hafenamt"))
    person.workspace.session.read_again()
    dialog = opened(person)
    path = tmp_path / f"numbers{suffix}"
    path.write_bytes(b"before")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    QTest.mouseClick(dialog.save_table if suffix == ".csv" else dialog.save_picture, Qt.MouseButton.LeftButton)
    data = path.read_bytes()
    assert data.startswith({".svg": b"<?xml", ".png": b"\x89PNG", ".csv": b"\xef\xbb\xbf"}[suffix])
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith((".", "numbers"))) == [path.name]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "no" / "where.svg"), ""))
    QTest.mouseClick(dialog.save_picture, Qt.MouseButton.LeftButton)
    assert "folder that does not exist" in person.window.messages.text.text()
    dialog.close()
    person.settle()
