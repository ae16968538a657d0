"""`annotator export`: annotations out."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annotator.cli.arguments import Filters, Subparsers, add_filters, command
from annotator.cli.output import many, say
from annotator.project import DEFAULT, FORMATS


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "export",
        "write the project, or a part of it, to standard output or a file",
        "annotator export press.annot -o press.json\n"
        "annotator export press.annot --tag actor | jq '.annotations[].quote'",
    )
    parser.add_argument("--format", choices=FORMATS, default=DEFAULT, help=f"default: {DEFAULT}")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write here, whole or not at all")
    add_filters(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    output: Path | None = arguments.output
    with Project.open(arguments.project, read_only=True) as project:
        filters = Filters(project, arguments.article, arguments.tag, arguments.coder)
        report = project.export(
            sys.stdout if output is None else output,
            format=arguments.format,
            articles=filters.articles,
            tags=filters.tags,
            coders=filters.coders,
        )
    if report.relations_left_out:
        say(f"{many(report.relations_left_out, 'relation')} left out, for want of an end")
    if output is not None:
        say(f"wrote {many(report.articles, 'article')} and {many(report.annotations, 'annotation')} to {output}")
    return 0
