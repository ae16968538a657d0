"""`annotator conflicts`: what both sides of a merge have edited, and settling it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_coder, add_json, command, words
from annotator.cli.output import many, print_records, say
from annotator.cli.terminal import terminal

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.conflicts import Open

_SHOWN = 60


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "conflicts",
        "list what both sides of a merge have edited, or settle one",
        "annotator conflicts both.annot\nannotator conflicts both.annot 41c7 --take",
    )
    parser.add_argument("conflict", metavar="CONFLICT", type=words, nargs="?", help="its id or a unique ending of it")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--keep", action="store_true", help="leave what is stored")
    way.add_argument("--take", action="store_true", help="put the other version in its place")
    way.add_argument("--both", action="store_true", help="keep both, as two annotations")
    add_coder(parser)
    add_json(parser)
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    settling = arguments.keep or arguments.take or arguments.both
    if (arguments.conflict is not None) != settling:
        arguments.refuse("give a conflict and --keep, --take or --both, or none of them")

    from annotator.project import Project, conflicts
    from annotator.project.references import resolve

    with Project.open(arguments.project, coder=arguments.coder, read_only=not settling) as project:
        waiting = conflicts.to_settle(project)
        if not settling:
            if arguments.json:
                print_records(conflicts.as_record(project, one) for one in waiting)
            else:
                _list(project, waiting)
            say(f"{many(len(waiting), 'conflict')} to settle")
            return 0
        found = resolve("conflict", arguments.conflict, [one.conflict.id for one in waiting])
        one = next(one for one in waiting if one.conflict.id == found)
        build = conflicts.keep if arguments.keep else conflicts.take if arguments.take else conflicts.both
        project.do(build(project, one))
        print(one.conflict.record)
    return 0


def _list(project: Project, waiting: list[Open]) -> None:
    from annotator.core.values import Annotation
    from annotator.project import endings

    screen = terminal()
    names = endings([one.conflict.id for one in waiting])
    coders = {coder.id: coder.name for coder in project.coders()}
    titles = {article.id: article.title for article in project.articles()}
    tags = {tag.id: tag.name for tag in project.tags}

    def shown(value: object) -> str:
        if isinstance(value, str):
            value = tags.get(value) or coders.get(value) or titles.get(value) or value
        return screen.inline("-" if value is None else str(value), _SHOWN)

    for one in waiting:
        value = one.stored if one.stored is not None else one.other
        quote = f"  {screen.inline(value.words, _SHOWN)}" if isinstance(value, Annotation) else ""
        print(f"{names[one.conflict.id]}  {one.conflict.kind}  {screen.inline(one.name, _SHOWN)}{quote}")
        by = f" ({screen.inline(coders[one.conflict.coder])})" if one.conflict.coder in coders else ""
        if one.stored is None:
            print(f"    removed here; the other side has it{by}")
        elif one.other is None:
            print(f"    kept here; the other side removed it{by}")
        for field, mine, theirs in one.differences():
            print(f"    {field}: {shown(mine)}  |  other{by}: {shown(theirs)}")
