"""Searching without regard to case, diacritics, vowel signs and variants of letters; matches are exact spans.

A folded text is shorter or longer than its original in few places, so its map back keeps only these.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import regex

from annotator.text.graphemes import is_boundary, previous_boundary, snap
from annotator.text.hits import Hits, within
from annotator.text.span import Span
from annotator.text.words import snap_to_words

_FLAGS = regex.VERSION1 | regex.DOTALL
_PIECE = 1 << 16
_FIRST = 1 << 12
"""Characters that are searched at once in the end, and in the beginning."""

# Not kept: marks of Latin, Greek, Arabic and Hebrew; tatweel; soft hyphens, joiners and bidi controls. The vowel
# signs of other scripts (Devanagari, Thai) are letters in all but name, and stay.
_DROPPED = regex.compile(
    r"[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Latin}]]"
    r"\u0640[\p{Default_Ignorable_Code_Point}--\u3164\u115F\u1160\uFFA0]--[\u3099\u309A]]",
    flags=_FLAGS,
)
_DECOMPOSED = regex.compile(r"[\p{Script=Latin}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]", flags=_FLAGS)
_FORMS = regex.compile(r"[\uFB00-\uFDFF\uFE70-\uFEFC\uFF01-\uFFDC]", flags=_FLAGS)

_LETTERS = {
    # Umlauts stay letters of their own here: a query matches them as written, as the vowel alone, and with e.
    **dict.fromkeys("äæ", "ä"), **dict.fromkeys("öøœ", "ö"), "ü": "ü",
    "ß": "ss", "ẞ": "ss", "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ς": "σ", "ё": "е",
    **dict.fromkeys("آأإٱٲٳ", "ا"), **dict.fromkeys("ىئیےۍېۓ", "ي"), **dict.fromkeys("ؤۇۆ", "و"),
    **dict.fromkeys("ةۀہەھۂۃ", "ه"), **dict.fromkeys("کڪ", "ك"),
    **dict.fromkeys("’‘‚‛ʼʹ′＇", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—―−", "-"),
}  # fmt: skip

# What a folded character of a query may also be in the text.
_ALIKE = {
    "ae": "(?:ae|ä)", "oe": "(?:oe|ö)", "ue": "(?:ue|ü)", "ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)",
    "a": "[aä]", "o": "[oö]", "u": "[uü]",
}  # fmt: skip
_QUERY_PARTS = regex.compile(r"\s+|[aou]e|.", flags=_FLAGS)
_BLANK = re.compile(r"\s")
_STICKY = regex.compile(
    r"\n|[\P{GCB=Other}--\p{GCB=Control}--[\r\n]]|\p{Extended_Pictographic}|\p{InCB=Consonant}", flags=_FLAGS
)
"""What may go on with a cluster (`graphemes` says when)."""
_PREPENDED = regex.compile(r"\p{GCB=Prepend}", flags=_FLAGS)
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}


@lru_cache(maxsize=8192)
def fold_character(ch: str) -> str:
    """Return what one character folds to: usually one character, none for a mark, several for some letters."""
    if _DROPPED.match(ch):
        return ""
    if ch != "\n" and ch.isspace():
        return " "
    if ch.isdecimal():
        return str(unicodedata.digit(ch))
    if ch in _LETTERS:
        return _LETTERS[ch]
    low = ch.casefold()
    if len(low) > 1 or _FORMS.match(ch):
        parts = unicodedata.normalize("NFKC", low)
        return "".join(map(fold_character, parts)) if parts != ch else parts
    if low in _LETTERS:
        return _LETTERS[low]
    if _DECOMPOSED.match(low) and (base := unicodedata.normalize("NFD", low)) != low:
        if base[1:2] == "\u0308" and base[0] in _UMLAUTS:
            return _UMLAUTS[base[0]]
        return "".join(map(fold_character, base))
    return low


class Folded:
    """A text folded for searching, and the way back. Immutable; costs nothing more where nothing changes length."""

    __slots__ = ("_folded_at", "_joints", "_original_at", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        # From `_folded_at[k]` on, folded characters come one by one from those from `_original_at[k]` on.
        self._folded_at, self._original_at = array("I", [0]), array("I", [0])
        # Few different characters make up a text, and few of them change: one replacement each is the fastest way.
        even, uneven = original, []
        self._joints = array("I")
        characters = _characters(original)
        for ch in characters:
            folded = fold_character(ch)
            if len(folded) != 1:
                uneven.append(ch)
            elif folded != ch:
                even = even.replace(ch, folded)
        self.text = self._fold_uneven(even, uneven) if uneven else even
        self._find_joints(characters)

    def _fold_uneven(self, even: str, uneven: list[str]) -> str:
        """Fold the characters that fold to none or to several, and note where offsets part."""
        pieces: list[str] = []
        last = place = 0
        for found in re.finditer(f"[{re.escape(''.join(uneven))}]", even):
            start, end = found.span()
            folded = fold_character(found.group())
            if found.group() == "\u0308" and last < start and (umlaut := _UMLAUTS.get(even[start - 1])):
                start, folded = start - 1, umlaut
            pieces.append(even[last:start])
            pieces.append(folded)
            place += start - last
            for number in range(len(folded)):
                self._note(place, start)
                if number:
                    self._joints.append(place)
                place += 1
            self._note(place, end)
            last = end
        pieces.append(even[last:])
        return "".join(pieces)

    def _find_joints(self, characters: set[str]) -> None:
        """Note where characters of a cluster follow one another in the folded text too: seldom outside of India."""
        sticky = [ch for ch in characters if _STICKY.match(ch) and fold_character(ch)]
        if "\r" not in characters and "\n" in sticky:
            sticky.remove("\n")
        prepended = [ch for ch in characters if _PREPENDED.match(ch)]
        parts = [f"[{re.escape(''.join(sticky))}]"] if sticky else []
        parts += [f"(?<=[{re.escape(''.join(prepended))}])."] if prepended else []
        if not parts:
            return
        joints = set(self._joints)
        for found in re.finditer("|".join(parts), self.original, re.DOTALL):
            offset = found.start()
            place = self.place(offset)
            kept = 0 < place < len(self.text) and self._original(place) == offset
            if kept and not is_boundary(self.original, offset):
                begin = previous_boundary(self.original, offset)
                if self._original(place - 1) >= begin:
                    joints.add(place)
        self._joints = array("I", sorted(joints))

    def joints(self, start: int, end: int) -> array[int]:
        """Return where in `text[start:end]`, its ends included, a cluster goes on that was one of the original's."""
        return within(self._joints, start, end)

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of `text` that `start` and `end` become where they do not lie inside a cluster."""
        while self.joints(start, start):
            start -= 1
        while self.joints(end, end):
            end += 1
        return start, end

    def span(self, start: int, end: int) -> Span:
        """Return the span of the original, in whole grapheme clusters, that `text[start:end]` comes from."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span of the folded text runs from {start} to {end}")
        first = self._original(start)
        return _snapped(self.original, first, max(first, self._original(end - 1) + 1 if end > start else first))

    def place(self, offset: int) -> int:
        """Return where in `text` stands what stands at or behind `offset` in the original."""
        k = bisect_left(self._original_at, offset)
        known = k < len(self._folded_at)
        if k == 0 or (known and self._original_at[k] == offset):
            return self._folded_at[k]
        place = self._folded_at[k - 1] + offset - self._original_at[k - 1]
        return min(place, self._folded_at[k] if known else len(self.text))

    def _original(self, offset: int) -> int:
        k = bisect_right(self._folded_at, offset) - 1
        return self._original_at[k] + offset - self._folded_at[k]

    def _note(self, folded: int, original: int) -> None:
        """Note that the characters from `folded` on come from those from `original` on."""
        if self._folded_at[-1] == folded:
            self._original_at[-1] = original
        else:
            self._folded_at.append(folded)
            self._original_at.append(original)


