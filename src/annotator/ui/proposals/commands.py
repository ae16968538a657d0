"""What is proposed, listed and outlined on its pages, and accepted or refused: nothing is stored before that."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.analysis.proposals import Kind, Proposal
from annotator.core.change import Change
from annotator.core.errors import AnnotatorError, StoppedError
from annotator.core.values import Article
from annotator.project.proposing import Known, accepted
from annotator.text.isolate import isolate, shorten
from annotator.ui.asking import ask_name
from annotator.ui.files import busy
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.proposals.looking import Asked, Handful, look
from annotator.ui.proposals.model import ProposalRow, row_of
from annotator.ui.proposals.view import EVERYWHERE, HERE, ProposalsView
from annotator.ui.reader.outlines import Outline
from annotator.ui.session import Session
from annotator.ui.settings import Settings
from annotator.ui.spotlight import Spotlight
from annotator.ui.theme import Theme
from annotator.ui.veil import Veil
from annotator.ui.wording import explain

_SOON_MS = 250
"""Until what was changed is looked through again."""
_WORDS = 30


class ProposalCommands(QObject):
    """Keeps the panel in step with the pages while it is seen, and does what is asked there."""

    def __init__(
        self,
        session: Session,
        spotlight: Spotlight,
        panes: PaneRow,
        marking: Marking,
        settings: Settings,
        theme: Theme,
        window: QWidget,
    ) -> None:
        self.view = ProposalsView(theme)
        super().__init__(self.view)
        self._session, self._spotlight, self._panes, self._marking = session, spotlight, panes, marking
        self._settings = settings
        self._window = window
        self._jobs = Jobs(self)
        self._job: Job | None = None
        self._off = Event()
        self._asked: Asked | None = None
        self._refused: set[str] = set()
        """Proposals that stay away while the window is open."""
        self._told_before: Known = OrderedDict()
        self._found: list[Proposal] = []
        self._articles: dict[str, Article] = {}
        self._progress = (0, 0)
        self._problem = ""
        self._full = False
        self._fresh = False
        """Whether what is listed was found by the search before this one."""
        self._kept_place: int | None = None
        self._wanted_source: str | None = None
        """The mark of which the first proposal is gone to, once it is found."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._look_if_seen)
        self._jobs.told.connect(self._told)
        session.followed.connect(self._changed)
        panes.opened_changed.connect(self._spoil)
        spotlight.changed.connect(lambda _lit: self._focused())
        panes.veils.changed.connect(self._veiled)
        view = self.view
        view.shown.connect(self._seen)
        view.hidden.connect(self._outline)
        view.asked.connect(self._look_or_wait)
        view.begun.connect(self._begin_or_stop)
        view.command_requested.connect(self._ask_command)
        view.accepted.connect(self.accept)
        view.refused.connect(self.refuse)
        view.looked_at.connect(self._go_to)
        view.opened.connect(self._open)
        view.left.connect(self._leave)

    def set_theme(self, theme: Theme) -> None:
        self.view.set_theme(theme)

    def close(self) -> None:
        """Look for nothing more, and wait until no thread is at it."""
        self._soon.stop()
        self._stop()
        self._jobs.close()

    def ask(self, kind: str) -> None:
        """Choose what is proposed, and go to the first that comes from the mark in focus."""
        self._wanted_source = self._spotlight.lit.focus
        self.view.choose(Kind(kind))

    @property
    def busy(self) -> bool:
        """Whether something is looked for, or is about to be."""
        return self._job is not None or self._soon.isActive()

    # Looking.

    def _seen(self) -> None:
        if self._asked is None or self._asks_by_itself:
            self._soon.start(0)
        self._drop_marked()
        self._outline()

    @property
    def _asks_by_itself(self) -> bool:
        """Whether looking takes so little that nobody has to ask for it: not through all articles, nor a command."""
        return self.view.chosen_kind() is not Kind.SCRIPT and self.view.chosen_scope() != EVERYWHERE

    def _spoil(self) -> None:
        if self._asks_by_itself and self.view.isVisible():
            self._soon.start()

    def _focused(self) -> None:
        if self.view.chosen_kind() is Kind.WORDS:
            self._spoil()

    def _changed(self, _change: Change) -> None:
        if self.view.isVisible():
            self._drop_marked()
        self._spoil()

    def _veiled(self, veil: Veil) -> None:
        """What was found from marks that are withheld from now on is listed no longer."""
        if veil.withholding and self._asked is not None and self._asked.veil != veil:
            self._stop()
            self._asked, self._found = None, []
            self._list()
        self._spoil()

    def _look_if_seen(self) -> None:
        if self.view.isVisible() and (self._asked is None or self._asks_by_itself):
            self._look_or_wait()

    def _look_or_wait(self) -> None:
        """Look for what is chosen; where that takes long, or runs a command, say that the button begins it."""
        if self._asks_by_itself:
            self.look()
        else:
            self._stop()
            self._asked = None
            self._found, self._problem, self._full = [], "", False
            self._list()

    def _begin_or_stop(self) -> None:
        if self._job is not None:
            self._stop()
            self._list()
        elif self.view.chosen_kind() is Kind.SCRIPT and not self._command():
            self._ask_command()
        else:
            self.look()

    def _stop(self) -> None:
        # A command that runs asks this whether it shall go on.
        self._off.set()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def look(self) -> None:
        """Look for what is chosen, from the beginning."""
        self._stop()
        self._soon.stop()
        self._asked = self._wanted()
        self._problem, self._full, self._fresh, self._progress = "", False, True, (0, 0)
        current = self.view.list.currentIndex()
        self._kept_place = current.row() if current.isValid() else None
        off = self._off = Event()
        self._job = self._jobs.start(look(self._session.project.path, self._asked, self._told_before, off.is_set))
        self._list()

    def _wanted(self) -> Asked:
        view, panes = self.view, self._panes
        kind, scope = view.chosen_kind(), view.chosen_scope()
        opened = tuple(panes.opened())
        here = panes.current.article.id if panes.current is not None and panes.current.article is not None else None
        articles = None if scope == EVERYWHERE else opened if scope != HERE else (here,) if here is not None else ()
        focus = self._marking.focused() if kind is Kind.WORDS else None
        return Asked(
            kind,
            articles,
            opened,
            (focus.id,) if focus is not None else (),
            view.inflected.isChecked() and kind in (Kind.WORDS, Kind.BEFORE),
            self._command(),
            self._session.project.coder.name,
            panes.veils.veil,
        )

    def _told(self, news: News) -> None:
        if news.job is not self._job:
            return
        if isinstance(news.value, Handful):
            if self._fresh and (news.value.proposals or news.value.done >= news.value.total):
                self._fresh, self._found = False, []
            self._found += news.value.proposals
            self._progress = news.value.done, news.value.total
            self._full = news.value.full
        if news.last:
            self._job = None
            if self._fresh:
                self._fresh, self._found = False, []
            if isinstance(news.error, AnnotatorError):
                self._problem = explain(news.error)
            elif news.error is not None and not isinstance(news.error, StoppedError):
                raise news.error
        self._list()

    # Listing.

    def _list(self) -> None:
        project = self._session.project
        if self._kept_place is None:
            current = self.view.list.currentIndex()
            self._kept_place = current.row() if current.isValid() else None
        missing = {proposal.article for proposal in self._found} - self._articles.keys()
        if missing:
            self._articles.update((article.id, article) for article in project.articles(missing))
        names = {entity.id: entity.name for entity in project.entities()} if self._found else {}
        rows = [
            row_of(each, self._articles[each.article], tag, names)
            for each in self._found
            if each.id not in self._refused
            and each.article in self._articles
            and (tag := project.tags.get(each.tag)) is not None
        ]
        if rows != self.view.model.rows:
            self.view.model.show(rows)
            # No page moves before somebody goes to a row.
            blocked = self.view.blockSignals(True)
            self.view.go_to(self._kept_place or 0)
            self.view.blockSignals(blocked)
        self._kept_place = None
        wanted = (n for n, row in enumerate(rows) if row.proposal.source == self._wanted_source is not None)
        place = next(wanted, None)
        if place is not None:
            self._wanted_source = None
            self.view.go_to(place)
        self.view.show_running(self._job is not None)
        self.view.show_state(self._heading(len(rows)), self._empty())
        self._outline()

    def _heading(self, count: int) -> str:
        number = QLocale().toString
        several = self.tr("{0} proposals").replace("{0}", number(count)) if count else self.tr("No proposals")
        said = self.tr("1 proposal") if count == 1 else several
        if self._asked is not None and self._asked.sources and self._found:
            said += " · " + isolate(shorten(" ".join(self._found[0].why.split()), _WORDS))
        if self._job is not None:
            done, total = self._progress
            looked = self.tr("{0} of {1} looked through…").replace("{0}", number(done)).replace("{1}", number(total))
            return f"{said} · {looked}" if total > 1 else self.tr("Looking…")
        return f"{said} · " + self.tr("the first ones") if self._full else said

    def _empty(self) -> str:
        kind = self.view.chosen_kind()
        if self._problem:
            return self._problem
        if self._job is not None:
            return self.tr("Looking…")
        if self._asked is None and kind is Kind.SCRIPT:
            if self._command():
                return self.tr("“Run” above asks\n{0}").replace("{0}", isolate(self._command()))
            return self.tr("A command of your own can propose marks.\n\nSay above which one.")
        if self._asked is None:
            return self.tr("All articles are looked through when you press “Look” above.")
        if self._refused and any(each.id in self._refused for each in self._found):
            return self.tr("Nothing is left to decide.")
        return {
            Kind.ACROSS: self.tr("Nothing more that these reports have in common.\n\n"
            "Open two reports of one event and mark names, places, days or numbers in one of them: "
            "what the other one says of the same is proposed here."),
            Kind.WORDS: self.tr("Nothing more to propose.\n\nMark words: where else they stand is proposed here."),
            Kind.BEFORE: self.tr("Nothing that you tagged in other articles stands here unmarked."),
            Kind.SCRIPT: self.tr("The command proposes nothing that is not marked so already."),
        }[kind]  # fmt: skip

    def _drop_marked(self) -> None:
        """List no longer what was marked since."""
        if not self._found or self._asks_by_itself:
            return
        project = self._session.project
        marks = self._session.attempt(lambda: project.annotations(articles={each.article for each in self._found}))
        taken = {(mark.article, mark.span, mark.tag) for mark in marks or ()}
        left = [e for e in self._found if e.mark is not None or (e.article, e.span, e.tag) not in taken]
        if len(left) != len(self._found):
            self._found = left
            self._list()

    def _outline(self) -> None:
        """Outline on the open pages what is listed, while it is."""
        by_article: dict[str, list[Outline]] = {}
        if self.view.isVisible():
            current = self.view.list.current()
            for row in self.view.model.rows:
                lit = current is not None and row.proposal.id == current.proposal.id
                outlines = by_article.setdefault(row.article.id, [])
                outlines.append(Outline(row.proposal.span, row.tag.colour, lit))
        for pane in self._panes.panes:
            found = by_article.get(pane.article.id, []) if pane.article is not None else []
            found.sort(key=lambda outline: (outline.span, not outline.lit))
            apart: list[Outline] = []
            for outline in found:
                if not apart or apart[-1].span.end <= outline.span.start:
                    apart.append(outline)
                elif outline.lit:
                    apart[-1] = outline
            pane.view.show_proposed(tuple(apart))

    # Deciding.

    def accept(self, rows: Sequence[ProposalRow]) -> None:
        """Mark what is proposed, in one change."""
        if not rows:
            return
        ids = {row.proposal.id for row in rows}
        project = self._session.project
        with busy():
            done = self._session.edit(lambda: accepted(project, [row.proposal for row in rows]))
        if done:
            self._found = [each for each in self._found if each.id not in ids]
            self._list()

    def refuse(self, rows: Sequence[ProposalRow]) -> None:
        """Leave these out while the window is open."""
        self._refused.update(row.proposal.id for row in rows)
        self._list()

    def _go_to(self, row: ProposalRow | None) -> None:
        self._outline()
        pane = self._panes.pane_of(row.article.id) if row is not None else None
        if row is not None and pane is not None:
            pane.view.reveal(row.proposal.span)
            pane.view.start_from(row.proposal.span.start)

    def _open(self, row: ProposalRow) -> None:
        """Show a proposal on its page; the keyboard stays here."""
        pane = self._panes.pane_of(row.article.id) or self._panes.open(row.article.id)
        if pane is not None:
            self._panes.use(pane)
            self._go_to(row)
            self.view.list.setFocus()

    def _leave(self) -> None:
        if self._panes.current is not None:
            self._panes.make_current(self._panes.current)

    # The command.

    def _command(self) -> str:
        return self._settings.script(self._session.project.info.id)

    def _ask_command(self) -> None:
        """Ask which command proposes marks here; it is kept with this user's settings, and run when asked for."""
        ask_name(
            self._window,
            self.tr("Command that proposes marks"),
            self.tr("It reads an article as JSON and writes a list of annotations; the guide says how."),
            self._command(),
            self._take_command,
        )

    def _take_command(self, command: str) -> None:
        self._settings.keep_script(self._session.project.info.id, command.strip())
        self._look_or_wait()
