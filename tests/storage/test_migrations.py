"""Migrations lead to the same tables as a new project has, whole or not at all, and after a copy was made."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, PrimaryKeyConstraint, UniqueConstraint, event

from annotator.core.errors import DamagedError, ProjectError
from annotator.storage import migrations, schema
from annotator.storage.dialects import sqlite
from annotator.storage.migrations import run
from annotator.storage.store import Store
from sample_bundle import sample_bundle

NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "9999"
down_revision = "{head}"
def upgrade() -> None:
    op.add_column("coder", sa.Column("colour", sa.String(7)))
    with op.batch_alter_table("tag") as batch:
        batch.add_column(sa.Column("icon", sa.Text()))
        batch.alter_column("name", existing_type=sa.Text(), type_=sa.String(200))
    {more}
"""


def tables(path: Path) -> dict[str, list[str]]:
    """What the database says it is made of; a table's constraints are not compared by their order."""
    with closing(sqlite3.connect(path)) as raw:
        rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sorted(" ".join(sql.split()).removesuffix(" )").split(", ")) for name, sql in rows}


def upgraded(path: Path) -> None:
    engine = sqlite.engine(path, mode="rwc")
    with engine.connect() as connection, sqlite.transaction(connection, write=True):
        command.upgrade(run.config(connection), "head")
    engine.dispose()


def test_upgrading_from_nothing_equals_a_new_project(tmp_path: Path) -> None:
    new, old = tmp_path / "new.annot", tmp_path / "old.annot"
    Store.create(new, sample_bundle()).close()
    upgraded(old)
    assert tables(old) == tables(new)
    engine = sqlite.engine(old)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.METADATA) == []
        assert migrations.stored_version(connection) == migrations.HEAD
    engine.dispose()


