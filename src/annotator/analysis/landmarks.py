"""What two texts say both, in whichever languages: ties, names, numbers, countries and words, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import sqrt

import regex
from msgspec import Struct

from annotator.analysis.across import comparable, skeletons
from annotator.analysis.counterparts import counterparts, told
from annotator.text.folding import fold
from annotator.text.proclitics import cuts
from annotator.text.scripts import main_script, script_of
from annotator.text.span import Span

_WEIGHTS = {"name": 1.0, "pair": 1.0, "number": 1.0, "date": 1.0, "link": 1.0, "country": 0.7, "weekday": 0.6,
            "month": 0.6, "time": 0.8}  # fmt: skip
"""What each sort of thing tells that is named once in either text."""
_TIE, _WORD, _LETTERS, _DIGIT, _BORROWED = 3.0, 0.5, 0.3, 0.4, 0.35
_MOST = 64
"""Pairs of places of one thing from which on it tells nothing: it is all over both texts."""
_COMPOUND = 6
"""Sounds of a name from which on it is heard at the beginning of a longer word."""
_COMPOUNDING = frozenset(("de", "nl", "sv", "da", "nb", "nn", "no", "is", "fi", "et", "hu", "lb"))
"""Languages that write a name and what it is the name of as one word."""
_READ = 20_000
"""Code points that tell the script of a text."""
_STEM = 6
"""Letters that words of one stem begin with."""
_ACROSS = 6
"""Letters from which on words of two languages of one script are the same word, borrowed."""
_CAPITAL = 3
"""Letters of a name."""
_SYLLABLES = 2
"""What of a word of a script of syllables stays where its ending changes."""
_LEAST = {"Latin": 5, "Cyrillic": 5, "Greek": 5, "Arabic": 4, "Hebrew": 4}
"""Letters of a word that is about something, by script; elsewhere as many syllables."""
_CASED = frozenset(("Latin", "Cyrillic", "Greek"))
_KEPT = 1 << 16

# Arabic and Hebrew words are written together with what is before a name of another script.
_JOINING = r"[\p{Script=Arabic}\p{Script=Hebrew}ـ]"
_TOKEN = regex.compile(
    # Letters of a script that has no blanks, in runs; a word.
    r"(?P<run>[\p{Han}\p{Hiragana}\p{Katakana}ー]+)"
    rf"|(?P<word>[\p{{L}}&&{_JOINING}][[\p{{L}}&&{_JOINING}]\p{{M}}'’ـ]*+"
    rf"|[\p{{L}}--{_JOINING}][[\p{{L}}--{_JOINING}]\p{{M}}\p{{Nd}}'’]*+)",
    flags=regex.VERSION1,
)
_APART = regex.compile(r"^(?:[cdjlmnst]|qu)['’](?=\p{L}{3})|(?<=\p{L}{3})['’]\p{Ll}{1,6}$", flags=regex.IGNORECASE)
"""What an apostrophe sets off from a word: an article before it, an ending or an owner's s behind it."""
_BEGINS = frozenset(".!?…:;\n\"“”„«»'‘’([—–")


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

    @property
    def script(self) -> str:
        """The script that most of it is in, by its beginning."""
        return main_script(self.text[self.body.start : min(self.body.end, self.body.start + _READ)])

    @property
    def primary(self) -> str | None:
        """The language without what varies it."""
        return (self.language or "").partition("-")[0] or None


class Shared(Struct, frozen=True):
    """Something that two texts say, and where in either, ascending.

    `weight` is what it tells: the more, the surer it is and the fewer places it has.
    """

    weight: float
    here: tuple[Span, ...]
    there: tuple[Span, ...]


def shared(one: Text, other: Text, names: Mapping[str, str] | None = None) -> list[Shared]:
    """Return all that two texts say both. The one place where that is found out.

    `names` maps names that are known, in any script, to an id of what they mean: they are found wherever they stand.
    """
    found: dict[tuple[tuple[Span, ...], tuple[Span, ...]], float] = {}
    for weight, here, there in (*_named(one, other), *_tied(one, other), *_worded(one, other, _Known(names or {}))):
        if len(here) * len(there) <= _MOST:
            # A name may be known in two ways: by its letters and by its sound, say.
            found[here, there] = max(weight / sqrt(len(here) * len(there)), found.get((here, there), 0.0))
    return [Shared(weight, *spans) for spans, weight in found.items()]


_Weighed = Iterator[tuple[float, tuple[Span, ...], tuple[Span, ...]]]


def _named(one: Text, other: Text) -> _Weighed:
    """Yield the names, numbers and the like that are told across languages."""
    sides = [told(text.text, text.language, text.body) for text in (one, other)]
    compounds = list(_compounded(one, other))
    starts = [frozenset(span.start for compound in compounds for span in compound[side]) for side in (0, 1)]
    for found in counterparts(*sides):
        places = found.ones, found.others
        # A name of which there are compounds has more places than it has by itself.
        joined = any(starts[side].issuperset(span.start for span in places[side]) for side in (0, 1))
        if found.sort != "name" or not joined:
            digit = found.sort == "number" and len(found.key) == 1
            yield _DIGIT if digit else _WEIGHTS[found.sort], *places
    for here, there in compounds:
        yield _WEIGHTS["name"], here, there


