"""`annotator stats`: annotations counted, found together, as shares of texts, and who tells whom."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from annotator.cli.arguments import Filters, Subparsers, add_filters, add_json, command, words
from annotator.cli.output import print_records
from annotator.cli.terminal import Terminal, table, terminal

if TYPE_CHECKING:
    from annotator.analysis.counting import By, Grid, Label
    from annotator.project.counting import Numbers, Question

_THINGS = "tag, entity, article, source, language, date, coder or attribute:NAME"
_HEAD = 14
"""Characters of a column's name on a terminal."""


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "stats",
        "print tables: annotations counted, found together, as shares of texts, and who tells whom",
        "annotator stats press.annot\n"
        "annotator stats press.annot --by entity --across source\n"
        "annotator stats press.annot --by attribute:force --across language --json\n"
        "annotator stats press.annot --together sentence --by entity\n"
        "annotator stats press.annot --network",
    )
    parser.add_argument("--by", metavar="WHAT", type=_thing, help=f"count by {_THINGS}")
    parser.add_argument("--across", metavar="WHAT", type=_thing, help="and across the columns by another of these")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--together",
        metavar="WHERE",
        choices=("sentence", "paragraph", "article"),
        help="in how many of these two things are found together: sentence, paragraph or article (--by: entity)",
    )
    which.add_argument("--shares", action="store_true", help="what share of each article's body is marked")
    which.add_argument("--network", action="store_true", help="relations: from, type, to")
    parser.add_argument("--event", metavar="NAME", type=words, help="only the articles that report this event")
    add_filters(parser)
    add_json(parser)
    parser.set_defaults(refuse=parser.error)


def _thing(text: str) -> tuple[str, str | None]:
    """Take what to count by."""
    found = re.fullmatch(r"(tag|entity|article|source|language|date|coder)|attribute:(.+)", words(text))
    if found is None:
        raise argparse.ArgumentTypeError(f"'{text}' cannot be counted by; choose {_THINGS}")
    return (found[1], None) if found[1] else ("attribute", found[2].strip())


def run(arguments: argparse.Namespace) -> int:
    if arguments.across is not None and (arguments.network or arguments.shares or arguments.together is not None):
        arguments.refuse("--across goes with --by alone")
    if arguments.by is not None and (arguments.network or arguments.shares):
        arguments.refuse("--by does not go with --shares or --network")

    from annotator.analysis.counting import By, Within
    from annotator.project import Project
    from annotator.project.counting import Numbers

    with Project.open(arguments.project, read_only=True) as project:
        filters = Filters(project, arguments.article, arguments.tag, arguments.coder)
        articles = filters.articles
        if arguments.event is not None:
            reported = _reporting(project, arguments.event)
            articles = reported if articles is None else reported & set(articles)
        numbers = Numbers(project, articles=articles, tags=filters.tags, coders=filters.coders)
        page = _Page(numbers, arguments.json, terminal())
        if arguments.network:
            page.network()
        elif arguments.shares:
            page.grid("article", numbers.shares(), shares=True)
        elif arguments.together is not None:
            by, attribute = arguments.by or ("entity", None)
            page.pairs(numbers.together(By(by), Within(arguments.together), attribute=attribute))
        elif arguments.by is not None or arguments.across is not None:
            page.counted(_question(arguments.by or ("tag", None), arguments.across))
        else:
            page.everything()
    return 0


def _reporting(project: object, name: str) -> set[str]:
    from annotator.project import Project
    from annotator.project.comparing import find_event

    assert isinstance(project, Project)
    event = find_event(project, name)
    return {article.id for article in project.articles() if event.id in article.events}


def _question(by: tuple[str, str | None], across: tuple[str, str | None] | None) -> Question:
    from annotator.analysis.counting import By
    from annotator.project.counting import Question

    if across is None:
        return Question(By(by[0]), by_attribute=by[1])
    return Question(By(by[0]), By(across[0]), by[1], across[1])


