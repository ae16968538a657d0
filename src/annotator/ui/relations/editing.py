"""What is done to one relation: its type, direction, words, note and deletion, each a step that is undone by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from annotator.core.change import Change
from annotator.core.tagset import TagSet
from annotator.core.values import AttributeValue, Relation, RelationType
from annotator.project import attributes, relations
from annotator.project.relation_rules import allowed
from annotator.text.isolate import isolate, shorten
from annotator.ui.panes.row import PaneRow
from annotator.ui.relations.known import KnownRelations
from annotator.ui.relations.parties import Said
from annotator.ui.session import Session
from annotator.ui.spotlight import Spotlight

_NAME = 40


class RelationEdits(QObject):
    """Does it through the session. `told` is called when something was stored."""

    hint = Signal(object)
    """A sentence for a reader whose gesture had nothing to act upon."""

    def __init__(
        self, session: Session, spotlight: Spotlight, panes: PaneRow, known: KnownRelations, told: Callable[[], object],
        parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._spotlight, self._panes, self._known = session, spotlight, panes, known
        self._told = told

    @property
    def tags(self) -> TagSet:
        return self._session.project.tags

    def _edit(self, build: Callable[[], Change]) -> bool:
        done = self._session.edit(build)
        if done:
            self._told()
        return done

    def retype(self, relation: Relation, kind: RelationType) -> bool:
        return self._edit(lambda: relations.retype(self._session.project, relation, kind))

    def swap(self, relation: Relation) -> bool:
        """Have a relation go the other way."""
        return self._edit(lambda: relations.swap_ends(self._session.project, relation))

    def write_note(self, relation: Relation, note: str | None) -> bool:
        after = replace(relation, note=note)
        return self._edit(lambda: relations.edit_relation(self._session.project, after, before=relation))

    def set_attribute(self, relation: Relation, name: str, value: AttributeValue | None) -> bool:
        """Give a relation a value of an attribute of its type, or take it away (None)."""
        return self._edit(lambda: attributes.set_attribute(self._session.project, [relation], name, value))

    def delete(self, *gone: Relation) -> bool:
        return self._edit(lambda: relations.delete_relations(self._session.project, gone))

    def cue_from_selection(self) -> None:
        """Make the selected words those that express the relation in focus."""
        said, pane = self._known.get(self._spotlight.lit.relation), self._panes.current
        span = pane.view.selection() if pane is not None else None
        if said is None:
            self.hint.emit(self.tr("Click a relation in the margin or the list, then select its words."))
        elif pane is None or pane.article is None or span is None:
            self.hint.emit(self.tr("Select the words that say it first, its verb for instance."))
        else:
            article = pane.article.id
            if self._edit(lambda: relations.set_cue(self._session.project, said.relation, article, span)):
                pane.view.clear_selection()
                pane.hide_palette()

    def clear_cue(self, relation: Relation | None = None) -> None:
        """Have no words express a relation (the one in focus)."""
        said = self._known.get(self._spotlight.lit.relation)
        chosen = relation or (said.relation if said is not None else None)
        if chosen is None:
            self.hint.emit(self.tr("Click a relation in the margin or the list first."))
        else:
            self._edit(lambda: relations.set_cue(self._session.project, chosen, "", None))

    def kinds_for(self, said: Said) -> list[RelationType]:
        """Return the types that a relation may have between its ends, as they stand."""
        tags = {tag.id: tag for tag in self._session.project.tags}
        return [
            kind
            for kind in self._session.project.relation_types()
            if allowed(kind, said.source.tag, said.target.tag, tags)
        ]

    def may_swap(self, said: Said) -> bool:
        """Return whether its type allows it to go the other way."""
        tags = {tag.id: tag for tag in self._session.project.tags}
        return allowed(said.kind, said.target.tag, said.source.tag, tags)

    def fill(self, menu: QMenu, said: Said) -> None:
        """Put into `menu` what can be done to a relation."""
        relation, focused = said.relation, self._spotlight.lit.relation == said.relation.id
        kinds = [kind for kind in self.kinds_for(said) if kind.id != said.kind.id]
        below = menu.addMenu(self.tr("Change type"))
        for kind in kinds:
            name = isolate(shorten(kind.name, _NAME)).replace("&", "&&")
            below.addAction(name, partial(self.retype, relation, kind))
        below.setEnabled(bool(kinds))
        menu.addAction(self.tr("Swap ends"), partial(self.swap, relation)).setEnabled(self.may_swap(said))
        menu.addSeparator()
        pane = self._panes.current
        cue = menu.addAction(self.tr("Set as cue") + "\tC", self.cue_from_selection)
        cue.setEnabled(focused and pane is not None and pane.view.selection() is not None)
        menu.addAction(self.tr("Clear cue"), partial(self.clear_cue, relation)).setEnabled(relation.cue is not None)
        menu.addSeparator()
        menu.addAction(self.tr("Delete relation"), partial(self.delete, relation))
