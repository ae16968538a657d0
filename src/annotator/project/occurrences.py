"""Which words stand by themselves somewhere in a project: those of its articles, folded, kept while there is room."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from annotator.core.errors import NotFoundError
from annotator.core.values import Article
from annotator.project.project import Project
from annotator.text.folding import fold

_ROOM = 1_000_000
"""Code points of articles that are read and kept: some two hundred reports, read in a tenth of a second."""

_LONGEST = 200_000
"""Code points of one article; longer ones are left out."""

_MANY = 400
"""Articles, however short: each costs a question to the store."""

# In a folded text, where signs and tatweel are gone, a word of Arabic is a run of letters and digits.
_WORD = re.compile(r"\w+")


class Occurrences:
    """Answers for one project. An article's text never changes, so what was read of it once stays true."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._kept: OrderedDict[str, tuple[frozenset[str], int]] = OrderedDict()
        """Words and length by article, the one that was asked last at the end."""
        self._size = 0

    def among(self, words: Iterable[str], article_id: str) -> frozenset[str]:
        """Return those of `words` (folded) that are words of their own in this article, or in others near it.

        Near are those of its events, then those that came in last, as far as there is room for them.
        """
        wanted = frozenset(words)
        missing = wanted
        for article in _near(self._project.articles(), article_id):
            if not missing:
                break
            missing -= self._words(article)
        return wanted - missing

    def _words(self, article: Article) -> frozenset[str]:
        if article.id in self._kept:
            self._kept.move_to_end(article.id)
            return self._kept[article.id][0]
        try:
            words = words_of(self._project.text(article.id))
        except NotFoundError:
            return frozenset()  # Another process has just removed it.
        self._kept[article.id] = words, article.length
        self._size += article.length
        while self._size > _ROOM or len(self._kept) > _MANY:
            _, (_, length) = self._kept.popitem(last=False)
            self._size -= length
        return words


def words_of(text: str) -> frozenset[str]:
    """Return the different words of a text, folded."""
    return frozenset(_WORD.findall(fold(text).text))


def _near(articles: Sequence[Article], article_id: str) -> Iterator[Article]:
    """Yield this article and others, the nearest first, for which together there is room."""
    events = {event for article in articles if article.id == article_id for event in article.events}

    def distance(article: Article) -> int:
        if article.id == article_id:
            return 0
        return 2 if events.isdisjoint(article.events) else 1

    room, many = _ROOM, _MANY
    for article in sorted(reversed(articles), key=distance):
        if article.length <= min(room, _LONGEST):
            room -= article.length
            many -= 1
            yield article
        if not many:
            return
