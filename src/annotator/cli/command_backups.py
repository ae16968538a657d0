"""`annotator backups`: what backups of a project there are, and one more."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.cli.arguments import Subparsers, add_json, command
from annotator.cli.output import print_records, say
from annotator.cli.terminal import table, terminal
from annotator.core.errors import ProjectError

if TYPE_CHECKING:
    from annotator.project.backups import Backup, Contents


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "backups",
        "list the backups of a project, also of one that is damaged or gone: time (UTC), articles, annotations, size, "
        "file",
        "annotator backups press.annot\nannotator backups press.annot --make",
    )
    parser.add_argument("--make", action="store_true", help="make one first, unless nothing changed since the last")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import backups

    project: Path = arguments.project
    if arguments.make:
        made = backups.make(project, backups.read_plan(), gently=False)
        say(f"{project}: {'nothing changed since the last backup' if made is None else f'backed up in {made.path}'}")
    listed = [(backup, _contents(backup)) for backup in backups.list_backups(project)]
    if not listed:
        backups.require(project)
    if arguments.json:
        print_records(_record(backup, found) for backup, found in listed)
        return 0
    screen = terminal()
    rows = [
        (
            spelt(backup),
            str(found.articles) if found else "damaged",
            str(found.annotations) if found else "-",
            f"{backup.size / 1e6:.1f} MB",
            screen.inline(str(backup.path)),
        )
        for backup, found in listed
    ]
    for line in table(rows, rightwards=frozenset([1, 2, 3])):
        print(line)
    if not rows:
        say(f"{project}: there is no backup")
    return 0


def spelt(backup: Backup) -> str:
    """Return the time of a backup as it is printed and asked for."""
    return backup.time.strftime("%Y-%m-%dT%H:%M:%SZ")


def _contents(backup: Backup) -> Contents | None:
    from annotator.project import backups

    try:
        return backups.contents(backup.path)
    except ProjectError:
        return None


def _record(backup: Backup, found: Contents | None) -> dict[str, Any]:
    return {
        "time": spelt(backup),
        "articles": found.articles if found else None,
        "annotations": found.annotations if found else None,
        "size": backup.size,
        "file": str(backup.path),
        "project": backup.project.path,
    }
