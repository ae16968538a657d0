"""What the formats of a comparison write: the comparison itself, and the names that it does not know."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from annotator.analysis import telling
from annotator.analysis.comparison import Comparison, Row


class Compared(Struct, frozen=True):
    """A comparison, with what it does not know itself: the project's name, and the coders' by their ids."""

    comparison: Comparison
    project: str
    coders: Mapping[str, str]

    def judge(self, row: Row) -> str:
        """Return the name of who has judged a row, nothing where nobody has."""
        return "" if row.judgement is None else self.coders.get(row.judgement.coder, "")

    def others(self, row: Row) -> list[str]:
        """Return what other coders than the one whose word decides have judged of a row, each in a line."""
        return [telling.verdict(one, self.coders.get(one.coder, "")) for one in row.judgements if one != row.judgement]
