"""The marks of the article on the page: those that lie on it, and those that are hidden from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from annotator.core.values import Annotation
from annotator.ui.reader.index import MarkIndex
from annotator.ui.veil import Veil

_end = attrgetter("end")
Followed = tuple[list[Annotation], list[Annotation]]
"""Marks on the page as they were, and marks as they are now."""


def lying_in(text: str, marks: Sequence[Annotation]) -> Sequence[Annotation]:
    """Return the marks that end within the text: another program may have put some elsewhere, where Qt would crash."""
    if max(map(_end, marks), default=0) <= len(text):
        return marks
    return [mark for mark in marks if mark.end <= len(text)]


class Marks:
    """Keeps hidden marks out of the index.

    So they take no lane and no tint, and no pointer, caret or map finds them; nothing that asks the index has to know
    of hiding, and nothing has to look them over. The mark in focus is on the page, hidden or not, unless it is withheld
    from who works blind.
    """

    def __init__(self, annotations: Iterable[Annotation] = (), veil: Veil | None = None) -> None:
        self.veil = veil or Veil()
        self.focus: str | None = None
        self.index = self._hidden = MarkIndex()
        self._sort(annotations)

    def __iter__(self) -> Iterator[Annotation]:
        """All marks, the hidden ones too."""
        return chain(self.index, self._hidden)

    def _sort(self, annotations: Iterable[Annotation]) -> None:
        if self.veil.open:
            self.index, self._hidden = MarkIndex(annotations), MarkIndex()
            return
        shown: list[Annotation] = []
        hidden: list[Annotation] = []
        for mark in annotations:
            (hidden if self._is_hidden(mark) else shown).append(mark)
        self.index, self._hidden = MarkIndex(shown), MarkIndex(hidden)

    def _is_hidden(self, mark: Annotation) -> bool:
        return self.veil.hides(mark) and (mark.id != self.focus or self.veil.blinds(mark))

    def set_veil(self, veil: Veil) -> None:
        """Show and hide anew: from now on there is another `index`."""
        before, self.veil = list(self), veil
        self._sort(before)

    def set_focus(self, annotation_id: str | None) -> Followed:
        """Have this mark on the page, and the one that was in focus before only if it is not hidden."""
        self.focus, before = annotation_id, self.focus
        gone: list[Annotation] = []
        come: list[Annotation] = []
        last = self.index.get(before)
        if last is not None and self._is_hidden(last):
            self.index.remove(last.id)
            self._hidden.put(last)
            gone.append(last)
        mark = self._hidden.get(annotation_id)
        if mark is not None and not self._is_hidden(mark):
            self._hidden.remove(mark.id)
            self.index.put(mark)
            come.append(mark)
        return gone, come

    def change(self, removed: Iterable[str], added: Iterable[Annotation]) -> Followed:
        """Take out marks by id and put in others; one that is there already is replaced."""
        before: list[Annotation | None] = []
        now: list[Annotation] = []
        for annotation_id in removed:
            self._hidden.remove(annotation_id)
            before.append(self.index.remove(annotation_id))
        for mark in added:
            if self._is_hidden(mark):
                before.append(self.index.remove(mark.id))
                self._hidden.put(mark)
            else:
                self._hidden.remove(mark.id)
                before.append(self.index.put(mark))
                now.append(mark)
        return [mark for mark in before if mark is not None], now

    def begin_and_end_with(self, start: int, end: int) -> bool:
        """Return whether a mark, hidden or not, has just these ends."""
        return self.index.any_on(start, end) or self._hidden.any_on(start, end)
