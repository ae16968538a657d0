"""Rows of a comparison by what somebody looks for: filtered and sorted, always from the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import compress
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from annotator.analysis.comparison import Clause, Comparison, Group, Row, RowState
from annotator.analysis.worded import Words, folded
from annotator.core.values import Annotation, Article


class Said(StrEnum):
    """By how many reports a row is said."""

    ALL = "all"
    SOME = "some"
    """By more than one, and not by all."""
    ONE = "one"


class Filter(Struct, frozen=True):
    """Which rows are wanted: those that meet all that is set here.

    `report` (an article's id) narrows `said` to rows that this report says too: only it, it and others, it and all.
    `tags` are ids. `sources`, `languages` (BCP 47: `ar` takes in `ar-EG`; None in either: unknown) and the dates
    `since` and `until` (ISO, perhaps partial, both included) choose reports: of the columns these stay, and rows are
    those that one of them says. What a row's state is, and by how many it is said, is still told of all reports.
    `words` are looked for, folded, in names, aliases, quotes, verbs, attributes, notes and sentences.
    """

    states: frozenset[RowState] = frozenset()
    said: Said | None = None
    report: str | None = None
    tags: frozenset[str] = frozenset()
    sources: frozenset[str | None] = frozenset()
    languages: frozenset[str | None] = frozenset()
    since: str | None = None
    until: str | None = None
    words: str = ""

    @property
    def chooses_reports(self) -> bool:
        """Whether it leaves columns out."""
        return bool(self.sources or self.languages or self.since or self.until)


ALL = Filter()


class Order(StrEnum):
    """By what rows are sorted; parts always stay under their wholes."""

    REPORTS = "reports"
    """Those that most reports say first: the order in which a comparison is made."""
    NAME = "name"
    STATE = "state"
    """Open ones first, then those that differ, only here, same."""
    PLACE = "place"
    """As they come in the first report, then those of the second, and so on."""
    MENTIONS = "mentions"
    DATE = "date"
    """By the date of the earliest report that says them."""


class Sifting:
    """Filters one comparison again and again: what it looks words up in is made once, when they are first asked for."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    @cached_property
    def _words(self) -> Words:
        return Words(self.comparison)

    def prepare(self) -> None:
        """Do now what the first look for words would do: it takes some tenths of a second for 250,000 annotations."""
        _ = self._words

    def filtered(self, wanted: Filter) -> Comparison:
        """Return the part of the comparison that is wanted.

        A whole stays above a part that is wanted, so that the part is found where it belongs. Marks that are tied to
        nothing stay where nothing is asked but what they can answer: tags, reports and words.
        """
        if wanted == ALL:
            return self.comparison
        comparison = self.comparison
        kept = [place for place, report in enumerate(comparison.reports) if _takes_in(wanted, report)]
        narrowed = len(kept) < len(comparison.reports)
        pattern = folded(wanted.words)
        meets = self._meeting(wanted, kept, pattern)
        groups = []
        for number, group in enumerate(comparison.groups):
            rows = _with_wholes(group.rows, meets)
            if narrowed:
                rows = [replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows]
            loose = [self._loose(number, group, wanted, place, pattern) for place in kept]
            if rows or any(marks for marks, _ in loose):
                marks, clauses = tuple(one for one, _ in loose), tuple(one for _, one in loose)
                groups.append(Group(group.tag, tuple(rows), marks, clauses))
        return replace(
            comparison,
            reports=tuple(comparison.reports[place] for place in kept),
            left_out=comparison.left_out + tuple(r for r in comparison.reports if not _takes_in(wanted, r)),
            groups=tuple(groups),
        )

    def _meeting(self, wanted: Filter, kept: Sequence[int], pattern: str) -> Callable[[Row], bool]:
        of = len(self.comparison.reports) + len(self.comparison.left_out)
        reports = {self.comparison.reports[place].id for place in kept} if wanted.chooses_reports else None

        def meets(row: Row) -> bool:
            if wanted.states and row.state not in wanted.states:
                return False
            if wanted.tags and row.tag not in wanted.tags:
                return False
            if wanted.report is not None and wanted.report not in row.said_by:
                return False
            if wanted.said is not None and _said(len(row.said_by), of) is not wanted.said:
                return False
            if reports is not None and reports.isdisjoint(row.said_by):
                return False
            return not pattern or self._words.of_row(row.entity.id, pattern, kept if reports is not None else None)

        return meets

    def _loose(
        self, number: int, group: Group, wanted: Filter, place: int, pattern: str
    ) -> tuple[tuple[Annotation, ...], tuple[Clause, ...]]:
        if wanted.states or wanted.said is not None or wanted.report is not None:
            return (), ()
        if wanted.tags and group.tag.id not in wanted.tags:
            return (), ()
        marks, clauses = group.loose[place], group.clauses[place] if group.clauses else ()
        if not pattern or not marks:
            return marks, clauses
        marks = tuple(compress(marks, self._words.of_loose(number, place, pattern)))
        left = {mark.id for mark in marks} if clauses else set()
        return marks, tuple(clause for clause in clauses if clause.mark is not None and clause.mark.id in left)


def filtered(comparison: Comparison, wanted: Filter) -> Comparison:
    """Return the part of a comparison that is wanted, as `Sifting.filtered` does for who asks once."""
    return Sifting(comparison).filtered(wanted)


def _takes_in(wanted: Filter, report: Article) -> bool:
    if wanted.sources and report.source not in wanted.sources:
        return False
    if wanted.languages and not any(is_language(report.language, one) for one in wanted.languages):
        return False
    if wanted.since is None and wanted.until is None:
        return True
    day = (report.published or "")[:10]
    if not day:
        return False
    # As far as both are known: a report of March is neither before the 19th nor after it.
    after = wanted.since is None or day >= wanted.since[: len(day)]
    return after and (wanted.until is None or day[: len(wanted.until)] <= wanted.until[:10])


def is_language(language: str | None, wanted: str | None) -> bool:
    """Return whether a language is the wanted one (BCP 47: `ar` takes in `ar-EG`)."""
    if language is None or wanted is None:
        return language == wanted
    one, other = language.casefold(), wanted.casefold()
    return one == other or one.startswith(f"{other}-")


def _said(number: int, of: int) -> Said:
    if number == of:
        return Said.ALL
    return Said.ONE if number == 1 else Said.SOME


def _with_wholes(rows: Collection[Row], meets: Callable[[Row], bool]) -> list[Row]:
    kept: list[Row] = []
    needed: set[str | None] = set()
    # From the end: parts come before their wholes then.
    for row in reversed(tuple(rows)):
        if row.entity.id in needed or meets(row):
            kept.append(row)
            needed.add(row.whole)
    kept.reverse()
    return kept


def sorted_rows(comparison: Comparison, order: Order, *, reverse: bool = False) -> Comparison:
    """Return a comparison with the rows of each group, and the parts of each whole, in another order.

    By reports they are as they were made: of a whole the mentions of its parts count too, also where a filter has left
    them out.
    """
    if order is Order.REPORTS and not reverse:
        return comparison
    key = _key(comparison, order)
    return replace(
        comparison,
        groups=tuple(replace(group, rows=_sorted(group.rows, key, reverse)) for group in comparison.groups),
    )


def _sorted(rows: Sequence[Row], key: Callable[[Row], Any], reverse: bool) -> tuple[Row, ...]:
    parts: defaultdict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row.whole].append(row)
    found: list[Row] = []
    waiting = sorted(parts[None], key=key, reverse=not reverse)
    while waiting:
        row = waiting.pop()
        found.append(row)
        if row.entity.id in parts:
            waiting += sorted(parts[row.entity.id], key=key, reverse=not reverse)
    return tuple(found)


_STATES = (RowState.OPEN, RowState.DIFFERS, RowState.ONLY_HERE, RowState.SAME)


def _key(comparison: Comparison, order: Order) -> Callable[[Row], Any]:
    """What is first by this order; what is alike in it goes by name."""
    days = {report.id: report.published or "9999" for report in comparison.reports + comparison.left_out}
    places = {report.id: place for place, report in enumerate(comparison.reports)}

    def place(row: Row) -> Any:
        return next(((places[c.article], c.mentions[0].start) for c in row.cells if c.mentions), (len(places), 0))

    def mentions(row: Row) -> int:
        return sum(len(cell.mentions) for cell in row.cells)

    keys: dict[Order, Callable[[Row], Any]] = {
        Order.REPORTS: lambda row: (-len(row.said_by), -mentions(row)),
        Order.NAME: lambda row: (),
        Order.STATE: lambda row: _STATES.index(row.state),
        Order.PLACE: place,
        Order.MENTIONS: lambda row: -mentions(row),
        Order.DATE: lambda row: min((days[report] for report in row.said_by), default="9999"),
    }
    of = keys[order]
    return lambda row: (of(row), row.entity.name.casefold(), row.entity.id)
