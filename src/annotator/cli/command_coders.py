"""`annotator coders`: who has annotated, listed and renamed."""

from __future__ import annotations

import argparse
from collections import Counter
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_json, command, words
from annotator.cli.output import print_records
from annotator.cli.terminal import table

if TYPE_CHECKING:
    from annotator.project import Project


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "coders",
        "list the coders, or rename one",
        "annotator coders press.annot\nannotator coders press.annot rename root Mira",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="number of annotations, articles declared done, name (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    renaming = actions.add_parser("rename", help="call a coder by another name; all that they made follows")
    renaming.add_argument("coder", metavar="CODER", type=words, help="the coder's name")
    renaming.add_argument("name", metavar="NAME", type=words, help="their new name")


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project
    from annotator.project.coders import coder_named, rename_coder

    if arguments.action == "rename":
        with Project.open(arguments.project) as project:
            change = rename_coder(project, coder_named(project, arguments.coder), arguments.name)
            if change.edits:
                project.do(change)
        return 0
    with Project.open(arguments.project, read_only=True) as project:
        _list(project, arguments.json)
    return 0


def _list(project: Project, as_json: bool) -> None:
    counts = project.coder_counts()
    done = {coder.id: _done(project, coder.id) for coder in project.coders()}
    if as_json:
        print_records(
            {"id": coder.id, "name": coder.name, "annotations": counts.get(coder.id, 0), "done": done[coder.id]}
            for coder in project.coders()
        )
        return
    rows = [(str(counts.get(coder.id, 0)), str(done[coder.id]), coder.name) for coder in project.coders()]
    for line in table(rows, rightwards=frozenset([0, 1])):
        print(line)


def _done(project: Project, coder: str) -> int:
    """Return how many articles a coder has declared done, for every tag that there is."""
    tags = Counter(article for article, _tag in project.declared(coder))
    return sum(number == len(project.tags) for number in tags.values())