class _Page:
    """Tables on their way to standard output."""

    def __init__(self, numbers: Numbers, as_json: bool, screen: Terminal) -> None:
        self._numbers, self._json, self._screen = numbers, as_json, screen

    def everything(self) -> None:
        """Print the tables that everybody asks for; as JSON, that of the tags."""
        from annotator.analysis.counting import By
        from annotator.project.counting import Question

        if self._json:
            self.counted(Question(By.TAG))
            return
        self._headed("Annotations by tag and source")
        self.counted(Question(By.TAG, By.SOURCE))
        for by in (By.ENTITY, By.LANGUAGE, By.DATE, By.CODER):
            self._headed(f"By {by.value}")
            self.counted(Question(by))
        for name in self._numbers.attributes():
            self._headed(f"By {self._screen.inline(name)} and tag")
            self.counted(Question(By.ATTRIBUTE, By.TAG, by_attribute=name))
        self._headed("Shares of the articles that are marked")
        self.grid("article", self._numbers.shares(), shares=True)
        self._headed("Relations")
        self.network()

    def counted(self, question: Question) -> None:
        grid = self._numbers.counted(question)
        if question.across is None:
            self._list(_word(question.by, question.by_attribute), grid)
        else:
            self.grid(_word(question.by, question.by_attribute), grid)

    def _list(self, word: str, grid: Grid) -> None:
        pairs = list(zip(grid.rows, (row[0] for row in grid.cells), strict=True))
        if self._json:
            print_records(_named(word, label) | {"annotations": number} for label, number in pairs)
            return
        self._lines((f"{number:g}", self._shown(label)) for label, number in pairs)

    def grid(self, word: str, grid: Grid, *, shares: bool = False) -> None:
        """Print a table of two sides: numbers first, so that names in any script end the line."""
        if self._json:
            print_records(
                _named(word, label)
                | {"columns": [_named("name", c) | {"value": n} for c, n in zip(grid.columns, row, strict=True)]}
                for label, row in zip(grid.rows, grid.cells, strict=True)
            )
            return
        head = tuple(self._screen.inline(c.name, _HEAD) if c.key else "all" if shares else "-" for c in grid.columns)
        rows = [
            (*(f"{number:.1%}" if shares else f"{number:g}" if number else "·" for number in row), self._shown(label))
            for label, row in zip(grid.rows, grid.cells, strict=True)
        ]
        self._lines([(*head, ""), *rows] if rows else [])

    def pairs(self, grid: Grid) -> None:
        """Print what is found together, two by two, the most frequent first."""
        found = sorted(
            (-number, one.name, other.name)
            for at, (one, row) in enumerate(zip(grid.rows, grid.cells, strict=True))
            for other, number in zip(grid.columns[at + 1 :], row[at + 1 :], strict=True)
            if number
        )
        if self._json:
            print_records({"one": one, "other": other, "together": -number} for number, one, other in found)
            return
        inline = self._screen.inline
        self._lines((f"{-number:g}", f"{inline(one, 40)} — {inline(other, 40)}") for number, one, other in found)

    def network(self) -> None:
        arrows = self._numbers.network()
        if self._json:
            print_records(
                {"from": one.source.name, "type": one.kind, "to": one.target.name, "relations": one.count}
                for one in arrows
            )
            return
        inline = self._screen.inline
        self._lines(
            (str(one.count), f"{inline(one.source.name, 40)} — {inline(one.kind, 40)} → {inline(one.target.name, 40)}")
            for one in arrows
        )

    def _headed(self, words: str) -> None:
        print(self._screen.styled(f"\n{words}", "1"))

    def _shown(self, label: Label) -> str:
        return self._screen.inline(label.name) if label.key else "-"

    def _lines(self, rows: Iterable[tuple[str, ...]]) -> None:
        kept = list(rows)
        for line in table(kept, rightwards=frozenset(range(len(kept[0]) - 1)) if kept else frozenset()):
            print(line)
        if not kept:
            print("nothing")


def _word(by: By, attribute: str | None) -> str:
    return attribute if attribute is not None else by.value


def _named(word: str, label: Label) -> dict[str, object]:
    """Name a row or column in JSON; what is not known is null."""
    return {word: label.name or None, "id": label.key or None}
