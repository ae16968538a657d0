"""Versions of one article as a reader meets them: one stands below the other, and marks are settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.core.tagset import ACTOR, CONCERN
from annotator.project import Project, edits
from annotator.text.span import Span
from annotator.ui.library.candidates import Candidates
from annotator.ui.settling.view import SettlingDialog
from journeys.person import Person
from journeys.test_library import CTRL, choose, click, menu_at, rows

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TITLE = "Werft meldet Störung im Kesselhaus"
SHARED = (
    "Das Kesselhaus stammt aus dem vorigen Jahrhundert und wurde vor drei Jahren zum letzten Mal geprüft, sagt ein "
    "Sprecher der Stadt. Damals fand man nichts, was jemandem Sorgen gemacht hätte.\n\n"
)
OLD = (
    f"{TITLE}\n\nDie Aufsicht wies die Werft an, bis Freitag zu berichten.\n\n{SHARED}"
    "Niemand wurde verletzt, heißt es aus der Werft.\n\nDer Betrieb ruht.\n"
)
NEW = (
    f"{TITLE}\n\nAm Morgen stieg Rauch auf. Die Aufsicht wies die Werft an, bis Freitag zu berichten.\n\n{SHARED}"
    "Kein Mensch wurde verletzt, hieß es am Abend. Niemand wurde schwer verletzt, meldet die Stadt.\n\n"
    "Ein Schlosser kam ins Krankenhaus.\n"
)
OTHER = "Kran fällt um\n\nEin Kran fiel am Kai um. Niemand weiß, warum.\n"


@pytest.fixture
def person(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody whose article has three marks; a later version, and another article, are still to come."""
    for name, text in (("old", OLD), ("new", NEW), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "yard.annot"
    with Project.create(path) as project:
        (old,) = project.import_files([tmp_path / "old.txt"]).imported
        for words, tag in (
            ("Die Aufsicht", ACTOR), ("Niemand wurde verletzt", CONCERN), ("Der Betrieb ruht", CONCERN)
        ):  # fmt: skip
            start = OLD.index(words)
            project.do(edits.annotate(project, old.id, Span(start, start + len(words)), tag.id))  # type: ignore[arg-type]
    return sit_down(path)


def settling(person: Person) -> SettlingDialog:
    dialog = person.dialog()
    assert isinstance(dialog, SettlingDialog)
    return dialog


def test_after_an_import_the_marks_that_wait_are_settled_one_by_one(person: Person, tmp_path: Path) -> None:
    person.drop(tmp_path / "new.txt")
    person.wait(lambda: person.window.messages.button.text() == "Settle…")
    assert "2 marks found no certain place" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    dialog = settling(person)
    assert dialog.model.waiting == 2
    listed = [(row.words, row.place.context.quote if row.place else None) for row in dialog.model.rows]
    assert listed[0] == ("Niemand wurde verletzt", None)
    assert listed[1][1] is not None
    assert listed[-1] == ("Der Betrieb ruht", None)
    # Enter goes to the best place, and Enter again puts the mark there.
    dialog.list.setCurrentIndex(dialog.model.index(0))
    QTest.keyClick(dialog.list, KEY.Key_Return)
    place = dialog.current()
    assert place is not None
    assert place.place is not None
    QTest.keyClick(dialog.list, KEY.Key_Return)
    person.wait(lambda: dialog.model.waiting == 1)
    later = person.project.articles()[1]
    assert len(person.project.annotations(articles=[later.id])) == 2
    person.shortcut("undo")
    person.wait(lambda: dialog.model.waiting == 2)
    person.shortcut("redo")
    person.wait(lambda: dialog.model.waiting == 1)
    # What has no such words any more goes on others, or away.
    row = dialog.current()
    assert row is not None
    assert row.words == "Der Betrieb ruht"
    QTest.mouseClick(dialog.look, LEFT)
    assert [pane.article.title for pane in person.panes if pane.article] == [TITLE, TITLE]
    QTest.mouseClick(dialog.selection, LEFT)
    assert "Select the words" in person.message()
    pane = person.workspace.panes.pane_of(later.id)
    assert pane is not None
    start = NEW.index("Ein Schlosser")
    pane.view.select(Span(start, start + len("Ein Schlosser")))
    QTest.mouseClick(dialog.selection, LEFT)
    person.wait(lambda: dialog.model.waiting == 0)
    assert "Ein Schlosser" in person.quotes()
    assert person.project.check() == []
    person.shortcut("undo")
    person.wait(lambda: dialog.model.waiting == 1)
    QTest.mouseClick(dialog.delete, LEFT)
    person.wait(lambda: dialog.model.waiting == 0)
    assert len(person.marks()) == 2
    dialog.reject()


def test_the_list_follows_other_processes(person: Person, tmp_path: Path) -> None:
    person.drop(tmp_path / "new.txt")
    person.wait(lambda: "certain place" in person.message())
    person.shortcut("settle")
    dialog = settling(person)
    with Project.open(person.project.path) as other:
        doomed = [mark for mark in other.annotations() if mark.quote == "Der Betrieb ruht"]
        other.do(edits.delete_annotations(other, doomed))
    person.wait(lambda: dialog.model.waiting == 1)
    dialog.reject()


def test_where_nothing_waits_that_is_said(person: Person) -> None:
    person.shortcut("settle")
    assert person.message() == "All marks have a place."


def test_an_earlier_version_is_listed_below_the_later_one_when_asked_for(person: Person, tmp_path: Path) -> None:
    person.drop(tmp_path / "new.txt")
    person.settle()
    library = person.sides.library
    assert rows(person) == [TITLE]
    choose(person, library.head.menu, "Show earlier versions")
    assert rows(person) == [TITLE, TITLE]
    shown = [library.model.row(library.model.index(place)) for place in range(2)]
    assert [row.earlier for row in shown] == [False, True]
    person.workspace.panes.close_pane()
    click(person, TITLE)
    choose(person, menu_at(person, TITLE), "Show both versions")
    ids = [pane.article.id for pane in person.panes if pane.article]
    assert ids == [article.id for article in person.project.articles()]


def test_two_selected_articles_become_versions(person: Person, tmp_path: Path) -> None:
    person.drop(tmp_path / "other.txt")
    person.settle()
    click(person, TITLE)
    click(person, "Kran fällt um", CTRL)
    choose(person, menu_at(person, TITLE), "“Kran fällt um” is the later version")
    first, second = person.project.articles()
    assert second.replaces == first.id
    assert rows(person) == ["Kran fällt um"]
    assert "certain place" in person.message()
    QTest.mouseClick(person.window.messages.button, LEFT)
    settling(person).reject()
    person.shortcut("undo")
    assert rows(person) == [TITLE, "Kran fällt um"]


def test_an_earlier_version_is_chosen_among_likely_ones(person: Person, tmp_path: Path) -> None:
    with Project.open(person.project.path) as other:
        later = tmp_path / "later.txt"
        later.write_text(NEW.replace(TITLE, "Nach der Störung"), encoding="utf-8")
        other.import_files([later, tmp_path / "other.txt"])
    person.wait(lambda: len(rows(person)) == 3)
    click(person, "Nach der Störung")
    person.shortcut("later_version")
    dialog = person.dialog()
    assert isinstance(dialog, Candidates)
    person.wait(lambda: bool(dialog.model.rows))
    assert [row.article.title for row in dialog.model.rows] == [TITLE]
    assert "alike" in dialog.model.rows[0].reasons[0]
    QTest.mouseClick(dialog.look, LEFT)
    assert len(person.panes) == 2
    QTest.keyClick(dialog, KEY.Key_Return)
    person.wait(lambda: any(article.replaces for article in person.project.articles()))
    assert TITLE not in rows(person)


def test_an_article_without_another_version_says_so(person: Person) -> None:
    person.shortcut("show_versions")
    assert "no other version" in person.message()
    person.shortcut("later_version")
    dialog = person.dialog()
    assert isinstance(dialog, Candidates)
    person.wait(lambda: "No article is like" in dialog.heading.text())
    assert not dialog.do.isEnabled()
    dialog.reject()


def test_a_page_says_that_its_article_was_replaced_and_leads_to_the_later_version(
    person: Person, tmp_path: Path
) -> None:
    (pane,) = person.panes
    links = pane.versions
    assert (links.later.isVisible(), links.earlier.isVisible()) == (False, False)
    person.drop(tmp_path / "new.txt")
    person.wait(lambda: links.later.isVisible())
    old, new = (article.id for article in person.project.articles())
    beside = person.workspace.panes.pane_of(new)
    assert beside is not None
    assert (beside.versions.later.isVisible(), beside.versions.earlier.isVisible()) == (False, True)
    # The other page is open already: it has the keyboard then.
    QTest.mouseClick(links.later, LEFT)
    assert person.workspace.panes.current is beside
    person.workspace.panes.close_pane(beside)
    QTest.mouseClick(links.later, LEFT)
    assert pane.article is not None
    assert pane.article.id == new
    QTest.mouseClick(links.earlier, LEFT)
    assert pane.article.id == old
    person.shortcut("undo")
    assert (links.later.isVisible(), links.earlier.isVisible()) == (False, False)
