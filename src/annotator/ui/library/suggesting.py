"""What may belong together: reports of one event, and articles that say nearly the same. The reader decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QMenu

from annotator.core.values import Article
from annotator.project import Project
from annotator.text.isolate import isolate, shorten
from annotator.ui.asking import ask_name
from annotator.ui.library.candidates import Candidate, Candidates
from annotator.ui.library.commands import ArticleCommands
from annotator.ui.library.filing import Filing
from annotator.ui.library.looking import Looking
from annotator.ui.library.shelf import Shelf
from annotator.ui.session import Session
from annotator.ui.window import Window
from annotator.ui.wording import date_text

if TYPE_CHECKING:
    from annotator.analysis.same_event import Match

_READ = 400
"""Texts that are read for one question: a second's work."""
_LISTED = 40
_SAID = 5
_NEARLY = 0.7
_TITLE_LENGTH = 60


class Suggesting(QObject):
    """Acts on what `filing` says is chosen."""

    def __init__(
        self, session: Session, shelf: Shelf, filing: Filing, commands: ArticleCommands, window: Window
    ) -> None:
        super().__init__(window)
        self._session = session
        self._shelf = shelf
        self._filing = filing
        self._commands = commands
        self._window = window
        self._looking = Looking(session, self)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions of the table do that suggest."""
        return {"same_event": self.ask_event, "near_duplicates": self.find_duplicates}

    def add_to(self, menu: QMenu) -> None:
        """Put what is done here into the menu of the selected articles."""
        if len(self._filing.chosen()) == 1:
            menu.addAction(self.tr("Same event?…"), self.ask_event)

    def close(self) -> None:
        """Look no further."""
        self._looking.close()

    # Reports of one event.

    def ask_event(self) -> None:
        """List which articles may report the same as the one that is chosen."""
        chosen = self._filing.chosen()
        if not chosen:
            return
        wanted = chosen[0]
        dialog = Candidates(
            self.tr("Same event?"), self.tr("Put into the event with it"), self._filing.theme, several=True,
            parent=self._window,
        )  # fmt: skip
        dialog.chosen.connect(lambda ids: self._put(wanted.id, ids))
        dialog.looked_at.connect(lambda record: self._filing.show_side_by_side([wanted.id, record]))
        dialog.say(self.tr("Looking for reports of the same as “{0}”…").replace("{0}", _title(wanted)))
        others = [
            article
            for article in self._shelf.articles.values()
            if not self._shelf.replaced(article.id) and not set(article.events) & set(wanted.events)
        ]
        values = _matches(self._session.project.path, wanted, others)
        self._looking.begin(dialog, values, lambda found: self._list_matches(dialog, wanted, found))

    def _list_matches(self, dialog: Candidates, wanted: Article, found: object) -> None:
        if not isinstance(found, list):
            return
        articles = self._shelf.articles
        rows = [Candidate(articles[one.article], self._reasons(one)) for one in found if one.article in articles]
        some = self.tr("These may report the same as “{0}”. Tick those that do.")
        none = self.tr("Nothing says that another article reports the same as “{0}”.")
        if any(set(one.events) & set(wanted.events) for one in articles.values() if one.id != wanted.id):
            none = self.tr("Nothing says that another article than those of its event reports the same as “{0}”.")
        dialog.say((some if rows else none).replace("{0}", _title(wanted)))
        dialog.show_candidates(rows)

    def _reasons(self, match: Match) -> tuple[str, ...]:
        """Say why, the strongest first."""
        number = QLocale().toString
        parts: list[str] = []
        if match.names:
            parts.append(", ".join(match.names[:_SAID]))
        if match.numbers:
            parts.append(", ".join(match.numbers[:_SAID]))
        if match.likeness:
            parts.append(self.tr("{0} % alike").replace("{0}", number(round(100 * match.likeness))))
        if match.apart is None:
            parts.append(self.tr("date not known"))
        elif match.apart == 0:
            parts.append(self.tr("same day"))
        else:
            apart = self.tr("1 day apart") if match.apart == 1 else self.tr("{0} days apart")
            parts.append(apart.replace("{0}", number(match.apart)))
        return tuple(parts)

    def _put(self, wanted: str, ids: Sequence[str]) -> None:
        """Put the ticked ones into the event of the one that was asked about; ask for its name where it has none."""
        known = self._shelf.articles
        articles = [known[record] for record in (wanted, *ids) if record in known]
        if wanted not in known:
            return
        events = [self._shelf.events[event] for event in known[wanted].events if event in self._shelf.events]
        if events:
            self._filing.put(articles, events[0].name)
        else:
            title = shorten(known[wanted].title, _TITLE_LENGTH)
            ask_name(
                self._window,
                self.tr("New event"),
                self.tr("Name:"),
                title,
                lambda name: self._filing.put(articles, name),
            )

    # Articles that say nearly the same.

    def find_duplicates(self) -> None:
        """List the groups of articles that say nearly the same."""
        dialog = Candidates(
            self.tr("Near duplicates"), self.tr("Remove the ticked…"), self._filing.theme, several=True,
            parent=self._window,
        )  # fmt: skip
        dialog.chosen.connect(self._commands.remove)
        dialog.looked_at.connect(lambda record: self._show_pair(dialog, record))
        dialog.say(self.tr("Comparing all articles…"))
        values = _duplicates(self._session.project.path)
        self._looking.begin(dialog, values, lambda found: self._list_groups(dialog, found))

    def _list_groups(self, dialog: Candidates, found: object) -> None:
        number = QLocale().toString
        if isinstance(found, tuple):
            said = self.tr("Reading {0} of {1}…").replace("{0}", number(found[0]))
            dialog.say(said.replace("{1}", number(found[1])))
        elif isinstance(found, list):
            rows: list[Candidate] = []
            for group in found:
                begun = False
                for record, share in group:
                    article = self._shelf.articles.get(record)
                    if article is not None:
                        rows.append(Candidate(article, self._facts(article, share if begun else None), joined=begun))
                        begun = True
            some = self.tr("These say nearly the same. What a later version has replaced is not among them.")
            dialog.say(some if rows else self.tr("No two articles say nearly the same."))
            dialog.show_candidates(rows)

    def _facts(self, article: Article, share: float | None) -> tuple[str, ...]:
        alike = "" if share is None else self.tr("{0} % alike").replace("{0}", QLocale().toString(round(100 * share)))
        parts = (alike, date_text(article.published, QLocale()), article.source or "")
        return tuple(part for part in parts if part)

    def _show_pair(self, dialog: Candidates, record: str) -> None:
        """Show a row's article beside the first one of its group."""
        leader = record
        for row in dialog.model.rows:
            leader = leader if row.joined else row.article.id
            if row.article.id == record:
                break
        following = [row for row in dialog.model.rows if row.joined]
        if leader == record and following:
            at = next(n for n, row in enumerate(dialog.model.rows) if row.article.id == record)
            record = dialog.model.rows[min(at + 1, len(dialog.model.rows) - 1)].article.id
        self._filing.show_side_by_side([leader, record])


def _title(article: Article) -> str:
    return isolate(shorten(article.title, _TITLE_LENGTH))


def _matches(path: Path, wanted: Article, others: Sequence[Article]) -> Iterator[object]:
    """Look for reports of the same event, in a project opened for that alone."""
    from annotator.analysis.same_event import matches, report, within_days

    with Project.open(path, read_only=True) as project:
        aliases = {name: entity.name for entity in project.entities() for name in (entity.name, *entity.aliases)}
        own = report(wanted, project.text(wanted.id), aliases)
        near = within_days(wanted, others, _READ)
        reports = [report(article, project.text(article.id), aliases) for article in near]
        yield matches(own, reports)[:_LISTED]


def _duplicates(path: Path) -> Iterator[object]:
    """Compare all articles, in a project opened for that alone; tell how many were read for it."""
    from annotator.analysis.likeness import groups

    with Project.open(path) as project:
        with closing(project.sketching()) as made:
            yield from made
        replaced = {article.replaces for article in project.articles()}
        sketches = {key: value for key, value in project.sketches().items() if key not in replaced}
        yield groups(sketches, _NEARLY)
