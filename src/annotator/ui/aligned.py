"""Reports read side by side: whether they scroll together, and the passage in one that answers to another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QMenu

from annotator.text.isolate import isolate, shorten
from annotator.text.segments import sentence_at
from annotator.text.span import Span
from annotator.ui.marking import Marking
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.course import anchor_at_line
from annotator.ui.reader.decor import span_box
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight
from annotator.ui.window import Window

if TYPE_CHECKING:
    from annotator.analysis.aligning import Answer

_SURE = 0.7
"""What two passages have to share for the one to be said to answer to the other, and not perhaps."""
_PATIENCE_MS = 300
"""Until the reader is told that reports are being compared."""
_TITLE, _REASON = 50, 24


class _Asked(Struct, frozen=True):
    """A passage whose counterparts are wanted."""

    pane: Pane
    article: str
    passage: Span
    quiet: bool
    """Whether it is selected or a mark, and so is seen without being lit."""


class Aligned(QObject):
    """Gives the actions their meaning. Whatever is lit goes with Esc, and with the selection that it answers to."""

    def __init__(
        self, window: Window, session: Session, spotlight: Spotlight, panes: PaneRow, marking: Marking
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._spotlight, self._panes = window, session, spotlight, panes
        self._together = panes.together
        self._asked: _Asked | None = None
        self._waiting = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._say(self.tr("Comparing the reports…")))
        marking.menu_filled.connect(self._fill)
        panes.pane_added.connect(self._serve)
        panes.opened_changed.connect(self._opened_changed)
        for pane in panes.panes:
            self._serve(pane)
        actions = window.actions_
        actions["together"].setChecked(self._together.on)
        actions.connect_all({"together": self._turn, "counterpart": self.show_counterpart})
        self._opened_changed()

    def show_counterpart(self) -> None:
        """Light in the other reports what answers to the selection, the mark in focus, or the sentence that is read."""
        self.let_go()
        pane = self._panes.current
        if pane is None or pane.article is None or pane.view.page is None:
            return
        passage, quiet = self._passage(pane)
        if not self._together.others(pane):
            self._say(self._missing(pane))
        elif not pane.view.page.parts.body.overlaps(passage):
            self._say(self.tr("This is outside of the article; other reports answer to what is in it."))
        else:
            self._asked = _Asked(pane, pane.article.id, passage, quiet)
            self._waiting = True
            self._together.alignments.ready.connect(self._answer)
            self._patience.start()
            self._answer()

    def let_go(self) -> None:
        """Light nothing any more, and wait for no answer."""
        self._stop_waiting()
        self._asked = None
        for pane in self._panes.panes:
            pane.view.show_answer()

    # Inside.

    def _turn(self) -> None:
        self._together.turn(self._window.actions_["together"].isChecked(), self._panes.current)

    def _serve(self, pane: Pane) -> None:
        pane.view.escape_pressed.connect(self.let_go)
        pane.view.selection_changed.connect(lambda span: self._selected(pane, span))

    def _selected(self, pane: Pane, span: object) -> None:
        if span is None and self._asked is not None and self._asked.pane is pane:
            self.let_go()

    def _opened_changed(self) -> None:
        self._window.actions_["counterpart"].setEnabled(bool(self._panes.panes))
        asked = self._asked
        article = asked.pane.article if asked is not None and asked.pane in self._panes.panes else None
        if asked is not None and (article is None or article.id != asked.article):
            self.let_go()

    def _fill(self, menu: QMenu) -> None:
        """Offer it in the menu of a page, where another one could answer."""
        if self._panes.current is not None and self._together.others(self._panes.current):
            menu.addSeparator()
            menu.addAction(self.tr("Show the counterpart"), self.show_counterpart)

    def _passage(self, pane: Pane) -> tuple[Span, bool]:
        """Return what is asked about, and whether it is seen anyhow."""
        view = pane.view
        selection = view.selection()
        focus = self._spotlight.lit.focus
        mark = self._session.project.find_annotation(focus) if focus is not None and selection is None else None
        if selection is not None:
            return selection, True
        if mark is not None and pane.article is not None and mark.article == pane.article.id:
            return mark.span, True
        return self._read(pane), False

    @staticmethod
    def _read(pane: Pane) -> Span:
        """Return the sentence at the caret, or with none in view the one in the middle of it."""
        view, text = pane.view, pane.view.text()
        box = view.viewport().rect()
        place = None if view.caret is None else min(view.caret.offset, max(len(text) - 1, 0))
        page = view.page
        if place is None or page is None or not span_box(view.visible(), page.left, Span(place, place + 1)) & box:
            place = view.under(QPoint(box.width() // 2, box.height() // 2)).place.offset
        while place < len(text) and text[place].isspace():
            place += 1
        return sentence_at(text, place)

    def _missing(self, pane: Pane) -> str:
        """Say what is to be opened for there to be an answer."""
        events = pane.article.events if pane.article is not None else ()
        names = [event.name for event in self._session.project.events() if event.id in events]
        if not names:
            return self.tr("Open another report beside this one: what answers to this is shown there.")
        text = self.tr(
            "No other report of “{0}” is open. Open one beside this one: what answers to this is shown there."
        )
        return text.replace("{0}", isolate(shorten(names[0], _TITLE)))

    def _answer(self) -> None:
        """Light what answers, as soon as all that are open were compared."""
        asked = self._asked
        if asked is None or not self._waiting or asked.pane not in self._panes.panes:
            return
        others = [pane for pane in self._together.others(asked.pane) if pane.article is not None]
        alignments = self._together.alignments
        known = [(pane, alignments.between(asked.pane, pane)) for pane in others]
        if alignments.busy:
            return
        self._stop_waiting()
        said: list[str] = []
        lit = False
        for pane, found in known:
            title = isolate(shorten(pane.article.title if pane.article is not None else "", _TITLE))
            if found is None:  # the same article once more
                continue
            alignment, back = found
            answer = alignment.answer(asked.passage, back=back)
            if answer is None:
                text = self.tr("Nothing in “{0}” answers to this by names, numbers or ties.")
                said.append(text.replace("{0}", title))
                continue
            lit = True
            sure = self.tr("What answers to this in “{0}” is lit, by: {1}.")
            text = sure if answer.score >= _SURE else self.tr("In “{0}” this may answer to it, by no more than: {1}.")
            reasons = ", ".join(isolate(shorten(words, _REASON)) for words in answer.by)
            if reasons.endswith("…\u2069"):
                text = text.removesuffix(".")
            said.append(text.replace("{0}", title).replace("{1}", reasons))
            self._light(pane, answer)
        if lit and not asked.quiet:
            asked.pane.view.show_answer(asked.passage)
        self._say("\n".join(said) or self._missing(asked.pane))

    def _light(self, pane: Pane, answer: Answer) -> None:
        view = pane.view
        if view.page is not None:
            view.show_answer(answer.span, *answer.places)
            self._together.bring(pane, anchor_at_line(view.page, answer.span.start, view.viewport().height()))

    def _stop_waiting(self) -> None:
        if self._waiting:
            self._waiting = False
            self._together.alignments.ready.disconnect(self._answer)
        self._patience.stop()

    def _say(self, text: str) -> None:
        self._window.messages.news(text)
