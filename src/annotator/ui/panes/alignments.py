"""What is known of which places in two open articles answer to one another: worked out aside, once for each pair."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from annotator.analysis.aligning import Alignment, Way, straight
from annotator.analysis.landmarks import Text, Tie
from annotator.core.change import Change, ChangeKind
from annotator.core.ties import Ties, may_differ
from annotator.core.values import Article, Entity
from annotator.text.span import Span
from annotator.ui.jobs import Job, Jobs, News
from annotator.ui.panes.pane import Pane
from annotator.ui.session import Session
from annotator.ui.veil import Veils

Pair = tuple[str, str]
"""Two articles, by id."""


class _Known(Struct):
    """What was worked out for two articles with these bodies."""

    alignment: Alignment
    bodies: tuple[Span, Span]
    stale: bool = False
    """Whether there are other ties since."""


class Alignments(QObject):
    """Answers at once with what is known; what is not is worked out in another thread."""

    ready = Signal()
    """More is known than before, or what was to become known has to be asked for again."""

    def __init__(self, session: Session, veils: Veils, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._veils = session, veils
        self._jobs = Jobs(self)
        self._jobs.told.connect(self._told)
        self._running: dict[Pair, tuple[Job, tuple[Span, Span]]] = {}
        self._known: dict[Pair, _Known] = {}
        self._ways: dict[tuple[Span, Span], Way] = {}
        session.followed.connect(self._changed)
        veils.changed.connect(lambda _veil: self._outdate())

    def close(self) -> None:
        """Call off what is being worked out."""
        self._jobs.close()

    def way(self, here: Pane, there: Pane) -> Callable[[float], float]:
        """Return what leads from places of one pane's article to those of the other's.

        By their lengths alone until more is known. Both panes have to show an article.
        """
        bodies = _body(here), _body(there)
        found = self.between(here, there)
        if found is None:
            if bodies not in self._ways:
                self._ways = {bodies: straight(*bodies)}
            return self._ways[bodies].there
        alignment, back = found
        return alignment.way.back if back else alignment.way.there

    def between(self, here: Pane, there: Pane) -> tuple[Alignment, bool] | None:
        """Return what is known of two panes' articles, and whether it asks the other way round; None: not yet.

        Of one article in both there is nothing to know.
        """
        one, other = here.article, there.article
        if one is None or other is None or one.id == other.id:
            return None
        back = one.id > other.id
        if back:
            here, there, one, other = there, here, other, one
        pair, bodies = (one.id, other.id), (_body(here), _body(there))
        known = self._known.get(pair)
        if known is None or known.stale or known.bodies != bodies:
            self._begin(here, there, pair, bodies)
        return (known.alignment, back) if known is not None and known.bodies == bodies else None

    def keep(self, articles: Collection[str]) -> None:
        """Forget what is known of articles (ids) that are no longer open."""
        self._known = {pair: known for pair, known in self._known.items() if set(pair) <= set(articles)}

    @property
    def busy(self) -> bool:
        """Whether something is being worked out."""
        return bool(self._running)

    # Inside.

    def _begin(self, here: Pane, there: Pane, pair: Pair, bodies: tuple[Span, Span]) -> None:
        running = self._running.get(pair)
        if running is not None and running[1] == bodies:
            return
        if running is not None:
            running[0].cancel()
        ties = self._session.attempt(lambda: self._ties(here, there, pair)) or ((), ())
        texts = [
            Text(pane.view.text(), body, pane.article.language if pane.article is not None else None, tie)
            for pane, body, tie in zip((here, there), bodies, ties, strict=True)
        ]
        names = self._session.attempt(self._names) or {}
        self._running[pair] = self._jobs.start(_aligning(texts[0], texts[1], names)), bodies

    def _names(self) -> dict[str, str]:
        """Return the names of entities, each with the id of what it means."""
        entities = self._session.project.entities()
        return {name: entity.id for entity in entities for name in (*entity.aliases, entity.name)}

    def _ties(self, here: Pane, there: Pane, pair: Pair) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
        """Return what marks that are shown say of two articles: what both mention, and relations between them."""
        project, blind = self._session.project, self._veils.veil.blind
        pages = here.view.scene.index, there.view.scene.index
        found: tuple[list[Tie], list[Tie]] = ([], [])

        def tie(mark_id: str, key: str) -> None:
            for page, ties in zip(pages, found, strict=True):
                mark = page.get(mark_id)
                if mark is not None:
                    ties += (Tie(piece, key) for piece in mark.pieces)

        both = [entity for entity, articles in project.mentions_by_article().items() if set(pair) <= set(articles)]
        known = project.ties() if both else Ties()
        for entity in both:
            for mark_id in known.mentioning(entity):
                tie(mark_id, entity)
        for relation in project.relations():
            for end in (relation.source, relation.target):
                if end.annotation is not None and (blind is None or relation.coder == blind.coder):
                    tie(end.annotation, relation.id)
        return tuple(found[0]), tuple(found[1])

    def _told(self, news: News) -> None:
        pair = next((pair for pair, (job, _) in self._running.items() if job is news.job), None)
        if pair is None:
            return
        if isinstance(news.value, Alignment):
            self._known[pair] = _Known(news.value, self._running[pair][1])
        if news.last:
            del self._running[pair]
            if news.error is not None:
                raise news.error
            self.ready.emit()

    def _changed(self, change: Change) -> None:
        kinds = {type(edit.value) for edit in change.edits}
        if change.kind is ChangeKind.ELSEWHERE or may_differ(change) or kinds & {Entity, Article}:
            self._outdate()

    def _outdate(self) -> None:
        """Keep what is known until it is known better."""
        for known in self._known.values():
            known.stale = True
        if self._running:
            for job, _ in self._running.values():
                job.cancel()
            self._running.clear()
            self.ready.emit()


def _body(pane: Pane) -> Span:
    page = pane.view.page
    return page.parts.body if page is not None else Span(0, 0)


def _aligning(one: Text, other: Text, names: dict[str, str]) -> Iterator[object]:
    found = Alignment(one, other, names)
    _ = found.way
    yield found
