"""Documents in: 10,000 plain texts against their bytes decoded and stored bare, web pages against trafilatura alone."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from time import perf_counter

from annotator.core.ids import new_id
from annotator.project import Project
from annotator.sources.language import guess_language
from benchmarks.harness import Row, in_turns, run, timed

HERE = Path(__file__).parent
DATA = HERE.parent / "tests" / "sources" / "data"
ROUNDS = 3


def texts(folder: Path, count: int) -> list[Path]:
    """Write plain-text articles of 2 to 20 kB in four languages, each another; return their paths."""
    random = Random(4)
    rows = [line.split("\t") for line in (DATA / "languages.tsv").read_text(encoding="utf-8").splitlines()]
    sentences = {tag: [text for other, text in rows if other == tag] for tag in ("ar", "de", "en", "ru")}
    folder.mkdir()
    paths = []
    for number in range(count):
        own = random.choice(list(sentences.values()))
        size, wanted = 0, random.randint(2_000, 20_000)
        lines = [f"{number} {random.choice(own)[:60]}", ""]
        while size < wanted:
            line = " ".join(random.choice(own) for _ in range(random.randint(1, 5)))
            lines += [line, ""]
            size += len(line.encode())
        path = folder / f"{number:05}.txt"
        path.write_bytes("\n".join(lines).encode())
        paths.append(path)
    return paths


def bare(paths: list[Path], database: Path) -> None:
    """Read, decode and store the texts as plainly as can be: one statement for each of a project's two tables."""
    Project.create(database).close()
    with closing(sqlite3.connect(database)) as connection:
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        read = [(new_id(), path.name, path.read_bytes().decode()) for path in paths]
        articles = [(key, text[:40], "ltr", "", len(text), name) for key, name, text in read]
        fields = "id, title, direction, sha256, length, origin_name"
        with connection:
            connection.executemany(f"INSERT INTO article ({fields}) VALUES (?, ?, ?, ?, ?, ?)", articles)
            connection.executemany("INSERT INTO article_text VALUES (?, ?)", [(key, text) for key, _, text in read])


def taken_in(paths: list[Path], project: Path) -> None:
    """Import the files into a new project."""
    with Project.create(project) as opened:
        report = opened.import_files(paths)
        if len(report.imported) != len(paths):
            raise RuntimeError(f"{len(report.imported)} of {len(paths)} came in; {report.failed[:1]}")


def pages(count: int) -> list[str]:
    """Return web pages: those of the tests with longer articles and more around them, each another."""
    made = []
    templates = [path.read_text(encoding="utf-8") for path in sorted((DATA / "pages").glob("*.html"))]
    for number in range(count):
        page = templates[number % len(templates)]
        at = page.index("</p>") if "</p>" in page else len(page)
        link = f'<li><a href="/{number}">Teaser {number}</a></li>'
        page = page.replace("</nav>", link * 40 + "</nav>").replace("</footer>", link * 20 + "</footer>")
        story = [part for part in page.split("<p>") if len(part) > 150]
        body = "".join(f"<p>{part.partition('<')[0]} ({number}, {n})</p>" for n in range(4) for part in story)
        made.append(page[:at] + "</p>" + body + page[at + 4 :])
    return made


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    logging.disable(logging.WARNING)
    yield languages()
    count = 200 if quick else 10_000
    paths = texts(folder / "texts", count)
    turn = iter(range(100))
    ours, baseline = in_turns(
        1 if quick else ROUNDS,
        lambda: timed(lambda: taken_in(paths, folder / f"{next(turn)}.annot")),
        lambda: timed(lambda: bare(paths, folder / f"{next(turn)}.db")),
    )
    yield Row(f"import {count:,} plain texts, against bytes stored bare", ours, baseline, 3.0)
    yield from web_pages(folder, 24 if quick else 480)


def web_pages(folder: Path, count: int) -> Iterator[Row]:
    import trafilatura

    made = pages(count)
    (folder / "pages").mkdir()
    paths = []
    for number, page in enumerate(made):
        paths.append(folder / "pages" / f"{number}.html")
        paths[-1].write_text(page, encoding="utf-8")
    turn = iter(range(100))

    def alone() -> None:
        for path in paths:
            trafilatura.bare_extraction(path.read_bytes(), with_metadata=True)

    ours, baseline = in_turns(
        ROUNDS, lambda: timed(lambda: taken_in(paths, folder / f"pages-{next(turn)}.annot")), lambda: timed(alone)
    )
    yield Row(f"import {count} web pages, against trafilatura alone", ours, baseline, 1.5)


def languages() -> Row:
    """Print how many languages are told from 120 characters, and return what one takes."""
    rows = [line.split("\t") for line in (DATA / "languages.tsv").read_text(encoding="utf-8").splitlines()]
    told = [(tag, guess_language(text[:120])) for tag, text in rows]
    right = sum(tag == found for tag, found in told)
    silent = sum(found is None for _, found in told)
    print(
        f"languages at 120 characters: {right} of {len(told)} told, {silent} left open, {len(told) - right - silent} "
        f"wrong ({len({tag for tag, _ in rows})} languages)"
    )
    start = perf_counter()
    for _, text in rows:
        guess_language(text[:120])
    return Row("the language of 120 characters", (perf_counter() - start) / len(rows))


if __name__ == "__main__":
    run(measure)
