"""Which annotations lie over a stretch of text: tiles of the text, one grid of them for each class of lengths."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, chain, islice
from operator import attrgetter
from sys import maxsize

from annotator.core.values import Annotation

_SHIFT = 7
"""The smallest tiles are 128 code points wide, those of longer annotations two to four times as wide each."""
_BLOCK = 512
"""Annotations that are filed at once: a fraction of a millisecond."""
_GROUP = 128
"""Blocks whose ids share a dictionary: were all in one, growing it would take longer than a frame."""
_STRETCH = 4096
"""Code points that are looked at in one go."""

_id, _start, _end = attrgetter("id"), attrgetter("start"), attrgetter("end")
_Tiles = defaultdict[int, list[Annotation]]


def rank(annotation: Annotation) -> tuple[int, int, str]:
    """Order annotations from the innermost to the outermost: shorter first, then earlier, then older."""
    return annotation.end - annotation.start, annotation.start, annotation.id


class MarkIndex:
    """Annotations of one article by place and by id; each has an id of its own.

    An annotation is filed under the tile that it begins in, of a grid whose tiles are no narrower than it is long: so a
    query looks at its own tiles and one before, and one mark over the whole article does not slow down finding the
    short ones. What was given is filed in blocks: those that a question is about when it is asked, the others as
    somebody goes through `filing`. Every answer is right at every moment, in whichever order they were given.
    The list that is given may not change until all of it is filed.
    """

    def __init__(self, annotations: Iterable[Annotation] = ()) -> None:
        self._given: Sequence[Annotation] = annotations if isinstance(annotations, (list, tuple)) else [*annotations]
        self._left = len(self._given)
        self._waits = bytearray(b"\1" * -(-self._left // _BLOCK))
        self._ids: list[dict[str, Annotation]] = [{} for _ in range(0, len(self._waits), _GROUP)]
        self._ids.append({})  # those put in later
        self._absent: set[str] = set()
        """Ids that are known to be in no block that waits."""
        self._grids: dict[int, _Tiles] = {_SHIFT: defaultdict(list)}
        self._lows: list[int] = []
        """The lowest start in each block, and below that in a block or any behind it."""
        self._least: list[int] = []
        self._highs: list[int] = []
        """The highest end in each block, and below that in a block or any before it; as far as somebody had to know."""
        self._furthest: list[int] = []

    def __len__(self) -> int:
        return self._left + sum(map(len, self._ids))

    def __iter__(self) -> Iterator[Annotation]:
        waiting = (self._block(number) for number, waits in enumerate(self._waits) if waits)
        return chain.from_iterable(chain((ids.values() for ids in self._ids), waiting))

    def __contains__(self, annotation_id: object) -> bool:
        return isinstance(annotation_id, str) and self.get(annotation_id) is not None

    def get(self, annotation_id: str | None) -> Annotation | None:
        if annotation_id is None:
            return None
        for ids in self._ids:
            found = ids.get(annotation_id)
            if found is not None:
                return found
        return self._fetch(annotation_id) if self._left else None

    def put(self, annotation: Annotation) -> Annotation | None:
        """Add `annotation`, in the place of the one with its id, which is returned."""
        before = self.remove(annotation.id)
        self._ids[-1][annotation.id] = annotation
        self._place(annotation)
        return before

    def remove(self, annotation_id: str) -> Annotation | None:
        """Take out and return the annotation of this id; None where there is none."""
        annotation = self.get(annotation_id)
        if annotation is None:
            return None
        for ids in self._ids:
            if ids.pop(annotation_id, None) is not None:
                break
        length = annotation.end - annotation.start
        if length > 0:
            tiles, tile = self._grids[_shift(length)], annotation.start >> _shift(length)
            tiles[tile] = [other for other in tiles[tile] if other is not annotation]
            if not tiles[tile]:
                del tiles[tile]
        return annotation

    def any_on(self, start: int, end: int) -> bool:
        """Return whether an annotation begins and ends just there."""
        if self._left:
            self._file_near(start, end)
        shift = _shift(end - start)
        here = self._grids[shift].get(start >> shift, []) if shift in self._grids else []
        # A loop inside of `any` takes four times as long.
        return bool([mark for mark in here if mark.start == start and mark.end == end])

    def overlapping(self, start: int, end: int) -> list[Annotation]:
        """Return the annotations with a character in `[start, end)`, innermost first (see `rank`)."""
        found = self._collect(start, end, maxsize)
        return sorted((mark for mark in found if not mark.fragments or _touches(mark, start, end)), key=rank)

    def among(self, ids: Collection[str], start: int, end: int) -> list[Annotation]:
        """Return those that have one of these ids, of which there may be thousands elsewhere."""
        return [mark for mark in self.overlapping(start, end) if mark.id in ids] if ids else []

    def around(self, start: int, end: int) -> list[Annotation]:
        """Return those, and the ones that only reach over `[start, end)`, with fragments before and behind it."""
        return sorted(self._collect(start, end, maxsize), key=rank)

    def inner(self, annotation: Annotation, most: int) -> list[Annotation] | None:
        """Return the annotations whose hulls overlap that of this one and that lie further in; None if over `most`."""
        # Not more than that are looked at: a mark over half an article lies over half of all the others.
        found = self._collect(annotation.start, annotation.end, 4 * most)
        mine = rank(annotation)
        result = [other for other in found if rank(other) < mine]
        return None if len(result) > most or len(found) > 4 * most else result

    def sample(self, most: int) -> Iterator[Annotation]:
        """Yield about `most` annotations, evenly from among all; all where there are no more."""
        return islice(self, 0, None, 1 + len(self) // most)

    def filing(self) -> Iterator[None]:
        """File all that was given, a little between one `yield` and the next; questions may be asked in between."""
        for number, waits in enumerate(self._waits):
            if waits:
                self._file(number)
                yield
        self._given, self._waits = (), bytearray()
        self._lows, self._least, self._highs, self._furthest = [], [], [], []
        self._absent.clear()

    def _collect(self, start: int, end: int, most: int) -> list[Annotation]:
        """Return whose hulls lie over `[start, end)`, in no order; where it is more than `most`, some of it will do."""
        found: list[Annotation] = []
        for low in range(start, end, _STRETCH):
            high = min(low + _STRETCH, end)
            if self._left:
                self._file_near(low, high)
            # What begins before the stretch was found in an earlier one, but for the first.
            least = -1 if low == start else low
            for shift, tiles in self._grids.items():
                for tile in range(max((low >> shift) - 1, 0), ((high - 1) >> shift) + 1):
                    here = tiles.get(tile)
                    if here is not None:
                        found += [mark for mark in here if mark.start < high and mark.end > low and mark.start >= least]
            if len(found) > most:
                break
        return found

    def _file_near(self, start: int, end: int) -> None:
        """File the blocks that may hold something over `[start, end)`."""
        if not self._lows:
            self._lows = [min(map(_start, self._block(number))) for number in range(len(self._waits))]
            self._least = [*accumulate(reversed(self._lows), min)][::-1]
        last = bisect_left(self._least, end)
        while len(self._highs) < last:
            self._highs.append(max(map(_end, self._block(len(self._highs)))))
            self._furthest.append(max(self._highs[-1], self._furthest[-1] if self._furthest else 0))
        for number in range(bisect_right(self._furthest, start, 0, last), last):
            if self._waits[number] and self._lows[number] < end and self._highs[number] > start:
                self._file(number)

    def _block(self, number: int) -> Sequence[Annotation]:
        return self._given[number * _BLOCK : (number + 1) * _BLOCK]

    def _file(self, number: int) -> None:
        block = self._block(number)
        self._waits[number] = False
        self._left -= len(block)
        self._ids[number // _GROUP].update(zip(map(_id, block), block, strict=True))
        small = self._grids[_SHIFT]
        for mark in block:
            if 0 < mark.end - mark.start <= 1 << _SHIFT:
                small[mark.start >> _SHIFT].append(mark)
            else:
                self._place(mark)

    def _place(self, annotation: Annotation) -> None:
        length = annotation.end - annotation.start
        if length > 0:
            shift = _shift(length)
            self._grids.setdefault(shift, defaultdict(list))[annotation.start >> shift].append(annotation)

    def _fetch(self, annotation_id: str) -> Annotation | None:
        """Look among what waits, and file the block it is in."""
        if annotation_id in self._absent:
            return None
        for number, waits in enumerate(self._waits):
            if waits and annotation_id in map(_id, self._block(number)):
                self._file(number)
                return self._ids[number // _GROUP][annotation_id]
        self._absent.add(annotation_id)
        return None


def _shift(length: int) -> int:
    """Return for which grid an annotation of this length is: its tiles are `1 << shift` wide."""
    bits = (length - 1).bit_length()
    return _SHIFT if bits <= _SHIFT else bits + bits % 2


def _touches(annotation: Annotation, start: int, end: int) -> bool:
    return any(piece.start < end and start < piece.end for piece in annotation.fragments if len(piece))
