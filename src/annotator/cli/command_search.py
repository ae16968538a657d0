"""`annotator search`: where words stand in all the articles."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from annotator.cli.arguments import Subparsers, add_json, command, count, words
from annotator.cli.output import many, print_records, say
from annotator.cli.terminal import terminal

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.project.searching import Found

_NEWS = 200
"""Articles after which the terminal is told how far the index is."""


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "search",
        "find words in all articles: id, number of places, title; below them the lines, each with its span",
        "annotator search press.annot regulator platforms\n"
        "annotator search press.annot '\"the regulator\" -court warn*' --json",
    )
    parser.add_argument(
        "words",
        metavar="WORDS",
        type=words,
        nargs="+",
        help='all of them have to be there; "words" in quotation marks are a phrase, word* may go on, -word must not '
        "be there (put -- before WORDS where they begin with a dash)",
    )
    parser.add_argument("--limit", metavar="N", type=count, help="no more than so many articles, the best first")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from itertools import islice

    from annotator.project import Project
    from annotator.text.terms import parse

    asked = " ".join(arguments.words)
    if not parse(asked).terms:
        say("there is nothing to look for; give a word that has to be there")
        return 2
    with Project.open(arguments.project) as project:
        _index(project)
        found = islice(project.search(asked), arguments.limit)
        if arguments.json:
            print_records(_records(project, found))
        else:
            _print(project, found)
    return 0


def _index(project: Project) -> None:
    """Bring the index up to date; on a terminal, say how far it is where that takes a while."""
    from annotator.core.errors import LockedError

    talks = sys.stderr.isatty()
    told = False
    try:
        for progress in project.searcher.index():
            if talks and progress.total > _NEWS and progress.done < progress.total:
                told = True
                print(f"\rindexing {progress.done:,} of {progress.total:,} articles", end="", file=sys.stderr)
    except LockedError:
        say("another program keeps the project locked; what is not indexed yet is looked through, which takes longer")
    finally:
        if told:
            print("\r\x1b[K", end="", file=sys.stderr)


def _records(project: Project, found: Iterator[Found]) -> Iterator[dict[str, Any]]:
    from annotator.project.records import article_record
    from annotator.text.snippets import Hit, snippets

    statuses = project.statuses()
    for each in found:
        text = project.text(each.article.id)
        hits = [
            {"start": span.start, "end": span.end, "quote": span.of(text), "snippet": line.text}
            for span in each.spans
            for line in snippets(text, [Hit(span)], 1)
        ]
        record = article_record(each.article, [status for status in statuses if status.article == each.article.id])
        yield {**record, "count": each.count, "hits": hits}


def _print(project: Project, found: Iterator[Found]) -> None:
    from annotator.project import endings

    short: dict[str, str] = {}
    screen = terminal()
    articles = places = 0
    for each in found:
        short = short or endings([article.id for article in project.articles()])
        articles += 1
        places += each.count
        id = short[each.article.id]
        where = many(each.count, "place") if each.count else "in the title"
        print(f"{id}  {where}  {screen.styled(screen.inline(each.article.title), '1')}")
        for snippet in each.snippets:
            line = screen.inline(snippet.text, screen.width - 16)
            print(f"{' ' * len(id)}  {snippet.span.start}-{snippet.span.end}  {line}")
    say(f"{many(places, 'place')} in {many(articles, 'article')}" if articles else "no article has all of this")
