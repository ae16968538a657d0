"""A project file made to do harm is refused in a sentence, or read for what it is; nothing in it is executed."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError, DamagedError
from annotator.core.ids import new_id
from annotator.project import Project, edits
from annotator.project.repairing import repair
from annotator.storage.dialects import hardening, sqlite
from annotator.storage.store import Store
from annotator.text.span import Span
from sample_bundle import sample_bundle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "press.annot"
    Store.create(path, sample_bundle()).close()
    return path


def execute(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)


def rewritten(path: Path, table: str, old: str, new: str) -> None:
    """Alter what the schema says of a table, as only hands at the bytes can."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        changed = raw.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ?", (old, new, table))
        assert changed.rowcount == 1
        raw.execute("PRAGMA writable_schema=RESET")


REFUSED = {
    "a trigger on a table of ours": "CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM article_text; END",
    "a trigger with another name": "CREATE TRIGGER annotation_2 BEFORE UPDATE ON tag BEGIN SELECT 1; END",
    "a view": "CREATE VIEW summary AS SELECT * FROM article",
    "a virtual table": "CREATE VIRTUAL TABLE box USING rtree(id, a, b)",
    "a virtual table under the name of our index": "CREATE VIRTUAL TABLE search1_words USING rtree(id, a, b)",
    "an index of an expression": "CREATE INDEX i ON article (upper(title))",
    "an index of a part": "CREATE INDEX i ON article (title) WHERE length > 3",
    "a computed column": "ALTER TABLE tag ADD COLUMN loud TEXT AS (upper(name))",
    "a table that is gone": "DROP TABLE relation",
    "a column that is gone": "ALTER TABLE tag DROP COLUMN description",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_a_schema_that_no_project_has_is_refused(path: Path, tmp_path: Path, statement: str) -> None:
    execute(path, statement)
    before = path.read_bytes()
    with pytest.raises(DamagedError, match="changed by another program"):
        Store.open(path)
    assert path.read_bytes() == before
    repair(path, tmp_path / "new.annot")
    with Project.open(tmp_path / "new.annot") as project:
        assert project.check() == []
        assert len(project.annotations()) == len(sample_bundle().annotations)


@pytest.mark.parametrize("kind", ["VIEW", "TRIGGER"])
def test_what_would_act_before_a_migration_is_refused_before_it(tmp_path: Path, kind: str) -> None:
    old = tmp_path / "old.annot"
    old.write_bytes((Path(__file__).parent.parent / "data" / "version-0001.annot").read_bytes())
    what = {"VIEW": "VIEW article_sketch AS SELECT 1", "TRIGGER": "TRIGGER t AFTER INSERT ON tag BEGIN SELECT 1; END"}
    execute(old, f"CREATE {what[kind]}")
    before = old.read_bytes()
    with pytest.raises(DamagedError, match=kind.lower()):
        Store.open(old)
    assert old.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == [old.name]


def test_a_view_in_the_place_of_a_table_of_ours_is_refused(path: Path) -> None:
    execute(path, "ALTER TABLE event RENAME TO event_2", "CREATE VIEW event AS SELECT id, name FROM event_2")
    with pytest.raises(DamagedError, match="a view 'event'"):
        Store.open(path)


def test_deletions_are_not_passed_on(path: Path) -> None:
    rewritten(path, "annotation", "REFERENCES tag (id)", "REFERENCES tag (id) ON DELETE CASCADE")
    with pytest.raises(DamagedError, match="passes deletions on"):
        Store.open(path)


def test_a_check_in_a_table_only_refuses(path: Path) -> None:
    rewritten(path, "coder", "name TEXT NOT NULL", "name TEXT NOT NULL CHECK (length(name) < 5)")
    with Project.open(path, coder="somebody long") as project:
        assert project.check() == []
        article = project.articles()[0]
        change = edits.annotate(project, article.id, Span(7, 14), project.tags.named("concern").id)
        assert isinstance(change, Change)
        with pytest.raises(AnnotatorError):
            project.do(change)


def test_an_enormous_schema_is_refused(path: Path) -> None:
    execute(path, *(f"CREATE TABLE t{number} (a)" for number in range(2000)))
    with pytest.raises(DamagedError, match="tables and indexes"):
        Store.open(path)


def test_other_tables_are_nobodys_business(path: Path) -> None:
    execute(path, "CREATE TABLE notes (a, b)", "INSERT INTO notes VALUES (1, zeroblob(100))")
    with Project.open(path) as project:
        assert project.check() == []


WRONG = {
    "a number for a title": "UPDATE article SET title = x'4142'",
    "bytes for a name": "UPDATE tag SET name = x'ff'",
    "words for a place": "UPDATE annotation SET start = 'nowhere'",
    "bytes for a place": "UPDATE annotation SET \"end\" = x'00'",
    "a fraction for a length": "UPDATE article SET length = 3.5",
    "words for a file": "UPDATE article_sketch SET sketch = 'words'",
    "words in a list of spans": 'UPDATE annotation SET fragments = \'[["a", "b"]]\'',
    "a number in a list of names": "UPDATE entity SET aliases = '[1, 2]'",
    "an object for a list": "UPDATE entity SET aliases = '{\"a\": 1}'",
    "a list too deep": f"UPDATE entity SET aliases = '{'[' * 50_000}'",
    "attributes too deep": f"UPDATE annotation SET attributes = '{'[' * 50_000}'",
    "half of a surrogate pair": 'UPDATE annotation SET attributes = \'[["a", "\\ud800"]]\'',
    "a list for an attribute": "UPDATE annotation SET attributes = '[[\"a\", []]]'",
    "both ends of a relation's end": "UPDATE relation SET source_annotation = NULL, source_entity = NULL",
    "a text that is no UTF-8": "UPDATE article_text SET text = CAST(x'ff4142' AS TEXT)",
}


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG)
def test_values_of_another_kind_are_refused_where_they_are_read(path: Path, tmp_path: Path, statement: str) -> None:
    if "sketch" in statement:
        execute(path, "INSERT INTO article_sketch SELECT id, x'00' FROM article")
    execute(path, statement)
    with Project.open(path) as project, pytest.raises(DamagedError, match="damaged or was changed by another program"):
        _ = project.sketches(), project.bundle()
    with Project.open(path) as project:
        assert "sketch" in statement or project.check()
    repair(path, tmp_path / "new.annot")
    with Project.open(tmp_path / "new.annot") as project:
        assert project.check() == []


