"""Keeps the panel of the history in step with the project while it is seen, and does what is wanted there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QTimer

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import AnnotatorError, CompactedError, RevertError
from annotator.core.history import Entry
from annotator.core.values import Annotation
from annotator.text.folding import find
from annotator.text.isolate import isolate, shorten
from annotator.ui.history.details import tell
from annotator.ui.history.forgetting import Forgetting
from annotator.ui.history.view import ALL, ARTICLE, MARK, HistoryView
from annotator.ui.history.withheld import seen, tells, told
from annotator.ui.history.words import title_of
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.veil import Veil
from annotator.ui.window import Window
from annotator.ui.wording import describe, explain

_PAGE = 200
_LOOKED_THROUGH = 2000
"""Changes that are looked through for words before what is found by then is shown."""
_NEW = 20
"""Changes that are read when something was done here."""
_AGAIN = 1000
"""Changes that are read again at most when others did something; older rows stay as they are."""
_STRETCH = 50_000
"""Changes among which those of a coder are looked for in one go: somebody may have made few of a million."""
_TOLD = 12
_NAME = 60


class Historian(QObject):
    """Reads nothing while nobody looks."""

    def __init__(
        self, session: Session, view: HistoryView, spotlight: Spotlight, panes: PaneRow, marking: Marking,
        window: Window,
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._session, self._view, self._spotlight = session, view, spotlight
        self._panes, self._marking, self._window = panes, marking, window
        self._seen = self._whole = False
        """`_whole`: whether more than the newest changes is to be read again."""
        self._stale = True
        self._veil = panes.veils.veil
        self._mark: Annotation | None = None
        """Whose history is asked for: the mark in focus, or the last that was."""
        self._article: str | None = None
        self._held = False
        """Whether the article is one that was asked for by name, not the one in use."""
        self._quotes: dict[int, str] = {}
        self._below: int | None = None
        """The number below which nothing was read yet."""
        self._soon, self._further = QTimer(self), QTimer(self)
        for timer, work in ((self._soon, self._follow), (self._further, self._read_on)):
            timer.setSingleShot(True)
            timer.timeout.connect(work)
        session.followed.connect(self._changed)
        session.refused.connect(self._refused)
        spotlight.changed.connect(self._lit)
        panes.veils.changed.connect(self._veiled)
        panes.current_changed.connect(lambda _id: self._other_article())
        panes.opened_changed.connect(self._other_article)
        view.filter_changed.connect(self._filtered)
        view.model.more_wanted.connect(self._read_on)
        view.picked.connect(self._tell)
        view.chosen.connect(self.go_to)
        view.revert_requested.connect(self.revert)
        view.left.connect(self._back)
        view.menu_requested.connect(self._menu)
        self.forgetting = Forgetting(session, view, window)

    def close(self) -> None:
        """Follow no more."""
        self._soon.stop()
        self._further.stop()
        self._seen = False

    def see(self, seen: bool) -> None:
        """The panel is seen, or is not any more."""
        self._seen = seen
        if seen and self._stale:
            self._begin()

    def show_mark(self) -> None:
        """Show the history of the mark in focus."""
        self._view.choose(MARK)
        self._begin()

    def show_article(self, article: str) -> None:
        """Show the history of an article."""
        self._view.choose(ARTICLE)
        self._article, self._held = article, True
        self._begin()

    # Reading.

    def _filtered(self) -> None:
        self._held = False
        self._begin()

    def _begin(self) -> None:
        """List the history from its newest change on."""
        self._stale = False
        self._soon.stop()
        self._further.stop()
        coders = self._coders()
        self._view.offer_coders(coders)
        self._aim()
        self._view.ask("")
        self._view.model.point_out([])
        self._below = None
        self._quotes = {}
        self._view.model.show([], coders, {}, more=False)
        self._read_on()
        self._view.list.scrollToTop()

    def _aim(self) -> None:
        """Take the mark in focus, and the article in use, and say of what the history is."""
        focus = self._spotlight.lit.focus
        if focus is not None:
            self._mark = self._session.project.find_annotation(focus) or self._mark
        pane = self._panes.current
        if not self._held and pane is not None and pane.article is not None:
            self._article = pane.article.id
        scope, nothing = self._view.scope.currentData(), self.tr("Nothing was done yet.")
        heading = self.tr("History")
        if scope == MARK and self._mark is None:
            nothing = self.tr("Click a mark to see its history.")
        elif scope == MARK and self._mark is not None:
            quote = isolate(shorten(self._mark.words, _NAME))
            heading = self.tr("History of “{0}”").replace("{0}", quote)
        elif scope == ARTICLE and self._article is not None:
            title = self._title(self._article)
            gone = self.tr("History of an article that is gone")
            named = self.tr("History of “{0}”").replace("{0}", isolate(shorten(title or "", _NAME)))
            heading = gone if title is None else named
        if self._view.words.text().strip() or self._view.coder.currentData():
            nothing = self.tr("No change fits the filter.")
        self._view.show_heading(heading, nothing)

    def _page(self, before: int | None, wanted: int) -> tuple[list[Entry], int | None, bool]:
        """Read on below a number: return what fits, the number that was come to, and whether there is more."""
        view, project = self._view, self._session.project
        scope = view.scope.currentData()
        if (scope == MARK and self._mark is None) or (scope == ARTICLE and self._article is None):
            return [], None, False
        article = self._mark.article if scope == MARK and self._mark else self._article if scope == ARTICLE else None
        mark = self._mark.id if scope == MARK and self._mark is not None else None
        words, coder = view.words.text().strip(), view.coder.currentData()
        found: list[Entry] = []
        above = 0
        if coder is not None and article is None:
            newest = project.history(limit=1)
            top = before or (newest[0].number + 1 if newest else 1)
            above = max(top - _STRETCH, 0)
        looked = 0
        while True:
            page = project.history(
                before=before, above=above, limit=wanted, article=article, annotation=mark, coder=coder
            )
            found += [one for one in self._told(page) if not words or find(title_of(one), words)]
            looked += len(page)
            before = page[-1].number if page else before
            if len(page) < wanted:
                return found, above + 1 if above else before, bool(above)
            all_of_them = not words and not self._veil.withholding
            if all_of_them or len(found) >= wanted or looked >= _LOOKED_THROUGH:
                return found, before, True

    def _told(self, entries: list[Entry]) -> list[Entry]:
        """Return those of these that do not tell of marks that are withheld."""
        if not self._veil.withholding:
            return entries
        about = self._session.project.subjects(entries)
        return [entry for entry in entries if tells(entry, about.get(entry.number), self._veil)]

    def _veiled(self, veil: Veil) -> None:
        before, self._veil = self._veil, veil
        if (before.coders.hidden, before.blind) != (veil.coders.hidden, veil.blind):
            self._again()

    def _read_on(self) -> None:
        read = self._session.attempt(lambda: self._page(self._below, _PAGE))
        if read is None:
            return
        found, self._below, more = read
        model = self._view.model
        model.show([*model.entries, *found], self._coders(), self._quoted(found), more=more)
        if more and not found:
            # Rare ones: the next stretch is looked through when the event loop has come round.
            model.more = False
            self._further.start(0)

    def _changed(self, change: Change) -> None:
        if self._seen:
            self._whole = self._whole or change.kind is ChangeKind.ELSEWHERE
            self._soon.start(0)
        else:
            self._stale = True

    def _follow(self) -> None:
        """Read what was done since, and again what that is about; where others did something, all that is listed."""
        model, whole = self._view.model, self._whole
        before, self._whole = model.entries, False
        read = self._session.attempt(lambda: self._page(None, min(max(len(before), _PAGE), _AGAIN) if whole else _NEW))
        if read is None:
            return
        found, below, more = read
        if not whole and more and (not before or below is None or below > before[0].number):
            self._whole = True  # More was done than that, or is listed: all of it, then.
            self._follow()
            return
        tail = [entry for entry in before if below is not None and entry.number < below] if more else []
        tail = self._again_read(found, tail, before[0].number if before else 0)
        if not tail:
            self._below = below
        coders = self._coders()
        self._view.offer_coders(coders)
        model.show([*found, *tail], coders, self._quoted(found), more=model.more if tail else more)
        self._tell(self._view.current())

    def _again_read(self, newest: Sequence[Entry], tail: Sequence[Entry], known: int) -> list[Entry]:
        """Return `tail`, with those read again that the newest (of numbers over `known`) take back or do again."""
        project = self._session.project
        named: set[int] = set()
        for entry in newest:
            at = entry.undoes if entry.number > known else None
            while at is not None and at not in named:
                named.add(at)
                at = project.entry(at).undoes
        return [project.entry(entry.number) if entry.number in named else entry for entry in tail]

    def _quoted(self, entries: Sequence[Entry]) -> dict[int, str]:
        """Return the words of marks by the numbers of the changes that are about them, of these and those before."""
        new = [entry for entry in entries if entry.number not in self._quotes]
        for number, value in (self._session.attempt(lambda: self._session.project.subjects(new)) or {}).items():
            self._quotes[number] = shorten(value.words, _NAME) if isinstance(value, Annotation) else ""
        return self._quotes

    def _coders(self) -> dict[str, str]:
        """Return the coders by id, none where there is but one."""
        coders = self._session.project.coders()
        return {coder.id: coder.name for coder in coders} if len(coders) > 1 else {}

    def _lit(self, lit: Lit) -> None:
        if self._view.scope.currentData() != MARK or lit.focus is None:
            return
        if self._mark is None or lit.focus != self._mark.id:
            self._again()

    def _other_article(self) -> None:
        pane = self._panes.current
        article = pane.article.id if pane is not None and pane.article is not None else None
        if self._view.scope.currentData() == ARTICLE and not self._held and article != self._article:
            self._again()

    def _again(self) -> None:
        if self._seen:
            self._begin()
        else:
            self._stale = True

    # What a change changed.

    def _names(self) -> dict[str, str]:
        project = self._session.project
        named = (*project.tags, *project.coders(), *project.events(), *project.entities())
        return {value.id: value.name for value in named}

    def _title(self, record: str) -> str | None:
        found = self._session.project.articles([record])
        return found[0].title if found else None

    def _tell(self, entry: Entry | None) -> None:
        if entry is None:
            self._view.show_details(None, "")
            return
        go = self._has_place(entry)
        try:
            edits = self._session.project.outline(entry, _TOLD)
        except CompactedError:
            why = self.tr("What it changed is known no more: its details were forgotten.")
            if entry.kind is ChangeKind.MERGE:
                why = self.tr("Two projects became one. Undo goes no further back; single changes can be reverted.")
            self._view.show_details(None, why, go=go)
            return
        except (AnnotatorError, ValueError) as error:
            self._view.show_details(None, explain(error) if isinstance(error, AnnotatorError) else str(error), go=go)
            return
        names = self._names()
        shown = [edit for edit in edits if told(edit, self._veil)]
        said = tell(shown, lambda record: names.get(record) or self._title(record))
        # Texts are no values of their own here, and what is withheld is not counted.
        more = entry.count - len(edits) if len(edits) >= _TOLD and not self._veil.withholding else 0
        self._view.show_details(said, "", more, go=go)

    # What is done.

    def _has_place(self, entry: Entry) -> bool:
        project = self._session.project
        mark = project.find_annotation(entry.record) if entry.record is not None else None
        return mark is not None or (entry.article is not None and self._title(entry.article) is not None)

    def go_to(self, entry: Entry) -> None:
        """Show the mark, or the article, that a change is about, where that is one and is there."""
        project = self._session.project
        if entry.record is not None and project.find_annotation(entry.record) is not None:
            self._marking.go_to(entry.record)
        elif entry.article is not None and self._title(entry.article) is not None:
            self._panes.open(entry.article)

    def revert(self) -> None:
        """Take the change in focus back."""
        entry = self._view.current()
        if entry is None or not entry.can_be_reverted:
            return
        self._view.model.point_out([])
        if self._session.revert(entry) is not None:
            text = self.tr("Reverted: {0}. Ctrl+Z takes that back.").replace("{0}", describe(entry))
            self._window.messages.news(text)

    def _refused(self, error: AnnotatorError) -> None:
        """Point out what stands in the way of a revert; the sentence that names it is told by the window."""
        later = seen(error, self._session.project, self._veil).later if isinstance(error, RevertError) else ()
        if not later:
            return
        numbers = [entry.number for entry in later]
        if not self._view.model.place_of(numbers[-1]).isValid():
            current = self._view.current()
            self._view.choose(ALL)
            self._begin()
            if current is not None:
                self._view.list.setCurrentIndex(self._view.place_of(current))
        self._view.point_out(numbers)

    def _menu(self, at: QPoint) -> None:
        entry = self._view.current()
        if entry is None:
            return
        menu = self._view.popup(at)
        menu.addSeparator()
        project = self._session.project
        if entry.record is not None and project.find_annotation(entry.record) is not None:
            menu.addAction(self.tr("History of this mark"), lambda: self._of_mark(entry))
        if entry.article is not None:
            article = entry.article
            menu.addAction(self.tr("History of this article"), lambda: self.show_article(article))
        menu.popup(at)

    def _of_mark(self, entry: Entry) -> None:
        self.go_to(entry)
        self.show_mark()

    def _back(self) -> None:
        if self._panes.current is not None:
            self._panes.make_current(self._panes.current)
