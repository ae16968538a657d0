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
    if report.whole:
        verdict = ", all that there was"
    elif report.known_losses:
        verdict = "; what is missing or altered is listed"
    else:
        verdict = "; nothing is known to be missing, but a part of the file could not be read"
    say(f"{report.path}: {many(report.articles, 'article')}, {many(report.annotations, 'annotation')}{verdict}")
    return 0 if report.whole else 1
