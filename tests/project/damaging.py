"""Files of a project with something done to their bytes, as disks, networks and other programs do it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.values import Article, ArticleOriginal, ArticleText, Coder, Value
from annotator.project import Project
from annotator.project.rules import sha256
from annotator.text.direction import Direction
from sample_bundle import CODER, mark, sample_bundle

PAGE = 4096
WAYS = ("flip", "fill", "zero", "cut", "splice", "lengthen")

Stroke = tuple[str, int, int]
"""What is done (one of WAYS), where (a fraction of the file, of a million) and with what."""

strokes = st.lists(
    st.tuples(st.sampled_from(WAYS), st.integers(0, 999_999), st.integers(0, 2**31)), min_size=1, max_size=4
)


def damaged(data: bytes, done: Sequence[Stroke]) -> bytes:
    """Return the bytes of a file after each stroke."""
    found = bytearray(data)
    for way, where, what in done:
        if not found:
            break
        place = where * len(found) // 1_000_000
        page = place // PAGE * PAGE
        rest = random.Random(what)
        if way == "flip":
            found[place] ^= 1 << what % 8
        elif way == "fill":
            count = 1 + what % 600
            found[place : place + count] = rest.randbytes(len(found[place : place + count]))
        elif way == "zero":
            found[page : page + PAGE] = bytes(len(found[page : page + PAGE]))
        elif way == "cut":
            del found[place:]
        elif way == "splice":
            other = what % len(found) // PAGE * PAGE
            found[page : page + PAGE] = found[other : other + PAGE]
        else:
            found += rest.randbytes(what % (3 * PAGE))
    return bytes(found)


def make_project(path: Path, articles: int = 12, words: int = 1500) -> None:
    """Make a project of some hundred pages: short and long texts, marks, an original file, an index of words."""
    bundle = sample_bundle()
    rest = random.Random(7)
    edits: list[Edit[Value]] = []
    for number in range(articles):
        said = " ".join(rest.choice(("ميناء", "harbour", "Behörde", "räumt")) for _ in range(words))
        text = f"Report {number}\n\n{said}"
        article = Article(new_id(), f"Report {number}", Direction.LTR, sha256(text), len(text))
        edits += [Edit(None, article), Edit(None, ArticleText(article.id, text))]
        edits.append(Edit(None, ArticleOriginal.pack(article.id, text.encode("utf-16"))))
        for word in ("harbour", "Behörde"):
            made = mark(0, article, text, word, rest.choice(bundle.tags), note="n" * rest.randrange(80))
            edits.append(Edit(None, replace(made, id=new_id())))
    with Project.create(path, bundle=bundle) as project:
        project.do(Change(ChangeKind.LOAD, CODER.id, now(), "", tuple(edits)))
        for _ in project.searcher.index():
            pass


def crash(path: Path, folder: Path, coders: int = 20) -> Path:
    """Copy a project as a crash would leave it: with a log beside it that holds its last edits. Return the copy."""
    folder.mkdir(exist_ok=True)
    with Project.open(path) as project:
        for number in range(coders):
            coder = Coder(new_id(), f"coder {number}")
            project.do(Change(ChangeKind.LOAD, None, now(), "", (Edit(None, coder),)))
        for end in ("", "-wal"):
            shutil.copy(f"{path}{end}", folder)
    return folder / path.name


def cut_off(path: Path, folder: Path) -> Path:
    """Copy a project as a crash within a transaction leaves it where there is no write-ahead log. Return the copy."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=2")
        raw.execute("BEGIN")
        raw.execute("UPDATE article_text SET text = upper(text) || text")
        for end in ("", "-journal"):
            shutil.copy(f"{path}{end}", folder)
        raw.execute("ROLLBACK")
    return folder / path.name
