"""An article's page with its marks on it: what is shown is given to it, and painted; no gesture is known here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Article
from annotator.text.hits import Hits
from annotator.text.span import Span
from annotator.ui.override import override
from annotator.ui.reader import stale
from annotator.ui.reader.ahead import Ahead
from annotator.ui.reader.decor import add_alone, forget, span_box
from annotator.ui.reader.dimming import Dimming
from annotator.ui.reader.folding import FoldingView
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.lanes import Lanes
from annotator.ui.reader.marks import Marks, lying_in
from annotator.ui.reader.page import Page
from annotator.ui.reader.painter import Scene
from annotator.ui.reader.repaint import Repaint
from annotator.ui.reader.scroller import frame_style
from annotator.ui.reader.selection import Granularity
from annotator.ui.reader.sheet import paint_page
from annotator.ui.reader.slices import Slices
from annotator.ui.theme import LIGHT, Theme
from annotator.ui.veil import Shades, Veil

if TYPE_CHECKING:
    from annotator.ui.reader.brackets import Brackets
    from annotator.ui.reader.margin import Margin


class MarkedView(FoldingView):
    """Paints an article with its marks. All offsets are code points of the article's text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme: Theme = LIGHT
        self._tags = TagSet()
        self._marks = Marks()
        self._lanes = Lanes(self._marks.index)
        self._filing = Slices(self)
        self._ahead = Ahead(self, self)
        self._hovered: str | None = None
        self._tied: frozenset[str] = frozenset()
        self.coders: Mapping[str, str] = {}
        """The names, by id, of coders whose marks say whose they are; update the view where they become others."""
        self._preview: tuple[Span, ...] | None = None
        self._hits = Hits()
        self._current: Span | None = None
        self._dimming = Dimming()
        self._beside: Margin | None = None
        self._cue: Span | None = None
        self.has_relation = False
        """Whether a relation is in focus."""
        self._aim: Veil | None = None
        """What lies over the marks while one is looked for to relate another to."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.scrolled.connect(self._follow_page)
        self._repaint = Repaint(self, self._scene)
        self.set_theme(LIGHT)

    # What is shown.

    def set_article(self, article: Article, text: str, annotations: Sequence[Annotation], tags: TagSet) -> None:
        """Show an article from its beginning. `annotations` are all those of this article."""
        self._tags = tags
        self._marks = Marks(lying_in(text, annotations), self._marks.veil)
        self._filing.begin(self._file())
        self._lanes = Lanes(self._marks.index)
        self._caret, self._hits, self._current = None, Hits(), None
        self._shows_caret = False
        self._hovered = self._preview = self._beside = self._cue = self._aim = None
        self._forget_counts()
        self._set_selection(None)
        self._show_page(Page(article, text, self.font()))
        self._map_anew()
        self.setAccessibleName(article.title)
        self.told.emit()

    def update_annotations(self, removed: Iterable[str], added: Iterable[Annotation]) -> None:
        """Take out annotations by id and put in others; one that is there already is replaced."""
        self._follow_marks(*self._marks.change(removed, added))
        self.told.emit()

    def set_veil(self, veil: Veil) -> None:
        """Dim and hide marks. A hidden mark is seen all the same while it is in focus."""
        if veil != self._marks.veil:
            self._marks.set_veil(veil)
            self._filing.begin(self._file())
            self._lanes = Lanes(self._marks.index)
            self._recount()
            self._map_anew()
            self._redecorate()
            self.told.emit()

    def set_tags(self, tags: TagSet) -> None:
        self._tags = tags
        self._map_anew()
        self._redecorate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(frame_style(theme))
        self._map_anew()
        self._redecorate()

    def set_focus_annotation(self, annotation_id: str | None) -> None:
        """Put a mark in focus: a stronger tint, handles, its tag's name. An id not in this article counts as None."""
        if annotation_id != self._marks.focus:
            self._preview = None
            gone, come = self._marks.set_focus(annotation_id)
            if gone or come:
                self._follow_marks(gone, come)
            self._repaint.differs()

    def set_hovered(self, annotation_id: str | None) -> None:
        """Light a mark as if the pointer were over it."""
        if annotation_id != self._hovered:
            self._hovered = annotation_id
            self._repaint.differs()

    def set_tied(self, annotation_ids: frozenset[str]) -> None:
        """Light what other marks are tied to, here or in other articles."""
        if annotation_ids != self._tied:
            self._tied = annotation_ids
            self._repaint.differs()

    def set_brackets(self, brackets: Brackets | None) -> None:
        """Show the brackets of relations in the margin."""
        if brackets is None and self._beside is None:
            return
        if brackets is None:
            self._beside = None
        else:
            # Most pages have none: what draws them is loaded with the first.
            from annotator.ui.reader.margin import Margin

            self._beside = Margin(brackets)
        self._ahead.forget()
        self._repaint.whole()
        self._look_ahead()

    @property
    def brackets(self) -> Brackets | None:
        """What is shown of relations in the margin."""
        return None if self._beside is None else self._beside.brackets

    def set_cue(self, cue: Span | None) -> None:
        """Light the words that express a relation."""
        if cue != self._cue:
            self._cue = cue
            self._repaint.differs()

    def aim(self, dimmed: Shades | None) -> None:
        """Dim the marks of tags that no relation may go to, while another end is looked for; None: as ever."""
        aim = None if dimmed is None else replace(self._marks.veil, tags=dimmed)
        if aim != self._aim:
            self._aim = aim
            self._redecorate()

    def set_hits(self, spans: Sequence[Span], current: Span | None) -> None:
        """Light what a search has found; `spans` in the order of the text, without overlaps."""
        before, self._hits = self._hits, Hits.of(spans)
        self._current = current
        self._repaint.differs(stale.hits_apart(list(self.visible()), before, self._hits))

    def set_focus_mode(self, unit: Granularity | None) -> None:
        """Dim all but the SENTENCE or PARAGRAPH that is read; None: dim nothing."""
        self._dimming.unit = unit
        self._repaint.differs()

    def reveal(self, span: Span) -> None:
        """Scroll to `span` where it is out of view."""
        self.show_span(span)

    def has_mark_on(self, span: Span) -> bool:
        """Return whether a mark begins and ends with `span`."""
        return self._marks.begin_and_end_with(span.start, span.end)

    def selection_rect(self) -> QRect:
        """Return the rectangle around what is seen of the selection, in pixels of the viewport; null if nothing is."""
        if self._page is None or self._span is None:
            return QRect()
        return span_box(self.visible(), self._page.left, self._span) & self.viewport().rect()

    # What it is asked about.

    @property
    def filing(self) -> bool:
        """Whether marks are still to be put into the order in which they are found quickly."""
        return self._filing.busy

    @property
    def preparing(self) -> bool:
        """Whether something that may be seen next is still to be worked out."""
        return self._ahead.busy

    @property
    def scene(self) -> Scene:
        return self._repaint.scene

    @property
    def focus_annotation(self) -> str | None:
        """The id of the mark in focus, if it is one of this article's."""
        return self._marks.focus if self._marks.index.get(self._marks.focus) is not None else None

    # Inside.

    def _file(self) -> Iterator[None]:
        yield from self._marks.index.filing()
        self._ahead.begin(down=self._down)

    def _look_ahead(self) -> None:
        if not self.filing:  # that comes first
            self._ahead.begin(down=self._down)

    def _follow_page(self) -> None:
        self._look_ahead()
        if self._dimming.unit is not None:
            self._repaint.differs()  # with no caret on the page, what stays bright is what is at its top

    @override
    def _differs(self) -> None:
        self._repaint.differs()

    @override
    def _all_marks(self) -> MarkIndex:
        return self._marks.index

    def _scene(self) -> Scene:
        index = self._marks.index
        focus = index.get(self._marks.focus)
        if focus is not None and self._preview is not None:
            focus = focus.lying_on(self._preview, self.text())
        by_letters = self._selection is None or self._selection.granularity is Granularity.CHARACTER
        caret = self._caret if self._shows_caret and self.hasFocus() and by_letters and self.resting is None else None
        body = self._page.parts.body if self._page is not None and self.has_outside else None
        return Scene(
            self._theme, self._tags, index, self._lanes, focus, index.get(self._hovered), self._span,
            self._hits, self._current, caret, self._aim or self._marks.veil, self._bright(), body, self._tied,
            self.coders, self.answer, self._beside, self._cue, self.proposed,
        )  # fmt: skip

    def _bright(self) -> Span | None:
        if self._dimming.unit is None or self._page is None:
            return None
        place = self._caret.offset if self._caret is not None else self.top_place()
        return self._dimming.bright(self.text(), place, self._span)

    def _follow_marks(self, before: Sequence[Annotation], now: Sequence[Annotation]) -> None:
        """Work out anew what marks put on the lines, where some were taken out or put in."""
        self._ahead.forget()
        self._follow_counts(before, now)
        page = self._page
        if not before and len(now) == 1 and page is not None:
            alike = add_alone(self._scene(), page, now[0])
            if alike is not None:
                self._repaint.differs([now[0].span], place_only=alike)
                self.overview.stale()
                return
        touched = [*before, *now]
        moved = self._lanes.follow(touched)
        if moved is None or page is None:
            self._redecorate()
            return
        spans = [part for mark in (*touched, *moved) for part in mark.pieces]
        for span in spans:
            for piece in page.kept(span.start, span.end):
                forget(piece, span)
        self._repaint.differs(spans)
        self.overview.stale()

    def collect(self) -> None:
        """Paint nothing anew for what changes from now on, until `paint_now`: several changes are then one."""
        self._repaint.collect()

    def paint_now(self) -> None:
        """Paint what has changed at once: before whatever else is to be done for the change, the reader sees it."""
        self._repaint.now()

    def _redecorate(self) -> None:
        """Work out anew what marks put on all lines."""
        self._ahead.forget()
        self._lanes.forget()
        if self._page is not None:
            for piece in self._page.all_kept():
                piece.decor = None
        self.overview.stale()
        self._repaint.whole()
        self._look_ahead()

    def _map_anew(self) -> None:
        self.overview.show_marks(self._page, self._marks.index, self._tags, self._theme, self._marks.veil)

    # Events.

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.ground) as painter:
            clip, box, page = event.region(), event.rect(), self._page
            if page is None:
                painter.fillRect(box, QColor(self._theme.page))
                return
            scene = self._repaint.painting(clip)
            if not self._ahead.paint(painter, box, scene):
                painter.fillRect(box, QColor(self._theme.page))
                paint_page(painter, page, scene, list(self.visible()), clip, self.font())
            self._paint_folding(painter, page, self._theme, quiet=scene.bright is not None)
