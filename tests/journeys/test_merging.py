"""Two people's copies of a project become one in the window, and what both have edited is settled there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.app import Desktop
from annotator.core.change import Change
from annotator.core.tagset import CONCERN, DIRECTIVE
from annotator.project import Project, edits
from annotator.project.merging.files import merge
from annotator.ui.conflicts.view import ConflictsDialog
from annotator.ui.merging.names import TagNames
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def note(project: Project, words: str, text: str) -> None:
    found = next(mark for mark in project.annotations() if mark.quote == words)
    project.do(edits.set_note(project, found, text))


def tag(project: Project, words: str, name: str = "actor") -> None:
    article = next(article for article in project.articles() if words in project.text(article.id))
    change = edits.annotate_quote(project, article.id, words, project.tags.named(name).id, occurrence=1)
    assert isinstance(change, Change)
    project.do(change)


@pytest.fixture
def copies(tmp_path: Path, reports: list[Path]) -> tuple[Path, Path]:
    """Mira's project and Lea's, who have edited the same marks."""
    mira, lea = tmp_path / "mira.annot", tmp_path / "lea.annot"
    with Project.create(mira, name="harbour", coder="mira") as project:
        project.import_files(reports, event="Harbour")
        for words in ("Kestrel Lines", "هيئة الموانئ", "Blauwal"):
            tag(project, words)
        project.save_copy(lea)
        note(project, "Kestrel Lines", "a shipping line")
        note(project, "هيئة الموانئ", "the authority")
        project.do(edits.add_tag(project, "promise"))
    with Project.open(lea, coder="lea") as project:
        note(project, "Kestrel Lines", "a company")
        project.do(edits.delete_annotations(project, [m for m in project.annotations() if m.quote == "هيئة الموانئ"]))
        found = next(mark for mark in project.annotations() if mark.quote == "Blauwal")
        project.do(edits.set_note(project, found, "by Lea alone"))
        project.do(edits.add_tag(project, "Versprechen"))
        tag(project, "Lotsendienste", "Versprechen")
    return mira, lea


@pytest.fixture
def merged(
    copies: tuple[Path, Path],
    sit_down: Callable[..., Person],
    desktop: Desktop,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Person:
    """Mira, in front of what she has merged with Lea's."""
    mira, lea = copies
    target = tmp_path / "both.annot"
    dialogs = "annotator.ui.merging.commands.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_a, **_k: ([str(lea)], ""))
    monkeypatch.setattr(f"{dialogs}.getSaveFileName", lambda *_a, **_k: (str(target), ""))
    person = sit_down(mira)
    assert not person.window.actions_["conflicts"].isEnabled()
    person.shortcut("merge")
    dialog = person.dialog()
    assert isinstance(dialog, TagNames)
    (choice,) = dialog.choices.values()
    choice.setCurrentText(next(choice.itemText(n) for n in range(choice.count()) if "promise" in choice.itemText(n)))
    dialog.accept()
    person.wait(lambda: len(desktop.windows) == 2)
    assert not person.message(), "this window is no longer in front"
    return sit_down(target)


def test_two_projects_become_one_and_what_both_have_edited_is_settled(merged: Person) -> None:
    assert [tag.name for tag in merged.project.tags][3:] == ["promise"]
    assert sorted(merged.quotes()) == sorted(["Kestrel Lines", "هيئة الموانئ", "Blauwal", "Lotsendienste"])
    assert "both.annot was made" in merged.message().replace("\u2068", "").replace("\u2069", "")
    assert "2 of the marks" in merged.message()
    QTest.mouseClick(merged.window.messages.button, LEFT)
    dialog = merged.dialog()
    assert isinstance(dialog, ConflictsDialog)
    assert dialog.model.waiting == 2
    assert merged.window.actions_["conflicts"].text().endswith("\t2")
    rows = list(dialog.model.rows)
    arabic = next(n for n, row in enumerate(rows) if row.words == "هيئة الموانئ")
    assert rows[arabic + 2].words == "Removed"
    assert "lea" in rows[arabic + 2].facts[1]
    # Enter goes to what is stored, and Enter again leaves that.
    dialog.list.setCurrentIndex(dialog.model.index(arabic))
    QTest.keyClick(dialog.list, KEY.Key_Return)
    QTest.keyClick(dialog.list, KEY.Key_Return)
    merged.wait(lambda: dialog.model.waiting == 1)
    assert "هيئة الموانئ" in merged.quotes()
    # The other version takes the place of what is stored; that can be undone.
    rows = list(dialog.model.rows)
    assert {row.words for row in rows[1:]} == {"Note: \u2068a shipping line\u2069", "Note: \u2068a company\u2069"}
    assert not dialog.both.isEnabled()
    QTest.mouseClick(dialog.look, LEFT)
    dialog.list.setCurrentIndex(dialog.model.index(2))
    QTest.mouseClick(dialog.take, LEFT)
    merged.wait(lambda: dialog.model.waiting == 0)
    assert dialog.heading.text() == "Everything is settled."
    assert not dialog.take.isEnabled()
    notes = {mark.quote: mark.note for mark in merged.marks()}
    assert notes["Kestrel Lines"] in rows[2].words
    assert notes["Blauwal"] == "by Lea alone"
    assert not merged.window.actions_["conflicts"].isEnabled()
    merged.shortcut("undo")
    merged.wait(lambda: dialog.model.waiting == 1)
    QTest.mouseClick(dialog.leave, LEFT)
    assert not dialog.isVisible()
    assert merged.project.check() == []


