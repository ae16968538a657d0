"""What is dragged or copied: articles on their way from the library, and words from elsewhere that become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

ARTICLE_MIME = "application/x-annotator-article"


_ADDRESS = re.compile(r"\s*[a-z][a-z0-9+.-]+:\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)  # No struct: the window's frame comes before what those need.
class Copied:
    """Words from the clipboard or another window, with their markup where they have any."""

    text: str
    html: str | None = None


def copied(data: QMimeData) -> Copied | None:
    """Return the words of what was copied or dragged; None where there are none, or only an address."""
    text = data.text() if data.hasText() else ""
    html = data.html() if data.hasHtml() else None
    if _ADDRESS.fullmatch(text) or not (text.strip() or (html or "").strip()):
        return None
    return Copied(text, html)


def articles_data(ids: Iterable[str]) -> QMimeData:
    """Return what is dragged: the articles' ids, a line each."""
    data = QMimeData()
    data.setData(ARTICLE_MIME, "\n".join(ids).encode("ascii"))
    return data


def dragged_articles(data: QMimeData) -> list[str]:
    """Return the ids of the articles that are dragged; none where it is something else."""
    return bytes(data.data(ARTICLE_MIME).data()).decode("ascii").split()


def accept_copy(event: QDropEvent) -> None:
    """Accept what is dragged as a copy, whatever its source proposes: a file manager would delete what was moved."""
    copy = Qt.DropAction.CopyAction
    event.setDropAction(copy if event.possibleActions() & copy else Qt.DropAction.IgnoreAction)
    event.accept()
