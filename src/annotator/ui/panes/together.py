"""Pages that scroll together: the one that is scrolled leads, the others of its event go along by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QTimer

from annotator.core.values import Article
from annotator.ui.panes.pane import Pane
from annotator.ui.reader.course import anchor_of, place_of
from annotator.ui.reader.page import Anchor
from annotator.ui.session import Session
from annotator.ui.veil import Veils

if TYPE_CHECKING:
    from annotator.ui.panes.alignments import Alignments

_JUMP = 2
"""Heights of the view from which on a page has jumped: what goes along jumps too, and catches up with nothing."""

_SOON_MS = 300
"""Until reports that were opened are compared, unless somebody asks before."""


class Together(QObject):
    """Knows whether pages go along, and where each was read when it was scrolled last.

    A page may stand elsewhere than it should: it was let loose for a while, has shown a passage that is said elsewhere,
    or more has become known of what the two say. It never leaps to where it should be, but is faster or slower on the
    way until it is there.
    """

    def __init__(self, session: Session, panes: Callable[[], Sequence[Pane]], veils: Veils) -> None:
        super().__init__(veils)
        self._session, self._panes, self._veils = session, panes, veils
        self.on = False
        self._following = False
        self._places: WeakKeyDictionary[Pane, float] = WeakKeyDictionary()
        self._alignments: Alignments | None = None
        self._gathered: tuple[Pane, list[Pane]] | None = None
        """Pages that were brought by lengths alone to where one is read, and nobody has scrolled since."""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._compare)

    @property
    def alignments(self) -> Alignments:
        """What is known of places that answer to one another: made when somebody asks."""
        if self._alignments is None:
            from annotator.ui.panes.alignments import Alignments

            self._alignments = Alignments(self._session, self._veils, self)
            self._alignments.ready.connect(self._gather_again)
        return self._alignments

    def close(self) -> None:
        """Work nothing out any more."""
        self.on = False
        self._soon.stop()
        if self._alignments is not None:
            self._alignments.close()

    def serve(self, pane: Pane) -> None:
        """Follow a new pane."""
        pane.view.scrolled.connect(lambda: self._lead(pane))
        pane.loosened.connect(self.join)

    def turn(self, on: bool, leader: Pane | None = None) -> None:
        """Have pages go along from now on, or no longer: at once to where `leader` is read."""
        self.on = on
        self.show()
        if on and leader is not None:
            self._gather(leader, self.others(leader))

    def show(self) -> None:
        """Offer to let pages loose where they go along, and have known soon what they say alike."""
        for pane in self._panes():
            pane.offer_loose(self.on and bool(self.others(pane)))
            if self.on:
                self._note(pane)
        if self.on:
            self._soon.start()
        if self._alignments is not None:
            self._alignments.keep({pane.article.id for pane in self._panes() if pane.article is not None})

    def others(self, pane: Pane) -> list[Pane]:
        """Return the panes beside this one with articles of its event; those of no event may be of any."""
        return [other for other in self._panes() if other is not pane and _kin(pane.article, other.article)]

    def join(self, pane: Pane) -> None:
        """Bring a pane to where the others are read, if it goes along with them: the one in use, or the first."""
        others = [other for other in self.others(pane) if not other.loose]
        if self.on and not pane.loose and others:
            self._gather(max(others, key=lambda other: other.in_use), [pane])

    def bring(self, pane: Pane, anchor: Anchor) -> None:
        """Show `anchor` at the top of a pane, and leave the others where they are."""
        self._gathered = None
        with self._still():
            pane.view.glide(anchor)

    # Inside.

    def _compare(self) -> None:
        """Work out what open reports say alike: once the pages stand, so that no start waits for it."""
        for pane in self._panes():
            for other in self.others(pane):
                self.alignments.between(pane, other)

    @contextmanager
    def _still(self) -> Iterator[None]:
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

    def _note(self, pane: Pane) -> tuple[float, float] | None:
        """Note where a pane is read; return where it was, and where it is."""
        view = pane.view
        if view.page is None or view.page.view_width == 0:
            return None
        now = place_of(view.page, view.anchor, view.viewport().height())
        before = self._places.get(pane, now)
        self._places[pane] = now
        return before, now

    def _lead(self, leader: Pane) -> None:
        """A page was scrolled: let the others go along. One that is set anew keeps its place, and so do they."""
        noted = self._note(leader) if self.on else None
        if noted is None or self._following or leader.loose or leader.view.holds_place:
            return
        self._gathered = None
        with self._still():
            for pane in self.others(leader):
                if not pane.loose:
                    self._carry(leader, pane, *noted)

    def _carry(self, leader: Pane, pane: Pane, before: float, now: float) -> None:
        page, height = pane.view.page, pane.view.viewport().height()
        if page is None:
            return
        to = self.alignments.way(leader, pane)
        start, goal = (anchor_of(page, to(place), height) for place in (before, now))
        # Heights become known as lines are laid out: they are asked when all that is needed is.
        begin, end = page.y_of(start), page.y_of(goal)
        moved, slack = end - begin, page.y_of(pane.view.anchor) - begin
        rest = max(page.heights.total - height - end, 0) if moved > 0 else end
        left = 0 if abs(moved) > _JUMP * height else caught_up(slack, moved, rest)
        if moved:
            pane.view.glide(page.step(goal, left, height)[0])

    def _gather(self, leader: Pane, panes: Sequence[Pane]) -> None:
        """Bring panes to where `leader` is read."""
        noted = self._note(leader)
        known = all(self.alignments.between(leader, pane) is not None for pane in panes)
        self._gathered = None if known else (leader, list(panes))
        with self._still():
            for pane in panes:
                page = pane.view.page
                if noted is not None and page is not None and not pane.loose:
                    to = self.alignments.way(leader, pane)
                    pane.view.glide(anchor_of(page, to(noted[1]), pane.view.viewport().height()))

    def _gather_again(self) -> None:
        """More is known than when pages were brought to where one is read."""
        if self._gathered is not None and self.on and not self.alignments.busy:
            leader, panes = self._gathered
            self._gathered = None
            open_ = self._panes()
            if leader in open_:
                self._gather(leader, [pane for pane in panes if pane in open_])


def caught_up(slack: int, moved: int, rest: int) -> int:
    """Return how far a page is still off when its goal has `moved`, where it was `slack` off before (pixels, signed).

    It goes the way of its goal and never back: twice as fast where it is behind, half as fast where it is ahead. `rest`
    is how far the goal is from the end that it goes to: there, nothing is left.
    """
    if not slack or not moved:
        return slack
    ahead = (slack > 0) == (moved > 0)
    off, way = abs(slack), abs(moved)
    by = way // 2 if ahead else max(way, -(-off * way // (rest + way)))
    left = off - min(off, by)
    return left if slack > 0 else -left


def _kin(one: Article | None, other: Article | None) -> bool:
    if one is None or other is None:
        return False
    return not one.events or not other.events or not set(one.events).isdisjoint(other.events)
