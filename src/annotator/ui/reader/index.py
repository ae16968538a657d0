"""Which annotations lie over a stretch of text: sorted starts, one list per class of lengths."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from annotator.core.values import Annotation


def rank(annotation: Annotation) -> tuple[int, int, str]:
    """Order annotations from the innermost to the outermost: shorter first, then earlier, then older."""
    return annotation.end - annotation.start, annotation.start, annotation.id


class MarkIndex:
    """Annotations of one article by place and by id.

    A piece of length n is filed under the bit length of n, so that a query looks back no further than twice the
    length of what it can find: one mark over the whole article does not slow down finding the short ones.
    Nothing is sorted before the first query.
    """

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._by_id = {annotation.id: annotation for annotation in annotations}
        self._classes: dict[int, list[tuple[int, int, str]]] | None = None

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
        if self._classes is not None:
            for entry in _entries(annotation):
                entries = self._classes.setdefault((entry[1] - entry[0]).bit_length(), [])
                entries.insert(bisect_left(entries, entry), entry)
        return before

    def remove(self, annotation_id: str) -> Annotation | None:
        """Take out and return the annotation of this id; None where there is none."""
        annotation = self._by_id.pop(annotation_id, None)
        if annotation is not None and self._classes is not None:
            for entry in _entries(annotation):
                entries = self._classes[(entry[1] - entry[0]).bit_length()]
                del entries[bisect_left(entries, entry)]
        return annotation

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations with a character in `[start, end)`, innermost first (see `rank`)."""
        found: set[str] = set()
        for size, entries in self._sorted().items():
            low = bisect_left(entries, (start - (1 << size), -1, ""))
            high = bisect_left(entries, (end, -1, ""), low)
            found.update(entry[2] for entry in entries[low:high] if entry[1] > start)
        return sorted((self._by_id[annotation_id] for annotation_id in found), key=rank)

    def _sorted(self) -> dict[int, list[tuple[int, int, str]]]:
        if self._classes is None:
            self._classes = {}
            for annotation in self._by_id.values():
                for entry in _entries(annotation):
                    self._classes.setdefault((entry[1] - entry[0]).bit_length(), []).append(entry)
            for entries in self._classes.values():
                entries.sort()
        return self._classes


def _entries(annotation: Annotation) -> list[tuple[int, int, str]]:
    if not annotation.fragments:
        # Nearly all are in one piece; making no spans of them halves the time an index of thousands takes.
        return [(annotation.start, annotation.end, annotation.id)] if annotation.start < annotation.end else []
    return [(piece.start, piece.end, annotation.id) for piece in annotation.fragments if piece.start < piece.end]
