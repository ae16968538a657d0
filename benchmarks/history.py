"""What keeping every change costs: an edit with its row in the history, and a history of a million changes."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from annotator.core.change import ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import ArticleText, Bundle, Coder, ProjectInfo, Value
from annotator.project import Project, edits
from annotator.storage import kept_edits
from annotator.text.segments import word_spans
from annotator.text.span import Span
from benchmarks import made
from benchmarks.harness import Row, in_turns, run, timed
from benchmarks.library import library

_BATCH = 64
_PAGE = 200
_INSERT = "INSERT INTO {} ({}) VALUES ({})"


class _Bare:
    """The same rows that an annotation makes, in a copy of the same project with the same pragmas, by SQLite alone."""

    def __init__(self, path: Path, edited: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF",
                       "cell_size_check=ON"):  # fmt: skip
            self._connection.execute(f"PRAGMA {pragma}")
        with closing(sqlite3.connect(edited)) as source:
            # What the edits before made, so that each row is as long as a real one.
            self._marks = iter(_rows(source, "annotation"))
            self._changes = iter(_rows(source, "change"))
        self._mark, self._change = (_statement(self._connection, table) for table in ("annotation", "change"))

    def commit(self) -> float:
        """Return the seconds for one annotation and its row in the history, durable."""
        mark, change = list(next(self._marks)), list(next(self._changes))
        mark[0], change[1] = new_id(), new_id()
        change[0] = None  # the next number
        start = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute(self._mark, mark)
        self._connection.execute(self._change, change)
        self._connection.execute("COMMIT")
        return perf_counter() - start

    def close(self) -> None:
        self._connection.close()


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid DESC').fetchall()  # our names


def _statement(connection: sqlite3.Connection, table: str) -> str:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    return _INSERT.format(table, ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names)))


class _Edits:
    """Makes one annotation after the other."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._article = project.articles()[0].id
        self._spans = iter(word_spans(project.text(self._article), Span(0, 20_000)))

    def __call__(self) -> float:
        """Return the seconds from the words to the annotation that is on the disk."""
        span = next(self._spans)
        start = perf_counter()
        change = edits.annotate_anew(self._project, self._article, span, DEFAULT_TAGS[1].id)
        self._project.do(change)
        return perf_counter() - start


def _edit(folder: Path, quick: bool) -> Iterator[Row]:
    rounds = 5 if quick else 300
    path, copy = folder / "edit.annot", folder / "bare.annot"
    made.project_of(path, [made.long_text(50_000 if quick else 1_000_000)], 100 if quick else 5_000).close()
    with Project.open(path, coder="mira") as project:
        annotate = _Edits(project)
        for _ in range(rounds + 2):
            annotate()
    shutil.copy(path, copy)
    with Project.open(path, coder="mira") as project:
        annotate = _Edits(project)
        for _ in range(rounds + 2):
            next(annotate._spans)
        bare = _Bare(copy, path)
        project.make_room()
        floor, edit = in_turns(rounds, bare.commit, annotate)
        bare.close()
    yield Row("an edit with history, against the same two rows bare", edit, floor, 2.0)


def _many_marks(folder: Path, quick: bool) -> Iterator[Row]:
    count = 2_000 if quick else 500_000
    text = made.long_text(100_000 if quick else 10_000_000)
    article = made.article_of(text, "Artikel")
    path = folder / "marks.annot"
    bundle = Bundle(
        ProjectInfo(new_id(), "marks", now()), coders=(Coder("bench", "bench"),), tags=DEFAULT_TAGS,
        articles=(article,), texts={article.id: text}, annotations=tuple(made.many_marks(text, article, count)),
    )  # fmt: skip
    Project.create(path, bundle=bundle, coder="bench").close()
    del bundle
    with Project.open(path) as project, closing(sqlite3.connect(path)) as bare:
        query = 'SELECT * FROM annotation WHERE article = ? ORDER BY start, "end", id'
        tuples, values = in_turns(
            1 if quick else 5,
            lambda: timed(lambda: bare.execute(query, (article.id,)).fetchall()),
            lambda: timed(lambda: project.annotations(articles=[article.id])),
        )
        assert project.count_annotations(articles=[article.id]) == count
    yield Row("500,000 annotations of an article as values, against tuples", values, tuples, 3.0)


