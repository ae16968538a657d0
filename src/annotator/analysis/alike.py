"""Names, numbers and countries that two texts both have, in whichever languages and scripts, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import regex
from msgspec import Struct

from annotator.analysis.across import comparable, countries, numbers_in_words, skeletons
from annotator.text.scripts import main_script, script_of
from annotator.text.span import Span

_READ = 20_000
"""Code points that tell the script of a text."""
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
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_DECIMAL = regex.compile(r"\d+[.,]\d+")

_Key = tuple[str, str]
"""A sort of thing, and which one; "pair" is a name that may be written as these two words."""


class Told(Struct, frozen=True):
    """What a text names, with its places in it, ascending."""

    script: str
    places: Mapping[_Key, tuple[Span, ...]]


class Counterpart(Struct, frozen=True):
    """What two texts both name: its sort ("name", "number" or "country"), and all its places in either, ascending."""

    sort: str
    key: str
    ones: tuple[Span, ...]
    others: tuple[Span, ...]


def told(text: str, language: str | None, body: Span | None = None) -> Told:
    """Return what a text in a language (a BCP 47 tag) names inside of its body."""
    body = body if body is not None else Span(0, len(text))
    primary = (language or "").partition("-")[0] or None
    found: defaultdict[_Key, list[Span]] = defaultdict(list)
    before: tuple[str, Span] | None = None
    for match in _TOKEN.finditer(text, body.start, body.end):
        word, span = match[0], Span(*match.span())
        if match.lastgroup == "number":
            found["number", _plain(word)].append(span)
        elif match.lastgroup == "run":
            for country, name in countries(word).items():
                start = span.start + word.index(name)
                found["country", country].append(Span(start, start + len(name)))
        else:
            for key in _of_word(word, primary):
                found[key].append(span)
            if script_of(word[0]) in ("Arabic", "Hebrew"):
                if before is not None and text[before[1].end : span.start] == " ":
                    for sound in _of_two(before[0], word):
                        found["pair", sound].append(Span(before[1].start, span.end))
                before = word, span
    script = main_script(text[body.start : min(body.end, body.start + _READ)])
    return Told(script, {key: tuple(spans) for key, spans in found.items()})


def counterparts(one: Told, other: Told) -> list[Counterpart]:
    """Return what both texts name, in the order of the one's first places."""
    heard = comparable(one.script, other.script)
    found = [
        Counterpart(key[0], key[1], spans, other.places[meant])
        for key, spans in one.places.items()
        for meant in _meant(key)
        if meant in other.places and (heard or key[0] in ("number", "country"))
    ]
    return sorted(found, key=lambda each: (each.ones[0], each.sort, each.key))


def _meant(key: _Key) -> tuple[_Key, ...]:
    """Return what a thing of one text is in another: a name that is one word here may be two there."""
    sort, what = key
    if sort == "pair":
        return (("name", what),)
    return (key, ("pair", what)) if sort == "name" else (key,)


def _plain(written: str) -> str:
    """Return a number in European digits, without what groups them and with a point before its fraction."""
    number = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in written)
    number = number.replace("٬", ",").replace("٫", ".").replace("’", "'")
    if _GROUPED.fullmatch(number):
        number = "".join(filter(str.isdigit, number))
    elif _DECIMAL.fullmatch(number):
        number = number.replace(",", ".")
    return number.lstrip("0") or "0"


@lru_cache(maxsize=_KEPT)
def _of_word(word: str, language: str | None) -> tuple[_Key, ...]:
    """Return what a word alone may be found again by."""
    numbers = numbers_in_words(word, language)
    if numbers:
        return tuple(("number", number) for number in numbers)
    named = countries(word)
    return tuple(("country", country) for country in named) or tuple(("name", sound) for sound in skeletons(word))


@lru_cache(maxsize=_KEPT)
def _of_two(one: str, other: str) -> tuple[str, ...]:
    """Return what is heard from two words that may be one name, and not from either alone."""
    alone = {*skeletons(one), *skeletons(other)}
    return tuple(sound for sound in skeletons(f"{one} {other}") if sound not in alone)
