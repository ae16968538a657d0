"""`annotator show`: an article's text with its marks."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Filters, Subparsers, command, count, words
from annotator.cli.output import many
from annotator.cli.terminal import CHOICES_BIDI, CHOICES_COLOUR, terminal


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "show",
        "print an article with its marks in brackets, readable in a terminal",
        "annotator show press.annot 3f2a\nannotator show press.annot 3f2a --tag actor --bidi visual | less -R\n"
        "annotator show press.annot 3f2a --all",
    )
    parser.add_argument("article", metavar="ARTICLE", type=words, help="its id or a unique ending of it")
    parser.add_argument("--all", action="store_true", help="also what was read before and after the article")
    parser.add_argument("--tag", metavar="T", type=words, action="append", help="only marks of this tag")
    parser.add_argument("--coder", metavar="C", type=words, action="append", help="only this coder's marks")
    parser.add_argument("--width", metavar="N", type=count, help="columns (default: the terminal's, or 80)")
    parser.add_argument(
        "--bidi",
        choices=CHOICES_BIDI,
        default="auto",
        help="who puts right-to-left text in order: the terminal, or we (visual); auto knows some terminals",
    )
    parser.add_argument("--colour", choices=CHOICES_COLOUR, default="auto", help="colours (auto: on a terminal)")


def run(arguments: argparse.Namespace) -> int:
    from annotator.cli.marked import marked_lines
    from annotator.project import Project, endings
    from annotator.text.body import Side, lines_in, parts

    screen = terminal(bidi=arguments.bidi, colour=arguments.colour, width=arguments.width)
    with Project.open(arguments.project, read_only=True) as project:
        article = project.article(arguments.article)
        filters = Filters(project, [article.id], arguments.tag, arguments.coder)
        marks = project.annotations(articles=filters.articles, tags=filters.tags, coders=filters.coders)
        short = endings([other.id for other in project.articles()])[article.id]
        about = (short, article.language, article.published, article.source, article.author)
        print(screen.styled(screen.inline(article.title, screen.width), "1"))
        print(" · ".join([*filter(None, about), many(len(marks), "mark")]))
        print()
        text = project.text(article.id)
        found = parts(text, article.body)
        shown = None if arguments.all else found.body

        def say_left_out(side: Side) -> str:
            part = found.outside(side)
            if part is None or arguments.all:
                return ""
            inside = sum(part.covers(mark.span) for mark in marks)
            said = f"{many(lines_in(text, part), 'line')} {side} the article"
            return f"({said}{', ' + many(inside, 'mark') if inside else ''}; --all shows them)"

        before, after = say_left_out(Side.BEFORE), say_left_out(Side.AFTER)
        if before:
            print(screen.styled(before, "2"), end="\n\n")
        for line in marked_lines(text, marks, project.tags, article.direction, screen, shown=shown, body=found.body):
            print(line)
        if after:
            print("\n" + screen.styled(after, "2"))
    return 0