def test_both_versions_of_a_mark_can_be_kept(
    copies: tuple[Path, Path], sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    mira, lea = copies
    for path, coder, name in ((mira, "mira", "concern"), (lea, "lea", "directive")):
        with Project.open(path, coder=coder) as project:
            found = next(mark for mark in project.annotations() if mark.quote == "Blauwal")
            project.do(edits.retag(project, found, project.tags.named(name).id))
    target = tmp_path / "both.annot"
    merge([mira, lea], target)
    person = sit_down(target)
    person.shortcut("conflicts")
    dialog = person.dialog()
    assert isinstance(dialog, ConflictsDialog)
    row = next(n for n, row in enumerate(dialog.model.rows) if row.words == "Blauwal")
    dialog.list.setCurrentIndex(dialog.model.index(row))
    QTest.mouseClick(dialog.both, LEFT)
    person.wait(lambda: dialog.model.waiting == 2)
    found_tags = {mark.tag for mark in person.marks() if mark.quote == "Blauwal"}
    assert found_tags == {CONCERN.id, DIRECTIVE.id}
    person.shortcut("undo")
    person.wait(lambda: dialog.model.waiting == 3)
    dialog.reject()


def test_a_name_that_is_taken_is_refused(
    copies: tuple[Path, Path], sit_down: Callable[..., Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    mira, lea = copies
    dialogs = "annotator.ui.merging.commands.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getOpenFileNames", lambda *_a, **_k: ([str(lea)], ""))
    monkeypatch.setattr(f"{dialogs}.getSaveFileName", lambda *_a, **_k: (str(lea), ""))
    person = sit_down(mira)
    person.shortcut("merge")
    dialog = person.dialog()
    assert isinstance(dialog, TagNames)
    dialog.accept()
    assert "exists already" in person.message()


def test_who_works_blind_settles_what_they_may_see(
    copies: tuple[Path, Path], sit_down: Callable[..., Person], tmp_path: Path
) -> None:
    mira, lea = copies
    for path, coder, text in ((mira, "mira", "one"), (lea, "lea", "other")):
        with Project.open(path, coder=coder) as project:
            project.do(edits.edit_article(project, replace(project.articles()[0], author=text)))
    target = tmp_path / "both.annot"
    merge([mira, lea], target)
    person = sit_down(target)
    conflicts = person.sides.conflicts
    assert person.window.actions_["conflicts"].text().endswith("\t3")
    person.shortcut("blind")
    person.wait(lambda: person.window.actions_["conflicts"].text().endswith("\t1"))
    person.shortcut("conflicts")
    assert conflicts.dialog is not None
    assert conflicts.dialog.model.rows[0].open.conflict.kind == "article"
    dialog = conflicts.dialog
    dialog.list.setCurrentIndex(dialog.model.index(2))
    QTest.mouseClick(dialog.take, LEFT)
    person.wait(lambda: dialog.model.waiting == 0)
    assert dialog.heading.text() == "Everything is settled."
    person.shortcut("undo")
    person.wait(lambda: dialog.model.waiting == 1)
    # In an article that is declared done, all is seen.
    person.shortcut("status_done")
    person.wait(lambda: conflicts.dialog is not None and conflicts.dialog.model.waiting == 2)
    conflicts.dialog.reject()
