"""Backups of real projects: made while work goes on, found whatever became of the project, restored beside it."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from annotator.core.change import Change
from annotator.core.errors import ProjectError
from annotator.core.tagset import ACTOR
from annotator.project import Project, backups, edits, signature
from annotator.project.backups import Place, Plan, Rotation
from annotator.text.span import Span
from sample_bundle import sample_bundle

NOW = datetime(2026, 3, 19, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No backups of other tests, whose windows make some when they are closed."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path_factory.mktemp("user")))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Backups go into a folder of this test."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return Plan(place=Place.FOLDER, folder=str(folder))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "press.annot"
    Project.create(path, bundle=sample_bundle(), coder="Ada").close()
    return path


def mark(project: Project, note: str) -> None:
    project.do(edits.set_note(project, project.annotations()[0], note))


def change(path: Path, note: str) -> None:
    with Project.open(path) as project:
        mark(project, note)


def files(plan: Plan) -> list[str]:
    return sorted(str(path.relative_to(plan.folder)) for path in Path(plan.folder).rglob("*") if path.is_file())


def test_a_backup_holds_what_the_project_holds(path: Path, plan: Plan) -> None:
    backup = backups.make(path, plan, now=NOW)
    assert backup is not None
    assert backup.path.name == "press.backup-2026-03-19T12-30-00Z.annot"
    assert (backup.time, backup.size) == (NOW, path.stat().st_size)
    found = backups.contents(backup.path)
    bundle = sample_bundle()
    assert (found.id, found.articles, found.annotations) == (
        bundle.project.id,
        len(bundle.articles),
        len(bundle.annotations),
    )
    with Project.open(path) as project, Project.open(backup.path, read_only=True) as copy:
        assert copy.bundle() == project.bundle()
        assert copy.check() == []


def test_nothing_is_made_where_nothing_changed_not_even_by_opening_and_closing(path: Path, plan: Plan) -> None:
    assert backups.make(path, plan) is not None
    assert backups.make(path, plan) is None
    with Project.open(path) as project:
        assert backups.make(path, plan) is None
        assert project.annotations()
    assert backups.make(path, plan) is None
    change(path, "new")
    assert backups.make(path, plan) is not None
    assert len(backups.list_backups(path, plan)) == 2


def test_a_backup_of_an_open_project_holds_every_edit_that_was_stored(path: Path, plan: Plan) -> None:
    with Project.open(path) as project:
        mark(project, "in the log only")
        backup = backups.make(path, plan)
        assert backup is not None
        with Project.open(backup.path, read_only=True) as copy:
            assert copy.bundle() == project.bundle()
    # It is one file, without a log.
    assert [name for name in files(plan) if name.endswith(("-wal", "-shm"))] == []
    assert backup.path.read_bytes()[18:20] == b"\x01\x01"


def test_edits_go_on_while_a_backup_is_made_and_it_shows_one_moment(path: Path, plan: Plan) -> None:
    with Project.open(path) as project:
        article = project.articles()[0]
        # Larger than many steps, so that the edits come in between.
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("INSERT INTO article_original VALUES (?, zeroblob(12000000))", (article.id,))
        steps: list[float] = []
        begun, made = threading.Event(), threading.Event()

        def tick(share: float) -> bool:
            steps.append(share)
            begun.set()
            return True

        def work() -> None:
            backups.make(path, plan, tick=tick)
            made.set()

        before = project.annotations()[0].note
        thread = threading.Thread(target=work)
        thread.start()
        begun.wait()
        notes = 0
        while not made.is_set():
            mark(project, f"note {notes}")
            notes += 1
            time.sleep(0.005)
        thread.join()
        assert notes > 2
        assert steps == sorted(steps)
        (backup,) = backups.list_backups(path, plan)
        with Project.open(backup.path, read_only=True) as copy:
            assert copy.annotations()[0].note == before
        assert project.annotations()[0].note == f"note {notes - 1}"


def test_a_file_without_a_log_is_not_locked_by_its_backup(path: Path, plan: Plan) -> None:
    """As on a network drive, where SQLite has no write-ahead log: the copy begins anew, the edit does not wait."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE filling (data)")
        other.execute("INSERT INTO filling VALUES (zeroblob(6000000))")
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        other.execute("PRAGMA busy_timeout=2000")
        edited: list[float] = []

        def tick(share: float) -> bool:
            if share > 0.4 and not edited:
                edited.append(share)
                other.execute("UPDATE project SET name = 'new'")
            return True

        backup = backups.make(path, plan, tick=tick)
    assert edited
    assert backup is not None
    assert backups.contents(backup.path).name == "new"


