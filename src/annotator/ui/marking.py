"""What is done to marks by key, mouse and menu: gestures of panes and lists become changes of the session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.values import Annotation
from annotator.project import edits
from annotator.text.direction import Direction
from annotator.text.ends import moved_end, moved_start
from annotator.text.fragments import fitted, over_blanks, with_blanks
from annotator.text.isolate import isolate, shorten
from annotator.text.span import Span
from annotator.ui.icons import dot
from annotator.ui.panes.pane import Pane
from annotator.ui.panes.row import PaneRow
from annotator.ui.reader.input import Picked, Resized
from annotator.ui.reader.owners import owned
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight
from annotator.ui.tag_names import tag_label
from annotator.ui.theme import Theme
from annotator.ui.veil import Veil
from annotator.ui.wording import cited

_QUOTE_LENGTH = 48
RELATE, CUE = "r", "c"
"""The keys that relate the mark in focus, and make the selection the cue of the relation, unless a tag has them."""
ATTRIBUTES = "a"
"""The key that leads to its attributes, unless a tag has it."""
MENTION = "e"
"""The key that leads to the name of what it mentions, unless a tag has it."""


class Marking(QObject):
    """Acts on the selection of the pane in use, or on the mark in focus."""

    note_requested = Signal()
    """The note of the mark in focus shall be written."""
    relate_requested = Signal()
    """The mark in focus shall be related to another one."""
    attributes_requested = Signal()
    """The attributes of the mark in focus shall be said."""
    mention_requested = Signal()
    """Who or what the mark in focus mentions shall be said."""
    entity_relate_requested = Signal(object)
    """The `Entity` that shall be related to a mark or another entity."""
    cue_requested = Signal()
    """The selection shall be the cue of the relation in focus."""
    picked = Signal(object)
    """The mark that a click on the page has put in focus."""
    history_requested = Signal()
    """The history of the mark in focus shall be shown."""
    hint = Signal(object)
    """A sentence for a reader whose gesture had nothing to act upon."""

    menu_filled = Signal(object)
    """The `QMenu` of a page, about to be shown: others put in what they do."""
    propose_requested = Signal(object)
    """Of which kind (see `analysis.proposals`) something shall be proposed by the mark in focus."""
    at_rest = Signal()
    """Esc, where nothing is selected, no mark in focus, and no entity lit."""

    def __init__(self, session: Session, spotlight: Spotlight, panes: PaneRow, theme: Theme) -> None:
        super().__init__(panes)
        self._session = session
        self._spotlight = spotlight
        self._panes = panes
        self.theme = theme
        self._picked: tuple[Pane, list[Annotation], QPoint] | None = None
        panes.pane_added.connect(self.serve)
        panes.veils.changed.connect(self._veiled)

    def serve(self, pane: Pane) -> None:
        """Connect a new pane's gestures."""
        view = pane.view

        def here(gesture: Callable[..., object]) -> Callable[..., object]:
            """A gesture acts on the pane it was made in, whichever had the keyboard before."""

            def act(*values: object) -> None:
                self._panes.use(pane)
                gesture(*values)

            return act

        view.mark_clicked.connect(here(lambda picked: self._clicked(pane, picked)))
        view.mark_hovered.connect(self._spotlight.hover)
        view.resize_requested.connect(here(self._resized))
        view.tag_key_pressed.connect(here(self.press_key))
        view.delete_pressed.connect(here(self.delete))
        view.escape_pressed.connect(here(self.escape))
        view.context_menu_requested.connect(here(lambda picked: self._menu(pane, picked)))
        pane.palette_.chosen.connect(here(self.tag))
        pane.palette_.add_requested.connect(here(self.add_to_mark))
        pane.palette_.take_out_requested.connect(here(self.take_out_of_mark))
        pane.palette_.others_requested.connect(here(self.choose))
        pane.palette_.note_requested.connect(self.note_requested)
        pane.palette_.delete_requested.connect(here(self.delete))

    # What can be done.

    def focused(self) -> Annotation | None:
        """Return the mark in focus."""
        focus = self._spotlight.lit.focus
        return self._session.project.find_annotation(focus) if focus else None

    def press_key(self, key: str) -> None:
        """Do what this key of the keyboard stands for: tag with the tag that has it."""
        tag = self._session.project.tags.by_key(key)
        if tag is not None:
            self.tag(tag.id)
        elif key == RELATE:
            self.relate_requested.emit()
        elif key == ATTRIBUTES:
            self.attributes_requested.emit()
        elif key == MENTION:
            self.mention_requested.emit()
        elif key == CUE:
            self.cue_requested.emit()

    def tag(self, tag_id: str) -> None:
        """Tag the selection; with none, give the mark in focus this tag."""
        pane = self._panes.current
        span = pane.view.selection() if pane is not None else None
        if pane is not None and pane.article is not None and span is not None:
            if pane.view.selected_text().isspace():
                self.hint.emit(self.tr("Only blanks are selected; select words."))
                return
            with self._panes.paint.at_once():
                made = self._tag_words(pane, pane.article.id, span, tag_id)
            if made is not None:
                with self._panes.paint.soon():
                    self._spotlight.focus(made.id)  # its handles and its name come right after the mark itself
            return
        mark = self.focused()
        if mark is None:
            self.hint.emit(self.tr("Select words first, then choose their tag."))
        elif mark.tag != tag_id:
            with self._panes.paint.at_once():
                self._session.edit(lambda: edits.retag(self._session.project, mark, tag_id))

    def _tag_words(self, pane: Pane, article: str, span: Span, tag_id: str) -> Annotation | None:
        # The page knows its marks: only where one lies just there can it be that this one is there already. What
        # another process did in between, the store finds when it writes.
        build = edits.annotate if pane.view.has_mark_on(span) else edits.annotate_anew
        made = self._session.annotate(lambda: build(self._session.project, article, span, tag_id))
        if made is not None:
            self._panes.veils.lift([made])  # as it may be one that was there already
            pane.view.clear_selection()
            pane.view.start_from(span.end, upstream=True)
        return made

    def delete(self, ids: tuple[str, ...] = ()) -> None:
        """Delete the mark in focus, or the marks of these ids."""
        mark = self.focused()
        marks = self._existing(ids) or ([] if mark is None else [mark])
        if marks:
            self._session.edit(lambda: edits.delete_annotations(self._session.project, marks))
            for pane in self._panes.panes:
                pane.hide_palette()

    def write_note(self, mark: Annotation, note: str | None) -> bool:
        """Store a note on a mark as it was shown. Return whether that was possible."""
        return self._session.edit(lambda: edits.set_note(self._session.project, mark, note))

    def ends_to_selection(self) -> None:
        """Give the mark in focus the ends of the selection."""
        self._with_selection(lambda mark, _text, span: edits.resize(self._session.project, mark, span))

    def add_to_mark(self) -> None:
        """Make the selected words part of the mark in focus: another fragment, or more of those they touch."""

        def build(mark: Annotation, text: str, span: Span) -> Change:
            return edits.add_fragment(self._session.project, mark, over_blanks(text, mark.pieces, span))

        self._with_selection(build)

    def take_out_of_mark(self) -> None:
        """Take the selected words out of the mark in focus."""

        def build(mark: Annotation, text: str, span: Span) -> Change:
            return edits.take_out(self._session.project, mark, with_blanks(text, mark.pieces, span))

        self._with_selection(build)

    def _with_selection(self, build: Callable[[Annotation, str, Span], Change]) -> None:
        """Do an edit with the mark in focus and the words selected in its article."""
        mark, pane = self.focused(), self._panes.current
        if mark is None or pane is None or pane.article is None:
            return
        span = pane.view.selection()
        if span is None:
            self.hint.emit(self.tr("Select the words first, in the article of the mark."))
        elif pane.article.id != mark.article:
            self.hint.emit(self.tr("The mark in focus is in another article; select words there."))
        else:
            with self._panes.paint.at_once():
                text = self._session.project.text(mark.article)
                if self._session.edit(lambda: build(mark, text, span)):
                    pane.view.clear_selection()
                    pane.view.start_from(span.end, upstream=True)
            pane.hide_palette()

    def move_end(self, *, right: bool, start: bool = False, letters: bool = False) -> None:
        """Move an end of the mark in focus by a word (or letter) to where the arrow points on the page."""
        mark = self.focused()
        if mark is None:
            return
        project = self._session.project
        text = project.text(mark.article)
        forward = right == (project.article(mark.article).direction is Direction.LTR)
        move = moved_start if start else moved_end
        span = move(text, mark.span, forward=forward, letters=letters)
        if span != mark.span:
            # An end that goes back beyond a whole fragment leaves the gap too.
            self._session.edit(lambda: edits.reshape(project, mark, fitted(mark.pieces, span)))

    def copy_with_source(self) -> None:
        """Put the selection (or the words of the mark in focus) on the clipboard, with where they stand."""
        pane, mark = self._panes.current, self.focused()
        if pane is None or pane.article is None:
            return
        words, article = pane.view.selected_text(), pane.article
        if not words and mark is not None:
            words, article = mark.words, self._session.project.article(mark.article)
        if words:
            QGuiApplication.clipboard().setText(cited(words, article))

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) mark of the article in use, from the mark in focus or the page's top."""
        pane = self._panes.current
        if pane is None or pane.article is None:
            return
        mark, veil = self.focused(), self._panes.veils.veil
        found = self._session.project.annotations(articles=[pane.article.id])
        found = [other for other in found if not veil.blinds(other)]
        marks = [other for other in found if other == mark or not veil.hides(other)]
        if len(marks) < len(found) and marks in ([], [mark]):
            self.hint.emit(self.tr("All other marks here are hidden; View → Marks shows them again."))
            return
        if not marks:
            return
        ids = [other.id for other in marks]
        if mark is not None and mark.id in ids:
            place = (ids.index(mark.id) + by) % len(marks)
        else:
            top = pane.view.top_place()
            behind = [at for at, other in enumerate(marks) if other.start >= top]
            place = (behind[0] if by > 0 else behind[0] - 1) if behind else (0 if by > 0 else -1)
        self.go_to(marks[place].id)

    def go_to(self, annotation_id: str) -> None:
        """Put a mark in focus and show its place."""
        mark = self._session.project.find_annotation(annotation_id)
        if mark is not None and self._panes.veils.veil.blinds(mark):
            self.hint.emit(self.tr("This is another coder’s mark. You work blind until you declare its article done."))
        elif mark is not None:
            pane = self._panes.reveal(mark)
            if pane is not None:
                pane.view.start_from(mark.start)
            self._spotlight.focus(mark.id)

    def escape(self) -> None:
        """Go one step back to plain reading."""
        lit = self._spotlight.lit
        if lit.focus is None and lit.entity is None and lit.relation is None:
            self.at_rest.emit()
        self.let_go()

    def let_go(self) -> None:
        """Back to plain reading."""
        self._spotlight.focus(None)
        for pane in self._panes.panes:
            pane.hide_palette()

    # Inside.

    def _veiled(self, veil: Veil) -> None:
        """Let go of a mark that is withheld from now on."""
        mark = self.focused() if veil.blind is not None else None
        if mark is not None and veil.blinds(mark):
            self.let_go()

    def _clicked(self, pane: Pane, picked: Picked) -> None:
        """Focus the innermost mark under the pointer; another click there goes on to the next one out."""
        marks = self._existing(picked.ids)
        if not marks:
            relation = self._spotlight.lit.relation
            if relation is None:
                self.let_go()
            else:
                # The words that say it are still to be selected: Esc leaves it.
                self._spotlight.relate(relation)
                pane.hide_palette()
            return
        ids = [mark.id for mark in marks]
        focus = self._spotlight.lit.focus
        at = (ids.index(focus) + 1) % len(ids) if focus in ids else 0
        self._pick(pane, marks[at], marks, picked.at)

    def _pick(self, pane: Pane, mark: Annotation, marks: list[Annotation], at: QPoint) -> None:
        self._picked = (pane, marks, at)
        self._spotlight.focus(mark.id)
        place = QRect(pane.view.viewport().mapFromGlobal(at), QSize(1, 1)).adjusted(-4, -14, 4, 18)
        pane.show_palette_for_mark(place, len(marks), mark)
        self.picked.emit(mark)

    def choose(self) -> None:
        """Let one be chosen of the marks where the last click was."""
        if self._picked is None:
            return
        pane, before, at = self._picked
        marks = self._existing(tuple(mark.id for mark in before))
        menu = QMenu(pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for mark in marks:
            tag = self._session.project.tags[mark.tag]
            text = f"{isolate(tag.name)}:  {isolate(shorten(mark.words, _QUOTE_LENGTH))}"
            text = owned(text, mark, pane.view.coders).replace("&", "&&")
            action = menu.addAction(dot(self.theme.tag_ink(tag.colour).name()), text)
            action.triggered.connect(lambda _checked=False, mark=mark: self._pick(pane, mark, marks, at))
            action.hovered.connect(lambda mark=mark: self._spotlight.hover(mark.id))
        menu.aboutToHide.connect(lambda: self._spotlight.hover(None))
        menu.popup(at)

    def _existing(self, ids: tuple[str, ...]) -> list[Annotation]:
        return [mark for i in ids if (mark := self._session.project.find_annotation(i)) is not None]

    def _resized(self, resized: Resized) -> None:
        mark = self._session.project.find_annotation(resized.id)
        if mark is not None:
            self._session.edit(lambda: edits.reshape(self._session.project, mark, resized.pieces))

    def _menu(self, pane: Pane, picked: Picked) -> None:
        """Offer what can be done with what is selected, and with the mark under the pointer."""
        under = self._existing(picked.ids)
        selected = pane.view.selection() is not None
        if under and not selected and self._spotlight.lit.focus not in picked.ids:
            self._spotlight.focus(under[0].id)
        pane.hide_palette()
        here = self._spotlight.lit.focus in picked.ids
        if not (selected or here):
            return
        menu = QMenu(pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_tag_menu(menu, self, self._session, self.theme)
        menu.addSeparator()
        if here:
            menu.addAction(self.tr("Edit note"), self.note_requested.emit)
            menu.addAction(self.tr("Who or what it mentions"), self.mention_requested.emit)
            menu.addAction(self.tr("Attributes"), self.attributes_requested.emit)
            menu.addAction(self.tr("Relate…"), self.relate_requested.emit)
        if selected and pane.view.focus_annotation is not None:
            menu.addAction(self.tr("Add to the mark"), self.add_to_mark)
            menu.addAction(self.tr("Take out of the mark"), self.take_out_of_mark)
            menu.addAction(self.tr("Set ends to the selection"), self.ends_to_selection)
        if here:
            for text, kind in (
                (self.tr("The same words elsewhere"), "words"),
                (self.tr("The same in the other report"), "across"),
            ):
                menu.addAction(text, partial(self.propose_requested.emit, kind))
            menu.addAction(self.tr("History of this mark"), self.history_requested.emit)
            menu.addAction(self.tr("Delete mark"), self.delete)
        if selected:
            menu.addSeparator()
            menu.addAction(self.tr("Copy"), pane.view.copy)
        self.menu_filled.emit(menu)
        menu.popup(picked.at)


def fill_tag_menu(menu: QMenu, marking: Marking, session: Session, theme: Theme) -> None:
    """Put one entry per tag on offer into `menu`, in the order of their tree, with its key shown."""
    tags = session.project.tags
    for tag in tags.offered:
        key = f"\t{tag.shortcut.upper()}" if tag.shortcut else ""
        action = menu.addAction(dot(theme.tag_ink(tag.colour).name()), tag_label(tag, tags).replace("&", "&&") + key)
        action.triggered.connect(lambda _checked=False, tag_id=tag.id: marking.tag(tag_id))
