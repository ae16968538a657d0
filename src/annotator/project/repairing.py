"""A damaged project salvaged: what can be read of it becomes a new project, with an account of what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from annotator.core.errors import AnnotatorError, ProjectError, StoppedError
from annotator.core.values import Article, ArticleOriginal, Bundle
from annotator.project.mending import Loss, mended
from annotator.project.rules import sha256
from annotator.storage.salvaging import Salvage, Tally, salvage
from annotator.text.canonical import canonical

_TABLES = {
    "project": "project record", "article": "articles", "article_text": "texts of articles",
    "article_original": "original files", "annotation": "annotations", "relation": "relations",
    "relation_type": "relation types", "tag": "tags", "coder": "coders", "event": "events", "entity": "entities",
    "status": "reading statuses", "judgement": "judgements", "change": "changes of the history",
}  # fmt: skip


class RepairReport(Struct, frozen=True):
    """What was salvaged, and what is missing or no longer as it was.

    `tallies` say of each table what was read; `losses` what is gone, was made up or was altered, each in one clause.
    """

    path: Path
    articles: int
    annotations: int
    tallies: tuple[Tally, ...]
    losses: tuple[Loss, ...]
    unreadable: int
    astray: int
    unclaimed: int
    from_history: int

    @property
    def whole(self) -> bool:
        """Whether nothing at all is missing."""
        return not (self.unreadable or self.known_losses)

    @property
    def known_losses(self) -> bool:
        """Whether something is known to be missing or altered; what pages held that cannot be read, nobody knows."""
        return bool(self.losses or self.unclaimed or any(tally.in_part or tally.lost for tally in self.tallies))

    def lines(self, most: int | None = None) -> list[str]:
        """Return the account in lines: each loss, of each sort the first `most` (None: all), then table by table."""
        found: list[str] = []
        sorts: dict[str, list[str]] = {}
        for loss in self.losses:
            sorts.setdefault(loss.sort, []).append(loss.words)
        for sort, words in sorts.items():
            found.append(f"{sort}: {len(words)}")
            found += [f"  {said}" for said in words[:most]]
            if most is not None and len(words) > most:
                found.append(f"  and {len(words) - most} more")
        found += [_line(tally) for tally in self.tallies if tally.read or tally.in_part or tally.lost]
        if self.unreadable:
            found.append(f"pages of the file that could not be read: {self.unreadable}")
        if self.astray:
            found.append(f"rows found on pages that nothing led to any more: {self.astray}")
        if self.unclaimed:
            found.append(f"rows of which nobody can tell what they were: {self.unclaimed}")
        if self.from_history:
            found.append(f"values taken from the history: {self.from_history}")
        return found


def _line(tally: Tally) -> str:
    parts = [f"{tally.read} read"]
    parts += [f"{tally.in_part} read in part"] if tally.in_part else []
    parts += [f"{tally.lost} lost"] if tally.lost else []
    return f"{_TABLES.get(tally.table, tally.table)}: {', '.join(parts)}"


def repair(path: Path | str, new: Path | str, stopped: Callable[[], bool] = lambda: False) -> RepairReport:
    """Salvage what can be read of a project's file, sound or not, into a new project, which then passes the check.

    Nothing is written to the file or beside it. Raises ProjectError where it cannot be read, where nothing of a
    project is in it, or where the new one cannot be made, and StoppedError where `stopped` calls it off while it is
    read; then none is.
    """
    from annotator.storage import placing, recognise
    from annotator.storage.making import make

    path, new = Path(path), Path(new)
    recognise.require_file(path)
    placing.require_free(new)
    found = salvage(path, stopped)
    if not any(found.values.values()) and found.project is None:
        raise ProjectError(path, "holds nothing of a project that can be read; look for a backup")
    bundle, originals, losses = mended(found, path.stem, _read_again)
    if stopped():
        raise StoppedError
    make(new, bundle, originals, found.told, like=path)
    return _report(new, found, bundle, losses)


def _read_again(article: Article, original: ArticleOriginal) -> str | None:
    """Return the text that the article was read from the file as, where it is that to the letter."""
    from annotator.sources import Content, Document, Reading, read_content

    data = original.data
    content = Content(Path(article.origin.name or article.title), data)
    try:
        for document in read_content(content, Reading(encoding=article.origin.encoding, kept=0)):
            if isinstance(document, Document) and sha256(canonical(document.text)) == article.sha256:
                return canonical(document.text)
    except (AnnotatorError, OSError):
        return None
    return None


def _report(new: Path, found: Salvage, bundle: Bundle, losses: Sequence[Loss]) -> RepairReport:
    order = {table: place for place, table in enumerate(_TABLES)}
    tallies = sorted(found.tallies.values(), key=lambda tally: order.get(tally.table, len(order)))
    return RepairReport(
        new,
        len(bundle.articles),
        len(bundle.annotations),
        tuple(tallies),
        tuple(losses),
        found.unreadable,
        found.astray,
        found.unclaimed,
        found.from_history,
    )
