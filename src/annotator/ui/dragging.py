"""Articles on their way from the library to a pane or the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent

ARTICLE_MIME = "application/x-annotator-article"


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
