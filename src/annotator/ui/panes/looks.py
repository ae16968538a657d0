"""How the pages look: one style for all, and what is a pane's or an article's own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from annotator.text.body import Side
from annotator.ui.desk import Desk, Place
from annotator.ui.panes.pane import Pane
from annotator.ui.typesetting import Breaks, PageStyle

ZOOM = (50, 400)
"""Per cent."""

_REMEMBERED = 200
"""Articles whose place is remembered."""


class Looks(QObject):
    """Gives each pane its style: that of all, with the pane's zoom and the article's own breaks."""

    changed = Signal(object)
    """The `PageStyle` that all pages share is another."""
    zoom_changed = Signal(object)
    """Per cent, of the page in use."""
    unfolded_changed = Signal()
    """What is shown outside of an article is another."""

    def __init__(self, panes: Callable[[], Sequence[Pane]], current: Callable[[], Pane | None]) -> None:
        super().__init__()
        self._panes = panes
        self._current = current
        self.style = PageStyle()
        """What all pages share; `zoom` is that of a pane to come, `breaks` nobody's."""
        self.zoom_together = True
        """Whether zooming one page zooms all."""
        self._breaks: dict[str, Breaks] = {}
        self._unfolded: dict[str, frozenset[Side]] = {}

    @property
    def zoom(self) -> int:
        """Per cent, of the page in use."""
        current = self._current()
        return self.style.zoom if current is None else current.view.style_.zoom

    def set_style(self, style: PageStyle) -> None:
        """Set all pages so, but for their zoom and their articles' breaks."""
        if style != self.style:
            self.style = style
            for pane in self._panes():
                pane.hide_palette()
                self.dress(pane)
            self.changed.emit(style)

    def dress(self, pane: Pane, *, zoom: int | None = None) -> None:
        """Give a pane the style of all, at its own zoom or another, and as its article is broken into lines."""
        article = pane.article.id if pane.article is not None else ""
        own = {"breaks": self.breaks_of(article), "unfolded": self._unfolded.get(article, frozenset())}
        pane.view.set_style(replace(self.style, zoom=zoom or pane.view.style_.zoom, **own))

    def set_zoom(self, percent: int, pane: Pane | None = None) -> None:
        """Set the size of one page, or of all: with no pane, and where pages are zoomed together."""
        percent = max(ZOOM[0], min(ZOOM[1], percent))
        before = self.zoom
        self.style = replace(self.style, zoom=percent)
        for one in self._panes():
            if pane is None or self.zoom_together or one is pane:
                one.hide_palette()
                self.dress(one, zoom=percent)
        if self.zoom != before:
            self.zoom_changed.emit(self.zoom)

    def breaks_of(self, article: str) -> Breaks:
        return self._breaks.get(article, Breaks.AUTOMATIC)

    def set_breaks(self, article: str, breaks: Breaks) -> None:
        """Set where paragraphs of one article are broken, and remember it."""
        self._breaks.pop(article, None)
        if breaks is not Breaks.AUTOMATIC:
            self._breaks[article] = breaks
        for pane in self._panes():
            if pane.article is not None and pane.article.id == article:
                pane.hide_palette()
                self.dress(pane)

    def note_unfolded(self, pane: Pane, sides: frozenset[Side]) -> None:
        """Remember what is shown outside the article of a pane; others that show it follow."""
        if pane.article is not None:
            article = pane.article.id
            self._unfolded.pop(article, None)
            if sides:
                self._unfolded[article] = sides
            for other in self._panes():
                if other is not pane and other.article is not None and other.article.id == article:
                    self.dress(other)
            self.unfolded_changed.emit()

    def noted(self, desk: Desk) -> Desk:
        """Return `desk` with how the pages look."""
        return replace(
            desk,
            zoom=self.style.zoom,
            zooms=tuple(pane.view.style_.zoom for pane in self._panes() if pane.article is not None),
            zoom_together=self.zoom_together,
            column=self.style.column,
            hidden=self.style.hidden,
            breaks=tuple(self._breaks.items()),
            unfolded=tuple((article, tuple(sorted(sides))) for article, sides in self._unfolded.items()),
        )

    def restore(self, desk: Desk, known: Iterable[str]) -> None:
        """Take up how the pages looked, before there are any; `known` are the articles that still exist."""
        self.zoom_together = desk.zoom_together
        articles = set(known)
        self._breaks = {article: breaks for article, breaks in desk.breaks if article in articles}
        self._unfolded = {article: frozenset(sides) for article, sides in desk.unfolded if article in articles}
        self.set_style(replace(self.style, column=desk.column, hidden=desk.hidden))
        self.set_zoom(desk.zoom)


class Places:
    """Where articles were left, those read last at the end."""

    def __init__(self) -> None:
        self._tops: OrderedDict[str, int] = OrderedDict()

    def remember(self, pane: Pane) -> None:
        """Note what a pane shows at its top."""
        if pane.article is not None:
            self._tops[pane.article.id] = pane.view.top_place()
            self._tops.move_to_end(pane.article.id)
            if len(self._tops) > _REMEMBERED:
                self._tops.popitem(last=False)

    def top(self, article: str) -> int:
        """Return the code point at which an article was left; its beginning where it was not opened yet."""
        return self._tops.get(article, 0)

    def all(self) -> tuple[Place, ...]:
        return tuple(Place(article, top) for article, top in self._tops.items() if top)

    def restore(self, places: Iterable[Place]) -> None:
        self._tops = OrderedDict((place.article, place.top) for place in places)
