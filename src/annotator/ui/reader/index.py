"""Which annotations lie over a stretch of text: sorted starts, one list per class of lengths."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from annotator.core.values import Annotation


def rank(annotation: Annotation) -> tuple[int, int, str]:
    """Order annotations from the innermost to the outermost: shorter first, then earlier, then older."""
    return annotation.end - annotation.start, annotation.start, annotation.id


_Entry = tuple[int, int, str]
"""Where a stretch starts and ends, and the id of its annotation."""


class _Places:
    """Stretches of text, sorted.

    One of length n is filed under the bit length of n, so that a query looks back no further than twice the length of
    what it can find: one mark over the whole article does not slow down finding the short ones.
    """

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._classes: dict[int, list[_Entry]] = {}
        for entry in entries:
            self._classes.setdefault((entry[1] - entry[0]).bit_length(), []).append(entry)
        for filed in self._classes.values():
            filed.sort()

    def put(self, entry: _Entry) -> None:
        filed = self._classes.setdefault((entry[1] - entry[0]).bit_length(), [])
        filed.insert(bisect_left(filed, entry), entry)

    def remove(self, entry: _Entry) -> None:
        filed = self._classes[(entry[1] - entry[0]).bit_length()]
        del filed[bisect_left(filed, entry)]

    def overlapping(self, start: int, end: int) -> set[str]:
        found: set[str] = set()
        for size, filed in self._classes.items():
            low = bisect_left(filed, (start - (1 << size), -1, ""))
            high = bisect_left(filed, (end, -1, ""), low)
            found.update(entry[2] for entry in filed[low:high] if entry[1] > start)
        return found


class MarkIndex:
    """Annotations of one article by place and by id. Nothing is sorted before the first query."""

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._pieces: _Places | None = None
        self._hulls = _Places(())
        """Those of discontinuous annotations; the others have none but themselves."""

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Annotation]:
        return iter(self._by_id.values())

    def __contains__(self, annotation_id: object) -> bool:
        return annotation_id in self._by_id

    def get(self, annotation_id: str | None) -> Annotation | None:
        return None if annotation_id is None else self._by_id.get(annotation_id)

    def put(self, annotation: Annotation) -> Annotation | None:
        """Add `annotation`, in the place of the one with its id, which is returned."""
        before = self.remove(annotation.id)
        self._by_id[annotation.id] = annotation
        if self._pieces is not None:
            for entry in _entries(annotation):
                self._pieces.put(entry)
            if annotation.fragments:
                self._hulls.put(_hull(annotation))
        return before

    def remove(self, annotation_id: str) -> Annotation | None:
        """Take out and return the annotation of this id; None where there is none."""
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is not None and self._pieces is not None:
            for entry in _entries(annotation):
                self._pieces.remove(entry)
            if annotation.fragments:
                self._hulls.remove(_hull(annotation))
        return annotation

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations with a character in `[start, end)`, innermost first (see `rank`)."""
        return self._ranked(self._sorted().overlapping(start, end))

    def around(self, start: int, end: int) -> list[Annotation]:
        """Return those, and the ones that only reach over `[start, end)`, with fragments before and behind it."""
        return self._ranked(self._sorted().overlapping(start, end) | self._hulls.overlapping(start, end))

    def _ranked(self, found: Iterable[str]) -> list[Annotation]:
        return sorted((self._by_id[annotation_id] for annotation_id in found), key=rank)

    def _sorted(self) -> _Places:
        if self._pieces is None:
            self._pieces = _Places(entry for annotation in self._by_id.values() for entry in _entries(annotation))
            self._hulls = _Places(_hull(annotation) for annotation in self._by_id.values() if annotation.fragments)
        return self._pieces


def _hull(annotation: Annotation) -> _Entry:
    return annotation.start, annotation.end, annotation.id


def _entries(annotation: Annotation) -> list[_Entry]:
    if not annotation.fragments:
        # Nearly all are in one piece; making no spans of them halves the time an index of thousands takes.
        return [(annotation.start, annotation.end, annotation.id)] if annotation.start < annotation.end else []
    return [(piece.start, piece.end, annotation.id) for piece in annotation.fragments if piece.start < piece.end]
