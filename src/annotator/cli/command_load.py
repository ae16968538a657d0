"""`annotator load`: annotations in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.cli.arguments import Subparsers, command
from annotator.cli.output import many, namesake_lines, say
from annotator.cli.projects import opened_or_made
from annotator.core.attributes import written
from annotator.core.values import Annotation, Attributes, Relation
from annotator.project import DEFAULT, FORMATS

_NAMED = 10
_QUOTE = 40


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
    for line in (*_foreign(report.foreign), *namesake_lines(report.namesakes, arguments.project)):
        say(line)
    return 0


def _foreign(found: Sequence[tuple[Annotation | Relation, Attributes]]) -> Iterator[str]:
    """Yield how much came with attributes that are not in the tag set, and the first of it."""
    if found:
        marks = sum(isinstance(one, Annotation) for one, _ in found)
        kinds = [many(marks, "annotation")] * bool(marks)
        kinds += [many(len(found) - marks, "relation")] * (marks < len(found))
        verb = "carries" if len(found) == 1 else "carry"
        yield f"{' and '.join(kinds)} {verb} attributes that are not in the tag set; they were kept as they are"
        first, strange = found[0]
        words = f" on '{' '.join(first.quote.split())[:_QUOTE]}'" if isinstance(first, Annotation) else ""
        said = "; ".join(f"{name}: {written(value)}" for name, value in strange)
        kind = "annotation" if isinstance(first, Annotation) else "relation"
        yield f"the first is {kind} {first.id}{words}, with {said}"