CIRCLES = {
    "tag": "UPDATE tag SET parent = id",
    "entity": "UPDATE entity SET part_of = (SELECT other.id FROM entity other WHERE other.id <> entity.id)",
    "article": "UPDATE article SET replaces = (SELECT other.id FROM article other WHERE other.id <> article.id)",
}


@pytest.mark.parametrize("kind", CIRCLES)
def test_circles_are_found_and_opened(path: Path, tmp_path: Path, kind: str) -> None:
    execute(path, CIRCLES[kind])
    with Project.open(path) as project:
        assert any(line.startswith(f"{kind} ") and "in the end" in line for line in project.check())
        project.export(tmp_path / "out.json")
        project.first_articles(2)
    repair(path, tmp_path / "new.annot")
    with Project.open(tmp_path / "new.annot") as project:
        assert project.check() == []


def test_marks_outside_of_their_text_are_found(path: Path, tmp_path: Path) -> None:
    execute(path, 'UPDATE annotation SET "end" = 1000000000')
    with Project.open(path) as project:
        assert len(project.check()) == len(sample_bundle().annotations)
    execute(path, "UPDATE annotation SET start = -5")
    with Project.open(path) as project:
        (line,) = project.check()
        assert "no mark runs from -5" in line
    report = repair(path, tmp_path / "new.annot")
    assert report.annotations == 0


