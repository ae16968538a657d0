"""Rows of a comparison by what somebody looks for: filtered and sorted, always from the whole."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from annotator.analysis.comparison import RowState


class Said(StrEnum):
    """By how many reports a row is said."""

    ALL = "all"
    SOME = "some"
    """By more than one, and not by all."""
    ONE = "one"


class Filter(Struct, frozen=True):
    """Which rows are wanted: those that meet all that is set here.

    `report` (an article's id) narrows what `said` means to this report: said by only this one, by it and others, or
    at all by it. `tags` are ids. `sources`, `languages` (BCP 47: `ar` takes in `ar-EG`; None in either: unknown) and
    the dates `since` and `until` (ISO, perhaps partial, both included) choose reports: they are the columns that stay,
    and rows are those that one of them says. `words` are looked for in names, aliases, quotes, notes and sentences.
    A row that does not meet all this stays above a part of it that does.
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


class Order(StrEnum):
    """By what rows are sorted; parts always stay under their wholes."""

    REPORTS = "reports"
    """Those that most reports say first."""
    NAME = "name"
    STATE = "state"
    """Open ones first, then those that differ, only here, same."""
    PLACE = "place"
    """As they come in the first report, then in the second, and so on."""
    MENTIONS = "mentions"
    DATE = "date"
    """By the date of the earliest report that says them."""