def _characters(text: str) -> set[str]:
    """Return the different characters of `text`, piece by piece: in one go it would hold up all other threads."""
    result: set[str] = set()
    for start in range(0, len(text), _PIECE):
        result.update(text[start : start + _PIECE])
    return result


def fold(text: str) -> Folded:
    """Return `text` folded. Takes some tenths of a second for ten million characters: keep the answer."""
    return Folded(text)


def find(text: str | Folded, query: str, whole_word: bool = False) -> list[Span]:
    """Return where `query` occurs in `text`, ascending and apart; none where the query folds to nothing.

    Blanks in the query match any run of blanks and line ends. With `whole_word`, a match begins and ends where a
    word does.
    """
    folded = text if isinstance(text, Folded) else Folded(text)
    return [span for hits in occurrences(folded, query, whole_word) for span in hits]


def pattern_of(query: str) -> str | None:
    """Return the regular expression that finds `query` in a folded text; None where it folds to nothing."""
    return _query_pattern(query)


def occurrences(folded: Folded, query: str, whole_word: bool = False, start: int = 0) -> Iterator[Hits]:
    """Yield what `find` returns, from `start` (a place in the original) on, handful by handful.

    Other threads have their turn between one and the next.
    """
    pattern = _query_pattern(query)
    if pattern is None:
        return
    last = 0
    for begin, end, places in _matches(folded.text, pattern, folded.place(start)):
        edges = set(folded.joints(begin, end))
        if whole_word or (places and places[0] < last) or not edges.isdisjoint(places):
            places = _checked(folded, places, edges, last, whole_word)
        if places:
            last = places[-1]
            yield Hits(places, folded)


