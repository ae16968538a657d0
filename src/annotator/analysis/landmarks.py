"""What two texts name both, in whichever languages: ties, names, numbers, countries and words, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import regex
from msgspec import Struct

from annotator.analysis.across import comparable, countries, numbers_in_words, skeletons
from annotator.text.digits import plain
from annotator.text.folding import fold
from annotator.text.proclitics import cuts
from annotator.text.scripts import main_script, script_of
from annotator.text.span import Span

_TIE, _NAME, _NUMBER, _COUNTRY, _WORD, _DIGIT, _LETTERS = 3.0, 1.0, 1.0, 0.7, 0.5, 0.4, 0.3
"""What each kind of thing tells where it is named once in either text."""
_MOST = 64
"""Pairs of places of one thing from which on it tells nothing: it is all over both texts."""
_STEM = 6
"""Letters that words of one stem begin with."""
_COMPOUND = 6
"""Sounds of a name from which on it is heard at the beginning of a longer word."""
_COMPOUNDING = frozenset(("de", "nl", "sv", "da", "nb", "nn", "no", "is", "fi", "et", "hu", "lb"))
"""Languages that write a name and what it is the name of as one word."""
_HEARD = ("sound", "pair")
"""What is known by its sound: a word, and two that may be one name."""
_KEPT = 1 << 16

# Arabic and Hebrew words are written together with what is before a name or a number of another script.
_JOINING = r"[\p{Script=Arabic}\p{Script=Hebrew}ـ]"
_TOKEN = regex.compile(
    # A number with what keeps its digits together; letters of a script that has no blanks, in runs; a word.
    rf"(?<![\p{{L}}\p{{N}}--{_JOINING}])(?P<number>\p{{Nd}}+(?:[.,٫٬'’\u00a0\u202f]\p{{Nd}}+)*)"
    r"|(?P<run>[\p{Han}\p{Hiragana}\p{Katakana}ー]+)"
    rf"|(?P<word>[\p{{L}}&&{_JOINING}][[\p{{L}}&&{_JOINING}]\p{{M}}'’ـ]*+"
    rf"|[\p{{L}}--{_JOINING}][[\p{{L}}--{_JOINING}]\p{{M}}\p{{Nd}}'’]*+)",
    flags=regex.VERSION1,
)
_CASED = frozenset(("Latin", "Cyrillic", "Greek"))
_LEAST = {"Latin": 5, "Cyrillic": 5, "Greek": 5, "Arabic": 4, "Hebrew": 4}
"""Letters of a word that is about something, by script; elsewhere 2."""
_ACROSS = 6
"""Letters from which on words of two languages of one script are the same word, borrowed."""
_CAPITAL = 3
_SYLLABLES = 2
"""What of a word of a script of syllables stays where its ending changes."""

Key = tuple[str, str]
"""A kind of thing, and which one."""


class Tie(Struct, frozen=True):
    """Words of a text that are known to mean something that another text mentions, and what: `key` is any id."""

    span: Span
    key: str


class Text(Struct, frozen=True):
    """A text to be compared. Only its `body` is looked at; spans are code points of all of `text`."""

    text: str
    body: Span
    language: str | None = None
    ties: tuple[Tie, ...] = ()


class Shared(Struct, frozen=True):
    """Something that two texts name, and where in either, ascending.

    `weight` is what it tells: the more, the surer it is and the fewer places it has.
    """

    weight: float
    here: tuple[Span, ...]
    there: tuple[Span, ...]


class _Place(Struct, frozen=True):
    span: Span
    name: bool = False
    """Whether it is written as a name is: with a capital that no sentence asks for."""


_Found = dict[Key, list[_Place]]


def shared(one: Text, other: Text, names: Mapping[str, str] | None = None) -> list[Shared]:
    """Return all that two texts name both. The one place where that is found out.

    `names` maps names that are known, in any script, to an id of what they mean: they are found wherever they stand.
    """
    known = _Known(names or {})
    here, there = _things(one, known), _things(other, known)
    same = _primary(one.language) is not None and _primary(one.language) == _primary(other.language)
    heard = comparable(*(main_script(text.text[text.body.start : text.body.end]) for text in (one, other)))
    if heard:
        _join_compounds(here, there, one.language)
        _join_compounds(there, here, other.language)
    result: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Shared] = {}
    for key, places in here.items():
        for meant in _meant(key):
            others = there.get(meant, ())
            weight = _weight(key, places, others, same=same, heard=heard) if others else 0.0
            if weight and len(places) * len(others) <= _MOST:
                spans = _spans(places), _spans(others)
                weight /= sqrt(len(spans[0]) * len(spans[1]))
                # A name may be known in two ways: by its letters and by its sound, say.
                if spans not in result or result[spans].weight < weight:
                    result[spans] = Shared(weight, *spans)
    return list(result.values())


def _meant(key: Key) -> tuple[Key, ...]:
    """Return what a thing of one text is in another: a name that is one word here may be two there."""
    kind, what = key
    if kind == "pair":
        return (("sound", what),)
    return (key, ("pair", what)) if kind == "sound" else (key,)


def _spans(places: Sequence[_Place]) -> tuple[Span, ...]:
    return tuple(sorted({place.span for place in places}))


def _join_compounds(found: _Found, other: _Found, language: str | None) -> None:
    """Count words that begin with a name of the other text as that name, where words are written together."""
    if _primary(language) not in _COMPOUNDING:
        return
    for key in [key for key in found if key[0] == "sound" and len(key[1]) > _COMPOUND]:
        for length in range(len(key[1]), _COMPOUND - 1, -1):
            shorter = "sound", key[1][:length]
            if shorter in other:
                if shorter != key:
                    found.setdefault(shorter, []).extend(found.pop(key))
                break


def _weight(key: Key, here: Sequence[_Place], there: Sequence[_Place], *, same: bool, heard: bool) -> float:
    kind, what = key
    if kind in _HEARD:
        return _NAME if heard else 0.0
    if kind == "word":
        names = any(place.name for place in here) and any(place.name for place in there)
        if names:
            return _NAME
        return _WORD if same or len(what) >= _ACROSS else 0.0
    if kind == "number":
        return _DIGIT if len(what) == 1 else _NUMBER
    return {"tie": _TIE, "known": _NAME, "country": _COUNTRY, "letters": _LETTERS}[kind]


def _primary(language: str | None) -> str | None:
    return (language or "").partition("-")[0] or None


class _Known:
    """Finds names of one word or more that are known, by their first words."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._by_first: defaultdict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, meant in names.items():
            words = tuple(fold(word[0]).text for word in _TOKEN.finditer(name))
            if words and sum(map(len, words)) > 2:
                self._by_first[words[0]].append((words, meant))
        for found in self._by_first.values():
            found.sort(key=lambda one: -len(one[0]))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def at(self, words: Sequence[tuple[tuple[str, ...], Span]], place: int) -> tuple[str, Span] | None:
        """Return what is meant by the words from `place` on, and their span; the longest name counts."""
        for form in words[place][0]:
            for name, meant in self._by_first.get(form, ()):
                rest = words[place : place + len(name)]
                if len(rest) == len(name) and all(word in own for word, (own, _) in zip(name, rest, strict=True)):
                    return meant, Span(rest[0][1].start, rest[-1][1].end)
        return None


