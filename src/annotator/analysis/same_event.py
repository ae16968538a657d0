"""Which articles may report the same happening: by date, numbers, names, countries and likeness. It never decides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache

import regex
from msgspec import Struct

from annotator.analysis import cldr
from annotator.analysis.across import comparable, countries, skeletons
from annotator.analysis.amounts import ANY_NUMBER, NUMBER, is_year, plain
from annotator.analysis.capitals import capitals
from annotator.analysis.likeness import likeness, sketch
from annotator.analysis.numerals import numbers_in_words
from annotator.core.values import Article
from annotator.text.folding import fold
from annotator.text.scripts import main_script

WINDOW = 4
"""Days that two reports of one happening may lie apart."""
_READ = 20_000
"""Code points of a text that are looked at."""
_LEAST = 0.4
_LIKE = 0.1
_WORDS_LIKE = 0.25
"""From which share of their longer words on two texts of one language are on one subject."""
_ENOUGH = 12
"""Longer words that a text needs to be on a subject."""
_LONG = 6
"""Letters of a word that is about something; shorter ones are in every text."""
_COUNTRY = 0.6
"""What a country counts for, against a name: many things happen in it on one day."""
_UNDATED = 0.6
"""What is left of a score where a date is missing or names no more than a year."""
_SMOOTH = 20
"""So that in a handful of articles, too, what two of them share counts for something."""

_DENSE = frozenset(("Han", "Hiragana", "Katakana"))
_LONG_WORD = regex.compile(rf"\p{{L}}[\p{{L}}\p{{M}}]{{{_LONG - 1},}}")
_ARABIC = regex.compile(r"\p{Script=Arabic}")


class Report(Struct, frozen=True):
    """What of an article tells a happening.

    `days` are the first and last it may have come out on, as ordinals; `names` are folded, and so are `nouns`, which
    may be names; `sounds` are skeletons of what may be names (see `analysis.across`), `script` is that of the text, and
    `words` are the longer ones of it. `spelt` says how each is written in the text.
    """

    article: str
    days: tuple[int, int] | None
    numbers: frozenset[str]
    names: frozenset[str]
    language: str | None
    sketch: bytes
    spelt: Mapping[str, str] = {}
    nouns: frozenset[str] = frozenset()
    script: str = ""
    sounds: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Match(Struct, frozen=True):
    """An article that may report the same, and why. `score` and `likeness` are from 0 to 1, `apart` is in days.

    `apart` is None where a date is not known; `likeness` is 0 where the languages differ.
    """

    article: str
    score: float
    apart: int | None
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    likeness: float = 0.0


def report(article: Article, text: str, aliases: Mapping[str, str] | None = None) -> Report:
    """Return what tells the happening in the text of an article, without what its site puts around it.

    `aliases` maps names that are known for certain, in any script, to the name of what they mean.
    """
    if article.body is not None:
        # The menu and the cookie notice of a site are no news.
        text = text[article.body.start : article.body.end]
    text = text[:_READ]
    language = (article.language or "").partition("-")[0] or None
    names, nouns = _names(text, language)
    known = {name: name for name in _known(text, aliases or {})}
    sounds, named = skeletons(text), _countries(text, language)
    return Report(
        article.id,
        _days(article.published),
        _numbers(text) | numbers_in_words(text, language),
        frozenset(names | known),
        language,
        sketch(text),
        sounds | named | nouns | names | known,
        frozenset(nouns),
        main_script(text),
        frozenset(sounds),
        frozenset(named),
        frozenset(fold(word[0]).text for word in _LONG_WORD.finditer(text)),
    )


def matches(wanted: Report, others: Iterable[Report], window: int = WINDOW) -> list[Match]:
    """Return which of the others may report the same, the likeliest first.

    It takes two things that both have (names, numbers, countries), or texts of one language on one subject. What many
    of them have in common says little; what lies more than `window` days apart is none.
    """
    pool = [other for other in others if other.article != wanted.article]
    everyone = (wanted, *pool)
    often = Counter(what for one in everyone for what in one.numbers | one.names | one.nouns | one.countries)
    often += Counter(what for one in everyone for what in one.sounds - one.names)
    words = Counter(word for one in everyone for word in one.words)
    total = len(pool) + _SMOOTH

    def weight(what: str) -> float:
        return max(math.log(total / often[what]) / math.log(total), 0.0)

    found: list[Match] = []
    for other in pool:
        apart = _apart(wanted.days, other.days)
        if apart is not None and apart > window:
            continue
        numbers = sorted(wanted.numbers & other.numbers, key=lambda number: (often[number], number))
        names = sorted(_names_of_both(wanted, other), key=lambda name: (often[name], name))
        both = sorted(wanted.countries & other.countries)
        same_language = wanted.language is not None and wanted.language == other.language
        alike = likeness(wanted.sketch, other.sketch) if same_language else 0.0
        alike = alike if alike >= _LIKE else 0.0
        subject = _subject(wanted, other, words, total) if same_language else 0.0
        subject = subject if subject >= _WORDS_LIKE else 0.0
        if not alike and not subject and len(numbers) + len(names) + len(both) < 2:
            continue
        said = min(sum(map(weight, numbers)), 2.0) + min(sum(map(weight, names)), 3.0)
        said += _COUNTRY * min(sum(map(weight, both)), 2.0) + 3 * alike + 3 * subject
        near = _UNDATED if apart is None else 1 - apart / (2 * window + 2)
        score = near * (1 - math.exp(-said / 1.5))
        if score >= _LEAST:
            spelt = tuple(wanted.spelt.get(name, name) for name in (*names, *both))
            found.append(
                Match(other.article, round(score, 3), apart, tuple(numbers), tuple(dict.fromkeys(spelt)), alike)
            )
    return sorted(found, key=lambda match: (-match.score, match.article))


def _names_of_both(one: Report, other: Report) -> set[str]:
    """Return the names that two texts have in common, in one script by their letters, in two by their sounds.

    Of two nouns with a capital one has to be a name for certain.
    """
    names = set((one.names & (other.names | other.nouns)) | (one.nouns & other.names))
    if comparable(one.script, other.script):
        names |= one.sounds & other.sounds
    return names


def _subject(one: Report, other: Report, often: Counter[str], total: int) -> float:
    """Return the share of the longer words of the text that has fewer of them that both have, the rare ones first."""

    def weigh(words: Iterable[str]) -> float:
        return sum(math.log(total / often[word]) for word in words)

    if min(len(one.words), len(other.words)) < _ENOUGH:
        return 0.0
    least = min(weigh(one.words), weigh(other.words))
    return weigh(one.words & other.words) / least if least else 0.0


def within_days(wanted: Article, articles: Iterable[Article], most: int, window: int = WINDOW) -> list[Article]:
    """Return the articles that came out within so many days, the nearest first, then some without a date: `most`.

    Without a date of `wanted` all are as near; those that came into the project about when it did come first.
    """
    days = _days(wanted.published)
    dated: list[tuple[int, Article]] = []
    undated: list[Article] = []
    for article in articles:
        if article.id == wanted.id:
            continue
        apart = _apart(days, _days(article.published))
        if apart is None:
            undated.append(article)
        elif apart <= window:
            dated.append((apart, article))
    nearest = [article for _, article in sorted(dated, key=lambda pair: (pair[0], pair[1].id))][:most]
    later = sorted((article for article in undated if article.id > wanted.id), key=lambda article: article.id)
    before = sorted((article for article in undated if article.id < wanted.id), key=lambda article: article.id)
    room = most - len(nearest)
    behind = min(len(later), max(room // 2, room - len(before)))
    return [*nearest, *_last(before, room - behind), *later[:behind]]


def _last(articles: Sequence[Article], number: int) -> list[Article]:
    return list(articles[-number:]) if number else []


def _days(published: str | None) -> tuple[int, int] | None:
    """Return the first and last day of a date of a month or a day; of a year, none that would help."""
    parts = (published or "")[:10].split("-")
    if len(parts) < 2:
        return None
    year, month = int(parts[0]), int(parts[1])
    if len(parts) > 2:
        day = date(year, month, int(parts[2])).toordinal()
        return day, day
    following = date(year + month // 12, month % 12 + 1, 1).toordinal() if (year, month) < (9999, 12) else 3652059
    return date(year, month, 1).toordinal(), following - 1


def _apart(one: tuple[int, int] | None, other: tuple[int, int] | None) -> int | None:
    if one is None or other is None:
        return None
    return max(one[0] - other[1], other[0] - one[1], 0)


def _countries(text: str, language: str | None) -> dict[str, str]:
    """Return the countries that a text names, by their codes, each as it has them.

    In a language that is not known, by the names that some have in the large ones.
    """
    known = cldr.names(language)
    if not known:
        return {_code(country): word for country, word in countries(text).items()}
    found: dict[str, str] = {}
    for name in known.find(text):
        kind, _, code = name.meant.partition(":")
        word = name.span.of(text)
        # In a script with capitals a word without one is another: turkey.
        if kind == "country" and cldr.is_name(word) and not word[0].islower():
            found.setdefault(code, word)
    return found


@cache
def _code(country: str) -> str:
    """Return the code of a country by its English name; the name where English has several of it."""
    codes = {name.meant.partition(":")[2] for name in cldr.names("en").find(country)}
    return codes.pop() if len(codes) == 1 else country


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, in European digits; without years, dates and numbers of one digit."""
    # Where words stand without blanks between them, they stand at a number too.
    pattern = ANY_NUMBER if main_script(text) in _DENSE else NUMBER
    found = (plain(match[0]) for match in pattern.finditer(text))
    return frozenset(number for number in found if number and not is_year(number) and len(number.lstrip("0")) > 1)


def _names(text: str, language: str | None) -> tuple[dict[str, str], dict[str, str]]:
    """Return the Latin names of a text, and what may be some, folded, each with how it is written."""
    certain: dict[str, str] = {}
    possible: dict[str, str] = {}
    for capital in capitals(text, language):
        if not (capital.begins or capital.short):
            (certain if capital.certain else possible).setdefault(capital.name, capital.word)
    return certain, {name: word for name, word in possible.items() if name not in certain}


def _known(text: str, aliases: Mapping[str, str]) -> set[str]:
    """Return what is meant by the known names that stand in a text as words; Arabic ones perhaps with proclitics."""
    if not aliases:
        return set()
    folded = fold(text).text
    found: set[str] = set()
    for alias, meant in aliases.items():
        said = fold(alias).text.strip()
        if len(said) > 2 and said in folded:
            before = "[وفبكل]{0,2}" if _ARABIC.match(said) else ""
            if regex.search(rf"(?<!\w){before}{regex.escape(said)}(?!\w)", folded):
                found.add(meant)
    return found
