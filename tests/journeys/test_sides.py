"""What stands around the pages gives the keyboard back, keeps within the window, and is loaded when it is wanted."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView, QTabBar, QWidget

from annotator.project.samples import make_sample
from journeys.person import Person


@pytest.fixture
def sampler(sit_down: Callable[..., Person], tmp_path: Path) -> Person:
    """Somebody with the sample: its marks have attributes and relations, so that cards are high."""
    path = tmp_path / "sample.annot"
    make_sample(path).close()
    reader = sit_down(path)
    reader.window.resize(1366, 768)
    reader.settle()
    return reader


def controls(ground: QWidget) -> list[QWidget]:
    """Return what the Tab key reaches in `ground`."""
    tab = Qt.FocusPolicy.TabFocus
    return [
        one for one in ground.findChildren(QWidget) if one.isVisible() and one.isEnabled() and one.focusPolicy() & tab
    ]


@pytest.mark.parametrize("page", ["Marks", "Entities", "Relations", "Proposals"])
def test_esc_leads_from_each_control_at_the_side_back_to_the_page(sampler: Person, page: str) -> None:
    panes, side = sampler.workspace.panes, sampler.sides.side
    sampler.workspace.marking.go_to(sampler.marks()[1].id)
    assert panes.current is not None
    view = panes.current.view
    side.open(side.place_of(page))
    sampler.wait(lambda: side.pages == [] or sampler.workspace.proposing is not None)
    sampler.settle()
    found = controls(side)
    assert {type(one) for one in found} >= {QTabBar, QComboBox}
    for control in found:
        control.setFocus()
        assert sampler.window.focusWidget() is control
        QTest.keyClick(control, Qt.Key.Key_Escape)
        assert sampler.window.focusWidget() is view, (type(control), control.accessibleName())


def test_esc_leads_to_the_comparison_while_that_is_seen(sampler: Person) -> None:
    sampler.shortcut("compare")
    sampler.settle()
    compare = sampler.workspace.comparing.compare
    sampler.wait(lambda: not compare.page.is_empty)
    for ground in (compare.page.bar, sampler.sides.side):
        button = next(one for one in controls(ground) if isinstance(one, QAbstractButton | QComboBox))
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Escape)
        assert sampler.window.focusWidget() is compare.page.canvas, button


def test_a_card_that_is_high_leaves_room_and_scrolls_to_what_has_the_keyboard(sampler: Person) -> None:
    side, card = sampler.sides.side, sampler.sides.card
    sampler.shortcut("proposals")
    marks = sampler.marks()
    ends = {end.annotation for one in sampler.project.relations() for end in (one.source, one.target)}
    high = [mark for mark in marks if mark.id in ends and mark.attributes]
    assert high
    for mark in high:
        sampler.workspace.marking.go_to(mark.id)
        sampler.settle()
        assert side.mapTo(sampler.window, QPoint(0, side.height())).y() <= sampler.window.statusBar().y()
        assert card.height() >= card.minimumSizeHint().height(), "its rows lie over one another"
        sampler.window.activateWindow()
        sampler.wait(sampler.window.isActiveWindow)
        sampler.shortcut("edit_note")
        sampler.settle()
        assert sampler.window.focusWidget() is card.note
        sampler.wait(lambda: card.note.mapTo(side, QPoint(0, card.note.height())).y() <= side.height())


def test_on_a_low_screen_the_list_keeps_some_rows_above_a_card(sampler: Person) -> None:
    for mark in sampler.marks():
        sampler.workspace.marking.go_to(mark.id)
        sampler.settle()
        assert sampler.sides.card.quote.height() <= 4 * sampler.sides.card.quote.fontMetrics().lineSpacing()
        rows = sampler.sides.marks.list
        assert rows.viewport().height() >= 2 * rows.sizeHintForRow(0), mark.quote


def test_what_has_no_text_has_a_name(sampler: Person) -> None:
    for page in range(sampler.sides.side.tabs.count()):
        sampler.sides.side.open(page)
        sampler.settle()
    sampler.workspace.marking.go_to(sampler.marks()[1].id)
    sampler.settle()
    silent = [
        one
        for one in controls(sampler.window)
        if not one.accessibleName()
        and (
            (isinstance(one, QAbstractButton) and not one.text() and one.defaultAction() is None)  # type: ignore[attr-defined]
            or isinstance(one, QLineEdit | QComboBox)
        )
    ]
    assert [(type(one).__name__, type(one.parent()).__name__, one.toolTip()) for one in silent] == []


LOADED = """
import sys, time
from PySide6.QtWidgets import QApplication
from annotator.app import Desktop, make_application
from annotator.project import Project
from annotator.ui.settings import Settings
from pathlib import Path
folder = Path(sys.argv[1])
with Project.create(folder / "a.annot") as project:
    project.import_files([folder / "a.txt"])
