"""Where articles are put and how far they are read: menus, drops on headings and keys become edits, a step each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.values import Article, Event, ReadingState
from annotator.project import Project, filing
from annotator.text.isolate import isolate, shorten
from annotator.ui.asking import ask_name
from annotator.ui.export import ExportDialog
from annotator.ui.files import Files
from annotator.ui.library.arranging import Grouping
from annotator.ui.library.librarian import Librarian
from annotator.ui.library.shelf import Shelf
from annotator.ui.library.view import LibraryView
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.standing import KEY
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import articles_text

if TYPE_CHECKING:
    from annotator.ui.standing_panel import StandingPanel  # loaded when it is first opened

_NAME_LENGTH = 48
_BESIDE = 4
"""Pages that are shown side by side at the most."""
_OFFERED = 60
"""Folders or events that a menu names; of more, those that the articles are in, and the first ones."""


class Filing(QObject):
    """Acts on the articles selected in the library, or on the one in the pane in use."""

    compare_requested = Signal(object)
    """The `Event` whose reports are to be compared."""

    def __init__(
        self, session: Session, shelf: Shelf, library: LibraryView, librarian: Librarian, panes: PaneRow, files: Files,
        settings: Settings, theme: Theme, window: Window,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session = session
        self._shelf = shelf
        self._library = library
        self._librarian = librarian
        self._panes = panes
        self._files = files
        self._settings = settings
        self.theme = theme
        self._window = window
        self._standing: tuple[StandingPanel, list[Article]] | None = None
        """The small window that is open, and which articles it is about."""
        shelf.tallied.connect(self.show_done)
        library.beside_requested.connect(self.open_side_by_side)
        library.heading_menu_requested.connect(lambda where: self._heading_menu(*where))
        library.list.dropped.connect(lambda what: self._dropped(*what))
        # The row's editor is still at work when it tells.
        library.model.renamed.connect(lambda what: self._renamed(*what), Qt.ConnectionType.QueuedConnection)
        panes.pane_added.connect(self._serve)
        for pane in panes.panes:
            self._serve(pane)
        slots = window.actions_.slots
        slots["folder"].aboutToShow.connect(lambda: self.fill_folders(slots["folder"]))
        slots["event"].aboutToShow.connect(lambda: self.fill_events(slots["event"]))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that are about filing."""
        return {
            "rename_article": self.rename,
            "status_unread": lambda: self.set_state(None),
            "status_in_work": lambda: self.set_state(ReadingState.IN_WORK),
            "status_done": self.toggle_done,
            "status_by_tag": self.open_standing,
            "filter_articles": self.filter,
            "export_selected": self.export,
        }

    def chosen(self) -> list[Article]:
        """Return the articles that something is done to."""
        ids = self._library.selected()
        current = self._panes.current
        if not ids and current is not None and current.article is not None:
            ids = [current.article.id]
        return [self._shelf.articles[record] for record in ids if record in self._shelf.articles]

    def open_side_by_side(self) -> None:
        """Show the selected articles in panes of their own, in the place of what was shown."""
        ids = [article.id for article in self.chosen()][:_BESIDE]
        self.show_side_by_side(ids)

    def show_side_by_side(self, ids: list[str]) -> None:
        """Show these articles in panes of their own, in the place of what was shown."""
        if not ids:
            return
        for pane in [pane for pane in self._panes.panes if pane.article is None or pane.article.id not in ids]:
            if len(self._panes.panes) > 1:
                self._panes.close_pane(pane)
        if self._panes.open(ids[0]) is not None:
            for record in ids[1:]:
                if self._panes.pane_of(record) is None:
                    self._panes.open_beside(record)

    def rename(self) -> None:
        """Let the title of an article be written anew: in its row, or in a dialog where it has none."""
        articles = self.chosen()
        if articles:
            self._window.show_library()
            if not self._library.rename(articles[0].id):
                self._ask(
                    self.tr("Rename article"), articles[0].title, lambda name: self._renamed(articles[0].id, name)
                )

    def filter(self) -> None:
        """Give the keyboard to the field that filters the library."""
        self._window.show_library()
        self._library.head.begin()

    def export(self) -> None:
        """Ask how, and export the annotations of the articles."""
        ids = tuple(article.id for article in self.chosen())
        if ids:
            project, settings = self._session.project, self._settings
            blind = settings.blind(project.info.id)
            dialog = ExportDialog(project, None, settings.folder, self.theme, self._window, ids, blind=blind)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.wished.connect(self._files.export_to)
            dialog.open()

    # How far they are read.

    def set_state(
        self, state: ReadingState | None, articles: list[Article] | None = None, tag: str | None = None
    ) -> None:
        """Say how far articles (the chosen ones) are read, for a tag (its id; None: for every one)."""
        which = self.chosen() if articles is None else articles
        tags = None if tag is None else [tag]
        self._do(lambda project: filing.set_status(project, which, state, tags))

    def toggle_done(self, articles: list[Article] | None = None) -> None:
        """Declare articles (the chosen ones) done; where all of them are, say that they are in work again."""
        articles = self.chosen() if articles is None else articles
        all_done = all(self._shelf.state(article.id) is ReadingState.DONE for article in articles)
        self.set_state(ReadingState.IN_WORK if all_done else ReadingState.DONE, articles)

    def show_done(self) -> None:
        """Show on the panes how far their articles are read, and in the small window, where it is open."""
        for pane in self._panes.panes:
            if pane.article is not None:
                states = self._shelf.states(pane.article.id)
                if states != pane.states:
                    pane.show_states(states)
        self._show_standing()

    def open_standing(self, articles: list[Article] | None = None) -> None:
        """Show how far articles (the chosen ones) are read for each tag, to be said there."""
        from annotator.ui.standing_panel import StandingPanel

        articles = self.chosen() if articles is None else articles
        if not articles or not self._session.project.tags.offered:
            return
        title = articles[0].title if len(articles) == 1 else articles_text(len(articles))
        panel = StandingPanel(shorten(title, _NAME_LENGTH), self.theme, self._window)
        self._standing = panel, articles
        panel.destroyed.connect(self._forget_standing)
        panel.wanted.connect(lambda wish: self.set_state(wish[1], articles, wish[0]))
        self._show_standing()
        pane = next((one for one in self._panes.panes if one.article is not None and [one.article] == articles), None)
        pane = pane or self._panes.current
        beside = pane.done if pane is not None and pane.done.isVisible() else self._window
        panel.open_at(QRect(beside.mapToGlobal(QPoint(0, 0)), beside.size()))

    def _show_standing(self) -> None:
        if self._standing is None:
            return
        from annotator.ui.standing_panel import Standing

        panel, articles = self._standing
        shelf, ids = self._shelf, [article.id for article in articles]
        states = [dict((tag.id, state) for tag, state in shelf.states(record)) for record in ids]
        panel.show_standings(
            [
                Standing(
                    tag,
                    tuple(shelf.said(record, tag.id) for record in ids),
                    tuple(of_one.get(tag.id) for of_one in states),
                )
                for tag in shelf.tags.offered
            ]
        )

    def _forget_standing(self) -> None:
        self._standing = None

    def _serve(self, pane: Pane) -> None:
        pane.done_requested.connect(lambda: self.toggle_done([] if pane.article is None else [pane.article]))
        pane.standing_requested.connect(lambda: self.open_standing([] if pane.article is None else [pane.article]))
        for pressed in (pane.view.tag_key_pressed, pane.view.page_key_pressed):
            pressed.connect(lambda key: self._pressed(key, pane))

    def _pressed(self, key: str, pane: Pane) -> None:
        """D on a page, unless a tag has it."""
        if key == KEY and pane.article is not None and self._session.project.tags.by_key(key) is None:
            self.open_standing([pane.article])

    # Menus.

    def add_to(self, menu: QMenu) -> None:
        """Put what is done here into the menu of the selected articles."""
        several = len(self._library.selected()) > 1
        if several:
            menu.addAction(self.tr("Open side by side"), self.open_side_by_side)
        else:
            menu.addAction(self.tr("Rename"), self.rename)
        self.fill_states(menu.addMenu(self.tr("Reading status")))
        self.fill_folders(menu.addMenu(self.tr("Folder")))
        self.fill_events(menu.addMenu(self.tr("Event")))
        menu.addAction(self.tr("Export…"), self.export)
        menu.addSeparator()

    def fill_states(self, menu: QMenu) -> None:
        """Offer the states of reading."""
        states = {self._shelf.state(article.id) for article in self.chosen()}
        for state, text in (
            (None, self.tr("Unread")),
            (ReadingState.IN_WORK, self.tr("In work")),
            (ReadingState.DONE, self.tr("Done")),
        ):
            action = menu.addAction(text, partial(self.set_state, state))
            action.setCheckable(True)
            action.setChecked(states == {state})
        menu.addSeparator()
        menu.addAction(self.tr("For each tag…"), lambda: self.open_standing())

    def fill_folders(self, menu: QMenu) -> None:
        """Offer the folders there are, a new one, and none."""
        menu.clear()
        articles = self.chosen()
        inside = {article.folder for article in articles if article.folder}
        names = {article.folder for article in self._shelf.articles.values() if article.folder}
        for name in _offered(names, inside):
            action = menu.addAction(_text(name), partial(self._move, articles, name))
            action.setCheckable(True)
            action.setChecked(inside == {name} and all(article.folder for article in articles))
        menu.addSeparator()
        menu.addAction(
            self.tr("New folder…"),
            lambda: self._ask(self.tr("New folder"), "", lambda name: self._move(articles, name)),
        )
        out = menu.addAction(self.tr("Take out of the folder"), lambda: self._move(articles, None))
        out.setEnabled(bool(inside))
        menu.setEnabled(bool(articles))

    def fill_events(self, menu: QMenu) -> None:
        """Offer the events there are, a new one, and to take articles out of theirs."""
        menu.clear()
        articles = self.chosen()
        inside = {self._shelf.events[event] for article in articles for event in article.events
                  if event in self._shelf.events}  # fmt: skip
        names = {event.name for event in self._shelf.events.values()}
        within = {event.name for event in inside if all(event.id in article.events for article in articles)}
        for name in _offered(names, {event.name for event in inside}):
            action = menu.addAction(_text(name), partial(self.put, articles, name))
            action.setCheckable(True)
            action.setChecked(name in within)
        menu.addSeparator()
        menu.addAction(
            self.tr("New event…"), lambda: self._ask(self.tr("New event"), "", lambda name: self.put(articles, name))
        )
        for event in sorted(inside, key=lambda event: event.name.casefold()):
            text = self.tr("Compare the reports of “{0}”").replace("{0}", _text(event.name))
            menu.addAction(text, partial(self.compare_requested.emit, event))
            text = self.tr("Take out of “{0}”").replace("{0}", _text(event.name))
            menu.addAction(text, partial(self._take_out, articles, event))
        menu.setEnabled(bool(articles))

    def _heading_menu(self, heading: str, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        event = self._event(heading) if self._shelf.order.grouping is Grouping.EVENTS else None
        if event is not None:
            menu.addAction(self.tr("Compare its reports"), lambda: self.compare_requested.emit(event))
        if heading:
            menu.addAction(self.tr("Rename…"), lambda: self._rename_heading(heading))
            menu.addSeparator()
        menu.addAction(self.tr("Fold all headings"), lambda: self._librarian.fold_all(True))
        menu.addAction(self.tr("Unfold all headings"), lambda: self._librarian.fold_all(False))
        menu.popup(at)

    def _rename_heading(self, heading: str) -> None:
        if self._shelf.order.grouping is Grouping.FOLDERS:
            self._ask(
                self.tr("Rename folder"),
                heading,
                lambda name: self._do(lambda project: filing.rename_folder(project, heading, name)),
            )
            return
        event = self._event(heading)
        if event is not None:
            self._ask(
                self.tr("Rename event"),
                heading,
                lambda name: self._do(lambda project: filing.rename_event(project, event, name)),
            )

    # What is done.

    def _dropped(self, ids: list[str], heading: str, added: bool) -> None:
        """Articles were dropped on a heading: they go there; with Ctrl they stay reports of other events too."""
        articles = [self._shelf.articles[record] for record in ids if record in self._shelf.articles]
        if self._shelf.order.grouping is Grouping.FOLDERS:
            self._move(articles, heading or None)
        elif heading:
            self._do(lambda project: filing.put_into_event(project, articles, heading, only=not added))
        else:
            self._take_out(articles, None)

    def _move(self, articles: list[Article], folder: str | None) -> None:
        self._do(lambda project: filing.move_to_folder(project, articles, folder))

    def put(self, articles: list[Article], name: str) -> None:
        """Let articles report an event, which is made where there is none of this name."""
        self._do(lambda project: filing.put_into_event(project, articles, name))

    def _take_out(self, articles: list[Article], event: Event | None) -> None:
        self._do(lambda project: filing.take_out_of_event(project, articles, event))

    def _renamed(self, record: str, title: str) -> None:
        article = self._shelf.articles.get(record)
        if article is not None:
            self._do(lambda project: filing.rename_article(project, article, title))

    def _event(self, name: str) -> Event | None:
        return next((event for event in self._shelf.events.values() if event.name == name), None)

    def _do(self, build: Callable[[Project], Change]) -> None:
        """Do an edit; none where all is so already."""
        change = self._session.attempt(lambda: build(self._session.project))
        if change is not None and change.edits:
            self._session.do(change)

    def _ask(self, title: str, name: str, then: Callable[[str], object]) -> None:
        ask_name(self._window, title, self.tr("Name:"), name, then)


def _offered(names: set[str], first: set[str]) -> list[str]:
    """Return the names that a menu offers, in their order."""
    ordered = sorted(names, key=lambda name: (name.casefold(), name))
    if len(ordered) <= _OFFERED:
        return ordered
    kept = set(ordered[:_OFFERED]) | first
    return [name for name in ordered if name in kept]


def _text(name: str) -> str:
    """Return a name as an entry of a menu."""
    return isolate(shorten(name, _NAME_LENGTH)).replace("&", "&&")
