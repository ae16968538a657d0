"""`annotator restore`: a new project of a backup."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, command, words
from annotator.cli.command_backups import spelt
from annotator.cli.output import many, say
from annotator.core.errors import AmbiguousError, NotFoundError, ProjectError

if TYPE_CHECKING:
    from annotator.project.backups import Backup


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "restore",
        "make a new project of a backup, whole or not at all, and print its name; never overwrites",
        "annotator restore press.annot -o rescued.annot\nannotator restore press.annot 2026-03-01T14",
    )
    parser.add_argument(
        "backup",
        metavar="BACKUP",
        nargs="?",
        type=words,
        help="its time or a unique beginning of it, as `annotator backups` prints them, or its file "
        "(default: the last one that is sound)",
    )
    parser.add_argument(
        "-o", "--output", metavar="NEW", type=Path, help="the new project (default: beside, with the backup's time)"
    )


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import backups

    chosen = _chosen(arguments.project, arguments.backup)
    new: Path = arguments.output or backups.proposed(chosen, arguments.project.absolute().parent)
    backups.restore(chosen.path, new)
    found = backups.contents(new)
    say(f"restored {many(found.articles, 'article')} and {many(found.annotations, 'annotation')} of {spelt(chosen)}")
    print(new)
    return 0


def _chosen(project: Path, wanted: str | None) -> Backup:
    from annotator.project import backups

    listed = backups.list_backups(project)
    if not listed:
        backups.require(project)
    if wanted is None:
        newest = backups.newest_good(project)
        if newest is None:
            raise ProjectError(project, "there is no sound backup of it; `annotator backups` lists what there is")
        return newest
    path = Path(wanted).absolute()
    found = [backup for backup in listed if backup.path.absolute() == path]
    found = found or [backup for backup in listed if spelt(backup).startswith(wanted)]
    if not found:
        raise NotFoundError("backup", wanted, [spelt(backup) for backup in listed])
    if len(found) > 1:
        raise AmbiguousError("backup", wanted, [spelt(backup) for backup in found])
    return found[0]