def test_what_changes_all_the_time_is_given_up_for_later(path: Path, plan: Plan) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("CREATE TABLE filling (data)")
        other.execute("INSERT INTO filling VALUES (zeroblob(4000000))")
        count = iter(range(1000))

        def tick(_share: float) -> bool:
            other.execute("UPDATE project SET name = ?", (str(next(count)),))
            return True

        with pytest.raises(ProjectError, match="locked"):
            backups.make(path, plan, tick=tick, gently=False)
    assert files(plan) == []


def test_it_can_be_called_off_and_leaves_nothing(path: Path, plan: Plan) -> None:
    with pytest.raises(backups.StoppedError):
        backups.make(path, plan, tick=lambda _share: False)
    assert files(plan) == []


def test_old_backups_go_by_age(path: Path, plan: Plan) -> None:
    for hours in range(30, -1, -1):
        change(path, f"{hours}")
        assert backups.make(path, plan, now=NOW - hours * HOUR, gently=False) is not None
    times = [backup.time for backup in backups.list_backups(path, plan)]
    assert times[:24] == [NOW - hours * HOUR for hours in range(24)]
    # Of what is older nothing is the last of its day.
    assert times[24:] == []


def test_old_backups_go_where_they_take_too_much_room(path: Path, plan: Plan) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE filling (data)")
        other.execute("INSERT INTO filling VALUES (zeroblob(400000))")
    few = Plan(place=plan.place, folder=plan.folder, megabytes=2)
    for hours in (5, 4, 3, 2, 1, 0):
        change(path, f"{hours}")
        backups.make(path, few, now=NOW - hours * HOUR, gently=False)
    left = backups.list_backups(path, few)
    assert 2 <= len(left) < 6
    assert sum(backup.size for backup in left) <= 2_000_000
    assert left[0].time == NOW


def test_two_copies_of_a_project_do_not_mix_up(path: Path, plan: Plan, tmp_path: Path) -> None:
    twin = tmp_path / "twin.annot"
    twin.write_bytes(path.read_bytes())
    change(twin, "of the twin")
    backups.make(path, plan, now=NOW)
    backups.make(twin, plan, now=NOW)
    (one,), (other,) = backups.list_backups(path, plan), backups.list_backups(twin, plan)
    assert one.path != other.path
    with Project.open(other.path, read_only=True) as copy:
        assert copy.annotations()[0].note == "of the twin"


def test_backups_of_a_project_that_is_gone_or_was_moved_are_found(path: Path, plan: Plan, tmp_path: Path) -> None:
    backup = backups.make(path, plan)
    moved = tmp_path / "elsewhere" / "moved.annot"
    moved.parent.mkdir()
    path.rename(moved)
    assert backups.list_backups(moved, plan) == backups.list_backups(path, plan) == [backup]
    moved.unlink()
    assert backups.list_backups(path, plan) == [backup]
    assert list(backups.projects(plan)) == [path]


def test_backups_are_found_where_earlier_settings_put_them(path: Path, plan: Plan, tmp_path: Path) -> None:
    beside = backups.make(path, Plan(place=Place.BESIDE), now=NOW)
    assert beside is not None
    assert (tmp_path / "Annotator backups") in beside.path.parents
    change(path, "later")
    backups.make(path, plan, now=NOW + HOUR)
    assert [backup.time for backup in backups.list_backups(path, plan)] == [NOW + HOUR, NOW]


