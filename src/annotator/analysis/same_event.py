"""Which articles may report the same happening: by date, numbers, names and likeness. It suggests and never decides."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import regex
from msgspec import Struct

from annotator.analysis.likeness import likeness, sketch
from annotator.core.values import Article
from annotator.text.folding import fold
from annotator.text.scripts import main_script

WINDOW = 4
"""Days that two reports of one happening may lie apart."""
_READ = 20_000
"""Code points of a text that are looked at."""
_LEAST = 0.2
_LIKE = 0.1
_UNDATED = 0.6
"""What is left of a score where a date is missing or names no more than a year."""
_SMOOTH = 20
"""So that in a handful of articles, too, what two of them share counts for something."""

_NUMBER = regex.compile(r"(?<![\w.,])\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*(?![\w]|[.,]\d)")
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+")
_DECIMAL = regex.compile(r"\d+[.,]\d+")
_LATIN = regex.compile(r"(?<!\w)\p{Script=Latin}[\p{Script=Latin}\p{M}\d&'’\-]{2,}(?!\w)")
_BEGINS = regex.compile(r"(?:^|[.!?…:;\n]|[\"“”„«»'‘’(\[])\s*$")
_ARABIC = regex.compile(r"\p{Script=Arabic}")


class Report(Struct, frozen=True):
    """What of an article tells a happening.

    `days` are the first and last it may have come out on, as ordinals; `names` are folded, `spelt` says how each is
    written in the text.
    """

    article: str
    days: tuple[int, int] | None
    numbers: frozenset[str]
    names: frozenset[str]
    language: str | None
    sketch: bytes
    spelt: Mapping[str, str] = {}


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
    spelt = _names(text) | {name: name for name in _known(text, aliases or {})}
    return Report(article.id, _days(article.published), _numbers(text), frozenset(spelt), language, sketch(text), spelt)


def matches(wanted: Report, others: Iterable[Report], window: int = WINDOW) -> list[Match]:
    """Return which of the others may report the same, the likeliest first.

    What many of them have in common says little; what lies more than `window` days apart is none.
    """
    pool = [other for other in others if other.article != wanted.article]
    numbers = Counter(number for one in (wanted, *pool) for number in one.numbers)
    names = Counter(name for one in (wanted, *pool) for name in one.names)
    total = len(pool) + _SMOOTH

    def weight(often: int) -> float:
        return max(math.log(total / often) / math.log(total), 0.0)

    found: list[Match] = []
    for other in pool:
        apart = _apart(wanted.days, other.days)
        if apart is not None and apart > window:
            continue
        shared_numbers = sorted(wanted.numbers & other.numbers, key=lambda number: (numbers[number], number))
        shared_names = sorted(wanted.names & other.names, key=lambda name: (names[name], name))
        same_language = wanted.language is not None and wanted.language == other.language
        alike = likeness(wanted.sketch, other.sketch) if same_language else 0.0
        alike = alike if alike >= _LIKE else 0.0
        said = min(sum(weight(numbers[number]) for number in shared_numbers), 2.0)
        said += min(sum(weight(names[name]) for name in shared_names), 3.0)
        said += 3 * alike
        near = _UNDATED if apart is None else 1 - apart / (2 * window + 2)
        score = near * (1 - math.exp(-said / 1.5))
        if score >= _LEAST:
            said_names = tuple(wanted.spelt.get(name, name) for name in shared_names)
            found.append(Match(other.article, round(score, 3), apart, tuple(shared_numbers), said_names, alike))
    return sorted(found, key=lambda match: (-match.score, match.article))


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


def _numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, in European digits; without years, dates and numbers of one digit."""
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        number = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in match.group())
        number = number.replace("٬", ",").replace("٫", ".").replace("’", "'")
        if _GROUPED.fullmatch(number):
            number = "".join(filter(str.isdigit, number))
        elif _DECIMAL.fullmatch(number):
            number = number.replace(",", ".")
        elif not number.isdigit() or (len(number) == 4 and "1900" <= number <= "2100"):
            continue
        if len(number.lstrip("0")) > 1:
            found.add(number)
    return frozenset(found)


def _names(text: str) -> dict[str, str]:
    """Return the Latin names of a text, folded, each with how it is written.

    In a text of another script all Latin words are names; in one of Latin script those with a capital that do not
    merely begin a sentence.
    """
    latin = main_script(text) == "Latin"
    found: dict[str, str] = {}
    for match in _LATIN.finditer(text):
        word = match.group()
        if latin and (not word[0].isupper() or _BEGINS.search(text, max(match.start() - 8, 0), match.start())):
            continue
        word = word.strip("'’-")
        found.setdefault(fold(word).text, word)
    return found


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