def test_a_small_file_that_unpacks_to_a_huge_one_is_not_unpacked(path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(101)) + packer.flush()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO article_original SELECT id, ? FROM article LIMIT 1", (bomb,))
    with Project.open(path) as project:
        assert any("original file is damaged" in line for line in project.check())


def test_a_small_change_that_unpacks_to_a_huge_one_is_not_unpacked(path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(101)) + packer.flush()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO change VALUES (1, 'a', 'note', NULL, '2024-01-01T00:00:00Z', '', 1, 'done', "
            "NULL, NULL, NULL, NULL, ?)",
            (bomb,),
        )
    with Project.open(path) as project:
        with pytest.raises(DamagedError, match="history is damaged"):
            project.undo()
        assert project.check() == ["change 1 of the history is damaged"]


def test_names_that_would_command_a_terminal_do_not(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from annotator.cli.main import main

    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE tag SET name = ? || id, folded = id", ("\x1b[2J\n\x9b",))
        raw.execute("UPDATE article SET title = ?", ("\x1b]0;owned\x07",))
    main(["check", str(path)])
    main(["repair", str(path), "-o", str(path.with_name("new.annot"))])
    out = capsys.readouterr()
    assert not {"\x1b", "\x9b", "\x07"} & set(out.out + out.err)


@pytest.fixture
def driver(path: Path) -> Iterator[sqlite3.Connection]:
    engine = sqlite.engine(path)
    with engine.connect() as connection:
        yield sqlite.raw(connection)
    engine.dispose()


def test_the_connection_trusts_nothing(driver: sqlite3.Connection) -> None:
    pragmas = {name: driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("trusted_schema", "cell_size_check")}
    assert pragmas == {"trusted_schema": 0, "cell_size_check": 1}
    driver.execute("ATTACH ':memory:' AS one")
    with pytest.raises(sqlite3.OperationalError, match="too many attached"):
        driver.execute("ATTACH ':memory:' AS two")
    driver.execute("DETACH one")
    assert driver.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 500_000_000
    if sys.version_info >= (3, 12):
        assert driver.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)


def test_what_is_set_aside_stays_in_memory(driver: sqlite3.Connection) -> None:
    assert driver.execute("PRAGMA temp_store").fetchone() == (2,)


def test_a_page_that_all_others_lead_to_is_met_once(path: Path, tmp_path: Path) -> None:
    """A tree whose branches meet would be gone through for ever."""
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'annotation'").fetchone()
    page = bytearray(4096)
    page[0], page[3:5], page[5:7], page[8:12] = (
        5,
        (200).to_bytes(2, "big"),
        (4096 - 1000).to_bytes(2, "big"),
        root.to_bytes(4, "big"),
    )
    for number in range(200):
        place = 4096 - 5 * (number + 1)
        page[12 + 2 * number : 14 + 2 * number] = place.to_bytes(2, "big")
        page[place : place + 5] = root.to_bytes(4, "big") + b"\x01"
    data[(root - 1) * 4096 : root * 4096] = page
    path.write_bytes(data)
    with pytest.raises(DamagedError):
        Store.open(path)
    assert repair(path, tmp_path / "new.annot").unreadable == 201


def test_strangers_are_named_without_what_they_hide(path: Path) -> None:
    execute(path, f'CREATE VIEW "\x1b[2J{"x" * 300}" AS SELECT 1')
    with closing(sqlite3.connect(path)) as raw:
        found = hardening.strangers(raw, {})
    assert found is not None
    assert "\x1b" not in found
    assert len(found) < 80


def test_ids_are_taken_whatever_their_shape(path: Path, tmp_path: Path) -> None:
    odd = "not-a-uuid"
    execute(
        path, f"UPDATE event SET id = '{odd}'", f"UPDATE article SET events = '[\"{odd}\"]' WHERE events IS NOT NULL"
    )
    assert new_id() != odd
    repair(path, tmp_path / "new.annot")
    with Project.open(tmp_path / "new.annot") as project:
        assert [event.id for event in project.events()] == [odd]
