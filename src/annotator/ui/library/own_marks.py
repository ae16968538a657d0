"""How many marks the one who codes has in an article, where they are one of several: asked once, then kept up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from annotator.core.values import Annotation
from annotator.ui.session import Session


class OwnMarks:
    """Asks the project for an article when it is first wanted. `follow` hears of every mark that comes or goes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, Counter[str]] = {}
        self._all = False
        self.alone = True
        """Whether nobody else codes in this project: then all marks are one's own."""

    def forget(self) -> None:
        """Ask anew from now on."""
        self._known.clear()
        self._all = False
        coders = self._session.attempt(self._session.project.coders) or ()
        self.alone = {coder.id for coder in coders} <= {self._session.project.coder.id}

    def of(self, article: str) -> Mapping[str, int]:
        """Return the number of own marks in an article by tag id."""
        if article not in self._known and not self._all:
            self._known[article] = Counter()
            self._read({article})
        return self._known.get(article, Counter())

    def articles(self) -> set[str]:
        """Return the ids of all articles with own marks. The first time, all marks are counted."""
        if not self._all:
            self._known.clear()
            self._read(None)
            self._all = True
        return {article for article, numbers in self._known.items() if numbers.total() > 0}

    def follow(self, mark: Annotation, number: int) -> None:
        """Count a mark that has come (1) or gone (-1)."""
        if mark.coder != self._session.project.coder.id:
            self.alone = False
        elif self._all or mark.article in self._known:
            self._known.setdefault(mark.article, Counter())[mark.tag] += number

    def _read(self, articles: set[str] | None) -> None:
        project = self._session.project
        found = self._session.attempt(lambda: project.tallies(articles)) or ()
        for article, tag, coder, number in found:
            if coder == project.coder.id:
                self._known.setdefault(article, Counter())[tag] += number
