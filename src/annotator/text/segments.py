"""Where a text divides: paragraphs, sentences, words and grapheme clusters, by offsets in code points.

The one door to these questions; each kind has its own file. A question about one place reads its neighbourhood, never
the whole text. Offsets outside the text raise ValueError.
"""

from annotator.text.graphemes import (
    cuts_cluster,
    grapheme_spans,
    is_boundary,
    next_boundary,
    previous_boundary,
    snap,
)
from annotator.text.paragraphs import paragraph_at, paragraphs
from annotator.text.sentences import sentence_at, sentence_spans
from annotator.text.words import (
    is_word,
    next_word,
    previous_word,
    snap_to_words,
    trim,
    unit_spans,
    word_at,
    word_spans,
)

__all__ = [
    "cuts_cluster",
    "grapheme_spans",
    "is_boundary",
    "is_word",
    "next_boundary",
    "next_word",
    "paragraph_at",
    "paragraphs",
    "previous_boundary",
    "previous_word",
    "sentence_at",
    "sentence_spans",
    "snap",
    "snap_to_words",
    "trim",
    "unit_spans",
    "word_at",
    "word_spans",
]