def test_a_link_leads_to_the_same_backups(path: Path, plan: Plan, tmp_path: Path) -> None:
    link = tmp_path / "link.annot"
    link.symlink_to(path)
    backup = backups.make(link, plan)
    assert backups.list_backups(path, plan) == [backup]
    assert backups.make(path, plan) is None


def test_a_damaged_project_is_not_backed_up_and_its_good_backups_stay(path: Path, plan: Plan) -> None:
    kept = backups.make(path, plan)
    assert kept is not None
    content = path.read_bytes()
    path.write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    with pytest.raises(ProjectError, match="damaged"):
        backups.make(path, plan)
    assert backups.list_backups(path, plan) == [kept]
    assert backups.newest_good(path, plan) == kept


def test_the_newest_good_backup_is_the_last_that_is_sound(path: Path, plan: Plan) -> None:
    assert backups.newest_good(path, plan) is None
    good = backups.make(path, plan, now=NOW)
    change(path, "later")
    bad = backups.make(path, plan, now=NOW + HOUR)
    assert bad is not None
    bad.path.chmod(0o600)
    content = bytearray(bad.path.read_bytes())
    content[8192:20000] = os.urandom(20000 - 8192)
    bad.path.write_bytes(content)
    assert not backups.is_good(bad.path)
    assert backups.newest_good(path, plan) == good
    newer = backups.list_backups(path, plan)[0]
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    future = backups.make(path, plan, now=NOW + 2 * HOUR)
    assert future is not None
    assert not backups.is_good(future.path), "of a version that this program does not open"
    assert newer.path == bad.path


def test_restoring_makes_a_new_project_and_overwrites_nothing(path: Path, plan: Plan) -> None:
    backup = backups.make(path, plan, now=NOW)
    assert backup is not None
    change(path, "later")
    with pytest.raises(ProjectError, match="exists already"):
        backups.restore(backup.path, path)
    new = backups.proposed(backup)
    assert new.parent == path.parent
    assert new.name.startswith("press (2026-03-19 ")
    backups.restore(backup.path, new)
    assert backups.proposed(backup) != new
    with Project.open(new) as project, Project.open(backup.path, read_only=True) as copy:
        assert project.bundle() == copy.bundle()
        mark(project, "and it can be worked in")
    with Project.open(path) as project:
        assert project.annotations()[0].note == "later"
    assert list(path.parent.glob(".annotator-*")) == []


def test_a_damaged_backup_is_not_restored(path: Path, plan: Plan, tmp_path: Path) -> None:
    backup = backups.make(path, plan)
    assert backup is not None
    backup.path.chmod(0o600)
    content = bytearray(backup.path.read_bytes())
    content[8192:20000] = os.urandom(20000 - 8192)
    backup.path.write_bytes(content)
    with pytest.raises(ProjectError, match="damaged"):
        backups.restore(backup.path, tmp_path / "new.annot")
    assert not (tmp_path / "new.annot").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there the rights of a file are others")
def test_only_the_owner_reads_backups_and_nobody_writes_them(path: Path, plan: Plan, tmp_path: Path) -> None:
    backup = backups.make(path, plan)
    assert backup is not None
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o400
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700
    new = tmp_path / "new.annot"
    backups.restore(backup.path, new)
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(new.stat().st_mode) == 0o666 & ~mask


def test_a_chosen_folder_that_is_absent_is_not_made(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="not there"):
        backups.make(path, Plan(place=Place.FOLDER, folder=str(tmp_path / "unplugged")))
    assert not (tmp_path / "unplugged").exists()


