"""A project that is damaged: what somebody sees of it, and what can be done."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from annotator.app import Desktop
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.ui.salvaging import SalvageDialog
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
PAGE = 4096


def blot_out(path: Path, *tables: str) -> bytes:
    """Zero the first page of tables; return what the file then is."""
    with closing(sqlite3.connect(path)) as raw:
        roots = dict(raw.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    data = bytearray(path.read_bytes())
    for table in tables:
        data[(roots[table] - 1) * PAGE : roots[table] * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    return bytes(data)


def way(person: Person, words: str) -> QPushButton | None:
    buttons = person.window.welcome.findChildren(QPushButton)
    return next((button for button in buttons if button.isVisible() and words in button.text()), None)


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


def account(person: Person) -> str:
    dialog = person.window.findChild(SalvageDialog)
    assert dialog is not None
    return dialog.list.toPlainText()


def test_what_can_be_read_goes_into_a_new_project(
    person: Person, sit_down: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, new = person.project.path, tmp_path / "again.annot"
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    person.tag(person.pane(Direction.RTL), "الهيئة", KEY.Key_1)
    person.close()
    damaged = blot_out(path, "tag", "coder")

    again = sit_down(path)
    assert again.owner.workspace is None
    assert "is damaged" in again.message()
    again.wait(lambda: way(again, "Restore from a backup") is not None)
    button = way(again, "Salvage")
    assert button is not None
    choose(monkeypatch, new)
    QTest.mouseClick(button, LEFT)
    again.wait(lambda: again.owner.workspace is not None and again.owner.workspace.sides is not None)
    assert sorted(again.quotes()) == ["Blauwal", "الهيئة"]
    assert "recovered coder 1" in account(again)
    assert again.project.path == new
    assert path.read_bytes() == damaged
    with Project.open(new) as project:
        assert project.check() == []


def test_where_nothing_can_be_salvaged_it_is_said_and_offered_again(
    person: Person, sit_down: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = person.project.path
    person.close()
    blot_out(path, "coder")
    again = sit_down(path)
    button = way(again, "Salvage")
    assert button is not None
    choose(monkeypatch, path)
    QTest.mouseClick(button, LEFT)
    again.wait(lambda: "not overwritten" in again.message())
    again.wait(lambda: way(again, "Salvage") is not None)


@pytest.mark.parametrize("free", [True, False])
def test_who_opens_something_else_meanwhile_keeps_it(
    person: Person, sit_down: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: bool
) -> None:
    path, new, other = person.project.path, tmp_path / "again.annot", tmp_path / "other.annot"
    person.close()
    Project.create(other).close()
    blot_out(path, "tag", "coder")
    again = sit_down(path)
    button = way(again, "Salvage")
    assert button is not None
    choose(monkeypatch, new if free else path)
    QTest.mouseClick(button, LEFT)
    again.owner.open(other)
    workspace, salvaging = again.owner.workspace, again.owner.salvaging
    assert workspace is not None
    assert salvaging is not None
    again.wait(lambda: not salvaging.running)
    again.settle()
    assert again.owner.workspace is workspace
    assert again.owner.path == other
    assert way(again, "Salvage") is None
    assert (again.window.findChild(SalvageDialog) is not None) is free


def test_damage_that_is_found_while_somebody_works(person: Person, desktop: Desktop) -> None:
    """An index that speaks of other rows than its table is found only when the file is looked through."""
    path = person.project.path
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    assert person.sides is not None
    inspection = person.workspace.inspection
    assert inspection is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = "
            "'sqlite_autoindex_event_1') WHERE name = 'sqlite_autoindex_entity_1'"
        )
    inspection.look()
    person.wait(lambda: "is damaged" in person.message())
    assert person.window.saved.text() == "Not saved"
    person.window.messages.hide()
    person.tag(person.pane(Direction.LTR), "Kestrel Lines", KEY.Key_1)
    assert "is damaged" in person.message()
    assert person.quotes() == ["Blauwal"], "nothing more is written"
    QTest.mouseClick(person.window.messages.button, LEFT)
    person.wait(lambda: len(desktop.windows) == 1 and desktop.windows[0] is not person.owner)
    other = Person(desktop.windows[0], person.wait)
    other.wait(lambda: way(other, "Salvage") is not None)
    assert other.owner.workspace is None


def test_a_sound_project_is_looked_through_in_silence(person: Person) -> None:
    assert person.sides is not None
    inspection = person.workspace.inspection
    assert inspection is not None
    inspection.look()
    person.wait(lambda: not inspection.looking)
    assert not person.window.messages.isVisible()
    assert person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article SET body_start = 5, body_end = NULL",
        "UPDATE tag SET name = 'same', folded = id",
        "UPDATE tag SET colour = x'00'",
    ],
)
def test_what_cannot_be_understood_is_salvaged_too(
    person: Person, sit_down: Callable[..., Person], statement: str
) -> None:
    path = person.project.path
    person.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    again = sit_down(path)
    assert again.owner.workspace is None
    assert "is damaged, or another program changed it" in again.message()
    again.wait(lambda: way(again, "Salvage") is not None)
    again.settle()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotation SET start = -5",
        'UPDATE annotation SET "end" = 100000000',
        'UPDATE annotation SET "end" = start',
        "UPDATE annotation SET start = 9223372036854775807",
        "UPDATE annotation SET fragments = '[[1, 2], [900000, 900001]]'",
        "UPDATE article SET replaces = id",
        "UPDATE article SET replaces = (SELECT other.id FROM article other WHERE other.id <> article.id)",
        "UPDATE tag SET parent = id",
        "UPDATE tag SET colour = 'red; background: url(x)'",
        "UPDATE article SET body_start = 5, body_end = 100000000",
        "UPDATE article SET published = '0000-99-99', language = 'xx-yy-zz', length = -3",
        "UPDATE article SET title = char(27) || '[2J' || char(10) || char(8238) || 'abc' || char(0)",
        "UPDATE article SET title = replace(hex(zeroblob(100000)), '00', 'ab ')",
        "UPDATE article_text SET text = ''",
        "DELETE FROM article_text",
        "UPDATE annotation SET tag = 'gone'",
    ],
)
def test_what_is_untrue_is_shown_as_far_as_it_goes(
    person: Person, sit_down: Callable[..., Person], statement: str
) -> None:
    """No exception gets out: the tests' Qt fails where one does."""
    path = person.project.path
    person.tag(person.pane(Direction.LTR), "Blauwal", KEY.Key_1)
    person.tag(person.pane(Direction.RTL), "Kestrel Lines", KEY.Key_1)
    person.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    again = sit_down(path)
    again.settle()
    again.wait(lambda: again.owner.workspace is None or again.owner.workspace.sides is not None)
    again.settle()
    again.close()
