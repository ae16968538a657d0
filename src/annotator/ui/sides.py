"""What stands around the pages: bar, library, list of marks, card and menus, and who listens to whom."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.values import Annotation, Article, Coder, Event, Tag, Value
from annotator.project import edits
from annotator.ui.actions import OF_A_MARK
from annotator.ui.annotations.attributing import Attributing
from annotator.ui.annotations.card import MarkCard
from annotator.ui.annotations.listing import Listing
from annotator.ui.annotations.mentioning import Mentioning
from annotator.ui.annotations.view import MarksView
from annotator.ui.bounding import Bounding
from annotator.ui.coders import Coders
from annotator.ui.conflicts.commands import Conflicts
from annotator.ui.cutting import Cutting
from annotator.ui.files import Files
from annotator.ui.find.field import FindField
from annotator.ui.find.finder import Finder
from annotator.ui.find.tagging import TagAll
from annotator.ui.handlers import handlers
from annotator.ui.library.commands import ArticleCommands
from annotator.ui.library.filing import Filing
from annotator.ui.library.librarian import Librarian
from annotator.ui.library.shelf import Shelf, counted_otherwise
from annotator.ui.library.suggesting import Suggesting
from annotator.ui.library.versioning import Versioning
from annotator.ui.library.view import LibraryView
from annotator.ui.marking import Marking, fill_tag_menu
from annotator.ui.merging.commands import Merging
from annotator.ui.missing_faces import MissingFaces
from annotator.ui.panes.row import PaneRow
from annotator.ui.refresh import Refresh
from annotator.ui.relating import Relating
from annotator.ui.search.panel import SearchPanel
from annotator.ui.search.searcher import ArticleSearch
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.settling.commands import Settling
from annotator.ui.side_panel import Page, SidePanel
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.steps import Steps
from annotator.ui.tags.bar import TagBar
from annotator.ui.tags.commands import TagCommands
from annotator.ui.theme import Theme
from annotator.ui.tools import Tools
from annotator.ui.veil import Veil
from annotator.ui.veiling import Veiling
from annotator.ui.window import Window
from annotator.ui.wording import articles_text, marks_text

_OFFERED = 200
"""Articles from which on the list of marks offers only those in the panes, one by one."""


class Sides(QObject):
    """Made when the pages stand. Everything in it follows the session and tells the session what is wanted."""

    def __init__(
        self, window: Window, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking, files: Files,
        theme: Theme, settings: Settings,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._files = files
        self._theme = theme
        self._faces = MissingFaces(panes, window.messages)
        self.session, self.spotlight, self.panes, self.marking = session, spotlight, panes, marking
        self.cutting = Cutting(session, panes, marking)
        self.tag_bar = TagBar(theme)
        actions = window.actions_
        self.bounding = Bounding(session, panes, marking, actions)
        self.find_field = FindField(theme, actions["find_whole_word"], actions["find_pattern"], actions["tag_found"])
        self.finder = Finder(session, panes, self.find_field)
        self.finder.went_on.connect(spotlight.leave)
        self.tag_all = TagAll(session, panes, self.finder, theme, window)
        self.library = LibraryView(theme)
        self.search_panel = SearchPanel(theme, self.library)
        self.search = ArticleSearch(session, panes, self.finder, self.search_panel)
        self.marks = MarksView(theme)
        self.listing = Listing(session.project, self.marks)
        self.card = MarkCard(self._write_note, theme)
        self.mentioning = Mentioning(session, panes.veils, self.card.entity, self.refresh_now)
        self.attributing = Attributing(session, panes, marking, self.marks, self.card, window, self.refresh_now)
        self.relating = Relating(session, spotlight, panes, marking, self.card.relations, self.refresh_now)
        self.coders = Coders(session, panes, settings, window)
        self.veiling = Veiling(session, panes, settings, self.coders.rename, theme, window)
        self.tag_commands = TagCommands(session, marking, panes.veils, theme, window)
        self.article_commands = ArticleCommands(session, self.library, panes, theme, window)
        self.refresh = Refresh(panes.paint.now, self._catch_up, self)
        self.shelf = Shelf(session, self)
        self.librarian = Librarian(self.shelf, self.library, settings, session.project.info.id, panes.opened)
        self.shelf.veil = self.listing.veil = panes.veils.veil
        self.shelf.changed.connect(self._show_all)
        self.filing = Filing(session, self.shelf, self.library, self.librarian, panes, files, settings, theme, window)
        self.settling = Settling(session, self.shelf, panes, marking, self.filing, theme, window)
        self.conflicts = Conflicts(session, panes, marking, theme, window)
        self.tools = Tools(session, panes, theme, window)
        self.merging = Merging(session, settings, theme, window)
        self.merging.merged.connect(files.project_made)
        self.versioning = Versioning(session, self.shelf, self.filing, self.settling.open, window)
        self.suggesting = Suggesting(session, self.shelf, self.filing, self.article_commands, window)
        self.steps = Steps(window, session, spotlight, panes, marking, self.filing, self.refresh, theme)
        self.article_commands.extend = self._fill_article_menu
        self._place_parts()
        self._connect()
        self._show_tags()
        self.shelf.read()
        self._opened_changed()
        self.bounding.allow()
        if panes.current is not None and panes.current.article is not None:
            self.library.select(panes.current.article.id)
        self._lit(spotlight.lit)

    def close(self) -> None:
        """Store what was typed, and listen no more."""
        self.refresh.now()
        self.card.flush()
        self.mentioning.show_mark(None)
        self.tag_commands.close()
        self.tag_all.close()
        self.relating.close()
        self.finder.close()
        self.versioning.close()
        self.suggesting.close()
        self.settling.close()
        self.conflicts.close()
        self.tools.close()
        self.steps.close()
        self.shelf.close()
        self.search.close()
        self.refresh.drop()
        for source in (self.marks, self.card):
            source.blockSignals(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.article_commands.theme = self.filing.theme = self.veiling.theme = theme
        self.merging.theme = theme
        for part in (
            self.tag_bar,
            self.tag_commands,
            self.find_field,
            self.tag_all,
            self.library,
            self.search_panel,
            self.marks,
            self.card,
            self.side,
            self.relating,
            self.settling,
            self.conflicts,
            self.tools,
            self.steps,
        ):
            part.set_theme(theme)

    # What actions ask for.

    def copy(self) -> None:
        """Copy what is selected in the pane in use."""
        if self.panes.current is not None:
            self.panes.current.view.copy()

    def begin_find(self) -> None:
        """Show the bar, with the keyboard in the field for words to find."""
        self._window.show_bar(True)
        self.finder.begin()

    def begin_search(self) -> None:
        """Show the library, with the keyboard in the field for words to search."""
        self._window.show_library()
        self.search.begin()

    def edit_note(self) -> None:
        """Give the keyboard to the note of the mark in focus."""
        if self.marking.focused() is not None:
            self.refresh.now()
            self._window.marks_dock.show()
            self._window.marks_dock.raise_()
            self.card.edit_note()

    def open_entities(self) -> None:
        """Show the list of entities."""
        self._window.show_marks()
        self.side.open(1)

    # Putting together.

    def _place_parts(self) -> None:
        window = self._window
        window.furnish_bar(self.tag_bar, self.find_field)
        window.library_dock.setWidget(self.search_panel)
        self.side = SidePanel(self._theme, self.tr("Marks"), self.marks, self.card)
        self.side.add(self.tr("Entities"), self._make_entities)
        self.relating.place(self.side, window, self._theme)
        window.marks_dock.setWidget(self.side)
        window.zoom.setText(f"{self.panes.zoom} %")

    def _make_entities(self) -> Page:
        from annotator.ui.entities.commands import EntityCommands

        return EntityCommands(self.session, self.spotlight, self.panes, self.marking, self._theme, self._window)

    def _connect(self) -> None:
        window, marking, panes = self._window, self.marking, self.panes
        self.session.changed.connect(self._changed)
        self.spotlight.changed.connect(self._lit)
        panes.opened_changed.connect(self._opened_changed)
        panes.zoom_changed.connect(lambda percent: window.zoom.setText(f"{percent} %"))
        marking.note_requested.connect(self.edit_note)
        marking.hint.connect(window.messages.news)
        self.tag_commands.serve(self.tag_bar)
        self.find_field.escaped.connect(self._leave_find)
        self.search_panel.cleared.connect(self._back_to_page)
        self.library.head.escaped.connect(self._back_to_page)
        self.marks.filter_changed.connect(self._list_marks)
        self.marks.chosen.connect(marking.go_to)
        self.marks.hovered.connect(self.spotlight.hover)
        self.marks.delete_requested.connect(lambda: marking.delete(self.marks.selected()))
        self.marks.menu_requested.connect(self._mark_menu)
        self.card.retag_requested.connect(self._retag)
        self.card.delete_requested.connect(marking.delete)
        self.card.left.connect(self._back_to_page)
        window.escaped.connect(self._back_to_page)
        window.article_dropped.connect(panes.open)
        panes.veils.changed.connect(self._veil)
        self.coders.switching.connect(self.card.flush)
        tags = window.actions_.slots["tags"]
        tags.aboutToShow.connect(lambda: self._fill_tags(tags))
        window.actions_.connect_all(handlers(self, self._files, lambda: self._theme))
        self.find_field.enable()
        self.conflicts.begin()
        self._veil(panes.veils.veil)
        self.steps.begin()

    # What a change means for the parts that are not panes.

    def _changed(self, change: Change) -> None:
        kinds = {type(edit.value) for edit in change.edits}
        elsewhere = change.kind is ChangeKind.ELSEWHERE
        gone = {edit.before.id for edit in change.edits if isinstance(edit.before, Annotation) and edit.after is None}
        focus = self.spotlight.lit.focus
        if elsewhere and focus is not None and self.session.project.find_annotation(focus) is None:
            gone = {focus}
        self.spotlight.forget(gone)
        if elsewhere or Tag in kinds:
            self._show_tags()
        if elsewhere:
            self.shelf.veil = self.listing.veil = self.panes.veils.veil
            self.shelf.read()
            self.steps.show()
        elif kinds & {Tag, Article, Event, Coder}:
            if not self._unread:
                self.refresh.now()
                self.shelf.follow(change.edits)
                self.shelf.arrange()
            self._show_all()
            self.steps.show()
        else:
            self.steps.allow()
            self.refresh.edits(change.edits)

    def _catch_up(self, edits: Sequence[Edit[Value]], refocused: bool) -> None:
        """Let lists, counts, card and menus follow edits of marks, and the mark in focus."""
        if self._unread:
            self._show_all()
            self.steps.show()
            return
        if edits:
            self.librarian.follow(edits)
            self.filing.show_done()
        veil = self.panes.veils.veil
        if self.shelf.veil is not veil:
            # Only now: what was edited is counted as it was seen then.
            self.librarian.see(veil)
            self.listing.veil = veil
            self._list_marks()
        elif edits:
            self.listing.follow(edits, self.panes.opened())
        if edits:
            self._say_counts()
            self.steps.show()
        if edits or self.spotlight.lit.focus != self.card.shown:
            self._show_card()
        if edits or refocused:
            self.marks.mark(self.spotlight.lit.focus)

    def _opened_changed(self) -> None:
        self._faces.look()
        for name, least in (("close_pane", 1), ("next_pane", 2), ("swap_panes", 2), ("find", 1)):
            self._window.actions_[name].setEnabled(len(self.panes.panes) >= least)
        self._show_all()

    def _show_all(self) -> None:
        self.refresh.drop()
        project, shelf, veil = self.session.project, self.shelf, self.panes.veils.veil
        if shelf.veil is not veil:
            self.listing.veil = veil
            self.librarian.see(veil)
        self.librarian.show()
        self.filing.show_done()
        opened = [pane.article for pane in self.panes.panes if pane.article is not None]
        self.marks.offer(project.tags, list(shelf.articles.values()) if len(shelf.articles) <= _OFFERED else opened)
        self._list_marks()
        self._show_card()
        self._say_counts()

    def _say_counts(self) -> None:
        parts = (marks_text(self.shelf.counts.total()), articles_text(len(self.shelf.articles)))
        self._window.counts.setText(self.tr("Reading the library…") if self.shelf.loading else " · ".join(parts))

    def _show_tags(self) -> None:
        self.tag_bar.set_tags(self.session.project.tags)
        self.veiling.offer()

    def _list_marks(self) -> None:
        self.listing.read(self.panes.opened())
        self.marks.mark(self.spotlight.lit.focus)

    def _show_card(self) -> None:
        self.session.tell_followers()  # what stands in the card is among them
        mark = self.marking.focused()
        project = self.session.project
        article = self.session.attempt(lambda: project.article(mark.article)) if mark is not None else None
        self.card.show_mark(mark, article, project.tags, self.coders.name_of(mark))
        self.mentioning.show_mark(mark)
        self.relating.show_mark(mark)

    def _lit(self, lit: Lit) -> None:
        if lit.focus != self.card.shown:
            self.refresh.focus()
        enabled, actions = lit.focus is not None, self._window.actions_
        if actions["delete_mark"].isEnabled() != enabled:
            for name in OF_A_MARK:
                actions[name].setEnabled(enabled)

    # Marks.

    def _fill_tags(self, menu: QMenu) -> None:
        menu.clear()
        fill_tag_menu(menu, self.marking, self.session, self._theme)

    def _fill_article_menu(self, menu: QMenu) -> None:
        """Put what is done to articles into the menu of those selected."""
        for part in (self.filing, self.versioning, self.suggesting, self.steps):
            part.add_to(menu)
        menu.addSeparator()

    def _veil(self, veil: Veil) -> None:
        self.tag_bar.set_veil(veil)
        self.marks.set_veil(veil)
        # Not at once: who tags with what is hidden is in the midst of an edit, which is still to be counted.
        self.refresh.focus()

    @property
    def _unread(self) -> bool:
        """Whether other coders are seen than are counted: then all is read again, with all that is stored by now."""
        return counted_otherwise(self.shelf.veil, self.panes.veils.veil) is None

    def _retag(self, tag_id: str) -> None:
        mark = self.marking.focused()
        if mark is not None and mark.tag != tag_id:
            self.session.edit(lambda: edits.retag(self.session.project, mark, tag_id))

    def _write_note(self, mark: Annotation, note: str | None) -> bool:
        stored = self.marking.write_note(mark, note)
        self.refresh_now()  # The card has to know the mark as it is stored now.
        return stored

    def refresh_now(self) -> None:
        """Let all that follows edits follow now."""
        self.refresh.now()

    def _mark_menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_tag_menu(menu.addMenu(self.tr("Change tag")), self.marking, self.session, self._theme)
        menu.addAction(self.tr("Edit note"), self.edit_note)
        menu.addAction(self.tr("History of this mark"), self.steps.show_mark)
        menu.addAction(self.tr("Delete mark"), self.marking.delete)
        menu.popup(at)

    def _leave_find(self) -> None:
        self._window.show_bar(False)
        self._back_to_page()

    def _back_to_page(self) -> None:
        centre = self._window.centre.currentWidget()
        if self.panes.current is not None and centre is self.panes:
            self.panes.make_current(self.panes.current)
        elif centre is not None:
            centre.setFocus(Qt.FocusReason.OtherFocusReason)