def _with_history(path: Path) -> None:
    """Give a project the history that it would have, had each of its articles and annotations come by a change."""
    with closing(sqlite3.connect(path)) as raw, Project.open(path, coder="bench") as project:
        coder = project.coder.id
        articles, marks = project.articles(), project.annotations()
        statement = _statement(raw, "change")
        moment = now()

        def row(
            number: int, kind: ChangeKind, subject: str, value: Value | None, *made: Value, part: int | None = None
        ) -> tuple[object, ...]:
            about = (None, None) if value is None else (getattr(value, "article", value.id), value.id)
            kept = kept_edits.packed([Edit(None, each) for each in made])
            return number, new_id(), kind.value, coder, moment, subject, len(made), "done", None, part, *about, kept

        def rows() -> Iterator[tuple[object, ...]]:
            number = 0
            for start in range(0, len(articles), _BATCH):
                number += 1
                some = articles[start : start + _BATCH]
                values = [value for article in some for value in (article, ArticleText(article.id, ""))]
                yield row(number, ChangeKind.IMPORT, str(len(articles)), None, *values, part=None if number == 1 else 1)
            for mark in marks:
                number += 1
                yield row(number, ChangeKind.ANNOTATE, "actor", mark, mark)

        raw.executemany(statement, rows())
        raw.commit()


def _many_changes(folder: Path, quick: bool) -> Iterator[Row]:
    path, empty = folder / "full.annot", folder / "empty.annot"
    kept = os.environ.get("ANNOTATOR_BENCH_HISTORY")
    if kept and Path(kept).exists():
        shutil.copy(kept, path)
    else:
        library(path, 2_000 if quick else 100_000, 2 if quick else 10)
        _with_history(path)
        if kept:
            shutil.copy(path, kept)
    Project.create(empty).close()

    def opened(which: Path) -> float:
        start = perf_counter()
        with Project.open(which, coder="bench"):
            return perf_counter() - start

    rounds = 2 if quick else 7
    nothing, everything = in_turns(rounds, lambda: opened(empty), lambda: opened(path))
    yield Row("open 100,000 articles, 1,000,000 marks and changes", everything, nothing, must=1.0 + nothing)
    with Project.open(path, coder="bench") as project:
        articles = project.articles()
        marks = project.annotations(articles=[articles[len(articles) // 2].id])
        first, by_article, by_mark, by_coder = in_turns(
            rounds,
            lambda: timed(lambda: project.history(limit=_PAGE)),
            lambda: timed(lambda: project.history(limit=_PAGE, article=marks[0].article)),
            lambda: timed(lambda: project.history(limit=_PAGE, annotation=marks[0].id)),
            lambda: timed(lambda: project.history(limit=_PAGE, coder=project.coder.id)),
        )
        assert len(project.history(limit=_PAGE, article=marks[0].article)) == len(marks) + 1
        assert len(project.history(limit=_PAGE, annotation=marks[0].id)) == 1
        last = project.history(limit=_PAGE)[-1]
        following = median(timed(lambda: project.history(limit=_PAGE, before=last.number)) for _ in range(rounds))
        yield Row("1,000,000 changes: the first page of the history", first, must=0.3)
        yield Row("  the next page", following, must=0.3)
        yield Row("  all changes of one article", by_article, must=0.3)
        yield Row("  all changes of one annotation", by_mark, must=0.3)
        yield Row("  the first page of a coder", by_coder, must=0.3)
        brought = project.entry(1)
        yield Row(
            "  what its import of 100,000 articles brought, in outline",
            timed(lambda: project.outline(brought)),
            must=0.3,
        )
        yield Row(
            "  a stretch without any of a coder",
            timed(lambda: project.history(coder="", above=last.number - 50_000)),
            must=0.3,
        )
        oldest = project.history(limit=1, annotation=marks[0].id)[0]
        looked = timed(lambda: project._store.history.touching({marks[0].id}, oldest.number))
        yield Row("  what stands in the way of a revert, half of it later", looked)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    yield from _edit(folder, quick)
    yield from _many_marks(folder, quick)
    yield from _many_changes(folder, quick)


if __name__ == "__main__":
    run(measure)
