"""A log beside a project is played in only where it is whole and the project's own."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.errors import DamagedError, ProjectError
from annotator.core.ids import new_id, now
from annotator.core.values import Article, ArticleText, Coder
from annotator.storage.dialects.sqlite_logs import read_log
from annotator.storage.store import Store
from sample_bundle import sample_bundle


def crashed(folder: Path, edits: int = 5) -> Path:
    """Make a project and leave it as a crash would, with its last edits in the log."""
    made, folder = folder / "made", folder / "crashed"
    made.mkdir(parents=True)
    folder.mkdir()
    bundle = sample_bundle()
    with Store.create(made / "p.annot", replace(bundle, project=replace(bundle.project, id=new_id()))) as store:
        for number in range(edits):
            coder = Coder(new_id(), f"coder {number}")
            store.apply(Change(ChangeKind.LOAD, None, now(), "", (Edit(None, coder),)))
        for end in ("", "-wal"):
            shutil.copy(made / f"p.annot{end}", folder)
    return folder / "p.annot"


def log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def untouched(path: Path, refusal: type[ProjectError], said: str) -> None:
    before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()}
    with pytest.raises(refusal, match=said):
        Store.open(path)
    after = {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if not entry.name.endswith("-shm")}
    assert after == before


def test_a_log_that_a_crash_left_is_played_in(tmp_path: Path) -> None:
    path = crashed(tmp_path)
    assert read_log(path).lost == 0
    with Store.open(path) as store:
        assert {f"coder {number}" for number in range(5)} <= {coder.name for coder in store.values(Coder)}


def test_a_log_that_takes_all_articles_away_is_the_projects_own(tmp_path: Path) -> None:
    """As a crash leaves it when the import was undone."""
    made = tmp_path / "made.annot"
    bundle = sample_bundle()
    with Store.create(made, replace(bundle, statuses=(), annotations=(), relations=())) as store:
        gone = [Edit(store.value(ArticleText, article.id), None) for article in bundle.articles]
        gone += [Edit(article, None) for article in bundle.articles]  # type: ignore[misc]
        store.apply(Change(ChangeKind.REMOVE_ARTICLE, None, now(), "", tuple(gone)))  # type: ignore[arg-type]
        for end in ("", "-wal"):
            shutil.copy(f"{made}{end}", f"{tmp_path / 'crashed.annot'}{end}")
    with Store.open(tmp_path / "crashed.annot") as store:
        assert store.values(Article) == ()


def test_a_log_that_ends_within_its_last_transaction_is_played_in(tmp_path: Path) -> None:
    path = crashed(tmp_path)
    data = log_of(path).read_bytes()
    log = read_log(path)
    end = 32 + (log.broken - 1 if log.broken else len(data)) * (24 + 4096)
    log_of(path).write_bytes(data[: min(end, len(data)) - 2000])
    with Store.open(path) as store:
        names = {coder.name for coder in store.values(Coder)}
    assert "coder 3" in names
    assert "coder 4" not in names


def test_a_log_with_a_fault_in_its_middle_is_refused(tmp_path: Path) -> None:
    """SQLite would stop reading there, and what was acknowledged later would be gone without a word."""
    path = crashed(tmp_path)
    data = bytearray(log_of(path).read_bytes())
    data[32 + 24 + 100] ^= 1
    log_of(path).write_bytes(data)
    untouched(path, DamagedError, "edits lie behind")


def test_another_projects_log_is_refused(tmp_path: Path) -> None:
    mine, other = crashed(tmp_path / "mine"), crashed(tmp_path / "other")
    with Store.open(mine):
        pass
    with Store.open(other):
        with closing(sqlite3.connect(other)) as raw, raw:
            raw.execute("UPDATE project SET name = name || '!'")
        shutil.copy(log_of(other), log_of(mine))
    untouched(mine, ProjectError, "belongs to another project")


def test_another_projects_journal_is_refused(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine.annot", tmp_path / "other.annot"
    Store.create(mine, sample_bundle()).close()
    bundle = sample_bundle()
    Store.create(other, replace(bundle, project=replace(bundle.project, id=new_id()))).close()
    with closing(sqlite3.connect(other, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=2")
        raw.execute("BEGIN")
        raw.execute("UPDATE project SET name = name || hex(zeroblob(20000))")
        raw.execute("UPDATE article_text SET text = text || hex(zeroblob(20000))")
        shutil.copy(other.with_name("other.annot-journal"), mine.with_name("mine.annot-journal"))
        raw.execute("ROLLBACK")
    untouched(mine, ProjectError, "belongs to another project|is damaged")
