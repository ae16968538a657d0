"""A comparison of reports out: one file per format, found by name. None of them is read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO

from msgspec import Struct

from annotator.analysis.comparison import Comparison, Row
from annotator.core.errors import NotFoundError


class Compared(Struct, frozen=True):
    """A comparison, with what it does not know itself: the project's name, and the coders' by their ids."""

    comparison: Comparison
    project: str
    coders: Mapping[str, str]

    def judge(self, row: Row) -> str:
        """Return the name of who has judged a row, nothing where nobody has."""
        return "" if row.judgement is None else self.coders.get(row.judgement.coder, "")


@dataclass(frozen=True, slots=True)
class ComparisonFormat:
    """A format: its name on the command line, its title in menus, its files' suffix, whether people can read it bare.

    `write(compared, stream)` may raise FormatError, where a library is missing that it needs.
    """

    name: str
    title: str
    suffix: str
    binary: bool
    write: Callable[[Compared, BinaryIO], None]


def _writer(module: str) -> Callable[[Compared, BinaryIO], None]:
    def write(compared: Compared, stream: BinaryIO) -> None:
        # Loaded when it is first used, as are the formats of annotations.
        import_module(f"annotator.formats.{module}").write(compared, stream)

    return write


COMPARISON_FORMATS: dict[str, ComparisonFormat] = {
    one.name: one
    for one in (
        ComparisonFormat("html", "Web page", ".html", False, _writer("comparison_html")),
        ComparisonFormat("csv", "Table (CSV)", ".csv", False, _writer("comparison_csv")),
        ComparisonFormat("xlsx", "Excel workbook", ".xlsx", True, _writer("comparison_xlsx")),
        ComparisonFormat("markdown", "Markdown", ".md", False, _writer("comparison_markdown")),
        ComparisonFormat("json", "JSON", ".json", False, _writer("comparison_json")),
    )
}


def comparison_format(name: str) -> ComparisonFormat:
    """Return the format of this name. Raises NotFoundError, which lists those there are."""
    try:
        return COMPARISON_FORMATS[name]
    except KeyError:
        raise NotFoundError("format", name, tuple(COMPARISON_FORMATS)) from None
