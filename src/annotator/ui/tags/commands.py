"""What is done to tags: added, edited, deleted, from the bar and its menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.values import Tag
from annotator.project import edits
from annotator.text.isolate import isolate
from annotator.ui.asking import confirmed
from annotator.ui.library.counting import Doomed, doomed
from annotator.ui.marking import Marking
from annotator.ui.session import Session
from annotator.ui.tags.bar import TagBar
from annotator.ui.theme import Theme
from annotator.ui.veil import Veils
from annotator.ui.veil_menus import fill_tag_shades
from annotator.ui.window import Window
from annotator.ui.wording import marks_text

if TYPE_CHECKING:
    from annotator.ui.tags.tag_set import TagSetCommands


class TagCommands(QObject):
    """Asks, builds the change, and has the session do it."""

    def __init__(self, session: Session, marking: Marking, veils: Veils, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._set: TagSetCommands | None = None
        self._session = session
        self._marking = marking
        self._veils = veils
        self._window = window
        self._theme = theme

    def serve(self, bar: TagBar) -> None:
        """Do what is asked for in the bar."""
        bar.chosen.connect(self._marking.tag)
        bar.add_requested.connect(lambda: self.add())
        bar.menu_requested.connect(self.open_menu)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the menus do."""
        return {"add_tag": lambda: self.add(), "tag_set": lambda: self.edit()}

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._set is not None:
            self._set.set_theme(theme)

    def close(self) -> None:
        """Have stored what was typed in the window of the tag set, and close it."""
        if self._set is not None:
            self._set.view.close()

    def add(self, under: str | None = None, over: QWidget | None = None) -> None:
        """Open the dialog for a new tag, below another one (an id) or at the top; over the main window or another."""
        from annotator.ui.tags.dialog import TagDialog

        project = self._session.project

        def save(made: Tag) -> None:
            self._session.do_or_raise(edits.new_tag(project, made))

        dialog = TagDialog(project.tags, under, save, self._theme, over or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def edit(self, tag_id: str | None = None) -> None:
        """Open the window of the tag set, at a tag."""
        if self._set is None:
            from annotator.ui.tags.tag_set import TagSetCommands

            self._set = TagSetCommands(self._session, self._veils, self.add, self.delete, self._theme, self._window)
        self._set.open(tag_id)

    def delete(self, tag_id: str, over: QWidget | None = None) -> None:
        """Delete a tag with its marks, after saying how many there are."""
        project = self._session.project
        tag = project.tags.get(tag_id)
        if tag is None:
            return
        gone = self._session.attempt(lambda: doomed(project, self._veils.veil, tag=tag_id)) or Doomed()
        question = self.tr("Delete the tag “{0}”?").replace("{0}", isolate(tag.name))
        if gone.more:
            consequence = self.tr(
                "{0} that you see, and marks of other coders that you do not see, will be deleted with it."
            ).replace("{0}", marks_text(gone.told))
        elif gone.told:
            consequence = self.tr("{0} with this tag will be deleted with it.").replace("{0}", marks_text(gone.told))
        else:
            consequence = self.tr("No mark has this tag.")
        if confirmed(over or self._window, question, consequence, self.tr("Delete tag")):
            self._session.edit(lambda: edits.delete_tag(project, tag))

    def open_menu(self, what: tuple[str, QPoint]) -> None:
        """Open the menu of (tag id) at (global position)."""
        tag_id, at = what
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Tag the selection"), lambda: self._marking.tag(tag_id))
        menu.addSeparator()
        fill_tag_shades(menu, tag_id, self._session.project.tags, self._veils)
        menu.addSeparator()
        menu.addAction(self.tr("Add tag under it…"), lambda: self.add(tag_id))
        menu.addAction(self.tr("Edit tag…"), lambda: self.edit(tag_id))
        menu.addAction(self.tr("Delete tag…"), lambda: self.delete(tag_id))
        menu.popup(at)