def _things(text: Text, known: _Known) -> _Found:
    """Return what is named in a text, each thing with its places, ascending."""
    reading = _Reading(_primary(text.language), known)
    for tie in text.ties:
        reading.found["tie", tie.key].append(_Place(tie.span))
    for match in _TOKEN.finditer(text.text, text.body.start, text.body.end):
        span, kind = Span(*match.span()), match.lastgroup
        if kind == "word":
            reading.word(text.text, match[0], span)
        elif kind == "run":
            reading.letters(match[0], span.start)
        else:
            reading.found["number", plain(match[0]).lstrip("0") or "0"].append(_Place(span))
    reading.find_known()
    return dict(reading.found)


class _Reading:
    """Takes a text word by word and notes what may be found again."""

    def __init__(self, language: str | None, known: _Known) -> None:
        self.found: defaultdict[Key, list[_Place]] = defaultdict(list)
        self._language, self._known = language, known
        self._before: tuple[str, Span] | None = None
        """A word of a script without capitals, and where it stands: a name may be written as two."""
        self._words: list[tuple[tuple[str, ...], Span]] = []

    def word(self, text: str, word: str, span: Span) -> None:
        inside = any(map(str.isupper, word[1:])) or not _begins(text, span.start)
        for key, capital in _of_word(word, self._language):
            self.found[key].append(_Place(span, capital and inside))
        if self._known:
            self._words.append((_forms(word), span))
        if script_of(word[0]) not in ("Arabic", "Hebrew"):
            return
        if self._before is not None and text[self._before[1].end : span.start] == " ":
            for sound in _of_two(self._before[0], word):
                self.found["pair", sound].append(_Place(Span(self._before[1].start, span.end)))
        self._before = word, span

    def letters(self, run: str, start: int) -> None:
        """Note the letters of a script without blanks two by two, and the countries that are named in them."""
        for country, name in countries(run).items():
            at = run.find(name)
            while at >= 0:
                self.found["country", country].append(_Place(Span(start + at, start + at + len(name))))
                at = run.find(name, at + len(name))
        for at, (one, other) in enumerate(pairwise(run), start):
            self.found["letters", one + other].append(_Place(Span(at, at + 2)))

    def find_known(self) -> None:
        """Note the known names that stand in the words that were taken."""
        for place in range(len(self._words)):
            meant = self._known.at(self._words, place)
            if meant is not None:
                self.found["known", meant[0]].append(_Place(meant[1]))


