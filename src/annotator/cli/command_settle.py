"""`annotator settle`: what a later version of an article left without a place, and putting it there."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_coder, command, count, words
from annotator.cli.output import many, say
from annotator.cli.projects import noted
from annotator.cli.terminal import terminal

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.versions import Unsettled


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "settle",
        "list annotations that a later version of their article left without a certain place, or put one there",
        "annotator settle press.annot\n"
        "annotator settle press.annot 41c7 --place 1\n"
        "annotator settle press.annot 41c7 --start 120 --end 148",
    )
    parser.add_argument(
        "annotation", metavar="ANNOTATION", type=words, nargs="?", help="its id or a unique ending of it"
    )
    parser.add_argument("--place", metavar="N", type=count, help="put it on the place of this number in the list")
    parser.add_argument("--start", metavar="N", type=count, help="put it there: the first code point, from 0")
    parser.add_argument("--end", metavar="N", type=count, help="the first code point after it")
    add_coder(parser)
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    by_offsets = arguments.start is not None or arguments.end is not None
    if by_offsets and (arguments.start is None or arguments.end is None):
        arguments.refuse("--start and --end go together")
    if by_offsets and arguments.place is not None:
        arguments.refuse("give either --place, or --start and --end")
    if (arguments.annotation is None) == (by_offsets or arguments.place is not None):
        arguments.refuse("give an annotation and where it belongs, or neither")

    from annotator.core.errors import NotFoundError, SpanError
    from annotator.project import Project, versions
    from annotator.text.span import Span

    opened = Project.open(arguments.project, coder=arguments.coder, read_only=arguments.annotation is None)
    with noted(opened) as project:
        waiting = versions.unsettled(project)
        if arguments.annotation is None:
            _list(project, waiting)
            say(f"{many(len(waiting), 'annotation')} without a place")
            return 0
        mark = project.annotation(arguments.annotation)
        found = next((one for one in waiting if one.annotation.id == mark.id), None)
        if found is None:
            raise NotFoundError("annotation without a place", arguments.annotation)
        if by_offsets:
            if arguments.start > arguments.end:
                raise SpanError(f"the span ends at {arguments.end}, before it starts at {arguments.start}")
            span = Span(arguments.start, arguments.end)
        elif 1 <= arguments.place <= len(found.candidates):
            span = found.candidates[arguments.place - 1].span
        else:
            raise NotFoundError("place", str(arguments.place), [str(n + 1) for n in range(len(found.candidates))])
        project.do(versions.settle(project, mark, found.new, span))
        print(mark.id)
    return 0


def _list(project: Project, waiting: list[Unsettled]) -> None:
    from annotator.project import endings
    from annotator.text.context import context

    screen = terminal()
    names = endings([mark.id for mark in project.annotations()]) if waiting else {}
    for one in waiting:
        text = project.text(one.new.id)
        print(f"{names[one.annotation.id]}  {screen.inline(one.annotation.words)}  ({screen.inline(one.new.title)})")
        for number, candidate in enumerate(one.candidates, 1):
            span = candidate.span
            there = context(text, span, after=40)
            words = screen.inline(f"{there.before}[{there.quote}]{there.after}", 100)
            print(f"    {number}. {span.start}-{span.end}  {words}")
