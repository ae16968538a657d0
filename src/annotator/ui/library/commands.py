"""What is done to articles: opened, described, removed, from the library and the menus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.values import Article
from annotator.project import Project, describing, edits
from annotator.text.isolate import isolate, shorten
from annotator.ui.asking import confirmed
from annotator.ui.library.counting import doomed
from annotator.ui.library.dialog import ArticleDialog
from annotator.ui.library.several import Fields, SeveralDialog
from annotator.ui.library.view import LibraryView
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.window import Window
from annotator.ui.wording import articles_text, marks_text

_TITLE_LENGTH = 60


class ArticleCommands(QObject):
    """Acts on the articles selected in the library, or on the one in the pane in use."""

    def __init__(self, session: Session, library: LibraryView, panes: PaneRow, theme: Theme, window: Window) -> None:
        super().__init__(window)
        self._session = session
        self._library = library
        self._panes = panes
        self._window = window
        self.theme = theme
        self.extend: Callable[[QMenu], object] = lambda _menu: None
        """Puts what others do to the selected articles into their menu."""
        library.remove_requested.connect(lambda: self.remove())
        library.menu_requested.connect(self._open_menu)
        library.open_requested.connect(panes.open)
        # What the menus do to "the article" is then always done to the one that is read.
        panes.current_changed.connect(library.select)

    def current(self) -> Article | None:
        """Return the article in the pane in use."""
        return self._panes.current.article if self._panes.current is not None else None

    def open_beside(self) -> None:
        """Show the article in another pane."""
        article = self._chosen()
        if article is not None:
            self._panes.open_beside(article.id)

    def edit_details(self) -> None:
        """Open the dialog for the details of the article, or of several."""
        chosen = self._library.selected()
        if len(chosen) > 1:
            self._edit_several([article for article in self._session.project.articles() if article.id in chosen])
            return
        article = self._chosen()
        if article is None:
            return
        text = self._session.attempt(lambda: self._session.project.text(article.id))
        if text is None:
            return
        events = {event.id: event.name for event in self._session.project.events()}
        dialog = ArticleDialog(
            article,
            text,
            events,
            lambda edited, event: self._save(article, edited, event),
            self.theme,
            self._window,
            lambda: self._change_encoding(article),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def import_again(self) -> None:
        """Read the article's file again, from the project, as it is read today."""
        from annotator.project import recoding  # Reading files needs much that a window does not.

        project, article = self._session.project, self._chosen()
        if article is None:
            return
        made = self._session.attempt(lambda: self._take(article, *recoding.import_again(project, article)))
        if made is None:
            return
        if made.id == article.id:
            said = self.tr("“{0}” was read again: the text is the same, what was guessed of it is another.")
        elif made.replaces == article.id:
            said = self.tr("“{0}” was read again: a later version with another text.")
        else:
            said = self.tr("“{0}” was read again, with another text.")
        self._window.messages.news(said.replace("{0}", isolate(shorten(made.title, _TITLE_LENGTH))))

    def _take(self, article: Article, change: Change, made: Article) -> Article:
        """Store what was read again, and show it where the article was shown. Raises AnnotatorError."""
        shown = [pane for pane in self._panes.panes if pane.article is not None and pane.article.id == article.id]
        place = self._panes.panes.index(shown[0]) if shown else None
        self._session.do_or_raise(change)
        if place is not None and shown[0] not in self._panes.panes:
            self._panes.open_beside(made.id, place)
        else:
            self._panes.open(made.id)
        return made

    def change_encoding(self) -> None:
        """Ask in which encoding the article's file shall be read, and read it again."""
        article = self._chosen()
        if article is not None:
            self._change_encoding(article)

    def _change_encoding(self, article: Article) -> None:
        from annotator.project import recoding  # Reading files needs much that a window does not.

        if self._session.project.counts([article.id]).get(article.id, 0):
            words = self.tr(
                "“{0}” has marks already, so its text stays; the file can come in again as a later version."
            )
            title = isolate(shorten(article.title, _TITLE_LENGTH))
            again = self.tr("Import again…"), lambda: self._ask_encoding(article, recoding.later_version)
            self._window.messages.refuse(words.replace("{0}", title), action=again)
        else:
            self._ask_encoding(article, recoding.recode)

    def _ask_encoding(self, article: Article, read: Callable[[Project, Article, str], tuple[Change, Article]]) -> None:
        from annotator.project import recoding
        from annotator.ui.encoding import EncodingDialog

        project = self._session.project
        data = self._session.attempt(lambda: recoding.original_bytes(project, article))
        if data is None:
            return

        def choose(encoding: str) -> None:
            self._take(article, *read(project, article, encoding))

        name = article.origin.name or article.title
        dialog = EncodingDialog(data, name, article.origin.encoding, choose, self.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _edit_several(self, articles: list[Article]) -> None:
        project = self._session.project
        events = {event.id: event.name for event in project.events()}

        def save(fields: Fields, event: str | None) -> None:
            change = describing.edit_articles(project, articles, fields, event=event)
            if change.edits:
                self._session.do_or_raise(change)

        dialog = SeveralDialog(articles, events, save, self.theme, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def remove(self, ids: Sequence[str] | None = None) -> None:
        """Remove the articles (these, or the selected ones), after saying how many marks go with them."""
        project = self._session.project
        current = self.current()
        chosen = ids or self._library.selected() or ([current.id] if current is not None else [])
        articles = project.articles(chosen)
        if not articles:
            return
        gone = doomed(project, self._panes.veils.veil, articles=chosen)
        what = isolate(shorten(articles[0].title, _TITLE_LENGTH)) if len(articles) == 1 else ""
        question = (
            self.tr("Remove “{0}”?").replace("{0}", what)
            if what
            else self.tr("Remove {0}?").replace("{0}", articles_text(len(articles)))
        )
        consequence = (
            self.tr("{0} will be removed with it.").replace("{0}", marks_text(gone.told))
            if gone.told
            else self.tr("No marks go with it.")
        )
        if gone.more:
            consequence = self.tr(
                "{0} that you see, and marks of other coders that you do not see, will be removed with it."
            ).replace("{0}", marks_text(gone.told))
        if confirmed(self._window, question, consequence, self.tr("Remove")):
            self._session.edit(lambda: edits.remove_articles(project, articles))

    def _save(self, before: Article, after: Article, event: str | None) -> None:
        """Store what the dialog says. Raises InvalidError or ConflictError, which the dialog shows."""
        project = self._session.project
        self._session.do_or_raise(edits.edit_article(project, after, before=before, event=event or ""))

    def _chosen(self) -> Article | None:
        chosen = self._library.selected()
        if chosen:
            return self._session.attempt(lambda: self._session.project.article(chosen[0]))
        return self.current()

    def _open_menu(self, at: QPoint) -> None:
        ids = self._library.selected()
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(ids) == 1:
            menu.addAction(self.tr("Open"), lambda: self._panes.open(ids[0]))
            menu.addAction(self.tr("Open in another pane"), self.open_beside)
            menu.addSeparator()
        menu.addAction(self.tr("Details…"), self.edit_details)
        if len(ids) == 1:
            menu.addAction(self.tr("Import again"), self.import_again)
            menu.addAction(self.tr("Change encoding…"), self.change_encoding)
        self.extend(menu)
        menu.addAction(self.tr("Remove…"), self.remove)
        menu.popup(at)