_BEGINS = frozenset(".!?…:;\n\"“”„«»'‘’([—–")


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence, or something quoted, may begin at `start`."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0":
        at -= 1
    return at < 0 or text[at] in _BEGINS


@lru_cache(maxsize=_KEPT)
def _of_word(word: str, language: str | None) -> tuple[tuple[Key, bool], ...]:
    """Return what a word alone may be found again by, each with whether it has a capital."""
    script = script_of(word[0])
    numbers = numbers_in_words(word, language)
    if numbers:
        return tuple((("number", number), False) for number in numbers)
    named = countries(word)
    if named:
        return tuple((("country", country), False) for country in named)
    capital = script in _CASED and any(map(str.isupper, word))
    result: list[tuple[Key, bool]] = [(("sound", sound), capital) for sound in skeletons(word)]
    stem = _stem(word, script)
    least = _LEAST.get(script, _SYLLABLES)
    if len(stem) >= (_CAPITAL if capital else least):
        result.append((("word", stem[: _SYLLABLES if script not in _LEAST else _STEM]), capital))
    return tuple(result)


@lru_cache(maxsize=_KEPT)
def _of_two(one: str, other: str) -> tuple[str, ...]:
    """Return what is heard from two words that may be one name, and not from either alone."""
    alone = {*skeletons(one), *skeletons(other)}
    return tuple(sound for sound in skeletons(f"{one} {other}") if sound not in alone)


@lru_cache(maxsize=_KEPT)
def _forms(word: str) -> tuple[str, ...]:
    """Return a word folded, and what is left of it behind each of its Arabic proclitics."""
    rests = (rest for cut in cuts(word) for rest in cut.rest) if script_of(word[0]) == "Arabic" else ()
    return tuple(dict.fromkeys((fold(word).text, *rests)))


def _stem(word: str, script: str) -> str:
    """Return a word folded, without what is written together with it and what is no part of it."""
    if script == "Arabic":
        return next((min(cut.rest, key=len) for cut in cuts(word)[::-1] if cut.article), fold(word).text)
    return fold(word.removesuffix("'s").removesuffix("’s")).text
