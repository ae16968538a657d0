"""The panes from left to right: opening, closing, swapping, resizing, and showing what changed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation, Article, Tag
from annotator.text.direction import Direction
from annotator.ui.blind import Blindness
from annotator.ui.desk import Desk, Place
from annotator.ui.panes.looks import Looks, Places
from annotator.ui.panes.painting import Painting
from annotator.ui.panes.pane import Pane, Side
from annotator.ui.panes.ties import PaneTies
from annotator.ui.panes.together import Together
from annotator.ui.session import Session
from annotator.ui.spotlight import Lit, Spotlight
from annotator.ui.theme import Theme
from annotator.ui.veil import Veil, Veils


class PaneRow(QWidget):
    """Shows articles of a session's project in panes, one of which is `current`."""

    pane_added = Signal(object)
    """A `Pane` just made: connect to it now."""
    opened_changed = Signal()
    """Which articles are shown, or in what order, is another."""
    current_changed = Signal(object)
    """The id of the article in the pane now in use."""
    zoom_changed = Signal(object)
    """Per cent."""

    def __init__(self, session: Session, spotlight: Spotlight, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._spotlight = spotlight
        self._theme = theme
        self.panes: list[Pane] = []
        self.current: Pane | None = None
        self.looks = Looks(lambda: self.panes, lambda: self.current)
        self.looks.zoom_changed.connect(self.zoom_changed)
        self._places = Places()
        self.veils = Veils(self)
        self.together = Together(session, lambda: self.panes, self.veils)
        self.blindness = Blindness(session, self.veils)
        self._coders: Mapping[str, str] = {}
        self.paint = Painting(lambda: self.panes, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        # Panes keep their places whatever the interface's direction: the reader chooses left and right.
        self._splitter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        self.ties = PaneTies(session, lambda: self.panes, self)
        session.changed.connect(self._follow)
        self.opened_changed.connect(lambda: self.ties.light(self._spotlight.lit))
        self.opened_changed.connect(self.together.show)
        spotlight.changed.connect(self._light)
        self.veils.changed.connect(self._veil)

    # What is open.

    def opened(self) -> list[str]:
        """Return the ids of the articles in the panes, from left to right, each once."""
        return list(dict.fromkeys(pane.article.id for pane in self.panes if pane.article is not None))

    def pane_of(self, article_id: str) -> Pane | None:
        """Return the pane that shows this article: the one in use, if several do."""
        if self.current is not None and self.current.article is not None and self.current.article.id == article_id:
            return self.current
        return next((pane for pane in self.panes if pane.article is not None and pane.article.id == article_id), None)

    def open(self, article_id: str, top: int | None = None) -> Pane | None:
        """Show an article in the pane in use, or go to the pane that shows it already."""
        pane = self.pane_of(article_id)
        if pane is None:
            pane = self.current or self._add(len(self.panes))
            if not self._fill(pane, article_id, top):
                return None
        self.make_current(pane)
        self.opened_changed.emit()
        return pane

    def open_beside(self, article_id: str, place: int | None = None) -> Pane | None:
        """Show an article in a new pane: at `place`, or so that a right-to-left page lies left of the other."""
        article = self._session.attempt(lambda: self._session.project.article(article_id))
        if article is None:
            return None
        if place is None:
            place = len(self.panes)
            others = [pane.article.direction for pane in self.panes if pane.article is not None]
            if article.direction is Direction.RTL and others == [Direction.LTR]:
                place = 0
        pane = self._add(place)
        self._fill(pane, article_id, None)
        self._even_widths()
        self._splitter.refresh()
        self.together.join(pane)
        self.make_current(pane)
        self.opened_changed.emit()
        return pane

    def close_pane(self, pane: Pane | None = None) -> None:
        """Close a pane (the one in use)."""
        pane = pane or self.current
        if pane is None:
            return
        place = self.panes.index(pane)
        self._places.remember(pane)
        self.panes.remove(pane)
        if not self.panes and pane.isAncestorOf(self.window().focusWidget()):
            # What comes in the row's place takes the keyboard from it; from a pane, some button elsewhere would.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        pane.hide()
        pane.setParent(None)
        pane.deleteLater()
        self.current = None
        if self.panes:
            self.make_current(self.panes[min(place, len(self.panes) - 1)])
        self._dress()
        self.opened_changed.emit()

    def swap(self, pane: Pane | None = None) -> None:
        """Swap a pane with the one to its right (the last one with the one to its left)."""
        pane = pane or self.current
        if pane is None or len(self.panes) < 2:
            return
        here = self.panes.index(pane)
        there = here + 1 if here + 1 < len(self.panes) else here - 1
        left = min(here, there)
        widths = self._splitter.sizes()
        widths[here], widths[there] = widths[there], widths[here]
        self._splitter.insertWidget(left, self.panes[left + 1])
        self.panes[left], self.panes[left + 1] = self.panes[left + 1], self.panes[left]
        self._splitter.setSizes(widths)
        self.opened_changed.emit()

    def go_to_next(self) -> None:
        """Give the keyboard to the next pane."""
        if self.panes:
            here = self.panes.index(self.current) if self.current is not None else -1
            self.make_current(self.panes[(here + 1) % len(self.panes)])

    def use(self, pane: Pane) -> None:
        """Make `pane` the one in use, wherever the keyboard is."""
        if self.current is not pane:
            if self.current is not None:
                self.current.hide_palette()
            self.current = pane
            self._dress()
            self.zoom_changed.emit(self.zoom)
            if pane.article is not None:
                self.current_changed.emit(pane.article.id)

    def make_current(self, pane: Pane) -> None:
        """Make `pane` the one in use and give it the keyboard."""
        self.use(pane)
        pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, annotation: Annotation) -> Pane | None:
        """Show a mark, opening its article where no pane has it."""
        pane = self.pane_of(annotation.article) or self.open(annotation.article)
        if pane is not None:
            self.use(pane)
            pane.view.reveal(annotation.pieces[0])
        return pane

    # How it looks.

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for pane in self.panes:
            pane.set_theme(theme)
        self.ties.join()

    def name_coders(self, names: Mapping[str, str]) -> None:
        """Say on the pages whose the marks of these coders (name by id) are."""
        self._coders = names
        for pane in self.panes:
            pane.view.coders = names
            pane.view.viewport().update()

    @property
    def zoom(self) -> int:
        """The size of the page in use, in per cent."""
        return self.looks.zoom

    def set_zoom(self, percent: int) -> None:
        """Set the size of all pages, in per cent."""
        self.looks.set_zoom(percent)

    def desk(self) -> Desk:
        """Return how the panes stand now."""
        shown = [pane for pane in self.panes if pane.article is not None]
        for pane in shown:
            self._places.remember(pane)
        return self.looks.noted(
            Desk(
                tuple(Place(pane.article.id, pane.view.top_place()) for pane in shown if pane.article is not None),
                tuple(self._splitter.sizes()),
                focus=self._spotlight.lit.focus,
                together=self.together.on,
                loose=tuple(pane.loose for pane in shown),
                left=self._places.all(),
                veil=self.veils.veil.chosen,
                current=self.current.article.id if self.current is not None and self.current.article else None,
            )
        )

    def restore(self, desk: Desk) -> None:
        """Put the panes as they stood; articles that are gone are left out."""
        project = self._session.project
        self.veils.become(desk.veil.among({tag.id for tag in project.tags}, {coder.id for coder in project.coders()}))
        known = {article.id for article in project.articles([place.article for place in desk.panes])}
        self.looks.restore(desk, known)
        self._places.restore(place for place in desk.left if place.article in known)
        zooms = desk.zooms if len(desk.zooms) == len(desk.panes) else (desk.zoom,) * len(desk.panes)
        places = [(place, zoom) for place, zoom in zip(desk.panes, zooms, strict=True) if place.article in known]
        # All panes get their widths before any is filled, so that each page is set once.
        panes = [self._add(at) for at in range(len(places))]
        if len(desk.widths) == len(panes):
            self._splitter.setSizes(list(desk.widths))
        self._splitter.refresh()
        for pane, (place, zoom) in zip(panes, places, strict=True):
            self.looks.dress(pane, zoom=zoom)
            self._fill(pane, place.article, place.top)
        for pane, loose in zip(panes, desk.loose, strict=False):
            pane.let_loose(loose)
        self.together.turn(desk.together)
        if self.panes:
            in_use = self.pane_of(desk.current) if desk.current is not None else None
            self.make_current(in_use or self.panes[0])
        self.opened_changed.emit()

    # Inside.

    def _add(self, place: int) -> Pane:
        pane = Pane(self._theme)
        self.looks.dress(pane, zoom=self.looks.style.zoom)
        pane.view.set_veil(self.veils.veil)
        pane.view.coders = self._coders
        pane.palette_.set_tags(self._session.project.tags)
        pane.activated.connect(self.use)
        pane.view.unfolded_changed.connect(lambda sides: self.looks.note_unfolded(pane, sides))
        self.together.serve(pane)
        pane.view.scrolled.connect(self.ties.join)
        pane.close_requested.connect(self.close_pane)
        pane.swap_requested.connect(self.swap)
        pane.versions.wanted.connect(self.open)
        pane.dropped.connect(self._dropped)
        pane.view.zoom_requested.connect(lambda wish: self.looks.set_zoom(wish.percent, None if wish.every else pane))
        self.panes.insert(place, pane)
        self._splitter.insertWidget(place, pane)
        self._dress()
        self.pane_added.emit(pane)
        return pane

    def _fill(self, pane: Pane, article_id: str, top: int | None) -> bool:
        project = self._session.project

        def read() -> tuple[Article, str, list[Annotation]]:
            return project.article(article_id), project.text(article_id), project.annotations(articles=[article_id])

        content = self._session.attempt(read)
        if content is None:
            return False
        article, text, annotations = content
        another = pane.article is None or pane.article.id != article_id
        if another:
            self._places.remember(pane)
            top = self._places.top(article_id) if top is None else top
        pane.show_article(article)
        pane.versions.look_up(self._session, article)
        self.looks.dress(pane)
        pane.view.set_article(article, text, annotations, project.tags)
        if top:
            pane.view.scroll_to_place(top)
        pane.view.set_focus_annotation(self._spotlight.lit.focus)
        if another and pane is self.current:
            self.current_changed.emit(article_id)
        return True

    def _fill_again(self, pane: Pane, article_id: str) -> None:
        """Show the article as it is stored now; the reader goes on from the same words."""
        view = pane.view
        selection, caret = view.selection(), view.caret
        self._fill(pane, article_id, view.top_place())
        view.select(selection)
        if caret is not None:
            view.start_from(caret.offset, upstream=caret.upstream)

    def _even_widths(self) -> None:
        self._splitter.setSizes([self.width() // max(len(self.panes), 1)] * len(self.panes))

    def _dress(self) -> None:
        for pane in self.panes:
            pane.set_current(pane is self.current, several=len(self.panes) > 1)

    def _dropped(self, what: tuple[Pane, str, Side]) -> None:
        pane, article_id, side = what
        if side is Side.HERE:
            if self._fill(pane, article_id, None):
                self.make_current(pane)
                self.opened_changed.emit()
            return
        place = self.panes.index(pane) + (1 if side is Side.RIGHT else 0)
        self.open_beside(article_id, place)

    def _follow(self, change: Change) -> None:
        """Show what a change touched, and nothing else."""
        if change.kind is ChangeKind.ELSEWHERE:
            self._read_again()
            self.ties.follow(change)
            return
        self.veils.follow(change)
        edits = change.edits
        if any(isinstance(edit.value, Tag) for edit in edits):
            for pane in self.panes:
                pane.palette_.set_tags(self._session.project.tags)
                pane.view.set_tags(self._session.project.tags)
        for edit in edits:
            if isinstance(edit.value, Article):
                self._article_changed(edit.value, gone=edit.after is None)
        versions = any(isinstance(edit.value, Article) for edit in edits)
        for pane in self.panes:
            if pane.article is None:
                continue
            if versions:
                pane.versions.look_up(self._session, pane.article)
            # A mark may go from one version of an article to another: then it is gone here and new there.
            here = pane.article.id
            removed = [e.before.id for e in edits if isinstance(e.before, Annotation) and e.before.article == here]
            added = [e.after for e in edits if isinstance(e.after, Annotation) and e.after.article == here]
            if removed or added:
                pane.view.update_annotations(removed, added)
                pane.palette_.follow(added)
        self.ties.follow(change)

    def _article_changed(self, article: Article, *, gone: bool) -> None:
        for pane in [pane for pane in self.panes if pane.article is not None and pane.article.id == article.id]:
            if gone:
                self.close_pane(pane)
            else:
                self._fill_again(pane, article.id)
                self.opened_changed.emit()

    def _read_again(self) -> None:
        shown = [pane.article.id for pane in self.panes if pane.article is not None]
        known = {article.id for article in self._session.project.articles(shown)}
        for pane in list(self.panes):
            pane.palette_.set_tags(self._session.project.tags)
            if pane.article is None:
                continue
            if pane.article.id in known:
                self._fill_again(pane, pane.article.id)
            else:
                self.close_pane(pane)
        self.opened_changed.emit()

    def _veil(self, veil: Veil) -> None:
        for pane in self.panes:
            pane.view.set_veil(veil)
        self.ties.work_blind(veil.blind)

    def _light(self, lit: Lit) -> None:
        for pane in self.panes:
            shown = pane.palette_.mark
            if shown is not None and shown.id != lit.focus:
                pane.hide_palette()
            pane.view.set_focus_annotation(lit.focus)
            pane.view.set_hovered(lit.hovered)
        self.ties.light(lit)