make_application()
app = QApplication.instance()
desktop = Desktop(app, Settings(folder / "settings.ini"))
window = desktop.open(folder / "a.annot", None)
end = time.monotonic() + 60
while (window.workspace is None or window.workspace.inspection is None) and time.monotonic() < end:
    app.processEvents()
app.processEvents()
app.processEvents()
assert window.workspace.inspection is not None
late = ("annotator.ui.numbers", "annotator.ui.compare", "annotator.ui.comparing", "annotator.ui.proposals",
        "annotator.ui.tags.window", "annotator.ui.tags.tag_set", "annotator.ui.relations.drawing",
        "annotator.ui.relations.overlay", "annotator.ui.relations.view", "annotator.ui.entities.view",
        "annotator.ui.standing_panel", "annotator.analysis.same_event", "annotator.analysis.naming",
        "annotator.analysis.cldr", "annotator.analysis.aligning", "annotator.analysis.proposals")
print(sorted(name for name in sys.modules if name.startswith(late)))
desktop.quit()
"""


def test_a_window_that_stands_has_loaded_nothing_that_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Rat tagt.", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOADED, str(tmp_path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_no_key_does_two_things(sampler: Person) -> None:
    keys = [
        (key.toString(), action.text())
        for action in {*sampler.window.actions(), *sampler.window.findChildren(QAction)}
        for key in action.shortcuts()
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
    ]
    assert len(keys) > 60
    used = Counter(key for key, _ in keys)
    assert [one for one in keys if used[one[0]] > 1] == []


def test_tab_leads_through_the_window_as_it_stands_and_to_nothing_out_of_sight(sampler: Person) -> None:
    sampler.window.activateWindow()
    sampler.wait(sampler.window.isActiveWindow)
    sampler.settle()
    first = sampler.window.focusWidget()
    assert first is not None
    names: list[str] = []
    control = first
    for _ in range(40):
        QTest.keyClick(control, Qt.Key.Key_Tab)
        sampler.settle()
        found = sampler.window.focusWidget()
        assert found is not None
        control = found
        if control is first:
            break
        assert control.visibleRegion().boundingRect().isValid(), (type(control), control.accessibleName())
        names.append(control.accessibleName() or control.text())  # type: ignore[attr-defined]
    assert control is first, "round and round"
    tags = [f"Tag {tag.name}" for tag in sampler.project.tags.offered]
    places = [names.index(name) for name in (
        *tags, "Tag", "Find in the articles", "Search all articles", "Filter articles", "Articles", "Lists",
        "Articles whose marks are listed", "Filter marks", "Marks",
    )]  # fmt: skip
    assert places == sorted(places), names


@pytest.mark.parametrize("page", ["Marks", "Entities", "Relations"])
def test_where_tab_comes_to_a_list_a_row_has_the_keyboard_and_none_is_selected_by_that(
    sampler: Person, page: str
) -> None:
    side = sampler.sides.side
    side.open(side.place_of(page))
    sampler.settle()
    sampler.wait(lambda: any(one.isVisible() and one.model().rowCount() for one in side.findChildren(QListView)))
    (rows,) = [one for one in side.findChildren(QListView) if one.isVisible()]
    sampler.window.activateWindow()
    sampler.wait(sampler.window.isActiveWindow)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.currentIndex().row() == 0
    assert not rows.selectionModel().hasSelection()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 1