def _compounded(one: Text, other: Text) -> Iterator[tuple[tuple[Span, ...], tuple[Span, ...]]]:
    """Yield names of the one text that words of the other begin with, where words are written together."""
    if not comparable(one.script, other.script):
        return
    for text, names, back in ((one, other, False), (other, one, True)):
        if text.primary not in _COMPOUNDING:
            continue
        heard, known = _heard(text), _heard(names)
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for sound in heard:
            lengths = range(len(sound), _COMPOUND - 1, -1)
            name = next((sound[:length] for length in lengths if sound[:length] in known), None)
            if name is not None:
                groups[name].add(sound)
        for name, sounds in groups.items():
            if sounds != {name}:
                longer = tuple(sorted(span for sound in sounds for span in heard[sound]))
                yield (tuple(known[name]), longer) if back else (longer, tuple(known[name]))


def _heard(text: Text) -> dict[str, list[Span]]:
    """Return the words of a text that may be names, or begin with some, by their sounds."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for match in _TOKEN.finditer(text.text, text.body.start, text.body.end):
        for sound in _sounds(match[0]):
            found[sound].append(Span(*match.span()))
    return found


@lru_cache(maxsize=_KEPT)
def _sounds(word: str) -> tuple[str, ...]:
    return tuple(sound for sound in skeletons(word) if len(sound) >= _COMPOUND)


def _tied(one: Text, other: Text) -> _Weighed:
    """Yield what is tied."""
    sides: list[defaultdict[str, set[Span]]] = [defaultdict(set), defaultdict(set)]
    for text, side in zip((one, other), sides, strict=True):
        for tie in text.ties:
            side[tie.key].add(tie.span)
    for key in sorted(sides[0].keys() & sides[1].keys()):
        yield _TIE, tuple(sorted(sides[0][key])), tuple(sorted(sides[1][key]))


class _Places(Struct):
    """Where a word stands, and whether it does as a name: with a capital that no sentence asks for, and never small."""

    spans: list[Span]
    capital: bool = False
    small: bool = False

    @property
    def name(self) -> bool:
        return self.capital and not self.small


_Key = tuple[str, str]


def _worded(one: Text, other: Text, known: _Known) -> _Weighed:
    """Yield the words of one stem, the letters of scripts without blanks, and what is meant by names that are known."""
    here, there = _words(one, known), _words(other, known)
    same = one.primary is not None and one.primary == other.primary
    for key in sorted(here.keys() & there.keys()):
        kind, what = key
        weight = _WEIGHTS["name"] if kind == "known" else _LETTERS if kind == "letters" else _WORD
        if kind == "word":
            names = here[key].name and there[key].name
            weight = _WEIGHTS["name"] if names else _WORD if same else _BORROWED if len(what) >= _ACROSS else 0.0
        if weight:
            yield weight, tuple(here[key].spans), tuple(there[key].spans)


def _words(text: Text, known: _Known) -> dict[_Key, _Places]:
    """Return the words of a text by what they may be found again by, each with its places, ascending."""
    found: defaultdict[_Key, _Places] = defaultdict(lambda: _Places([]))
    words: list[tuple[tuple[str, ...], Span]] = []
    for match in _TOKEN.finditer(text.text, text.body.start, text.body.end):
        word, start = match[0], match.start()
        if match.lastgroup == "run":
            for at, (one, other) in enumerate(pairwise(word), start):
                found["letters", one + other].spans.append(Span(at, at + 2))
            continue
        span = Span(start, match.end())
        stem, capital = _stem(word)
        if stem:
            places = found["word", stem]
            places.spans.append(span)
            inside = capital and (any(map(str.isupper, word[1:])) or not _begins(text.text, start))
            places.capital = places.capital or inside
            places.small = places.small or not capital
        if known:
            words.append((_forms(word), span))
    for place in range(len(words)):
        meant = known.at(words, place)
        if meant is not None:
            found["known", meant[0]].spans.append(meant[1])
    return dict(found)


def _begins(text: str, start: int) -> bool:
    """Return whether a sentence, or something quoted, may begin at `start`."""
    at = start - 1
    while at >= 0 and text[at] in " \t\u00a0":
        at -= 1
    return at < 0 or text[at] in _BEGINS


@lru_cache(maxsize=_KEPT)
def _stem(word: str) -> tuple[str, bool]:
    """Return what a word begins with whatever its ending, "" for one that says little; and whether it has a capital.

    Folded, and without what is written together with it and what is no part of it.
    """
    script = script_of(word[0])
    capital = script in _CASED and any(map(str.isupper, word))
    if script == "Arabic":
        stem = next((min(cut.rest, key=len) for cut in cuts(word)[::-1] if cut.article), fold(word).text)
    else:
        stem = fold(_APART.sub("", word)).text
    least = _LEAST.get(script, _SYLLABLES)
    enough = len(stem) >= (_CAPITAL if capital else least)
    return stem[: _STEM if script in _LEAST else _SYLLABLES] if enough else "", capital


@lru_cache(maxsize=_KEPT)
def _forms(word: str) -> tuple[str, ...]:
    """Return a word folded, and what is left of it behind each of its Arabic proclitics."""
    rests = (rest for cut in cuts(word) for rest in cut.rest) if script_of(word[0]) == "Arabic" else ()
    return tuple(dict.fromkeys((fold(word).text, *rests)))


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
