"""Very many phrases looked for in a text at once: folded, as whole words, without what is written together with them.

Of an Arabic word its proclitics may be left out (`text.proclitics`), of a Hebrew one its prefixes, of a Korean one its
particle: since what is left has to be the phrase, nothing is cut inside a word. Where words stand without blanks
between them (Han, kana, Thai, ...) a phrase is found wherever its characters stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

import regex
from msgspec import Struct

from annotator.text.folding import Folded, fold
from annotator.text.particles import particle
from annotator.text.proclitics import cuts
from annotator.text.scripts import script_of
from annotator.text.span import Span

P = TypeVar("P")

WORD = regex.compile(r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+")
"""A word of a folded text."""
_DENSE = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}"
    r"\p{Script=Myanmar}]"
)
_DENSE_RUN = regex.compile(f"(?:{_DENSE.pattern})+")
# As `proclitics.cuts` on letters whose hamza is folded away, so that few words are looked at twice.
_ARABIC = regex.compile(r"[وف]?(?:س|لل?|[بك]?(?:ال)?)")
_HEBREW = regex.compile(r"[ושהבלמכ]{1,3}(?=\p{L}{2})")
_CUTTABLE = frozenset("وفسلبكاושהבלמכ")
"""What a word begins with of which something may be left out."""
_LEAST = 4
"""Letters of a word that keep it apart from others whatever it ends with."""
_ENDING = 3
"""Letters that an ending may have."""
_LONG = 8
"""Letters of a word that may lose two of them for another ending; a shorter one may lose one."""
_FEW = 64
"""First words that are looked for in a whole text before it is taken apart."""


class Found(Struct, Generic[P], frozen=True):
    """Where in a text a phrase stands: `span` in code points of the original, `meant` what came with the phrase."""

    span: Span
    meant: P


class _Phrase(Struct, Generic[P], frozen=True):
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    """What stands between its words, runs of blanks as one."""
    meant: P


_Word = tuple[str, int, int]
"""A word of a folded text, where it begins and where it ends."""


class _Group(Generic[P]):
    """The phrases that begin with one word, the longest first."""

    def __init__(self, phrases: Iterable[_Phrase[P]]) -> None:
        self.phrases = sorted(phrases, key=lambda phrase: -len(phrase.words))
        self.alone = [phrase for phrase in self.phrases if not phrase.gaps]
        self._by_words: dict[tuple[str, ...], list[_Phrase[P]]] = {}
        for phrase in self.phrases:
            if phrase.gaps:
                self._by_words.setdefault(phrase.words[1:], []).append(phrase)
        self._lengths = sorted({len(words) for words in self._by_words}, reverse=True)
        self.second = frozenset(words[0] for words in self._by_words)

    def of(self, words: Sequence[str], number: int) -> list[_Phrase[P]]:
        """Return those that the words behind the one of this number go on with."""
        if number + 1 == len(words) or words[number + 1] not in self.second:
            return self.alone
        found: list[_Phrase[P]] = []
        for length in self._lengths:
            behind = tuple(words[number + 1 : number + 1 + length])
            if len(behind) == length:
                found += self._by_words.get(behind, ())
        return found + self.alone


class Phrases(Generic[P]):
    """Phrases with what each of them means. Immutable, made once for many texts.

    With `inflected` a word may have another ending: one of up to three letters, where four letters or more are the
    same, all but its last one (of a long word, its last two). This is no grammar: it proposes.
    """

    def __init__(self, known: Iterable[tuple[str, P]], *, inflected: bool = False) -> None:
        self._inflected = inflected
        first: dict[str, list[_Phrase[P]]] = {}
        self._dense: dict[str, list[P]] = {}
        seen: set[tuple[str, P]] = set()
        given = list(known)
        for folded, (_, meant) in zip(folded_all([written for written, _ in given]), given, strict=True):
            words = [*WORD.finditer(folded)]
            if not words or (folded, meant) in seen:
                continue
            seen.add((folded, meant))
            if _DENSE.search(folded):
                self._dense.setdefault(folded[words[0].start() : words[-1].end()], []).append(meant)
                continue
            gaps = tuple(_gap(folded[one.end() : other.start()]) for one, other in pairwise(words))
            phrase = _Phrase(tuple(word[0] for word in words), gaps, meant)
            for key in _known(phrase.words[0]) if inflected else (phrase.words[0],):
                first.setdefault(key, []).append(phrase)
        self._groups = {first: _Group(phrases) for first, phrases in first.items()}
        self._korean = any("가" <= first[-1] <= "힣" for first in self._groups)
        self._alone = frozenset(first for first, group in self._groups.items() if group.alone)
        self._pairs = frozenset((first, second) for first, group in self._groups.items() for second in group.second)
        self._lengths: dict[str, list[int]] = {}
        for written in sorted(self._dense, key=len, reverse=True):
            lengths = self._lengths.setdefault(written[0], [])
            if len(written) not in lengths:
                lengths.append(len(written))

    def __bool__(self) -> bool:
        return bool(self._groups or self._dense)

    def find(self, text: str | Folded) -> Iterator[Found[P]]:
        """Yield where the phrases stand, in the order of the text; of those that begin at one word the longest.

        Several are yielded for one place where they are the same words and mean different things.
        """
        folded = text if isinstance(text, Folded) else fold(text)
        if self._dense:
            yield from self._in_dense(folded)
        if not self._groups or (len(self._groups) <= _FEW and not any(word in folded.text for word in self._groups)):
            return
        yield from self._in_words(folded)

    def _in_dense(self, folded: Folded) -> Iterator[Found[P]]:
        """Yield where phrases stand among words without blanks between them; of those that overlap the first."""
        text, lengths, known = folded.text, self._lengths, self._dense
        free = 0
        for first in (run.start() + place for run in _DENSE_RUN.finditer(text) for place in range(len(run[0]))):
            if first < free or text[first] not in lengths:
                continue
            for length in lengths[text[first]]:
                meant = known.get(text[first : first + length])
                # What is cut off by the end of the text is a shorter phrase, that comes later.
                if meant is not None and first + length <= len(text):
                    span = folded.span(first, first + length)
                    yield from (Found(span, each) for each in meant)
                    free = first + length
                    break

    def _in_words(self, folded: Folded) -> Iterator[Found[P]]:
        words = [(match[0], *match.span()) for match in WORD.finditer(folded.text)]
        if self._korean:
            words = [self._without_particle(word) for word in words]
        spelt = [word for word, *_ in words]
        alone, pairs, all_of_them = self._alone, self._pairs, self._inflected
        free = 0
        for number, pair in enumerate(zip(spelt, (*spelt[1:], ""), strict=False)):
            # Nearly all words end here.
            if not (all_of_them or pair[0] in alone or pair in pairs or pair[0][0] in _CUTTABLE) or number < free:
                continue
            word, begin, end = words[number]
            for skipped, group in self._beginning(word):
                fits = [
                    phrase
                    for phrase in (group.phrases if self._inflected else group.of(spelt, number))
                    if self._goes_on(phrase, words, number, folded.text)
                ]
                if not fits:
                    continue
                most = len(fits[0].words)
                last = words[number + most - 1][2]
                span = folded.span(begin, last)
                if skipped:
                    start = _start(folded.original, folded.span(begin, end), word[skipped:])
                    if start is None:
                        continue
                    span = Span(start, span.end)
                if _in_address(folded.text, begin, last):
                    continue
                yield from (Found(span, phrase.meant) for phrase in fits if len(phrase.words) == most)
                free = number + most
                break

    def _without_particle(self, found: _Word) -> _Word:
        """Return a word without the Korean particle at its end, where what is left is one that is looked for."""
        word, start, end = found
        behind = particle(word) if word not in self._alone else ""
        known = behind and word.removesuffix(behind) in self._alone
        return (word.removesuffix(behind), start, end - len(behind)) if known else found

    def _beginning(self, word: str) -> Iterator[tuple[int, _Group[P]]]:
        """Yield phrases whose first word this may be, and how many characters are left out before each."""
        first = self._groups
        if word in first:
            yield 0, first[word]
        if self._inflected:
            for stem in _stems(word, _ENDING)[1:]:
                if stem in first:
                    yield 0, first[stem]
        for cut in _cut(word):
            rest = word[cut:]
            keys = _stems(rest, _ENDING) if self._inflected else (rest,)
            for key in keys:
                if key in first:
                    yield cut, first[key]
            # Behind li, what is left of the article is one lam.
            if rest.startswith("ل") and (key := f"ا{rest}") in first:
                yield cut, first[key]

    def _goes_on(self, phrase: _Phrase[P], words: Sequence[_Word], number: int, text: str) -> bool:
        if number + len(phrase.words) > len(words):
            return False
        for place, (wanted, gap) in enumerate(zip(phrase.words[1:], phrase.gaps, strict=True), number + 1):
            there, start, _ = words[place]
            if there != wanted and not (self._inflected and _alike(wanted, there)):
                return False
            if _gap(text[words[place - 1][2] : start]) != gap:
                return False
        return True


def folded_all(phrases: Sequence[str]) -> list[str]:
    """Return many short texts folded, line ends as blanks: in one go, as most of the time goes into beginning."""
    lines = [phrase.replace("\n", " ") for phrase in phrases]
    folded = fold("\n".join(lines)).text.split("\n") if lines else []
    return folded if len(folded) == len(lines) else [fold(line).text for line in lines]


def _in_address(text: str, start: int, end: int) -> bool:
    """Return whether words go on across a full stop or the like, as in the address of a site or a person."""
    before, behind = text[max(start - 2, 0) : start], text[end : end + 2]
    return any(
        len(pair) == 2 and pair[sign] in "./@" and pair[1 - sign].isascii() and pair[1 - sign].isalnum()
        for pair, sign in ((before, 1), (behind, 0))
    )


def _gap(between: str) -> str:
    return " " if between.isspace() else between


def _stems(word: str, most: int) -> tuple[str, ...]:
    """Return a word and what is left of it without up to so many letters at its end, the longest first."""
    return tuple(word[:end] for end in range(len(word), max(min(_LEAST, len(word)), len(word) - most) - 1, -1))


def _known(word: str) -> tuple[str, ...]:
    return _stems(word, 2 if len(word) >= _LONG else 1)


def _alike(known: str, word: str) -> bool:
    return not set(_known(known)).isdisjoint(_stems(word, _ENDING))


def _cut(word: str) -> tuple[int, ...]:
    """Return at which characters of a folded word its rest may begin, from left to right; it has to be looked at."""
    script = script_of(word[0])
    if script == "Hebrew":
        found = _HEBREW.match(word)
        return tuple(range(1, found.end() + 1)) if found else ()
    if script != "Arabic":
        return ()
    found = _ARABIC.match(word)
    return tuple(range(1, found.end() + 1)) if found and len(word) > found.end() > 0 else ()


def _start(text: str, word: Span, rest: str) -> int | None:
    """Return where in `text` the rest of a word begins, None where nothing can be left out before it."""
    written = word.of(text)
    if script_of(written[0]) == "Hebrew":
        folded = fold(written)
        return word.start + folded.span(len(folded.text) - len(rest), len(folded.text)).start
    return next((word.start + cut.start for cut in cuts(written) if fold(written[cut.start :]).text == rest), None)
