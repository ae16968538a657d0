"""Reports of one event, and near duplicates, as a reader is shown them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.project import Project, edits, filing
from annotator.ui.library.candidates import Candidates, box_of
from journeys.person import ARABIC, GERMAN, Person
from journeys.test_library import click, name, rows

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
STRIKE = "Lotsen streiken\n\nIm Norden liegt alles still. Niemand weiß, wie lange noch.\n"


@pytest.fixture
def person(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody with two reports of one event, of the same week, and one of another."""
    path = tmp_path / "harbour.annot"
    long = " ".join(f"wort{n}" for n in range(120))
    with Project.create(path) as project:
        for file, text, published in (
            ("hafen", GERMAN, "2021-03-19"), ("mina", ARABIC, "2021-03-20"), ("strike", STRIKE, "2021-03-19"),
            ("first", f"Bericht eins\n\n{long}\n", "2020-01-01"),
            ("second", f"Bericht zwei\n\n{long} und Schluss\n", "2020-05-01"),
        ):  # fmt: skip
            (tmp_path / f"{file}.txt").write_text(text, encoding="utf-8")
            (article,) = project.import_files([tmp_path / f"{file}.txt"]).imported
            project.do(edits.edit_article(project, replace(article, published=published), before=article))
    return sit_down(path)


def listed(person: Person) -> Candidates:
    dialog = person.dialog()
    assert isinstance(dialog, Candidates)
    person.wait(lambda: bool(dialog.model.rows))
    return dialog


def test_reports_of_the_same_are_ticked_and_put_into_one_event(person: Person) -> None:
    german, arabic = person.project.articles()[:2]
    click(person, german.title)
    person.shortcut("same_event")
    dialog = listed(person)
    assert [row.article.id for row in dialog.model.rows] == [arabic.id]
    reasons = " ".join(dialog.model.rows[0].reasons)
    assert "Kestrel" in reasons
    assert "1 day apart" in reasons
    assert not dialog.do.isEnabled()
    assert not person.project.events(), "nothing is decided by itself"
    box = box_of(dialog.list.visualRect(dialog.model.index(0)), dialog.model.rows[0])
    QTest.mouseClick(dialog.list.viewport(), LEFT, NONE, box.center())
    assert dialog.do.isEnabled()
    QTest.keyClick(dialog.list, KEY.Key_Space)
    assert not dialog.do.isEnabled()
    QTest.keyClick(dialog.list, KEY.Key_Space)
    QTest.mouseClick(dialog.do, LEFT)
    name(person, "Harbour")
    assert rows(person)[:3] == ["# Harbour 2", german.title, arabic.title]
    person.shortcut("undo")
    assert not person.project.events()


def test_where_nothing_is_like_it_that_is_said(person: Person) -> None:
    click(person, "Lotsen streiken")
    person.shortcut("same_event")
    dialog = person.dialog()
    assert isinstance(dialog, Candidates)
    person.wait(lambda: "Nothing says" in dialog.heading.text())
    dialog.reject()


def test_where_all_of_the_same_are_in_its_event_already_that_is_said(person: Person) -> None:
    german, arabic = person.project.articles()[:2]
    session = person.workspace.session
    session.edit(lambda: filing.put_into_event(person.project, [german, arabic], "Harbour"))
    person.settle()
    click(person, german.title)
    person.shortcut("same_event")
    dialog = person.dialog()
    assert isinstance(dialog, Candidates)
    person.wait(lambda: "Nothing says" in dialog.heading.text())
    assert "those of its event" in dialog.heading.text()
    dialog.reject()


def test_a_report_comes_into_the_event_of_the_one_that_was_asked_about(person: Person) -> None:
    from annotator.project import filing

    german, arabic = person.project.articles()[:2]
    person.workspace.session.edit(lambda: filing.put_into_event(person.project, [german], "Port"))
    click(person, german.title)
    person.shortcut("same_event")
    dialog = listed(person)
    dialog.model.toggle(dialog.model.index(0))
    QTest.mouseClick(dialog.look, LEFT)
    assert {pane.article.id for pane in person.panes if pane.article} == {german.id, arabic.id}
    QTest.mouseClick(dialog.do, LEFT)
    person.settle()
    assert rows(person)[:3] == ["# Port 2", german.title, arabic.title]


def test_near_duplicates_are_grouped_shown_and_removed(person: Person, answer: list[str]) -> None:
    person.shortcut("near_duplicates")
    dialog = listed(person)
    assert [row.article.title for row in dialog.model.rows] == ["Bericht eins", "Bericht zwei"]
    assert [row.joined for row in dialog.model.rows] == [False, True]
    assert "alike" in dialog.model.rows[1].reasons[0]
    QTest.mouseClick(dialog.look, LEFT)
    assert {pane.article.title for pane in person.panes if pane.article} == {"Bericht eins", "Bericht zwei"}
    dialog.model.toggle(dialog.model.index(1))
    QTest.mouseClick(dialog.do, LEFT)
    assert "Bericht zwei" in answer[0]
    person.settle()
    assert "Bericht zwei" not in rows(person)
    person.shortcut("undo")
    assert "Bericht zwei" in rows(person)
