"""Which marks are shown, dimmed or hidden: by tag, by coder, and from who works blind. A value, and who holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from annotator.core.change import Change, ChangeKind
from annotator.core.values import Annotation


class Shade(StrEnum):
    """How marks are seen: as ever, weakly and without a tint, or not at all."""

    SHOWN = "shown"
    DIMMED = "dimmed"
    HIDDEN = "hidden"


class Shades(Struct, frozen=True):
    """The ids of what is dimmed and of what is hidden: of tags, or of coders."""

    dimmed: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()

    def of(self, record: str) -> Shade:
        if record in self.hidden:
            return Shade.HIDDEN
        return Shade.DIMMED if record in self.dimmed else Shade.SHOWN

    def having(self, record: str, shade: Shade) -> Shades:
        """Return these, but with `record` in this shade."""
        alone = frozenset((record,))
        return Shades(
            self.dimmed | alone if shade is Shade.DIMMED else self.dimmed - alone,
            self.hidden | alone if shade is Shade.HIDDEN else self.hidden - alone,
        )

    def only(self, record: str, all_of_them: Iterable[str]) -> Shades:
        """Return these with `record` shown and all others dimmed; what is hidden stays hidden."""
        hidden = self.hidden - {record}
        return Shades(frozenset(all_of_them) - {record} - hidden, hidden)

    def among(self, known: Collection[str]) -> Shades:
        """Return these without what is gone."""
        return Shades(self.dimmed.intersection(known), self.hidden.intersection(known))


class Blind(Struct, frozen=True):
    """Who works blind, and in what they see other coders' marks all the same: what they have declared done.

    `done` are pairs of an article and a tag, `tags` all tags of the project. All are ids.
    """

    coder: str
    done: frozenset[tuple[str, str]] = frozenset()
    tags: frozenset[str] = frozenset()

    def sees(self, article: str, tag: str, coder: str) -> bool:
        return coder == self.coder or (article, tag) in self.done

    def has_done(self, article: str) -> bool:
        """Return whether an article is declared done for every tag."""
        return all((article, tag) in self.done for tag in self.tags)


class Veil(Struct, frozen=True):
    """What lies over the marks. A mark has the deeper one of its tag's and its coder's shades.

    `all_hidden` hides every mark and leaves the rest as it is, so that it comes back. What is hidden by its tag is
    hidden on the pages, and listed and counted all the same; what is hidden by its coder is withheld: it is not listed
    and not counted either. What `blind` withholds nothing shows, but a declaration.
    """

    tags: Shades = Shades()
    coders: Shades = Shades()
    all_hidden: bool = False
    blind: Blind | None = None

    @property
    def open(self) -> bool:
        """Whether every mark is shown."""
        return self == NO_VEIL

    @property
    def chosen(self) -> Veil:
        """What the reader has dimmed and hidden, whoever works blind."""
        return self if self.blind is None else replace(self, blind=None)

    @property
    def withholding(self) -> bool:
        """Whether there are coders whose marks are not even counted."""
        return self.blind is not None or bool(self.coders.hidden)

    def counts(self, article: str, tag: str, coder: str) -> bool:
        """Return whether marks of this article, tag and coder are listed and counted."""
        if coder in self.coders.hidden:
            return False
        return self.blind is None or self.blind.sees(article, tag, coder)

    def withholds(self, mark: Annotation) -> bool:
        """Return whether a mark is neither shown nor listed nor counted."""
        return not self.counts(mark.article, mark.tag, mark.coder)

    def blinds(self, mark: Annotation) -> bool:
        """Return whether a mark is withheld from who works blind."""
        return self.blind is not None and not self.blind.sees(mark.article, mark.tag, mark.coder)

    def shade(self, mark: Annotation) -> Shade:
        if self.all_hidden or self.blinds(mark):
            return Shade.HIDDEN
        shades = self.tags.of(mark.tag), self.coders.of(mark.coder)
        return next((shade for shade in (Shade.HIDDEN, Shade.DIMMED) if shade in shades), Shade.SHOWN)

    def hides(self, mark: Annotation) -> bool:
        return self.all_hidden or mark.tag in self.tags.hidden or self.withholds(mark)

    def of_tag(self, tag: str) -> Shade:
        """Return how marks of this tag are seen, whoever made them."""
        return Shade.HIDDEN if self.all_hidden else self.tags.of(tag)

    def among(self, tags: Collection[str], coders: Collection[str]) -> Veil:
        """Return this veil without tags and coders that are gone."""
        return replace(self, tags=self.tags.among(tags), coders=self.coders.among(coders))

    def lifted_from(self, mark: Annotation) -> Veil:
        """Return the veil that hides this mark no longer, and what it hid together with it."""
        if not self.hides(mark) or self.blinds(mark):
            return self
        tags, coders = self.tags, self.coders
        if mark.tag in tags.hidden:
            tags = tags.having(mark.tag, Shade.SHOWN)
        if mark.coder in coders.hidden:
            coders = coders.having(mark.coder, Shade.SHOWN)
        return replace(self, tags=tags, coders=coders, all_hidden=False)


NO_VEIL = Veil()
_TAGGING = (ChangeKind.ANNOTATE, ChangeKind.ANNOTATE_ALL, ChangeKind.ACCEPT, ChangeKind.RETAG)


class Veils(QObject):
    """Holds a `Veil` and tells when it becomes another."""

    changed = Signal(object)
    """The new `Veil`."""
    lifted = Signal(object)
    """A sentence: what was hidden is shown again, because somebody tagged with it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.veil = NO_VEIL

    def become(self, veil: Veil) -> None:
        """Dim and hide this; who works blind goes on to."""
        self._become(replace(veil, blind=self.veil.blind))

    def work_blind(self, blind: Blind | None) -> None:
        """Withhold from this coder what others have marked; None: from nobody."""
        self._become(replace(self.veil, blind=blind))

    def _become(self, veil: Veil) -> None:
        if veil != self.veil:
            self.veil = veil
            self.changed.emit(veil)

    def shade_tag(self, tag: str, shade: Shade) -> None:
        """Show, dim or hide the marks of a tag. Where all were hidden, the others are as they were before."""
        self.become(replace(self.veil, tags=self.veil.tags.having(tag, shade), all_hidden=False))

    def shade_coder(self, coder: str, shade: Shade) -> None:
        """Show, dim or hide the marks of a coder."""
        self.become(replace(self.veil, coders=self.veil.coders.having(coder, shade), all_hidden=False))

    def only_coder(self, coder: str, all_coders: Iterable[str]) -> None:
        """Show the marks of one coder, and withhold those of the others."""
        others = frozenset(all_coders) - {coder}
        self.become(replace(self.veil, coders=Shades(hidden=others), all_hidden=False))

    def all_coders(self) -> None:
        """Show the marks of all coders, as far as nothing else hides them."""
        self.become(replace(self.veil, coders=Shades()))

    def only_tag(self, tag: str, all_tags: Iterable[str]) -> None:
        """Show the marks of one tag and dim those of the others."""
        self.become(replace(self.veil, tags=self.veil.tags.only(tag, all_tags), all_hidden=False))

    def hide_all(self, hidden: bool) -> None:
        """Hide every mark, for plain reading, or have them as they were before."""
        self.become(replace(self.veil, all_hidden=hidden))

    def show_all(self) -> None:
        """Dim and hide nothing any more."""
        self.become(NO_VEIL)

    def follow(self, change: Change) -> None:
        """Who tags wants to see what comes of it: show again what a new mark would be hidden with."""
        if change.kind in _TAGGING:
            self.lift(edit.after for edit in change.edits if isinstance(edit.after, Annotation))

    def lift(self, marks: Iterable[Annotation]) -> None:
        """Show these marks again, where they are hidden, and say so."""
        before = veil = self.veil
        for mark in marks:
            veil = veil.lifted_from(mark)
        if veil == before:
            return
        self.become(veil)
        if before.all_hidden:
            self.lifted.emit(self.tr("Marks are shown again."))
        elif before.tags != veil.tags:
            self.lifted.emit(self.tr("Marks with this tag are shown again."))
        else:
            self.lifted.emit(self.tr("Marks of this coder are shown again."))
