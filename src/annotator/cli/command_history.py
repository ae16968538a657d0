"""`annotator history`: who did what and when; one change taken back, or the details of old ones forgotten."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.cli.arguments import Filters, Subparsers, add_json, command, count, words
from annotator.cli.output import many, print_records, say
from annotator.cli.terminal import Terminal, table, terminal

if TYPE_CHECKING:
    from annotator.core.history import Entry
    from annotator.project import Project

_LIMIT = 50
_ENDING = 8
"""Letters of an id that are shown: enough to tell a million changes apart, but for a few."""
_WHOLE = 36
_WAYS = {"done": "", "undone": "undo ", "redone": "redo ", "reverted": "revert "}


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "history",
        "list who did what and when, newest first; take one change back; forget the details of old ones",
        "annotator history press.annot --article 3f2a --limit 20\n"
        "annotator history press.annot --revert 9c41d7e0\n"
        "annotator history press.annot --compact 2024-01-01",
    )
    parser.add_argument(
        "--article", metavar="A", type=words, help="only what was done to this article: its id or a unique ending"
    )
    parser.add_argument(
        "--annotation", metavar="N", type=words, help="only what was done to this annotation (a whole id finds one "
        "that is gone, too)",
    )  # fmt: skip
    parser.add_argument("--coder", metavar="C", type=words, help="only what this coder did")
    parser.add_argument("--limit", metavar="N", type=count, help=f"at most so many (default: {_LIMIT}; 0: all)")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--revert", metavar="ID", type=words, help="take this change back and leave the others; it can be undone"
    )
    doing.add_argument(
        "--compact", metavar="DATE", type=_moment, help="forget what changes before this day (or 'now') changed: who "
        "did them, when and to what stays; they can be reverted no more",
    )  # fmt: skip
    add_json(parser)
    parser.set_defaults(refuse=parser.error)


def _moment(text: str) -> str:
    """Take a day, or a day with time, as it is here, or `now`; return it as RFC 3339 in UTC."""
    try:
        moment = datetime.now(UTC) if text == "now" else datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"'{text}' is no day like 2024-01-31, nor 'now'") from None
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def run(arguments: argparse.Namespace) -> int:
    narrowed = [arguments.article, arguments.annotation, arguments.limit]
    if (arguments.revert is not None or arguments.compact is not None) and (
        arguments.json or any(one is not None for one in narrowed)
    ):
        arguments.refuse("--revert and --compact list nothing: they stand by themselves")

    from annotator.project import Project

    if arguments.revert is not None:
        # Whoever reverts is a coder like any other.
        with Project.open(arguments.project, coder=arguments.coder) as project:
            return _revert(project, arguments.revert)
    if arguments.compact is not None:
        return _compact(arguments)
    with Project.open(arguments.project, read_only=True) as project:
        entries = _asked(project, arguments)
        if arguments.json:
            print_records(_record(entry) for entry in entries)
            return 0
        coders = {coder.id: coder.name for coder in project.coders()}
    for line in _lines(entries, coders, terminal()):
        print(line)
    return 0


def _asked(project: Project, arguments: argparse.Namespace) -> list[Entry]:
    from annotator.core.errors import NotFoundError

    article, coder = arguments.article, arguments.coder
    filters = Filters(project, article and [article], None, coder and [coder])
    annotation = arguments.annotation
    if annotation is not None:
        try:
            annotation = project.annotation(annotation).id
        except NotFoundError:
            if len(annotation) != _WHOLE:
                raise
    return project.history(
        limit=_LIMIT if arguments.limit is None else arguments.limit or sys.maxsize,
        article=next(iter(filters.articles or ()), None),
        annotation=annotation,
        coder=next(iter(filters.coders or ()), None),
    )


def _revert(project: Project, reference: str) -> int:
    from annotator.core.errors import RevertError

    entry = project.entry(reference)
    if entry.undone:
        say(f"'{entry.subject}' is taken back already; nothing was changed")
        return 0
    try:
        project.revert(entry)
    except RevertError as error:
        if not error.later:
            raise
        say(f"'{entry.subject}' cannot be taken back by itself: later changes stand in the way; revert these first:")
        coders = {coder.id: coder.name for coder in project.coders()}
        for line in _lines(error.later[::-1], coders, terminal(sys.stderr)):
            print(f"  {line}", file=sys.stderr)
        return 1
    print(project.history(limit=1)[0].id)
    return 0


def _compact(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    path = arguments.project
    with Project.open(path) as project:
        before = path.stat().st_size
        forgotten = project.compact_history(arguments.compact)
    after = path.stat().st_size
    say(f"forgot the details of {many(forgotten, 'change')}; the file had {_size(before)}, now it has {_size(after)}")
    return 0


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 100_000 else f"{count / 1000:.1f} kB"


def _lines(entries: Iterable[Entry], coders: Mapping[str, str], screen: Terminal) -> list[str]:
    """Return a line for each: the end of its id, when, who, what, and what became of it."""
    rows = []
    for entry in entries:
        state = " (taken back)" if entry.undone else ""
        state += " (details forgotten)" if entry.forgotten else ""
        rows.append(
            (
                entry.id[-_ENDING:],
                datetime.fromisoformat(entry.time).astimezone().strftime("%Y-%m-%d %H:%M"),
                screen.inline(coders.get(entry.coder or "", "-"), 24),
                _WAYS[entry.way.value] + entry.kind.value,
                screen.inline(_subject(entry)) + state,
            )
        )
    return table(rows)


def _subject(entry: Entry) -> str:
    return entry.subject if entry.articles is None else many(entry.articles, "article")


def _record(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id, "number": entry.number, "kind": entry.kind.value, "way": entry.way.value,
        "coder": entry.coder, "time": entry.time, "subject": entry.subject, "count": entry.count,
        "article": entry.article, "record": entry.record, "undoes": entry.undoes, "undone": entry.undone,
        "kept": entry.kept,
    }  # fmt: skip
