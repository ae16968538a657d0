"""A comparison as Markdown, with a table (GitHub's) for each tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from annotator.analysis import telling
from annotator.analysis.columns import timeline
from annotator.analysis.comparison import Cell, Group, Row
from annotator.core.values import Article
from annotator.formats.compared import Compared
from annotator.formats.comparison_records import sentence
from annotator.text.isolate import isolate

_MEANS = re.compile(r"([\\`*_{}\[\]<>#|~^$&])")
_LIST = re.compile(r"^(\d+)([.)])|^([+-])")
_BREAK = "<br>"


def write(compared: Compared, stream: BinaryIO) -> None:
    """Write it in UTF-8. Quotes are isolated (FSI and PDI), so that they stand in their own direction."""
    for line in _lines(compared):
        stream.write(f"{line}\n".encode())


def _lines(compared: Compared) -> Iterator[str]:
    found = compared.comparison
    names, short = telling.labels(found.reports), telling.called(found.reports)
    yield f"# {plain(found.event.name)}"
    yield ""
    counts = telling.states(found)
    yield ", ".join(f"{number} {telling.STATES[state]}" for state, number in counts.items())
    yield ""
    yield "## Reports"
    yield ""
    for number, report in enumerate(found.reports, 1):
        yield f"{number}. {_report(report)}: {plain(telling.read_for(found, report))}"
    for report in found.earlier:
        yield f"- {_report(report)} (left out: a later version is compared)"
    for report in found.left_out:
        yield f"- {_report(report)} (left out by a filter)"
    days = timeline(found.reports)
    if days:
        yield ""
        yield "Published: " + " → ".join(
            f"{day} {', '.join(quote(short[report.id]) for report in reports)}" for day, reports in days
        )
    for group in found.groups:
        yield ""
        yield f"## {plain(group.tag.name)}"
        yield ""
        yield from _table(group, compared, names)


def _report(report: Article) -> str:
    more = [part for part in (report.source, report.author, report.published, report.language) if part]
    link = f" <{report.url}>" if report.url and re.fullmatch(r"https?://[^\s<>]+", report.url) else ""
    return f"{quote(report.title)} ({', '.join(map(plain, more))}){link}" if more else f"{quote(report.title)}{link}"


def _table(group: Group, compared: Compared, names: dict[str, str]) -> Iterator[str]:
    reports = compared.comparison.reports
    entities, short = compared.comparison.names, telling.called(reports)
    if group.rows:
        yield _row([plain(group.tag.name), *(quote(names[report.id]) for report in reports)])
        yield _row(["---", *("--:" if report.direction.value == "rtl" else ":--" for report in reports)])
        for row in group.rows:
            cells = zip(row.cells, reports, strict=True)
            yield _row([_label(row, compared, short), *(_cell(cell, report, entities) for cell, report in cells)])
    told = group.clauses or tuple(() for _ in group.loose)
    for report, marks, clauses in zip(reports, group.loose, told, strict=True):
        if marks:
            yield ""
            listed = [f"“{quote(one.words)}”{_times(one)}" for one in telling.quoted(marks)]
            listed += (sentence(clause, report, quote) for clause in clauses)
            yield f"Tied to nothing, {quote(names[report.id])}: {'; '.join(listed)}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _label(row: Row, compared: Compared, names: dict[str, str]) -> str:
    parts = [f"{'– ' * row.depth}**{quote(row.entity.name)}**", telling.STATES[row.state]]
    parts += map(quote, (*telling.judged(row, compared.judge(row)), *compared.others(row)))
    proposed = "" if row.judgement else "proposed: "
    parts += (f"{proposed}{quote(telling.difference(one, names))}" for one in telling.unsaid(row))
    return _BREAK.join(parts)


def _cell(cell: Cell, report: Article, entities: Mapping[str, str]) -> str:
    silent = telling.silence(cell)
    parts = [f"*{silent}*"] if silent else []
    for one in telling.quoted(cell.mentions):
        parts.append(f"“{quote(one.words)}”{_times(one)}{f' ({telling.UNCERTAIN})' if one.uncertain else ''}")
    parts += map(quote, telling.attributes(cell.attributes))
    parts += (f"note: {quote(note)}" for note in cell.notes)
    parts += (sentence(clause, report, quote) for clause in cell.clauses)
    if cell.members:
        parts.append(f"parts: {', '.join(quote(entities.get(key, '')) for key in cell.members)}")
    return _BREAK.join(parts)


def _times(one: telling.Quoted) -> str:
    return f" ×{one.places}" if one.places > 1 else ""


def plain(text: str) -> str:
    """Return text on one line that Markdown takes for nothing but text, in a table's cell too."""
    escaped = _MEANS.sub(r"\\\1", " ".join(text.split()))
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def quote(text: str) -> str:
    """Return words of a report or a name as `plain` does, isolated from what stands around them."""
    return plain(isolate(" ".join(text.split())))
