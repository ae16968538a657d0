"""Which rows and columns of a comparison are shown, and what the bar and the head of the columns say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QLocale

from annotator.analysis.comparison import Comparison, RowState
from annotator.analysis.sifting import Filter, Order, Sifting, sorted_rows
from annotator.core.values import Article, AttributeKind, ReadingState, Status, Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.compare.book import Names
from annotator.ui.compare.words import rows_text
from annotator.ui.wording import state_text

_NAME = 24

T = TypeVar("T")


class Columns(Struct, frozen=True):
    """Which reports are shown (ids): those that are not `hidden`, those that were moved first, in their order."""

    hidden: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()

    def shown(self, reports: Sequence[Article]) -> list[str]:
        """Return the reports that have a column, from left to right; at least one where there is any."""
        ids = [report.id for report in reports]
        places = {record: place for place, record in enumerate(self.order)}
        ids.sort(key=lambda record: places.get(record, len(places)))
        return [record for record in ids if record not in self.hidden] or ids[:1]

    def hiding(self, report: str) -> Columns:
        """Return these without a column, or with it again."""
        return Columns(self.hidden ^ {report}, self.order)

    def moved(self, report: str, place: int, reports: Sequence[Article]) -> Columns:
        """Return these with a report moved to before that which was shown at `place`."""
        shown = self.shown(reports)
        before = [record for record in shown[:place] if record != report]
        after = [record for record in shown[place:] if record != report]
        hidden = [record.id for record in reports if record.id in self.hidden]
        return Columns(self.hidden, (*before, report, *after, *hidden))


class Shown(Struct, frozen=True):
    """What is seen of a comparison; `states` counts rows before they are narrowed to some states."""

    comparison: Comparison
    states: Mapping[RowState, int]
    rows: int
    of: int

    @property
    def summary(self) -> str:
        """How many rows are listed, of how many."""
        if not self.comparison.complete:
            return QCoreApplication.translate("compare", "reading all reports…")
        if self.rows == self.of:
            return rows_text(self.rows)
        text = QCoreApplication.translate("compare", "{0} of {1}").replace("{0}", QLocale().toString(self.rows))
        return text.replace("{1}", rows_text(self.of))


def sift(sifting: Sifting, wanted: Filter, order: Order) -> Shown:
    """Filter and sort a comparison."""
    found = sifting.filtered(replace(wanted, states=frozenset()))
    states = Counter(row.state for row in found.rows())
    if wanted.states:
        found = sifting.filtered(wanted)
    if order is not Order.REPORTS:
        found = sorted_rows(found, order)
    return Shown(found, states, sum(1 for _ in found.rows()), sum(1 for _ in sifting.comparison.rows()))


def arranged(comparison: Comparison, shown: Sequence[str]) -> Comparison:
    """Return a comparison of these reports alone (ids), in this order, as it goes into a file."""
    if [report.id for report in comparison.reports] == list(shown):
        return comparison
    at = {report.id: place for place, report in enumerate(comparison.reports)}
    places = [at[record] for record in shown if record in at]

    def picked(values: Sequence[T]) -> tuple[T, ...]:
        return tuple(values[place] for place in places) if values else ()

    groups = tuple(
        replace(
            group,
            rows=tuple(replace(row, cells=picked(row.cells)) for row in group.rows),
            loose=picked(group.loose),
            clauses=picked(group.clauses),
        )
        for group in comparison.groups
    )
    reports = picked(comparison.reports)
    hidden = tuple(report for report in comparison.reports if report.id not in shown)
    return replace(comparison, reports=reports, left_out=comparison.left_out + hidden, groups=groups)


def names(comparison: Comparison) -> Names:
    """Return what reports and entities are called in few words.

    A report is called by its source; where that is not known, or of several, by a language that no other has, or
    else by its title.
    """
    reports = comparison.reports + comparison.left_out
    sources = Counter(report.source for report in reports)
    languages = Counter(_tongue(report) for report in reports)

    def called(report: Article) -> str:
        if report.source and sources[report.source] == 1:
            return shorten(report.source, _NAME)
        tongue = _tongue(report)
        if tongue is not None and languages[tongue] == 1:
            return tongue
        return shorten(report.title, _NAME)

    articles = {report.id: called(report) for report in reports}
    definitions = [one for tag in comparison.tags for one in tag.attributes]
    choices = {one.name for one in definitions if one.kind is AttributeKind.CHOICE}
    others = {one.name for one in definitions if one.kind is not AttributeKind.CHOICE}
    return Names(articles, comparison.names, frozenset(choices - others))


def _tongue(report: Article) -> str | None:
    """Return the language of a report in the words of the labels, which stand between reports of any direction."""
    language = QLocale(report.language).language() if report.language else QLocale.Language.C
    if language in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return None
    return QLocale.languageToString(language)


def marked(comparison: Comparison) -> set[str]:
    """Return the ids of the reports in which something is marked."""
    found: set[str] = set()
    for group in comparison.groups:
        found.update(report.id for report, loose in zip(comparison.reports, group.loose, strict=False) if loose)
        for row in group.rows:
            if len(found) == len(comparison.reports):
                return found
            found.update(cell.article for cell in row.cells if cell.mentions)
    return found


def read_states(
    reports: Iterable[Article], tags: Sequence[Tag], statuses: Iterable[Status], marked: Iterable[str] = ()
) -> dict[str, str]:
    """Return in words how far each report is read (by id): for which tags somebody has declared it done.

    Those of the ids in `marked` are in work without anybody's saying so, as in the library.
    """
    done: dict[str, set[str]] = {}
    begun = set(marked)
    for status in statuses:
        if status.state is ReadingState.DONE:
            done.setdefault(status.article, set()).add(status.tag)
        else:
            begun.add(status.article)
    result = {}
    for report in reports:
        declared = done.get(report.id, set())
        if all(tag.id in declared for tag in tags):
            text = f"✓ {state_text(ReadingState.DONE)}"
        elif any(tag.id in declared for tag in tags):
            found = ", ".join(isolate(shorten(tag.name, _NAME)) for tag in tags if tag.id in declared)
            text = QCoreApplication.translate("compare", "done for {0}").replace("{0}", found)
        else:
            text = state_text(ReadingState.IN_WORK if report.id in begun else None)
        result[report.id] = text
    return result
