"""Backups: made while work goes on, kept by age, restored into new files, never over anything (see ADR 16)."""

from __future__ import annotations

import contextlib
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from annotator.core.errors import ProjectError
from annotator.project import backup_places
from annotator.project.backup_places import Backup, Place, Plan, Record, Signature, keep_plan, read_plan
from annotator.project.rotation import Rotation, kept, within
from annotator.storage import copies, placing
from annotator.storage.copies import Contents, StoppedError, Tick
from annotator.storage.recognise import require_file, signature

__all__ = [
    "Backup",
    "Contents",
    "Place",
    "Plan",
    "Record",
    "Rotation",
    "Signature",
    "StoppedError",
    "Tick",
    "contents",
    "is_good",
    "keep_plan",
    "list_backups",
    "make",
    "newest_good",
    "projects",
    "proposed",
    "read_plan",
    "require",
    "restore",
    "settle",
    "unchanged",
]

_MEGABYTE = 1_000_000
_OWNER = stat.S_IRUSR | stat.S_IWUSR
_ANYBODY = 0o666
"""As the umask says, like any new project."""
_SECOND = timedelta(seconds=1)
_FORSAKEN = 3600
"""Seconds after which a draft is one that its process did not live to finish."""


def go_on(_share: float) -> bool:
    """Never call a copy off."""
    return True


def make(
    project: Path, plan: Plan, *, now: datetime | None = None, tick: Tick = go_on, gently: bool = True
) -> Backup | None:
    """Make a backup of a project, open or not, and let go of those that are too old; None where it would be the last.

    Nobody who works in the project waits for it; `gently` leaves them the disk too. `tick` is told how much is done,
    and calls it off: then StoppedError. Raises LockedError where it has to be tried later, ProjectError, FileError.
    """
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    root = backup_places.made_root(plan, project)
    _tidy(root)
    seen = signature(project)
    draft_of = root / backup_places.file_name(project, now)
    with copies.copied(project, draft_of, tick, mode=_OWNER, gently=gently) as (draft, found):
        folder = backup_places.home(root, project, found.id)
        record = Record(found.id, found.name, str(project.resolve()), seen)
        last = next(iter(backup_places.listed(folder, record)), None)
        if last is not None and copies.same(draft, last.path):
            backup_places.keep_record(folder, record)
            return None
        backup_places.keep_record(folder, replace(record, seen=None))
        path = _free(folder, project, now)
        placing.place(draft, path)
    with contextlib.suppress(OSError):
        # Not to be worked in by mistake. Some file systems know no permissions.
        path.chmod(stat.S_IRUSR)
    backup_places.keep_record(folder, record)
    made = next(backup for backup in backup_places.listed(folder, record) if backup.path == path)
    _rotate(folder, record, plan, now)
    return made


def _free(folder: Path, project: Path, now: datetime) -> Path:
    for seconds in count():
        path = folder / backup_places.file_name(project, now + seconds * _SECOND)
        if not path.exists():
            return path
    raise AssertionError


def _rotate(folder: Path, record: Record, plan: Plan, now: datetime) -> None:
    """Delete the backups that are too old, too many or too large."""
    backups = {backup.time: backup for backup in backup_places.listed(folder, record)}
    stay = kept(backups, plan.rotation, now)
    stay = within({time: backups[time].size for time in stay}, plan.megabytes * _MEGABYTE)
    for moment in backups.keys() - stay:
        path = backups[moment].path
        try:
            path.chmod(_OWNER)  # Windows deletes nothing that may not be written.
            path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise ProjectError(path, f"an old backup could not be deleted ({error.strerror})") from error


def _tidy(root: Path) -> None:
    """Delete drafts of processes that were killed while they made them."""
    for path in root.glob(".annotator-*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > _FORSAKEN:
                path.unlink()


def unchanged(project: Path, record: str, plan: Plan, found: Signature | None) -> bool:
    """Return whether a project whose file had this signature before it was opened was backed up when it was closed.

    `record` is the project's id.
    """
    folder = backup_places.home(backup_places.root(plan, project), project, record)
    known = backup_places.read_record(folder)
    return found is not None and known is not None and known.seen == found and bool(backup_places.listed(folder, known))


def settle(project: Path, record: str, plan: Plan) -> None:
    """Write down that a project which was just closed has not changed since its last backup. Raises FileError."""
    folder = backup_places.home(backup_places.root(plan, project), project, record)
    known = backup_places.read_record(folder)
    if known is not None:
        backup_places.keep_record(folder, replace(known, seen=signature(project)))


def list_backups(project: Path, plan: Plan | None = None) -> list[Backup]:
    """Return a project's backups, the last one first, also where its file is damaged or gone.

    They are those of this path, and those of a project of this id whose path nothing has any more: it was moved.
    """
    plan = plan or read_plan()
    path = str(project.resolve())
    record: str | None = None
    with contextlib.suppress(ProjectError):
        record = copies.contents(project).id
    found: list[Backup] = []
    for folder, known in backup_places.records(backup_places.roots(plan, project)):
        if known.path == path or (known.id == record and not Path(known.path).exists()):
            found += backup_places.listed(folder, known)
    return sorted(found, key=lambda backup: backup.time, reverse=True)


def require(project: Path) -> None:
    """Raise ProjectError, saying why, where a file is no sound project: for whoever found no backup of it."""
    require_file(project)
    copies.contents(project)


def projects(plan: Plan | None = None, beside: Path | None = None) -> dict[Path, list[Backup]]:
    """Return all projects that have backups, by where they lay, each with its backups; the one backed up last first.

    `beside` is a project in whose folder backups are looked for too.
    """
    found: dict[Path, list[Backup]] = {}
    for folder, known in backup_places.records(backup_places.roots(plan or read_plan(), beside)):
        if backups := backup_places.listed(folder, known):
            found.setdefault(Path(known.path), []).extend(backups)
    for backups in found.values():
        backups.sort(key=lambda backup: backup.time, reverse=True)
    return dict(sorted(found.items(), key=lambda item: item[1][0].time, reverse=True))


def contents(backup: Path) -> Contents:
    """Return how many articles and annotations a backup holds, and of what. Raises ProjectError where it is damaged."""
    return copies.contents(backup)


def is_good(backup: Path, tick: Tick = go_on) -> bool:
    """Return whether a backup is sound and of a version that we open. All of it is read. Raises StoppedError."""
    try:
        return not copies.faults(backup, tick) and copies.contents(backup).readable
    except ProjectError:
        return False


def newest_good(project: Path, plan: Plan | None = None, tick: Tick = go_on) -> Backup | None:
    """Return the last backup of a project that is sound, whatever became of the project. Raises StoppedError."""
    return next((backup for backup in list_backups(project, plan) if is_good(backup.path, tick)), None)


def proposed(backup: Backup, folder: Path | None = None) -> Path:
    """Return a free name for what is restored: in `folder`, or beside where the project lay."""
    project = Path(backup.project.path)
    when = backup.time.astimezone().strftime("%Y-%m-%d %H.%M")
    names: Iterator[str] = (f"{project.stem} ({when}{'' if n == 1 else f', {n}'}).annot" for n in count(1))
    return next(path for name in names if not (path := (folder or project.parent) / name).exists())


def restore(backup: Path, new: Path, *, tick: Tick = go_on) -> None:
    """Make a project of a backup in a new file, whole or not at all. Never overwrites.

    Raises ProjectError, also where the backup is damaged, and StoppedError; then none is made.
    """
    placing.require_free(new)
    with copies.copied(backup, new, tick, mode=_ANYBODY, gently=True) as (draft, _found):
        placing.place(draft, new)
