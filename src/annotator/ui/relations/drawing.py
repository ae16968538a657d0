"""Relations on the pages: quiet brackets in the margins, and those under the pointer or in focus brought out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QPainterPath

from annotator.text.isolate import isolate, shorten
from annotator.text.span import Span
from annotator.ui.panes.connectors import MOST, Connector, leg
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.brackets import Aside, Bond, Brackets
from annotator.ui.reader.margin import Ladder, Lanes, bracket_path, lanes, stub_ends
from annotator.ui.reader.page import Page
from annotator.ui.reader.reach import seen
from annotator.ui.relations.known import KnownRelations
from annotator.ui.relations.overlay import Line, Overlay
from annotator.ui.relations.parties import Party, Said
from annotator.ui.spotlight import Lit, Spotlight

_NAME = 28
_CHIP = 8
"""Pixels between a stub, or a short bracket, and what is said of it."""
_BELOW = 17
"""Pixels below the middle of a line, between it and the next, where what is said of a stub covers no word of either."""
_SHORT = 48
"""Pixels from one end of a bracket to the other under which it is short."""


class Drawing(QObject):
    """Gives the pages their brackets, and the overlay what is lit."""

    def __init__(self, known: KnownRelations, panes: PaneRow, spotlight: Spotlight) -> None:
        super().__init__(panes)
        self._known, self._panes, self._spotlight = known, panes, spotlight
        self.overlay = Overlay(panes, lambda: [pane.palette_ for pane in panes.panes])
        self._given: dict[Pane, tuple[str, tuple[Bond, ...]]] = {}
        self._out = False
        """Whether something is brought out, or in focus."""
        for pane in panes.panes:
            pane.view.scrolled.connect(self.join)
        panes.pane_added.connect(lambda pane: pane.view.scrolled.connect(self.join))
        known.changed.connect(self.give)
        panes.opened_changed.connect(self.give)
        spotlight.changed.connect(self._lit)

    def give(self) -> None:
        """Give each page the brackets of its relations."""
        panes = [pane for pane in self._panes.panes if pane.article is not None]
        by_pane = self._bonds(panes)
        for pane in panes:
            bonds = tuple(by_pane.get(pane, ()))
            article = pane.article.id if pane.article is not None else ""
            if self._given.get(pane) != (article, bonds) or bool(bonds) == (pane.view.brackets is None):
                pane.view.set_brackets(Brackets(bonds) if bonds else None)
            self._given[pane] = article, bonds
        self._given = {pane: given for pane, given in self._given.items() if pane in panes}
        self.light(self._spotlight.lit)

    def _bonds(self, panes: Sequence[Pane]) -> dict[Pane, list[Bond]]:
        veil = self._panes.veils.veil
        showing: dict[str, list[int]] = {}
        for number, pane in enumerate(panes):
            showing.setdefault(pane.article.id if pane.article is not None else "", []).append(number)
        found: dict[Pane, list[Bond]] = {}
        for said in self._known.all().values():
            ends = [party.mark for party in (said.source, said.target)]
            if any(mark is not None and veil.hides(mark) for mark in ends):
                continue
            open_in = {mark.article for mark in ends if mark is not None} & showing.keys()
            for number in sorted({number for article in open_in for number in showing[article]}):
                article = panes[number].article
                here = [
                    m.start if m is not None and article is not None and m.article == article.id else None for m in ends
                ]
                aside = Aside.OUT
                if None in here:
                    away = ends[here.index(None)]
                    places = showing.get(away.article, []) if away is not None else []
                    if places:
                        nearest = min(places, key=lambda place: abs(place - number))
                        aside = Aside.LEFT if nearest < number else Aside.RIGHT
                found.setdefault(panes[number], []).append(Bond(said.relation.id, here[0], here[1], aside))
        return found

    # What is brought out.

    def _lit(self, lit: Lit) -> None:
        """Follow what is lit; a mark that comes into focus, as each that is made, brings out nothing."""
        wanted = lit.relation is not None or lit.passed is not None
        if wanted or self._out or (lit.hovered is not None and self._known.of(lit.hovered)):
            self.light(lit)

    def light(self, lit: Lit) -> None:
        """Bring out the relation under the pointer and the one in focus; else those of the mark under the pointer."""
        focus = self._known.get(lit.relation)
        chosen = [said for said in (self._known.get(lit.passed), focus) if said is not None]
        if not chosen and lit.hovered is not None:
            chosen = self._known.of(lit.hovered)[:MOST]
        self._out = lit.relation is not None or bool(chosen)
        chosen = list({said.relation.id: said for said in chosen}.values())
        hidden = self._panes.veils.veil.hides
        lines = [
            line
            for said in chosen
            if not any(party.mark is not None and hidden(party.mark) for party in (said.source, said.target))
            if (line := self._line(said)) is not None
        ]
        self.overlay.draw(lines)
        self._light_words(lit, chosen)

    def join(self) -> None:
        """A page was scrolled or set anew: what is brought out moves with it."""
        if self.overlay.lines:
            self.light(self._spotlight.lit)

    def _light_words(self, lit: Lit, chosen: Sequence[Said]) -> None:
        """Light the words that say what is brought out, and the marks at the ends of what is in focus."""
        pointed = {lit.passed, lit.relation} - {None}
        cues = [said.relation.cue for said in chosen if said.relation.cue is not None]
        ends = {
            party.mark.id
            for said in chosen
            if said.relation.id in pointed
            for party in (said.source, said.target)
            if party.mark is not None
        }
        self._panes.ties.bring_out(frozenset(ends))
        for pane in self._panes.panes:
            article = pane.article.id if pane.article is not None else ""
            cue = next((cue for cue in cues if cue.article == article), None)
            pane.view.set_cue(None if cue is None else Span(cue.start, cue.end))
            pane.view.has_relation = lit.relation is not None

    def _line(self, said: Said) -> Line | None:
        """Return how a relation is drawn on what is seen of the pages; None where nothing is seen of it."""
        source, target = self._panes_of(said.source), self._panes_of(said.target)
        for pane in source:
            if pane in target:
                return self._bracket(said, pane)
        panes = self._panes.panes
        pairs = [(a, b) for a in source for b in target if abs(panes.index(a) - panes.index(b)) == 1]
        for one, other in pairs:
            line = self._over_spine(said, one, other)
            if line is not None:
                return line
        for pane, party in [*((p, said.source) for p in source), *((p, said.target) for p in target)]:
            line = self._stub(said, pane, party)
            if line is not None:
                return line
        return None

    def _panes_of(self, party: Party) -> list[Pane]:
        mark = party.mark
        return [
            p for p in self._panes.panes if mark is not None and p.article is not None and p.article.id == mark.article
        ]

    def _bracket(self, said: Said, pane: Pane) -> Line | None:
        page, ladder, places = _margin(pane)
        source, target = said.source.mark, said.target.mark
        if page is None or source is None or target is None:
            return None
        brackets = pane.view.brackets
        known = brackets.by_relation.get(said.relation.id) if brackets is not None else None
        if known is None or not ladder.touches(known.low, known.high):
            return None
        lane = min(known.lane, len(places.xs) - 1)
        path = bracket_path(ladder, places, lane, known.low, known.high)
        upper, lower = ladder.span(known.low, known.high)
        height = pane.view.viewport().height()
        origin = self._origin(pane)
        y = ladder.y(target.start)
        tip = None
        if y is not None:
            if lower - upper < 6:  # both on one line: the path ends a little lower
                y = y + 3 if target.start == known.high else y - 3
            tip = QPointF(places.begin + 0.5, y + 0.5)
        middle = (max(upper, 0) + min(lower, height)) // 2
        path.translate(origin)
        # On a short bracket it would cover all of it.
        short = lower - upper < _SHORT
        at = origin + QPoint(places.xs[lane], upper - _CHIP if short else middle)
        inward = 1 if page.rtl else -1
        tip = None if tip is None else tip + QPointF(origin)
        words = isolate(said.kind.name)
        if tip is None:
            # Where its arrow is out of view, what it is called says which way it goes.
            words = f"{words} ↓" if target.start == known.high else f"{words} ↑"
        return Line(path, tip, QPointF(inward, 0), words, at, self._box(pane), above=short)

    def _over_spine(self, said: Said, one: Pane, other: Pane) -> Line | None:
        source, target = said.source.mark, said.target.mark
        assert source is not None
        assert target is not None
        begins = seen(one.view, {source.id}).get(source.id)
        ends = seen(other.view, {target.id}).get(target.id)
        if not begins or not ends:
            return None
        ground = self._panes
        right = self._origin(other).x() > self._origin(one).x()
        begin, out = leg(one, ground, begins, right=right)
        end, into = leg(other, ground, ends, right=not right)
        connector = Connector(begin, out, into, end)
        path = connector.path()
        way = (
            QPointF(1 if end.x() > into.x() else -1, 0)
            if abs(end.x() - into.x()) > 2
            else QPointF(1 if right else -1, 0)
        )
        middle = path.pointAtPercent(0.5).toPoint()
        return Line(path, QPointF(end), way, isolate(said.kind.name), middle, self._panes.rect())

    def _stub(self, said: Said, pane: Pane, party: Party) -> Line | None:
        page, ladder, places = _margin(pane)
        if page is None or party.mark is None:
            return None
        y = ladder.y(party.mark.start)
        if y is None or not 0 <= y <= pane.view.viewport().height():
            return None
        stub = pane.view.brackets.of(said.relation.id) if pane.view.brackets is not None else None
        begin, end = stub_ends(page, places, Aside.OUT if stub is None else stub.aside)
        origin = QPointF(self._origin(pane))
        path = QPainterPath(origin + QPointF(begin, y + 0.5))
        path.lineTo(origin + QPointF(end, y + 0.5))
        outgoing = party is said.source
        outward = 1 if end > begin else -1
        tip = origin + QPointF(end if outgoing else begin, y + 0.5)
        other = shorten(said.other(party.end).words, _NAME)
        kind = isolate(said.kind.name)
        words = f"{kind} → {isolate(other)}" if outgoing else f"{isolate(other)} {kind} →"
        at = self._origin(pane) + QPoint(end + outward * _CHIP, y + _BELOW)
        return Line(path, tip, QPointF(outward if outgoing else -outward, 0), words, at, self._box(pane))

    def _origin(self, pane: Pane) -> QPoint:
        return pane.view.viewport().mapTo(self._panes, QPoint(0, 0))

    def _box(self, pane: Pane) -> QRect:
        return QRect(self._origin(pane), pane.view.viewport().size())


def _margin(pane: Pane) -> tuple[Page | None, Ladder, Lanes]:
    view = pane.view
    page, shown = view.page, list(view.visible())
    ladder = Ladder(shown)
    if page is None or not shown:
        return None, ladder, Lanes(0, (0,))
    return page, ladder, lanes(page, len(view.scene.tags))
