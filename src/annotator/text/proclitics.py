"""Arabic proclitics: where a word may begin anew when what is written together with it (و ف ب ك ل س ال) is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Set
from itertools import islice

from msgspec import Struct

from annotator.text.folding import fold, fold_character
from annotator.text.scripts import script_of
from annotator.text.segments import is_word, next_boundary, next_word, word_at
from annotator.text.span import Span

# The order in which they can stand: a conjunction; then the future's sa, before the letters that an imperfect begins
# with, or a preposition and the article. After li the article has lost its alef. An alef with hamza is no article.
_CHAIN = re.compile(r"([وف])?(?:(س)(?=[أآيتن])|(ل)(ل)?|([بك])?([اٱ]ل)?)")
_LI, _ARTICLES = 3, (4, 6)
_LETTERS = 5
"""Of a word's letters, what the longest chain has (وبال), and the one behind it."""

_LEAST = 2
"""Letters that the rest of a word needs to be one: the shortest that stand alone have two (في, من, هو, يد).

With one there are the proclitics themselves, so that what is left of كل or بك would be no word but half of one.
"""


class Cut(Struct, frozen=True):
    """A place where the rest of a word may begin: `start`, in code points of the word.

    `article` says whether the article is left out too. `rest` is what the rest may look like where it stands alone,
    folded: behind li, what is left of the article is one lam.
    """

    start: int
    article: bool
    rest: frozenset[str]


def cuts(word: str) -> tuple[Cut, ...]:
    """Return where `word` can be cut, from left to right in logical order: each leaves one proclitic more out.

    Never inside a grapheme cluster; vowel signs and tatweel behind a proclitic go with it.
    """
    letters = list(islice(_letters(word), _LETTERS))
    found = _CHAIN.match("".join(letter for letter, _ in letters))
    assert found is not None  # An empty chain matches everything.
    result: list[Cut] = []
    for group in range(1, _CHAIN.groups + 1):
        if not found[group]:
            continue
        start = letters[found.end(group) - 1][1]
        rest = fold(word[start:]).text
        if not _stands_alone(rest):
            break
        # Of للشركة is left what stands alone as الشركة; of للغة, which would have three lams, both لغة and اللغة.
        cut_article = group == _LI and found[_LI + 1]
        forms = (rest, f"ا{rest}", f"ال{rest}") if cut_article else (rest,)
        result.append(Cut(start, group in _ARTICLES, frozenset(forms)))
    return tuple(result)


def starts(found: tuple[Cut, ...], known: Set[str]) -> tuple[int, ...]:
    """Return where the word may begin, likeliest first, its own beginning last.

    First where one of the `known` words (folded) is left, since many a word has such letters for its own. Of these,
    those that leave the article come first: it is part of the name, which is marked alike wherever it stands. Then the
    longest chain: all of it is known to be no part of the word. Of the others the shortest is likeliest.
    """
    sure = [cut for cut in found if not known.isdisjoint(cut.rest)]
    sure.sort(key=lambda cut: (cut.article, -cut.start))
    return (*(cut.start for cut in sure), *(cut.start for cut in found if cut not in sure), 0)


def first_word(text: str, span: Span) -> Span | None:
    """Return the word that `span` begins in or, where it begins with something else, the first one in it."""
    if span.start >= len(text):
        return None
    unit = word_at(text, span.start)
    if not (unit.holds(span.start) and is_word(text, unit)):
        start = next_word(text, span.start)
        if start >= span.end:
            return None
        unit = word_at(text, start)
    return unit


def _letters(word: str) -> Iterator[tuple[str, int]]:
    """Yield the letters of `word` without their signs, and where each ends, with tatweel behind it.

    What is no single letter (a ligature in one code point, say) is a blank.
    """
    held, end = "", 0
    while end < len(word):
        start, end = end, next_boundary(word, end)
        letters = _bare(word[start:end])
        if letters or not held:
            if held:
                yield held, start
            held = letters if len(letters) <= 1 else " "
    if held:
        yield held, end


def _bare(cluster: str) -> str:
    """Return the letter of a cluster: as it is written alone, with its hamza, without vowel signs; none of tatweel."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", cluster) if fold_character(ch))


def _stands_alone(rest: str) -> bool:
    """Whether this (folded) may be a word: has enough letters, or begins with a digit or in another script."""
    kept = list(islice((ch for ch in rest if ch.isalnum()), _LEAST))
    return len(kept) == _LEAST or (len(kept) == 1 and script_of(kept[0]) != "Arabic")
