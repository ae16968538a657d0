"""What is looked for, and where it occurs in one text: words folded or a regular expression, hit by hit."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from msgspec import Struct

from annotator.text.folding import Folded, fold, occurrences
from annotator.text.hits import Hits
from annotator.text.patterns import pattern_spans
from annotator.text.words import snap_to_words


class Query(Struct, frozen=True):
    """Words to look for, folded; or with `pattern` a regular expression. With `whole_word`, hits end where words do."""

    words: str = ""
    whole_word: bool = False
    pattern: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.words if self.pattern else self.words.strip())


class Searchable:
    """A text that folds itself when it is first asked to, once, whichever thread asks."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: Folded | None = None
        self._lock = Lock()

    @property
    def is_folded(self) -> bool:
        return self._folded is not None

    def folded(self) -> Folded:
        """Return the text folded; the first time that takes some tenths of a second for ten million characters."""
        with self._lock:
            if self._folded is None:
                self._folded = fold(self.text)
            return self._folded


def hits(text: Searchable, query: Query, start: int = 0) -> Iterator[Hits]:
    """Yield where `query` occurs from `start` on, handful by handful: ascending and apart, in whole grapheme clusters.

    Raises PatternError where the query is no pattern, SlowPatternError where it takes too long.
    """
    if not query.asks:
        return
    if not query.pattern:
        yield from occurrences(text.folded(), query.words, query.whole_word, start)
        return
    for span in pattern_spans(text.text, query.words, start):
        if not query.whole_word or snap_to_words(text.text, span) == span:
            yield Hits.of((span,))
