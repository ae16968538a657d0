"""A person at the window: points at words, drags, types, and looks at what is shown; and two reports to read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from annotator.core.values import Annotation
from annotator.project import Project
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from annotator.ui.project_window import ProjectWindow
from annotator.ui.sides import Sides
from annotator.ui.workspace import Workspace

GERMAN = (
    "Hafenamt lädt zwölf Reedereien vor\n\n"
    "Das Hafenamt von Norderfleet hat zwölf Reedereien vorgeladen, darunter Blauwal und Kestrel Lines.\n\n"
    "Die Firmen sollen ihre neuen Lotsendienste selbst prüfen und den Befund melden. Anlass ist die Sorge, dass "
    "gefälschte Funksprüche Schiffe in die Irre führen.\n"
)

ARABIC = (
    "هيئة الموانئ تستدعي 12 شركة ملاحة\n\n"
    "استدعت هيئة الموانئ 12 شركة ملاحة، بينها Kestrel Lines المحلية، وطلبت منها أن تفحص خدماتها الجديدة (2024) "
    "وأن ترفع تقريرًا.\n\n"
    "وتخشى الهيئة أن تضلل الرسائل المزيفة السفن.\n"
)


class Person:
    """Drives one window with mouse and keys."""

    def __init__(self, window: ProjectWindow, wait: Callable[[Callable[[], bool]], None]) -> None:
        self.window = window.window
        self.owner = window
        self.wait = wait

    @property
    def workspace(self) -> Workspace:
        assert self.owner.workspace is not None
        return self.owner.workspace

    @property
    def sides(self) -> Sides:
        """What stands around the pages, which is made right after them."""
        self.wait(lambda: self.workspace.sides is not None)
        assert self.workspace.sides is not None
        return self.workspace.sides

    @property
    def project(self) -> Project:
        return self.workspace.session.project

    @property
    def panes(self) -> list[Pane]:
        return self.workspace.panes.panes

    def pane(self, direction: Direction) -> Pane:
        """The pane whose article runs this way."""
        return next(p for p in self.panes if p.article is not None and p.article.direction is direction)

    def settle(self) -> None:
        """Let everything that waits in the event loop happen."""
        for _ in range(5):
            QApplication.processEvents()

    def marks(self) -> list[Annotation]:
        return self.project.annotations()

    def quotes(self) -> list[str]:
        return [mark.quote for mark in self.marks()]

    # Pointing.

    def place(self, pane: Pane, words: str, *, last: bool = False) -> QPoint:
        """A point on the first (or last) character of `words`, in pixels of the page."""
        text = self.project.text(pane.article.id if pane.article else "")
        start = text.index(words)
        at = start + len(words) - 1 if last else start
        pane.view.reveal(Span(at, at + 1))
        held = pane.view.selection()
        pane.view.select(Span(at, at + 1))
        box = pane.view.selection_rect()
        pane.view.select(held)
        point = box.center()
        if last:
            # Past the middle of the character, where it counts as taken.
            forward = 1 if pane.article is not None and pane.article.direction is Direction.LTR else -1
            point.setX(point.x() + forward * max(box.width() // 3, 1))
        return point

    def drag(self, pane: Pane, words: str, *, letters: bool = False) -> None:
        """Drag from the first to the last character of `words`."""
        view = pane.view.viewport()
        modifier = Qt.KeyboardModifier.AltModifier if letters else Qt.KeyboardModifier.NoModifier
        pane.view.clear_selection()
        start, end = self.place(pane, words), self.place(pane, words, last=True)
        pane.view.clear_selection()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, modifier, start)
        middle = QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2)
        for point in (middle, end):
            # QTest's own moves carry no modifiers.
            move = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(point),
                QPointF(view.mapToGlobal(point)),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                modifier,
            )
            QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifier, end)
        self.look_up()

    def click(self, pane: Pane, words: str) -> None:
        """Click on the first character of `words`."""
        point = self.place(pane, words)
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.look_up()

    def double_click(self, pane: Pane, words: str) -> None:
        point = self.place(pane, words)
        QTest.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.look_up()

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, pane: Pane | None = None
    ) -> None:
        """Press a key on the page in use."""
        target = pane or self.workspace.panes.current
        assert target is not None
        QTest.keyClick(target.view, key, modifier)
        self.look_up()

    def look_up(self) -> None:
        """Take the moment in which lists, counts and menus follow what was done on the page."""
        self.wait(lambda: self.owner.workspace is None or not self.sides.refresh.pending)

    def shortcut(self, name: str) -> None:
        """Do an action of the table, which must be possible now."""
        action = self.window.actions_[name]
        assert action.isEnabled(), name
        action.trigger()
        self.look_up()

    def tag(self, pane: Pane, words: str, key: Qt.Key) -> Annotation:
        """Select words and press a tag's key; return the mark."""
        self.drag(pane, words)
        self.press(key, pane=pane)
        focus = self.workspace.marking.focused()
        assert focus is not None
        return focus

    def drop(self, *paths: Path) -> None:
        """Drop files on the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(
            QPointF(300, 300),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.window.dropEvent(event)
        self.come_in()

    def come_in(self) -> None:
        """Wait until all documents that are on their way have come in."""
        self.settle()
        self.wait(lambda: self.owner.workspace is None or not self.owner.workspace.importing)

    def message(self) -> str:
        """The sentence that is shown, or nothing."""
        bar = self.window.messages
        return bar.text.text() if bar.isVisible() else ""

    def menu(self) -> QMenu:
        """The menu that is open."""
        self.wait(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        dialogs = [child for child in self.window.findChildren(QDialog) if child.isVisible()]
        assert dialogs
        return dialogs[-1]

    def close(self) -> None:
        self.window.close()
        QApplication.processEvents()