def test_the_versions_we_know_are_those_there_are() -> None:
    scripts = ScriptDirectory.from_config(run.config())
    assert tuple(reversed([s.revision for s in scripts.walk_revisions()])) == migrations.VERSIONS
    assert scripts.get_current_head() == migrations.HEAD


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """Migrations one version ahead of ours."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for source in (run.SCRIPTS / "env.py", *(run.SCRIPTS / "versions").glob("v*.py")):
        (folder / source.relative_to(run.SCRIPTS)).write_text(source.read_text())
    return folder


def migrate(path: Path, scripts: Path, more: str = "pass") -> Path:
    (scripts / "versions" / "v9999_next.py").write_text(NEXT.format(more=more, head=migrations.HEAD))
    engine = sqlite.engine(path)
    try:
        with engine.connect() as connection:
            return run.migrate(path, connection, scripts)
    finally:
        engine.dispose()


def test_an_older_file_is_copied_and_migrated(tmp_path: Path, scripts: Path) -> None:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    before = tables(path)
    backup = migrate(path, scripts)
    assert backup.name == f"press.version-{migrations.HEAD}.annot"
    assert tables(backup) == before
    assert any(part.startswith("icon") for part in tables(path)["tag"])
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == ("9999",)
        assert raw.execute("SELECT count(*) FROM tag").fetchone()[0] == len(sample_bundle().tags)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    with Store.open(backup) as old:
        assert old.bundle().project == sample_bundle().project
    with pytest.raises(ProjectError, match="newer"):
        Store.open(path)


@pytest.mark.parametrize("more", ["raise RuntimeError('half way')", "op.execute('DELETE FROM coder')"])
def test_a_failing_migration_leaves_the_file_as_it_was(tmp_path: Path, scripts: Path, more: str) -> None:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    before = tables(path)
    with pytest.raises((RuntimeError, ProjectError)):
        migrate(path, scripts, more)
    assert tables(path) == before
    with Store.open(path) as store:
        assert store.check() == []
    assert migrate(path, scripts).name == f"press.version-{migrations.HEAD}-2.annot", "the first copy is kept"


def test_opening_an_older_file_migrates_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    asked: list[Path] = []

    def pretend(path: Path, connection: Connection) -> Path:
        asked.append(path)
        return path

    monkeypatch.setattr(migrations, "VERSIONS", (*migrations.VERSIONS, "9999"))
    monkeypatch.setattr(migrations, "HEAD", "9999")
    monkeypatch.setattr(migrations, "migrate", pretend)
    Store.open(path).close()
    assert asked == [path]
    with pytest.raises(ProjectError, match="older version"):
        Store.open(path, read_only=True)


def test_alembic_is_loaded_only_to_migrate(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import annotator.project as p\n"
        "loaded = {'PySide6', 'alembic', 'sqlalchemy'} & set(sys.modules); assert not loaded, loaded\n"
        "project = p.Project.create(Path(sys.argv[1])); project.close(); p.Project.open(sys.argv[1]).close()\n"
        "loaded = {'PySide6', 'alembic'} & set(sys.modules); assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code, str(tmp_path / "p.annot")], check=True, timeout=60)


def test_what_refers_to_an_article_is_found_by_an_index() -> None:
    # Else all of them are looked over for each article that is removed: undoing an import of many would not end.
    for table in schema.METADATA.tables.values():
        led = {next(iter(index.columns)).name for index in table.indexes}
        led |= {
            next(iter(rule.columns)).name
            for rule in table.constraints
            if isinstance(rule, PrimaryKeyConstraint | UniqueConstraint)
        }
        for key in table.foreign_keys:
            if key.column.table is schema.ARTICLE and table is not schema.RELATION:
                assert key.parent.name in led


@pytest.mark.parametrize("version", migrations.VERSIONS[:-1])
def test_a_migration_broken_off_at_any_statement_leaves_the_file_whole(tmp_path: Path, version: str) -> None:
    """Each statement of it fails once, the last ones being the check of references and the commit."""
    data = (Path(__file__).parent.parent / "data" / f"version-{version}.annot").read_bytes()
    path = tmp_path / "press.annot"
    statements = 0
    while True:
        path.write_bytes(data)
        before = tables(path)
        left = statements

        def fail(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt

        engine = sqlite.engine(path)
        try:
            with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
                event.listen(connection, "before_cursor_execute", fail)
                event.listen(connection, "commit", fail)
                patch.setattr(run, "_backup", lambda path, _: path)
                run.migrate(path, connection)
            break
        except KeyboardInterrupt:
            statements += 1
        finally:
            engine.dispose()
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            ((now,),) = raw.execute("SELECT version_num FROM alembic_version").fetchall()
        if now == migrations.HEAD:
            break  # All was stored; what failed was turning the watch over references on again.
        assert now == version
        assert tables(path) == before, f"broken off at statement {statements}"
    assert statements > 10
    with Store.open(path) as store:
        assert store.check() == []


def test_a_migration_that_is_killed_is_done_at_the_next_opening(tmp_path: Path) -> None:
    """What a crash leaves is a journal beside the file; opening it takes the half of a migration back, and migrates."""
    path, after = tmp_path / "press.annot", tmp_path / "after"
    path.write_bytes((Path(__file__).parent.parent / "data" / "version-0001.annot").read_bytes())
    after.mkdir()
    engine = sqlite.engine(path)
    with engine.connect() as connection, pytest.MonkeyPatch.context() as patch:
        sqlite.pragma(connection, "cache_size=2")

        def killed(*_: object) -> None:
            for end in ("", "-journal"):
                shutil.copy(f"{path}{end}", after)
            raise KeyboardInterrupt

        event.listen(connection, "commit", killed)
        patch.setattr(run, "_backup", lambda path, _: path)
        with pytest.raises(KeyboardInterrupt):
            run.migrate(path, connection)
    engine.dispose()
    with Store.open(after / path.name) as store:
        assert store.check() == []
    assert sorted(entry.name for entry in after.iterdir()) == ["press.annot", "press.version-0001.annot"]


def test_the_copy_is_no_more_open_to_others_than_the_project(tmp_path: Path, scripts: Path) -> None:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    path.chmod(0o600)
    assert migrate(path, scripts).stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_not_migrated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its size: all of it is read then anyway."""
    path = tmp_path / "press.annot"
    data = bytearray((Path(__file__).parent.parent / "data" / "version-0001.annot").read_bytes())
    data[4096 * 5 : 4096 * 6] = bytes(4096)
    path.write_bytes(data)
    monkeypatch.setattr(sqlite, "QUICK_CHECK_BYTES", 0)
    with pytest.raises(DamagedError):
        Store.open(path)
    assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
