"""`annotator compare`: what each report of an event says, and where they differ."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, command, words
from annotator.cli.output import many, say, tame
from annotator.project import COMPARISON_FORMATS

if TYPE_CHECKING:
    from annotator.analysis.comparison import Comparison
    from annotator.analysis.sifting import Filter
    from annotator.core.values import Article
    from annotator.project import Project

_STATES = ("same", "differs", "only-here", "open")
_ORDERS = ("reports", "name", "state", "place", "mentions", "date")
_WRONG_USAGE = 2


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "compare",
        "compare the reports of an event: a row for each entity, and what each report says of it",
        "annotator compare press.annot --event Meeting\n"
        "annotator compare press.annot --event Meeting --state only-here --state differs\n"
        "annotator compare press.annot --event Meeting --format html -o meeting.html",
    )
    parser.add_argument("--event", metavar="NAME", type=words, help="its name (default: the only one there is)")
    formats = ("text", *COMPARISON_FORMATS)
    parser.add_argument("--format", choices=formats, default="text", help="default: text, for a terminal")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write here, whole or not at all")
    parser.add_argument("--coder", metavar="C", type=words, help="only what this coder has marked and declared done")
    parser.add_argument("--state", choices=_STATES, action="append", help="only rows of this state (repeatable)")
    parser.add_argument("--said-by", choices=("all", "some", "one"), help="only rows that so many reports say")
    parser.add_argument("--report", metavar="A", type=words, help="only rows that this article says too")
    parser.add_argument("--tag", metavar="T", type=words, action="append", help="only rows of this tag (repeatable)")
    parser.add_argument("--source", metavar="S", type=words, action="append", help="only reports of this source")
    parser.add_argument("--language", metavar="L", type=words, action="append", help="only reports in this language")
    parser.add_argument("--since", metavar="DATE", type=words, help="only reports of this day or later")
    parser.add_argument("--until", metavar="DATE", type=words, help="only reports of this day or earlier")
    parser.add_argument("--words", metavar="WORDS", type=words, help="only rows with these words")
    parser.add_argument("--sort", choices=_ORDERS, default="reports", help="default: what most reports say first")


def run(arguments: argparse.Namespace) -> int:
    from annotator.analysis.sifting import Order, filtered, sorted_rows
    from annotator.project import Project
    from annotator.project.coders import coder_named
    from annotator.project.comparing import comparison, export, find_event

    chosen, output = arguments.format, arguments.output
    if chosen != "text" and COMPARISON_FORMATS[chosen].binary and output is None:
        say(f"the format {chosen} is not for a terminal; name a file: -o comparison{COMPARISON_FORMATS[chosen].suffix}")
        return _WRONG_USAGE
    with Project.open(arguments.project, read_only=True) as project:
        events = project.events()
        if arguments.event is None and len(events) != 1:
            return _ask_for_event(project)
        event = events[0] if arguments.event is None else find_event(project, arguments.event)
        coder = None if arguments.coder is None else coder_named(project, arguments.coder).id
        whole = comparison(project, event, coder=coder)
        if not whole.reports:
            say(f"no article reports '{tame(event.name)}'; put some into it in the window, or import with --event")
        found = sorted_rows(filtered(whole, _filter(project, arguments, whole.reports)), Order(arguments.sort))
        if chosen == "text":
            _print(project, found, output)
        else:
            export(project, found, sys.stdout.buffer if output is None else output, chosen)
    if output is not None:
        rows, reports = many(len(list(found.rows())), "row"), many(len(found.reports), "report")
        say(f"wrote {rows} from {reports} to {output}")
    return 0


def _filter(project: Project, arguments: argparse.Namespace, reports: Sequence[Article]) -> Filter:
    from annotator.analysis.comparison import RowState
    from annotator.analysis.sifting import Filter, Said, is_language
    from annotator.core.dates import is_published
    from annotator.core.errors import InvalidError, NotFoundError

    for day in (arguments.since, arguments.until):
        if day is not None and not is_published(day):
            raise InvalidError(f"'{day}' is no date; write it like 2021-03-19, 2021-03 or 2021")
    report = None if arguments.report is None else project.article(arguments.report)
    if report is not None and report not in reports:
        raise NotFoundError("report", arguments.report, [one.title for one in reports])
    # One that nothing answers to would choose nothing, without a word.
    sources, languages = (sorted({getattr(one, key) or "" for one in reports} - {""}) for key in ("source", "language"))
    for name in arguments.source or ():
        if name not in sources:
            raise NotFoundError("report of the source", name, sources)
    for name in arguments.language or ():
        if not any(is_language(one, name) for one in languages):
            raise NotFoundError("report in the language", name, languages)
    return Filter(
        states=frozenset(map(RowState, arguments.state or ())),
        said=None if arguments.said_by is None else Said(arguments.said_by),
        report=None if report is None else report.id,
        tags=frozenset(project.tags.named(name).id for name in arguments.tag or ()),
        sources=frozenset(arguments.source or ()),
        languages=frozenset(arguments.language or ()),
        since=arguments.since,
        until=arguments.until,
        words=arguments.words or "",
    )


def _ask_for_event(project: Project) -> int:
    """Say which events there are, with how many reports each."""
    events = project.events()
    if not events:
        say(
            "this project has no event; name the one that reports are about: annotator import PROJECT FILE --event NAME"
        )
        return 1
    say("which event? Name one with --event:")
    articles = project.articles()
    for event in sorted(events, key=lambda event: (event.name.casefold(), event.id)):
        number = sum(event.id in article.events for article in articles)
        print(f"  {tame(event.name)} ({many(number, 'report')})", file=sys.stderr)
    return _WRONG_USAGE


def _print(project: Project, found: Comparison, output: Path | None) -> None:
    from annotator.cli.compared import compared_lines
    from annotator.cli.terminal import terminal
    from annotator.project.exporting import written

    coders = {coder.id: coder.name for coder in project.coders()}
    if output is None:
        for line in compared_lines(found, coders, terminal()):
            print(line)
        return
    with written(output) as stream:
        stream.writelines(f"{line}\n" for line in compared_lines(found, coders, terminal(stream)))
