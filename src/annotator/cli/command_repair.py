"""`annotator repair`: what can be read of a damaged project, in a new one."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.cli.arguments import Subparsers, command
from annotator.cli.output import many, say, tame


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "repair",
        "salvage what can be read of a damaged project into a new one, and list what is missing",
        "annotator repair press.annot -o salvaged.annot",
    )
    parser.add_argument("-o", "--output", metavar="NEW", type=Path, required=True, help="the project to make")


def run(arguments: argparse.Namespace) -> int:
    from annotator.project.repairing import repair

    report = repair(arguments.project, arguments.output)
    for line in report.lines():
        print(tame(line))
    say(
        f"{report.path}: {many(report.articles, 'article')}, {many(report.annotations, 'annotation')}"
        + (", all that there was" if report.whole else "; what is missing or altered is listed")
    )
    return 0 if report.whole else 1
