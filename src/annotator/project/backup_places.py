"""Where backups lie and what tells whose they are: a folder for each project, with a record of it, in one of three."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from annotator.core.errors import ProjectError
from annotator.project.exporting import written
from annotator.project.rotation import Rotation
from annotator.storage import folders

Signature = tuple[int, int]
"""Size and time of change of a file that nobody has open."""

_RECORD = "project.json"
_BESIDE = "Annotator backups"
_NAME = re.compile(r"(.+)\.backup-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.annot", re.DOTALL)
_TIME = "%Y-%m-%dT%H-%M-%SZ"
_STEM = 40
_LONGEST = 100
"""Bytes of a project's name in the names of its backups."""


class Place(StrEnum):
    """In which folder the backups of all projects lie."""

    DATA = "data"
    BESIDE = "beside"
    FOLDER = "folder"


class Plan(Struct, frozen=True):
    """Whether, where and for how long backups are kept. One for all projects of a user."""

    on: bool = True
    place: Place = Place.DATA
    folder: str = ""
    rotation: Rotation = Rotation()
    megabytes: int = 5000
    """What the backups of one project may take together; two are kept whatever they take."""


class Record(Struct, frozen=True):
    """Whose backups lie in a folder. `path` is where the project lay, `seen` its signature when all was backed up."""

    id: str
    name: str
    path: str
    seen: Signature | None = None


class Backup(Struct, frozen=True):
    """A backup: its file, the moment that it shows, its size in bytes, and whose it is (but for `seen`)."""

    path: Path
    time: datetime
    size: int
    project: Record


def read_plan() -> Plan:
    """Return what the user has set, or the usual where nothing sound is written down."""
    try:
        return msgspec.json.decode(_plan_file().read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError):
        return Plan()


def keep_plan(plan: Plan) -> None:
    """Write down what the user has set. Raises FileError."""
    path = _plan_file()
    _make(path.parent)
    with written(path) as stream:
        stream.write(msgspec.json.encode(plan).decode())


def root(plan: Plan, project: Path) -> Path:
    """Return the folder that holds the folders of projects."""
    match plan.place:
        case Place.BESIDE:
            return project.resolve().parent / _BESIDE
        case Place.FOLDER if plan.folder:
            return Path(plan.folder)
        case _:
            return _data()


def made_root(plan: Plan, project: Path) -> Path:
    """Return the same, made where it is missing. A folder that was chosen has to be there. Raises ProjectError."""
    folder = root(plan, project)
    if plan.place is Place.FOLDER and not folder.is_dir():
        # Perhaps a disk that is not plugged in: what we made in its place would lie on another.
        raise ProjectError(folder, "the folder for backups is not there; connect its disk, or choose another")
    return _make(folder)


def home(folder: Path, project: Path, record: str) -> Path:
    """Return the folder of one project in the folder of all: two copies of a project have two, as two projects have."""
    path = project.resolve()
    name = re.sub(r"[^\w.-]+", "-", path.stem)[:_STEM].strip(".-") or "project"
    whose = hashlib.sha256(b"\0".join((record.encode(), os.fsencode(path)))).hexdigest()
    return folder / f"{name}-{whose[:12]}"


def read_record(folder: Path) -> Record | None:
    """Return whose backups lie in a folder, None where it is none of ours."""
    try:
        return msgspec.json.decode((folder / _RECORD).read_bytes(), type=Record)
    except (OSError, msgspec.MsgspecError):
        return None


def keep_record(folder: Path, record: Record) -> None:
    """Write down whose backups lie in a folder, which is made where it is missing. Raises FileError."""
    if read_record(folder) != record:
        _make(folder)
        with written(folder / _RECORD) as stream:
            stream.write(msgspec.json.encode(record).decode())


def records(folders: Iterator[Path]) -> Iterator[tuple[Path, Record]]:
    """Give each project's folder in these folders, once, with whose it is."""
    seen: set[Path] = set()
    for folder in folders:
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue  # Not there, or not ours to read: no backups to be had from it.
        for one in inside:
            record = read_record(one)
            if record is not None and one.resolve() not in seen:
                seen.add(one.resolve())
                yield one, record


def roots(plan: Plan, project: Path | None) -> Iterator[Path]:
    """Give all folders in which backups may lie: those of now, and those of settings that were."""
    if plan.folder:
        yield Path(plan.folder)
    yield _data()
    if project is not None:
        yield project.resolve().parent / _BESIDE


def listed(folder: Path, record: Record) -> list[Backup]:
    """Return the backups in a project's folder, the last one first."""
    found: list[Backup] = []
    whose = replace(record, seen=None)
    try:
        entries = list(folder.iterdir())
    except OSError:
        return []
    for path in entries:
        match = _NAME.fullmatch(path.name)
        try:
            if match is not None:
                time = datetime.strptime(match[2], _TIME).replace(tzinfo=UTC)
                found.append(Backup(path, time, path.stat().st_size, whose))
        except (OSError, ValueError):
            continue  # Gone since, or named by somebody else.
    return sorted(found, key=lambda backup: backup.time, reverse=True)


def file_name(project: Path, time: datetime) -> str:
    """Return the name of a backup's file."""
    stem = os.fsencode(project.stem)[:_LONGEST].decode(errors="ignore") or "project"
    return f"{stem}.backup-{time.strftime(_TIME)}.annot"


def _data() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Annotator", appauthor=False) / "backups"


def _plan_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Annotator", appauthor=False) / "backups.json"


def _make(folder: Path) -> Path:
    """Make a folder that only its owner may look into."""
    try:
        new = [part for part in (folder, *folder.parents) if not part.exists()]
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in new:
            folders.sync(part.parent)
    except OSError as error:
        raise ProjectError(folder, f"the folder cannot be made ({error.strerror}); choose another") from error
    return folder
