"""What the mark in focus carries: shown in the card, said there for it or for all that are selected in the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QLocale, QObject, Qt

from annotator.core.attributes import foreign
from annotator.core.change import Change
from annotator.core.values import Annotation, AttributeDefinition, AttributeValue, Entity, Relation
from annotator.project import attributes
from annotator.text.folding import find
from annotator.ui.annotations.card import MarkCard
from annotator.ui.annotations.view import MarksView
from annotator.ui.entities.visible import matters, named
from annotator.ui.marking import Marking
from annotator.ui.panes.row import PaneRow
from annotator.ui.session import Session
from annotator.ui.veil import Veil
from annotator.ui.window import Window

_PROPOSED = 8


class Words:
    """Words that fit what is typed as an attribute: those said before, then names of entities. Kept until forgotten."""

    def __init__(self, session: Session, veil: Callable[[], Veil]) -> None:
        self._session = session
        self._veil = veil
        self._used: dict[str, list[str]] = {}
        self._entities: tuple[Entity, ...] | None = None

    def forget(self) -> None:
        """Ask again for what was said."""
        self._used.clear()
        self._entities = None

    def complete(self, name: str, typed: str) -> list[str]:
        """Return what may be meant by what is typed, the likeliest first."""
        from annotator.analysis.naming import proposed

        blind = self._veil().blind
        if name not in self._used:
            # Who works blind is proposed what they have said themselves.
            coder = None if blind is None else blind.coder
            said = self._session.attempt(lambda: attributes.used_words(self._session.project, name, coder=coder))
            self._used[name] = said or []
        if self._entities is None:
            self._entities = self._session.attempt(lambda: named(self._session.project, self._veil())) or ()
        used = [words for words in self._used[name] if find(words, typed)]
        names = [proposal.entity.name for proposal in proposed(typed, self._entities)]
        return list(dict.fromkeys((*used, *names)))[:_PROPOSED]


class Attributing(QObject):
    """Stores what the fields of the card tell. `told` is called then: the card has to show what is stored."""

    def __init__(
        self, session: Session, panes: PaneRow, marking: Marking, listed: MarksView, card: MarkCard, window: Window,
        told: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(card)
        self._session, self._panes, self._marking = session, panes, marking
        self._listed, self._card, self._window = listed, card, window
        self._told = told
        self._mark: Annotation | None = None
        self._shown: list[Annotation] = []
        """The marks that the fields are of."""
        self._words = Words(session, lambda: panes.veils.veil)
        card.attributes.complete = self._words.complete
        card.attributes.set_requested.connect(lambda wish: self._set(*wish))
        card.showed.connect(self._show_mark)
        listed.selection_changed.connect(self._selected)
        marking.attributes_requested.connect(self.begin)
        marking.mention_requested.connect(self.begin_name)
        session.followed.connect(self._changed)
        panes.veils.changed.connect(lambda _veil: self._words.forget())
        window.actions_.connect_all({"attributes": self.begin, "mention": self.begin_name})
        for action in ("attributes", "mention"):
            window.actions_[action].setEnabled(False)

    def begin(self) -> None:
        """Give the keyboard to the first attribute of the mark in focus."""
        if not self._shows_card(self.tr("Click a mark first, then say its attributes.")):
            return
        if not self._card.attributes.begin():
            self._marking.hint.emit(
                self.tr("The tag of this mark has no attributes; its tag set says which there are.")
            )

    def begin_name(self) -> None:
        """Give the keyboard to the name of what the mark in focus mentions."""
        if self._shows_card(self.tr("Click a mark first, then say who or what it mentions.")):
            self._card.entity.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._card.entity.selectAll()

    def _shows_card(self, hint: str) -> bool:
        """Bring the card of the mark in focus to the front; say `hint` where none is."""
        if self._marking.focused() is None:
            self._marking.hint.emit(hint)
            return False
        self._told()
        self._window.marks_dock.show()
        self._window.marks_dock.raise_()
        return True

    def _show_mark(self, mark: Annotation | None) -> None:
        self._mark = mark
        self._show()

    def _selected(self) -> None:
        ids = self._listed.selected()
        if len(ids) > 1 and self._mark is None:
            # By the keys alone nothing is in focus yet, and there is no card.
            self._marking.go_to(ids[0])
        elif len(ids) > 1 or len(self._shown) > 1:
            self._card.attributes.flush()
            self._show()

    def _show(self) -> None:
        mark, card, project = self._mark, self._card, self._session.project
        if mark is None:
            self._shown = []
            card.several.hide()
            card.attributes.show_values((), ())
            return
        listed = self._listed.selected_marks()
        several = len(listed) > 1 and any(one.id == mark.id for one in listed)
        self._shown = listed if several else [mark]
        of_tag = {tag: project.tags.attributes_of(tag) for tag in {one.tag for one in self._shown}}
        defined = [of_tag[one.tag] for one in self._shown]
        definitions = common(of_tag.values())
        card.several.setVisible(several)
        if several:
            number = QLocale().toString(len(self._shown))
            said = self.tr("Set on all {0} selected marks:") if definitions else self.tr("{0} marks selected.")
            card.several.setText(said.replace("{0}", number))
        carriers = [one.attributes for one in self._shown]
        strange = [pair for own, known in zip(carriers, defined, strict=True) for pair in foreign(own, known)]
        card.attributes.show_values(definitions, carriers, strange=strange)

    def _set(self, name: str, value: AttributeValue | None) -> None:
        project, shown = self._session.project, self._shown

        def change() -> Change:
            # Of one, what is stored counts; many would take long to read, and whoever was faster is not overwritten.
            marks = [project.annotation(mark.id) for mark in shown] if len(shown) == 1 else shown
            return attributes.set_attribute(project, marks, name, value)

        built = self._session.attempt(change)
        if built is not None and built.edits and self._session.do(built):
            self._told()
        else:
            self._show()

    def _changed(self, change: Change) -> None:
        if not change.edits or any(
            matters(edit) or _speaks(edit.before) or _speaks(edit.after) for edit in change.edits
        ):
            self._words.forget()


def common(of_each: Iterable[Sequence[AttributeDefinition]]) -> tuple[AttributeDefinition, ...]:
    """Return the attributes that all of several marks may carry, alike in name, kind and choices."""
    first, *others = [tuple(definitions) for definitions in of_each] or [()]
    return tuple(one for one in first if all(one in other for other in others))


def _speaks(value: object) -> bool:
    return isinstance(value, Annotation | Relation) and bool(value.attributes)
