"""Project files in, one new project file out: each of them is only read, and may be open elsewhere."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct

from annotator.core.errors import FileError, OlderError, ProjectError
from annotator.core.ties import namesakes
from annotator.core.values import Article, ArticleOriginal, Bundle, Conflict, Merged, Tag
from annotator.project.bulk import in_bulk
from annotator.project.merging.joining import Joined, join
from annotator.project.merging.sides import Snapshot
from annotator.storage import chronicle, placing
from annotator.storage.store import Store


class Part(Struct, frozen=True):
    """What one project had, and how much of that the first one had too: annotations whose ids or words are the same."""

    path: str
    articles: int
    annotations: int
    common_articles: int
    common_annotations: int
    tags_matched: tuple[str, ...]
    """Names of tags that are one with a tag of another id."""
    tags_added: tuple[str, ...]


class MergeReport(Struct, frozen=True):
    """What a merge came to, and what it has left to settle. The first of `parts` is the first project that was named.

    `project` is the id of the new project, which may be that of one of the others.
    `renamed` and `keys_taken` are names of tags (events and relation types, too) that had to get another name, or of
    tags that lost their key, because another one has it.
    """

    path: str
    project: str
    articles: int
    annotations: int
    parts: tuple[Part, ...]
    conflicts: tuple[Conflict, ...]
    renamed: tuple[str, ...] = ()
    keys_taken: tuple[str, ...] = ()
    namesakes: tuple[str, ...] = ()
    """Names that several entities of one tag have: they may be one."""


def merge(paths: Sequence[Path], target: Path, names: Mapping[str, str] | None = None) -> MergeReport:
    """Make a project of all that these projects hold, with their histories; the order of `paths` does not matter.

    `names` says which tags are one although their names differ (see `read_names`). Raises ProjectError where one
    cannot be read or the new one not be written; then none is made.
    """
    placing.require_free(target)
    with in_bulk(), ExitStack() as stack:
        stores = [stack.enter_context(_opened(path)) for path in paths]
        snapshots = [Snapshot(*chronicle.snapshot(store)) for store in stores]
        try:
            joined = _joined(snapshots, {name.casefold(): goes_by for name, goes_by in (names or {}).items()})
        except ValueError as error:
            raise _damaged(paths, snapshots) from error
        bundle = joined.snapshot.bundle
        chronicle.create(target, bundle, joined.snapshot.rows, _originals(stores, snapshots, bundle))
        return _report([str(path) for path in paths], target, snapshots, joined)


def _opened(path: Path) -> Store:
    try:
        return Store.open(path, read_only=True)
    except OlderError as error:
        reason = "is of an older version; open it once, which brings it to this one, and merge it then"
        raise OlderError(path, reason) from error


def _joined(snapshots: Sequence[Snapshot], names: Mapping[str, str]) -> Joined:
    # Two are put in their order when they are joined.
    if len(snapshots) > 2:
        snapshots = sorted(snapshots, key=lambda snapshot: (snapshot.mark(), sorted(snapshot.changes())))
    first, *others = snapshots
    joined = Joined(first)
    for other in others:
        step = join(joined.snapshot, other, names)
        joined = Joined(
            step.snapshot,
            (*joined.found, *step.found),
            (*joined.renamed, *step.renamed),
            (*joined.keys_taken, *step.keys_taken),
        )
    return joined


def _damaged(paths: Sequence[Path], snapshots: Sequence[Snapshot]) -> ProjectError:
    """Return the error that says whose history it is that cannot be read."""
    for path, snapshot in zip(paths, snapshots, strict=True):
        try:
            for row in snapshot.rows:
                row.unpacked()
        except ValueError as error:
            return ProjectError(path, f"is damaged ({error}); restore it from a copy")
    return ProjectError(paths[0], "cannot be merged with the others, because one of them is damaged; check them")


def _originals(stores: Sequence[Store], snapshots: Sequence[Snapshot], bundle: Bundle) -> Iterator[ArticleOriginal]:
    """Give for each article the file that it was read from: of several the one that the article speaks of."""
    into = _into(bundle)
    held: dict[str, list[tuple[Store, Article]]] = {}
    for store, snapshot in zip(stores, snapshots, strict=True):
        with_original = set(store.ids(ArticleOriginal))
        for article in snapshot.bundle.articles:
            if article.id in with_original:
                held.setdefault(into.get(article.id, article.id), []).append((store, article))
    for article in bundle.articles:
        there = held.get(article.id, [])
        spoken_of = [one for one in there if one[1].origin == article.origin] or there
        found = [store.value(ArticleOriginal, own.id) for store, own in spoken_of]
        packed = [original.packed for original in found if original is not None]
        if packed:
            yield ArticleOriginal(article.id, min(packed))


def _into(bundle: Bundle) -> dict[str, str]:
    return {merged.id: merged.into for merged in bundle.merged if merged.into is not None}


def _report(paths: Sequence[str], target: Path, snapshots: Sequence[Snapshot], joined: Joined) -> MergeReport:
    bundle = joined.snapshot.bundle
    into = _into(bundle)

    def of(records: Iterable[str]) -> set[str]:
        return {into.get(record, record) for record in records}

    first = snapshots[0].bundle
    articles, marks = of(a.id for a in first.articles), of(m.id for m in first.annotations)
    tags = {tag.id for tag in first.tags}
    there = of(tags)
    parts = []
    for path, snapshot in zip(paths, snapshots, strict=True):
        own = snapshot.bundle
        strange = [tag for tag in own.tags if tag.id not in tags]
        parts.append(
            Part(
                path,
                len(own.articles),
                len(own.annotations),
                len(of(a.id for a in own.articles) & articles),
                len(of(m.id for m in own.annotations) & marks),
                tuple(tag.name for tag in strange if into.get(tag.id, tag.id) in there),
                tuple(tag.name for tag in strange if into.get(tag.id, tag.id) not in there),
            )
        )
    # One that a later step of the same merge has settled is none any more.
    kept = {conflict.id: conflict for conflict in joined.found if conflict in bundle.conflicts}
    return MergeReport(
        str(target), bundle.project.id, len(bundle.articles), len(bundle.annotations), tuple(parts),
        tuple(kept.values()), joined.renamed, joined.keys_taken, namesakes(bundle.entities),
    )  # fmt: skip


def unmatched(paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """Return, for each project, the names of its tags that none of the others has: somebody may know which are one.

    Where all but one have none of these, there is nothing to match.
    """
    held: list[dict[str, str]] = []
    known: list[set[str]] = []
    goes_by: list[dict[str, str]] = []
    for path in paths:
        with _opened(path) as store:
            tags, merged = store.values(Tag), store.values(Merged)
        held.append({tag.id: tag.name for tag in tags})
        goes_by.append({one.id: one.into for one in merged if one.into is not None})
        known.append({tag.id for tag in tags} | set(goes_by[-1]))
    names = [{name.casefold() for name in own.values()} for own in held]

    def alone(at: int, record: str, name: str) -> bool:
        ids = {record, *(was for was, into in goes_by[at].items() if into == record)}
        others = [n for n in range(len(held)) if n != at]
        return not any(ids & known[n] or name.casefold() in names[n] for n in others)

    return [
        tuple(name for record, name in sorted(own.items()) if alone(at, record, name)) for at, own in enumerate(held)
    ]


def read_names(path: Path) -> dict[str, str]:
    """Read which tags are one: a JSON object, or CSV of two columns, of a tag's name and the name it goes by.

    Raises FileError where it is neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileError(path, f"cannot be read ({error.strerror}); check the name") from None
    except UnicodeDecodeError:
        raise FileError(path, "is not UTF-8; save it as UTF-8") from None
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text)
        except ValueError as error:
            raise FileError(path, f"is no valid JSON ({error})") from None
        if not all(isinstance(value, str) for value in found.values()):
            raise FileError(path, 'is no table of tags; write {"a tag\'s name": "the name it goes by", …}')
        pairs = list(found.items())
    else:
        dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
        try:
            rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), dialect) if any(row)]
        except csv.Error as error:
            raise FileError(path, f"is no valid CSV ({error})") from None
        if any(len(row) != 2 or not all(row) for row in rows):
            raise FileError(path, "is no table of tags; write a tag's name and the name it goes by on each line")
        pairs = [(row[0], row[1]) for row in rows]
    table = {name.casefold(): goes_by for name, goes_by in pairs}
    if any(goes_by.casefold() in table and goes_by.casefold() != name for name, goes_by in table.items()):
        raise FileError(path, "names a tag on both sides; let each tag go by one final name")
    return table
