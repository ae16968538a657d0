"""A library made for measuring: very many short reports in three scripts, of words as frequent as words are."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from random import Random

from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Article, Bundle, Coder, ProjectInfo
from annotator.project import Project
from annotator.text.direction import Direction

FREQUENT, RARE = "Aufsicht", "Lotsendienst"
PHRASE = "neue Dienste"
CHINESE = "监管"
WITH_HAMZA, WITHOUT_HAMZA = "هيئة", "هييه"
MARKS_EACH = 10

_LATIN = ("be", "ge", "ver", "ung", "en", "er", "die", "der", "sch", "ein", "an", "ka", "lo", "mi", "re", "to", "st",
          "li", "na", "so", "wa", "zu", "ha", "fü")  # fmt: skip
_ARABIC = ("ال", "و", "م", "ت", "كت", "در", "سل", "عم", "ين", "ات", "ية", "نا", "رق", "حد", "شر", "قو", "أ", "إ", "ئ")


def library(path: Path, count: int) -> int:
    """Make a project of `count` reports of about 1 kB, with ten marks each; return the bytes of its texts."""
    write = _Writer(Random(5))
    texts = [write.report(number) for number in range(count)]
    coder = Coder(new_id(), "bench")
    articles = [
        Article(new_id(), text[:60].rsplit(" ", 1)[0], direction, hashlib.sha256(text.encode()).hexdigest(), len(text))
        for text, direction in texts
    ]
    bundle = Bundle(
        ProjectInfo(new_id(), path.stem, now()),
        coders=(coder,),
        tags=DEFAULT_TAGS,
        articles=tuple(articles),
        texts={article.id: text for article, (text, _) in zip(articles, texts, strict=True)},
    )
    Project.create(path, bundle=bundle, coder="bench").close()
    time = now()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO annotation (id, article, tag, start, end, quote, coder, created, modified) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    f"{article.id[:-4]}{place:04x}", article.id, DEFAULT_TAGS[place % 3].id, place * 30,
                    place * 30 + 20, text[place * 30 : place * 30 + 20], coder.id, time, time,
                )
                for article, (text, _) in zip(articles, texts, strict=True)
                for place in range(MARKS_EACH)
            ),
        )  # fmt: skip
    return sum(len(text.encode()) for text, _ in texts)


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._latin = self._words(_LATIN, 30_000, " ")
        self._arabic = self._words(_ARABIC, 30_000, " ")
        self._han = self._choice([chr(0x4E00 + number) for number in range(3000)], "")

    def report(self, number: int) -> tuple[str, Direction]:
        """Return a report's text and direction. Some words are put in by turns: so many reports have them."""
        often = number % 7 < 3
        seldom = number % 997 == 5
        kind = number % 6
        if kind < 3:
            names = (FREQUENT if often else "", RARE if seldom else "", PHRASE if number % 11 == 1 else "")
            planted = " ".join(names)
            return f"{self._latin(70)} {planted} {self._latin(70)}", Direction.LTR
        if kind < 5:
            planted = f"و{'ال' if often else ''}{WITH_HAMZA}" if number % 13 == 3 else ""
            return f"{self._arabic(50)} {planted} {self._arabic(50)}", Direction.RTL
        return f"{self._han(160)}{CHINESE if number % 5 == 0 else ''}。{self._han(160)}", Direction.LTR

    def _words(self, syllables: tuple[str, ...], count: int, between: str) -> Callable[[int], str]:
        random = self._random
        weights = [1 / (place + 1) ** 0.5 for place in range(len(syllables))]
        words = ["".join(random.choices(syllables, weights, k=random.randint(1, 4))) for _ in range(count)]
        return self._choice(words, between)

    def _choice(self, words: list[str], between: str) -> Callable[[int], str]:
        weights = list(accumulate(1 / (place + 2) for place in range(len(words))))
        return lambda count: between.join(self._random.choices(words, cum_weights=weights, k=count))
