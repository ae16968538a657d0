"""Versions of one article: made so by the reader, and shown side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from annotator.core.values import Annotation, Article
from annotator.project import Project, versions
from annotator.project.versions import Likely
from annotator.text.isolate import isolate, shorten
from annotator.ui.library.candidates import Candidate, Candidates
from annotator.ui.library.filing import Filing
from annotator.ui.library.looking import Looking
from annotator.ui.library.shelf import Shelf
from annotator.ui.session import Session
from annotator.ui.window import Window
from annotator.ui.wording import marks_text

_SKETCHED = 500
"""Texts that are compared for the first time, at the most: each takes a millisecond."""
_TITLE_LENGTH = 60


class Versioning(QObject):
    """Acts on what `filing` says is chosen. `settle` is done where marks have found no certain place."""

    def __init__(
        self, session: Session, shelf: Shelf, filing: Filing, settle: Callable[[], object], window: Window
    ) -> None:
        super().__init__(window)
        self._session = session
        self._shelf = shelf
        self._filing = filing
        self._settle = settle
        self._window = window
        self._looking = Looking(session, self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that are about versions."""
        return {"later_version": self.join, "show_versions": self.show_both}

    def close(self) -> None:
        """Look no further."""
        self._looking.close()

    def add_to(self, menu: QMenu) -> None:
        """Put what is done here into the menu of the selected articles."""
        chosen = self._filing.chosen()
        if len(chosen) == 2:
            later, _ = _in_time(*chosen)
            text = self.tr("“{0}” is the later version").replace("{0}", _title(later))
            menu.addAction(text.replace("&", "&&"), self.join)
        elif len(chosen) == 1:
            menu.addAction(self.tr("This is a later version of…"), self.join)
        if len(chosen) == 1 and self._pair(chosen[0]) is not None:
            menu.addAction(self.tr("Show both versions"), self.show_both)

    def show_both(self) -> None:
        """Show an article and its other version side by side, the earlier one on the left."""
        chosen = self._filing.chosen()
        pair = self._pair(chosen[0]) if chosen else None
        if pair is not None:
            self._filing.show_side_by_side(list(pair))
        elif chosen:
            text = self.tr("“{0}” has no other version.").replace("{0}", _title(chosen[0]))
            self._window.messages.news(text)

    def join(self) -> None:
        """Make one of two articles the later version of the other; of one, ask which is its earlier version."""
        chosen = self._filing.chosen()
        if len(chosen) == 2:
            later, earlier = _in_time(*chosen)
            self.replace(later, earlier)
        elif chosen:
            self._ask(chosen[0])

    def replace(self, later: Article, earlier: Article) -> None:
        """Let `later` replace `earlier`, and say what went with it."""
        project = self._session.project
        made = self._session.attempt(lambda: versions.replace_article(project, later, earlier))
        if made is None or not self._session.do(made[0]):
            return
        veil, carried = self._shelf.veil, made[1]
        marks = [edit.before for edit in carried.edits if isinstance(edit.before, Annotation)]
        moved = sum(not veil.blinds(mark) for mark in marks)
        unsettled = [mark for mark in carried.unsettled if not veil.blinds(mark)]
        text = self.tr("{0} is a later version: {1} went with it.")
        text = text.replace("{0}", _title(later)).replace("{1}", marks_text(moved))
        if not unsettled:
            self._window.messages.news(text)
            return
        text += " " + self.tr("{0} found no certain place.").replace("{0}", marks_text(len(unsettled)))
        self._window.messages.news(text, action=(self.tr("Settle…"), self._settle))

    def _pair(self, article: Article) -> tuple[str, str] | None:
        """Return the ids of an article and the version before it, or behind it, in their order."""
        if article.replaces in self._shelf.articles:
            return str(article.replaces), article.id
        later = next((other for other in self._shelf.articles.values() if other.replaces == article.id), None)
        return None if later is None else (article.id, later.id)

    # Which one it replaces.

    def _ask(self, article: Article) -> None:
        dialog = Candidates(
            self.tr("A later version of which article?"), self.tr("Replace it"), self._filing.theme, several=False,
            parent=self._window,
        )  # fmt: skip
        dialog.chosen.connect(lambda ids: self._chosen(article.id, ids[0]))
        dialog.looked_at.connect(lambda record: self._filing.show_side_by_side([record, article.id]))
        dialog.say(self.tr("Looking for articles like “{0}”…").replace("{0}", _title(article)))
        values = _likely(self._session.project.path, article.id)
        self._looking.begin(dialog, values, lambda found: self._list(dialog, article, found))

    def _list(self, dialog: Candidates, article: Article, found: object) -> None:
        if isinstance(found, list):
            some = self.tr("“{0}” takes the place of the article that you choose, and its marks come along.")
            none = self.tr("No article is like “{0}”. Select two articles to make one the later version of the other.")
            dialog.say((some if found else none).replace("{0}", _title(article)))
            dialog.show_candidates([Candidate(one.article, self._reasons(one)) for one in found])

    def _reasons(self, one: Likely) -> tuple[str, ...]:
        alike = self.tr("{0} % alike").replace("{0}", str(round(100 * one.likeness))) if one.likeness else ""
        address = self.tr("same address") if one.same_address else ""
        title = self.tr("same title") if one.same_title else ""
        parts = (address, title, alike, one.article.published or "", one.article.source or "")
        return tuple(part for part in parts if part)

    def _chosen(self, later: str, earlier: str) -> None:
        articles = self._shelf.articles
        if later in articles and earlier in articles:
            self.replace(articles[later], articles[earlier])


def _in_time(one: Article, other: Article) -> tuple[Article, Article]:
    """Return two articles, the later one first: by their dates, or else as they came in."""
    dated = one.published and other.published and one.published != other.published
    if dated:
        return (one, other) if str(one.published) > str(other.published) else (other, one)
    return (one, other) if one.id > other.id else (other, one)


def _title(article: Article) -> str:
    return isolate(shorten(article.title, _TITLE_LENGTH))


def _likely(path: Path, record: str) -> Iterator[object]:
    """Look for what an article may be a later version of, in a project opened for that alone."""
    with Project.open(path, read_only=True) as project:
        from annotator.analysis.likeness import sketch

        sketches = project.sketches(at_most=_SKETCHED)
        sketches.setdefault(record, sketch(project.text(record)))
        yield versions.likely_versions(project.article(record), project.articles(), sketches)
