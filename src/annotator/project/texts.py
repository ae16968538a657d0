"""The texts that were read last, kept: a page asks for its own again and again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

_KEPT = 8


class Texts:
    """Keeps a few texts by their article's id."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read = read
        self._kept: OrderedDict[str, str] = OrderedDict()

    def get(self, article_id: str) -> str | None:
        """Return an article's text, None where there is none."""
        text = self._kept.get(article_id)
        if text is not None:
            self._kept.move_to_end(article_id)
            return text
        text = self._read(article_id)
        if text is not None:
            self._kept[article_id] = text
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return text

    def drop(self, article_id: str) -> None:
        self._kept.pop(article_id, None)

    def clear(self) -> None:
        self._kept.clear()
