"""What is done to tags: added, edited, deleted, from the bar and its menus."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.core.values import Tag
from annotator.project import edits
from annotator.text.isolate import isolate
from annotator.ui.asking import confirmed
from annotator.ui.library.counting import Doomed, doomed
from annotator.ui.marking import Marking
from annotator.ui.session import Session
from annotator.ui.tags.dialog import TagDialog
from annotator.ui.theme import Theme
from annotator.ui.veil import Veils
from annotator.ui.veil_menus import fill_tag_shades
from annotator.ui.wording import marks_text


class TagCommands(QObject):
    """Asks, builds the change, and has the session do it."""

    def __init__(self, session: Session, marking: Marking, veils: Veils, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._marking = marking
        self._veils = veils
        self._window = window
        self.theme = theme

    def add(self) -> None:
        """Open the dialog for a new tag."""
        self._open_dialog(None)

    def edit(self, tag_id: str) -> None:
        """Open the dialog for a tag."""
        tag = self._session.project.tags.get(tag_id)
        if tag is not None:
            self._open_dialog(tag)

    def delete(self, tag_id: str) -> None:
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
        if confirmed(self._window, question, consequence, self.tr("Delete tag")):
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
        menu.addAction(self.tr("Edit tag…"), lambda: self.edit(tag_id))
        menu.addAction(self.tr("Delete tag…"), lambda: self.delete(tag_id))
        menu.popup(at)

    def _open_dialog(self, tag: Tag | None) -> None:
        project = self._session.project

        def save(made: Tag) -> None:
            change = edits.new_tag(project, made) if tag is None else edits.edit_tag(project, made, before=tag)
            self._session.do_or_raise(change)

        dialog = TagDialog(project.tags, tag, save, self.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
