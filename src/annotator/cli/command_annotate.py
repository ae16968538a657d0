"""`annotator annotate`: mark words."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Subparsers, add_attributes, add_coder, command, count, words
from annotator.cli.output import say
from annotator.cli.projects import noted


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "annotate",
        "mark words of an article with a tag and print the annotation's id",
        "annotator annotate press.annot 3f2a --tag actor --quote 'the regulator' --occurrence 2\n"
        "annotator annotate press.annot 3f2a --tag concern --start 120 --end 148 --note 'quoted'\n"
        "annotator annotate press.annot 3f2a --tag directive --quote 'ordered' --attribute force=obliges",
    )
    parser.add_argument("article", metavar="ARTICLE", type=words, help="its id or a unique ending of it")
    parser.add_argument("--tag", metavar="T", type=words, required=True, help="the tag's name")
    parser.add_argument("--quote", metavar="TEXT", type=words, help="the words, as they stand in the text")
    parser.add_argument("--occurrence", metavar="N", type=count, help="which one, where they stand there repeatedly")
    parser.add_argument("--start", metavar="N", type=count, help="where they begin, in code points from 0")
    parser.add_argument("--end", metavar="N", type=count, help="where they end: the first code point after them")
    parser.add_argument("--note", metavar="TEXT", type=words, help="a note on the annotation")
    add_attributes(parser, "a value of an attribute that the tag has; may be given several times")
    add_coder(parser)
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    by_offsets = arguments.start is not None or arguments.end is not None
    if by_offsets == (arguments.quote is not None):
        arguments.refuse("give either --quote, or --start and --end")
    if by_offsets and (arguments.start is None or arguments.end is None):
        arguments.refuse("--start and --end go together")
    if by_offsets and arguments.occurrence is not None:
        arguments.refuse("--occurrence goes with --quote")

    from annotator.core.change import Change
    from annotator.core.errors import SpanError, TwinError
    from annotator.project import Project, attributes, edits
    from annotator.text.span import Span

    with noted(Project.open(arguments.project, coder=arguments.coder)) as project:
        article, tag = project.article(arguments.article), project.tags.named(arguments.tag)
        known, owner = project.tags.attributes_of(tag.id), f"the tag '{tag.name}'"
        values = [attributes.read(known, text, owner) for text in arguments.attribute]
        carried = {"note": arguments.note, "attributes": attributes.as_carried(values)}
        if by_offsets:
            if arguments.start > arguments.end:
                raise SpanError(f"the span ends at {arguments.end}, before it starts at {arguments.start}")
            span = Span(arguments.start, arguments.end)
            made = edits.annotate(project, article.id, span, tag.id, **carried)
        else:
            made = edits.annotate_quote(
                project, article.id, arguments.quote, tag.id, occurrence=arguments.occurrence, **carried
            )
        if isinstance(made, Change):
            try:
                print(project.do(made).edits[0].value.id)
                return 0
            except TwinError as error:
                # Another process was quicker by less than a moment.
                there = error.twin
        else:
            there = made.id
        say("these words have this tag already; nothing was changed")
        print(there)
    return 0
