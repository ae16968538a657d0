"""`annotator load`: annotations in."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.cli.arguments import Subparsers, command
from annotator.cli.output import many, say
from annotator.cli.projects import opened_or_made
from annotator.project import DEFAULT, FORMATS

_NAMED = 10


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "load",
        "take in articles and annotations from an exported file; makes the project if there is none",
        "annotator load copy.annot press.json",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to read")
    readable = [name for name, known in FORMATS.items() if known.read is not None]
    parser.add_argument("--format", choices=readable, default=DEFAULT, help=f"default: {DEFAULT}")


def run(arguments: argparse.Namespace) -> int:
    with opened_or_made(arguments.project) as project:
        report = project.load(arguments.file, format=arguments.format)
    new = f"{many(report.articles, 'article')} and {many(report.annotations, 'annotation')}"
    known = f"; {report.known_annotations} were there already" if report.known_annotations else ""
    say(f"loaded {new}{known}")
    for tag in report.keys_taken:
        say(f"the tag '{tag}' came without its key, which another tag has")
    for annotation in report.cut[:_NAMED]:
        say(f"annotation {annotation.id} cuts a character in two ({annotation.start}-{annotation.end}); kept as it is")
    if len(report.cut) > _NAMED:
        say(f"and {len(report.cut) - _NAMED} more annotations cut a character in two; kept as they are")
    return 0
