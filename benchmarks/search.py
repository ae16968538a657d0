"""Search through a library: the first hits and all, against FTS5's bare answer; the index, and edits meanwhile."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import thread_time

from annotator.core.change import Change
from annotator.core.tagset import DEFAULT_TAGS
from annotator.project import Project, edits
from annotator.text.span import Span
from benchmarks import reports
from benchmarks.harness import Row, in_turns, run, share, timed, worked

_LISTED = 200
"""Articles that the window lists before it asks whether more are wanted."""


class _Bare:
    """SQLite's full-text search of the same texts, as it comes."""

    def __init__(self, path: Path, source: Path) -> None:
        with closing(sqlite3.connect(source)) as project:
            self._texts = project.execute("SELECT text FROM article_text ORDER BY id").fetchall()
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("CREATE VIRTUAL TABLE bare USING fts5(text, content='')")

    def fill(self) -> None:
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN")
            cursor.executemany("INSERT INTO bare (text) VALUES (?)", self._texts)
            cursor.execute("COMMIT")

    def ask(self, words: str) -> float:
        query = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rowid DESC LIMIT 50"
        return timed(lambda: self._connection.execute(query, (words,)).fetchall())

    def close(self) -> None:
        self._connection.close()


def _edit(project: Project) -> Callable[[], float]:
    """Return what makes one mark after the other and returns the seconds until each is stored."""
    article = project.articles()[0].id
    places = iter(Span(start, end) for start in range(200) for end in range(start + 1, start + 40))

    def mark() -> float:
        while not isinstance(change := edits.annotate(project, article, next(places), DEFAULT_TAGS[0].id), Change):
            pass
        return timed(lambda: project.do(change))

    return mark


def _while_indexing(project: Project, mark: Callable[[], float]) -> tuple[float, list[float]]:
    """Return the seconds that the index's thread works, and what each edit takes that is made meanwhile."""
    seconds: list[float] = []

    def index() -> None:
        start = thread_time()
        for _ in project.searcher.index():
            pass
        seconds.append(thread_time() - start)

    thread = threading.Thread(target=index)
    thread.start()
    waits: list[float] = []
    while thread.is_alive():
        waits.append(mark())
        time.sleep(0.05)
    thread.join()
    return seconds[0], waits


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    count = 200 if quick else 100_000
    path = folder / "library.annot"
    size = reports.library(path, count)
    before = path.stat().st_size
    bare = _Bare(folder / "bare.db", path)
    name = f"{count:,} articles, {count * reports.MARKS_EACH:,} marks"
    megabytes = size / 1e6
    with Project.open(path) as project:
        mark = _edit(project)
        calm = [mark() for _ in range(5 if quick else 100)]
        seconds, waits = _while_indexing(project, mark)
        filled = worked(bare.fill)
        yield Row(f"index, a MB of {megabytes:,.1f}, against FTS5 bare", seconds / megabytes, filled / megabytes)
        yield Row("an edit meanwhile, p50, against one in peace", share(waits, 50), share(calm, 50))
        yield Row("  p99, the same", share(waits, 99), share(calm, 99))
    yield Row("size of the index, against the texts", path.stat().st_size - before, size, 1.0, of_bytes=True)
    rounds = 1 if quick else 7
    with Project.open(path) as project:
        for what, words, plain in (
            ("a frequent word", reports.FREQUENT, reports.FREQUENT),
            ("a rare word", reports.RARE, reports.RARE),
            ("two words", f"{reports.FREQUENT} {reports.RARE}", f"{reports.FREQUENT} {reports.RARE}"),
            ("a phrase", f'"{reports.PHRASE}"', f'"{reports.PHRASE}"'),
            ("two letters as they are typed", "be*", "be*"),
            ("two letters of Chinese", reports.CHINESE, f'"{reports.CHINESE}"*'),
            ("Arabic without its hamza", reports.WITHOUT_HAMZA, reports.WITH_HAMZA),
        ):

            def first(words: str = words) -> float:
                return timed(lambda: next(project.search(words), None))

            def listed(words: str = words) -> float:
                return timed(lambda: list(islice(project.search(words), _LISTED)))

            def asked(plain: str = plain) -> float:
                return bare.ask(plain)

            hit, many, bare_answer = in_turns(rounds, first, listed, asked)
            assert next(project.search(words), None) is not None or quick
            yield Row(
                f"{name}: {what}, first hit" if what == "a frequent word" else f"  {what}", hit, bare_answer, must=0.1
            )
            yield Row(f"    the first {_LISTED} with their lines", many, bare_answer)
        found = sum(1 for _ in project.search(reports.WITHOUT_HAMZA))
        yield Row(f"    all {found:,} of them", timed(lambda: list(project.search(reports.WITHOUT_HAMZA))))
    bare.close()


if __name__ == "__main__":
    run(measure)
