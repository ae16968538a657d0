"""A comparison of reports out: one file per format, found by name. None of them is read back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from annotator.core.errors import NotFoundError
from annotator.formats.compared import Compared


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


def _html(compared: Compared, stream: BinaryIO) -> None:
    from annotator.formats import comparison_html

    comparison_html.write(compared, stream)


def _csv(compared: Compared, stream: BinaryIO) -> None:
    from annotator.formats import comparison_csv

    comparison_csv.write(compared, stream)


def _xlsx(compared: Compared, stream: BinaryIO) -> None:
    from annotator.formats import comparison_xlsx

    comparison_xlsx.write(compared, stream)


def _markdown(compared: Compared, stream: BinaryIO) -> None:
    from annotator.formats import comparison_markdown

    comparison_markdown.write(compared, stream)


def _json(compared: Compared, stream: BinaryIO) -> None:
    from annotator.formats import comparison_json

    comparison_json.write(compared, stream)


# Each one's own file is imported when it is first used, as those of the formats of annotations are.
COMPARISON_FORMATS: dict[str, ComparisonFormat] = {
    one.name: one
    for one in (
        ComparisonFormat("html", "Web page", ".html", False, _html),
        ComparisonFormat("csv", "CSV table", ".csv", False, _csv),
        ComparisonFormat("xlsx", "Excel workbook", ".xlsx", True, _xlsx),
        ComparisonFormat("markdown", "Markdown", ".md", False, _markdown),
        ComparisonFormat("json", "JSON", ".json", False, _json),
    )
}


def comparison_format(name: str) -> ComparisonFormat:
    """Return the format of this name. Raises NotFoundError, which lists those there are."""
    try:
        return COMPARISON_FORMATS[name]
    except KeyError:
        raise NotFoundError("format", name, tuple(COMPARISON_FORMATS)) from None
