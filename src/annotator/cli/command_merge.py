"""`annotator merge`: projects of several people become one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, command
from annotator.cli.output import many, namesake_lines, say

if TYPE_CHECKING:
    from annotator.project.merging.files import MergeReport


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "merge",
        "join projects of several people in a new one; those that are named are only read",
        "annotator merge mira.annot lea.annot -o both.annot\n"
        "annotator merge mira.annot lea.annot -o both.annot --map tags.csv",
    )
    parser.add_argument("others", metavar="PROJECT", type=Path, nargs="+", help="another project; several may follow")
    parser.add_argument("-o", "--output", metavar="NEW", type=Path, required=True, help="the project to make")
    parser.add_argument(
        "--map",
        metavar="FILE",
        type=Path,
        help="tags that are one although their names differ: CSV or JSON of a tag's name and the name it goes by",
    )
    parser.add_argument("--json", action="store_true", help="print what came of it as JSON")


def run(arguments: argparse.Namespace) -> int:
    from annotator.project.merging import files

    names = files.read_names(arguments.map) if arguments.map is not None else {}
    report = files.merge([arguments.project, *arguments.others], arguments.output, names)
    if arguments.json:
        import msgspec

        print(json.dumps(msgspec.to_builtins(report), ensure_ascii=False, indent=2))
    else:
        _tell(report)
    return 0


def _tell(report: MergeReport) -> None:
    for part in report.parts[1:]:
        new = part.articles - part.common_articles
        marks = part.annotations - part.common_annotations
        say(
            f"{part.path}: {many(part.common_articles, 'article')} in common with {report.parts[0].path}, "
            f"{new} new; {many(part.common_annotations, 'annotation')} in common, {marks} new"
        )
        if part.tags_matched:
            say(f"{part.path}: the same tags: {', '.join(part.tags_matched)}")
        if part.tags_added:
            say(f"{part.path}: tags of its own: {', '.join(part.tags_added)}")
    for name in report.renamed:
        say(f"'{name}' is a new name, because another one has the old one")
    for name in report.keys_taken:
        say(f"the tag '{name}' came without its key, which another tag has")
    for line in namesake_lines(report.namesakes, report.path):
        say(line)
    say(f"{report.path}: {many(report.articles, 'article')}, {many(report.annotations, 'annotation')}")
    if report.conflicts:
        say(f"{many(len(report.conflicts), 'conflict')} to settle: annotator conflicts {report.path}")