def _checked(folded: Folded, places: array[int], edges: set[int], last: int, whole_word: bool) -> array[int]:
    """Return these matches in whole clusters, without those that then overlap, or are not whole words."""
    result = array("I")
    for start, end in zip(places[0::2], places[1::2], strict=True):
        if start in edges or end in edges:
            start, end = folded.widened(start, end)
        if start < last:
            continue
        if whole_word and snap_to_words(folded.original, span := folded.span(start, end)) != span:
            continue
        result.append(start)
        result.append(end)
        last = end
    return result


def _matches(text: str, pattern: str, start: int) -> Iterator[tuple[int, int, array[int]]]:
    """Yield stretches of a folded text, and where in each `pattern` matches: start, end, start, end and so on."""
    if r"\s" in pattern:
        # A match may lie across any place where the text could be cut: so it is looked for in one go.
        size, held = 0, array("I")
        for found in regex.compile(pattern, flags=_FLAGS).finditer(text, start, concurrent=True):
            held.extend(found.span())
            if held[-1] - start >= size:
                yield start, held[-1], held
                start, size, held = held[-1], _PIECE, array("I")
        if held:
            yield start, held[-1], held
        return
    ready, size = re.compile(pattern), _FIRST
    while start < len(text):
        blank = _BLANK.search(text, start + size)
        end = blank.start() if blank else len(text)
        yield start, end, array("I", chain.from_iterable(map(re.Match.span, ready.finditer(text, start, end))))
        start, size = end, min(2 * size, _PIECE)


def _snapped(text: str, start: int, end: int) -> Span:
    """Return the span in whole clusters; between two characters of Latin that needs no look at the rules."""
    around = (text[start - 1 : start + 1], text[end - 1 : end + 1])
    if all(max(pair, default="") < "\u0300" and pair != "\r\n" for pair in around):
        return Span(start, end)
    return snap(text, Span(start, end))


@lru_cache(maxsize=64)
def _query_pattern(query: str) -> str | None:
    parts = []
    for found in _QUERY_PARTS.finditer(Folded(query).text.strip()):
        part = found.group()
        parts.append(r"\s+" if part.isspace() else _ALIKE.get(part) or re.escape(part))
    return "".join(parts) or None