def test_a_folder_that_cannot_be_made_is_said(path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    (Path(plan.folder) / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", f"{plan.folder}/file")
    monkeypatch.setenv("LOCALAPPDATA", f"{plan.folder}/file")
    monkeypatch.setenv("HOME", f"{plan.folder}/file")
    with pytest.raises(ProjectError, match="cannot be made"):
        backups.make(path, Plan())


def test_a_disk_is_never_filled_with_backups(path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=50_000_000))
    with pytest.raises(ProjectError, match="too little room"):
        backups.make(path, plan)
    assert files(plan) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_on_the_way_leaves_nothing_and_is_said(
    path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fsync(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("annotator.storage.dialects.sqlite_backup.os.fsync", fsync)
    with pytest.raises(ProjectError, match=os.strerror(number)):
        backups.make(path, plan)
    assert files(plan) == []


def test_drafts_of_a_process_that_was_killed_are_tidied_up(path: Path, plan: Plan) -> None:
    old, new = Path(plan.folder) / ".annotator-0123", Path(plan.folder) / ".annotator-4567"
    old.write_bytes(b"half")
    new.write_bytes(b"of another process, perhaps")
    os.utime(old, (0, 0))
    backups.make(path, plan)
    assert not old.exists()
    assert new.exists()


def test_whether_a_project_is_backed_up_is_known_before_it_is_opened(path: Path, plan: Plan) -> None:
    record = sample_bundle().project.id
    assert not backups.unchanged(path, record, plan, signature(path))
    backups.make(path, plan)
    assert backups.unchanged(path, record, plan, signature(path))
    with Project.open(path):
        pass
    # Opening and closing has touched the file; whoever closed it knows that it is the same.
    backups.settle(path, record, plan)
    assert backups.unchanged(path, record, plan, signature(path))
    change(path, "from the command line")
    assert not backups.unchanged(path, record, plan, signature(path))
    assert not backups.unchanged(path, record, plan, None)


def test_a_log_left_behind_makes_a_project_unlike_any_other(path: Path) -> None:
    assert signature(path) is not None
    path.with_name(f"{path.name}-wal").write_bytes(b"something")
    assert signature(path) is None
    assert signature(path.with_name("missing.annot")) is None


def test_what_is_set_comes_back_and_what_is_unsound_is_the_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "config"))
    assert backups.read_plan() == Plan()
    chosen = Plan(on=False, place=Place.BESIDE, rotation=Rotation(2, 3, 4), megabytes=700)
    backups.keep_plan(chosen)
    assert backups.read_plan() == chosen
    (file,) = (tmp_path / "config").rglob("backups.json")
    file.write_text('{"place": "moon"}')
    assert backups.read_plan() == Plan()


def test_a_name_in_any_script_and_of_any_length_has_backups(plan: Plan, tmp_path: Path) -> None:
    for name in ("مراجعة الصحف.annot", "ж" * 110 + ".annot", "a b&c'd.annot"):
        path = tmp_path / name
        Project.create(path).close()
        backup = backups.make(path, plan)
        assert backup is not None
        assert backups.list_backups(path, plan) == [backup]


def test_files_of_others_in_the_folder_are_left_alone(path: Path, plan: Plan) -> None:
    first = backups.make(path, plan, now=NOW - 40 * HOUR)
    assert first is not None
    other = first.path.with_name("press.backup-of-mine.annot")
    other.write_bytes(b"mine")
    wrong = first.path.with_name("press.backup-2026-99-99T99-99-99Z.annot")
    wrong.write_bytes(b"mine too")
    (Path(plan.folder) / "folder of somebody").mkdir()
    change(path, "later")
    backups.make(path, plan, now=NOW)
    assert other.exists()
    assert wrong.exists()
    assert len(backups.list_backups(path, plan)) == 2


def test_marks_made_by_word_are_in_the_next_backup(path: Path, plan: Plan) -> None:
    with Project.open(path, coder="Ada") as project:
        article = project.articles()[0]
        backups.make(path, plan, now=NOW)
        before = len(project.annotations())
        text = project.text(article.id)
        start = text.index(" ") + 1
        end = text.index(" ", start)
        made = edits.annotate(project, article.id, Span(start, end), ACTOR.id)
        assert isinstance(made, Change)
        project.do(made)
        later = backups.make(path, plan, now=NOW + HOUR)
    assert later is not None
    assert backups.contents(later.path).annotations == before + 1
