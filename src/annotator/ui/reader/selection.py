"""What is selected in a text: a fixed end, a moving end, and what the selection snaps to."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from annotator.text.segments import paragraph_at, sentence_at, snap, snap_to_words, trim, word_at
from annotator.text.span import Span


class Granularity(IntEnum):
    """What a selection snaps to. CHARACTER means whole grapheme clusters."""

    CHARACTER = 0
    WORD = 1
    SENTENCE = 2
    PARAGRAPH = 3


class Selection(Struct, frozen=True):
    """Code points: `anchor` stays where it is, `caret` moves. Both alike: a caret, nothing selected."""

    anchor: int
    caret: int
    granularity: Granularity = Granularity.CHARACTER

    @classmethod
    def of(cls, span: Span) -> Selection:
        return cls(span.start, span.end)

    @property
    def forward(self) -> bool:
        """Whether the moving end is behind the one that stays."""
        return self.caret >= self.anchor

    def settled(self, text: str) -> Selection:
        """Return what is selected with its ends where they are seen, to be changed by letters from there."""
        span = self.span(text)
        if span is None or self.granularity is Granularity.CHARACTER:
            return self
        return Selection(span.start, span.end) if self.forward else Selection(span.end, span.start)

    def extended(self, caret: int, granularity: Granularity | None = None) -> Selection:
        """Return the selection with its moving end at `caret`."""
        return replace(self, caret=caret, granularity=self.granularity if granularity is None else granularity)

    def span(self, text: str) -> Span | None:
        """Return what is selected of `text`, snapped outward; None where that is nothing.

        Words lose the blanks around them, unless blanks are all there is.
        """
        start, end = min(self.anchor, self.caret), max(self.anchor, self.caret)
        span = Span(start, min(end, len(text)))
        if self.granularity is Granularity.CHARACTER:
            return snap(text, span) if len(span) else None
        if self.granularity is Granularity.WORD:
            if not len(span):
                return None
            span = snap_to_words(text, span)
            return _bare(text, span)
        at = sentence_at if self.granularity is Granularity.SENTENCE else paragraph_at
        first, last = at(text, span.start), at(text, max(span.start, span.end - 1))
        whole = Span(first.start, max(first.end, last.end))
        return snap(text, whole) if len(whole) else None


def _bare(text: str, span: Span) -> Span:
    """Return `span` without the blanks at its ends, unless blanks are all there is; in whole clusters."""
    bare = trim(text, span)
    return snap(text, bare if len(bare) else span)


def at_place(text: str, offset: int, granularity: Granularity) -> Span | None:
    """Return the word, sentence or paragraph (without blanks around it) that holds the character at `offset`."""
    if not text:
        return None
    offset = min(offset, len(text) - 1)
    if granularity is Granularity.WORD:
        found: Span | None = word_at(text, offset)
    else:
        found = Selection(offset, offset + 1, granularity).span(text)
    if found is None or not len(found):
        return None
    return _bare(text, found)
