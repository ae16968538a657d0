"""A comparison as one web page that needs nothing else: for the screen, light and dark, and for paper.

Two reports are set like a bilingual edition: a column at each side, what they speak of between them. What the reports
say is escaped, carries its language and direction, and is isolated; there is no script, and none may run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape as escaped
from itertools import chain
from typing import BinaryIO

from annotator.analysis import telling
from annotator.analysis.columns import timeline
from annotator.analysis.comparison import Cell, Clause, Comparison, Difference, Group, Row, RowState, Silence
from annotator.core.values import Annotation, Article
from annotator.formats.compared import Compared
from annotator.formats.comparison_records import place
from annotator.formats.comparison_style import style
from annotator.text.direction import Direction, text_direction

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
_LINK = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_LOOSE = 200
"""Different words of marks tied to nothing that are listed for a report: of more, who looks for them has the window."""


def write(compared: Compared, stream: BinaryIO) -> None:
    """Write the page in UTF-8."""
    for part in _Page(compared).parts():
        stream.write(part.encode())


def escape(text: str) -> str:
    """Return text as it stands in HTML, in an attribute too; what may not stand there is U+FFFD."""
    return escaped(_CONTROL.sub("\ufffd", text))


def _bdi(text: str, kind: str = "words") -> str:
    return f'<bdi class="{kind}">{escape(text)}</bdi>'


def _said(text: str, language: str | None, direction: Direction | None) -> str:
    """Return words of a report, in their language and direction.

    Latin words of an Arabic report are in no language that is known: they take the face and size of Latin pages.
    """
    own = direction is None or text_direction(text) is direction
    lang = language if own and language and _LANGUAGE.fullmatch(language) else ""
    return f'<bdi class="q" lang="{lang}" dir="{"auto" if direction is None else direction.value}">{escape(text)}</bdi>'


def _quote(text: str, report: Article) -> str:
    return _said(text, report.language, report.direction)


class _Page:
    def __init__(self, compared: Compared) -> None:
        self._compared = compared
        self._found: Comparison = compared.comparison
        self._names = telling.labels(self._found.reports)
        self._called = telling.called(self._found.reports)
        self._entities = self._found.names
        self._tags = {tag.id: number for number, tag in enumerate(self._found.tags)}
        self._tag_names = {tag.id: tag.name for tag in self._found.tags}
        self._two = len(self._found.reports) == 2

    def parts(self) -> Iterator[str]:
        """Yield the page, piece by piece."""
        found = self._found
        title = escape(" ".join(found.event.name.split()))
        yield (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="generator" content="Annotator">\n<title>{title}</title>\n'
            f"<style>{style(found.tags, len(found.reports))}</style>\n</head>\n<body>\n"
        )
        yield from self._head()
        yield f'<main class="{"two" if self._two else "many"}">\n'
        if not found.groups:
            yield "<p>Nothing is marked in these reports yet.</p>\n"
        for group in found.groups:
            yield from self._group(group)
        yield "</main>\n"
        yield f"<footer>{self._legend()}<p>Compared with Annotator in the project {_bdi(self._compared.project)}.</p>"
        yield "</footer>\n</body>\n</html>\n"

    # What stands above the tables.

    def _head(self) -> Iterator[str]:
        found = self._found
        yield f'<h1 dir="auto">{escape(found.event.name)}</h1>\n'
        counts = telling.states(found)
        number = sum(counts.values())
        reports = len(found.reports)
        yield f'<p class="quiet">{number} {_plural(number, "row")} from {reports} {_plural(reports, "report")}</p>\n'
        yield f'<ul class="reports">\n{"".join(map(self._report, found.reports))}</ul>\n'
        for report in found.earlier:
            yield f'<p class="quiet">Left out, since a later version is compared: {_quote(report.title, report)}</p>\n'
        if found.left_out:
            names = telling.called(found.left_out)
            listed = ", ".join(_bdi(names[report.id]) for report in found.left_out)
            yield f'<p class="quiet">Left out by a filter: {listed}</p>\n'
        yield from self._timeline()
        if number:
            yield from self._filter(counts, number)

    def _report(self, report: Article) -> str:
        more = [_bdi(text) for text in (report.source, report.author) if text]
        if report.published:
            more.append(_time(report.published))
        if report.language:
            more.append(escape(report.language))
        more.append(_bdi(telling.read_for(self._found, report)))
        if report.url and _LINK.fullmatch(report.url):
            more.append(f'<a href="{escape(report.url)}" rel="noreferrer">address</a>')
        return f'<li>{_quote(report.title, report)}<span class="quiet">{" · ".join(more)}</span></li>\n'

    def _timeline(self) -> Iterator[str]:
        days = timeline(self._found.reports)
        if days:
            yield '<ol class="timeline" aria-label="When the reports were published">\n'
            for day, reports in days:
                names = ", ".join(_bdi(self._called[report.id]) for report in reports)
                yield f"<li><time>{escape(day)}</time>{names}</li>\n"
            yield "</ol>\n"

    def _filter(self, counts: dict[RowState, int], number: int) -> Iterator[str]:
        # Inputs before what they hide: a style sheet can look no further back.
        yield '<input class="skip" type="radio" name="show" id="show-all" checked aria-label="Show all rows">\n'
        for state, count in counts.items():
            if count:
                said = f"Show rows: {telling.STATES[state]}"
                yield f'<input class="skip" type="radio" name="show" id="show-{state.value}" aria-label="{said}">\n'
        yield f'<div class="filter" role="group" aria-label="Rows"><label for="show-all">all {number}</label>\n'
        for state, count in counts.items():
            if count:
                yield f'<label for="show-{state.value}">{_state(state)} {count}</label>\n'
        yield "</div>\n"

    def _legend(self) -> str:
        parts = ['<dl class="legend">']
        for state, meaning in telling.MEANINGS.items():
            parts.append(f"<dt>{_state(state)}</dt><dd>{meaning}</dd>")
        for silence, meaning in telling.SILENCE_MEANINGS.items():
            word = f'<span class="silent {silence.value}">{telling.SILENCES[silence]}</span>'
            parts.append(f"<dt>{word}</dt><dd>{meaning}</dd>")
        parts.append("</dl>\n")
        return "".join(parts)

    # The tables.

    def _group(self, group: Group) -> Iterator[str]:
        number = self._tags.get(group.tag.id, 0)
        count = len(group.rows)
        yield f'<section>\n<h2><span class="swatch tag-{number}"></span>{_bdi(group.tag.name)}'
        yield f'<span class="count">{count} {_plural(count, "row")}</span></h2>\n'
        if group.tag.description:
            yield f'<p class="quiet about">{_bdi(group.tag.description)}</p>\n'
        if group.rows:
            yield f'<div class="scroll"><table>\n<thead><tr>{self._headings(group)}</tr></thead>\n<tbody>\n'
            below = _states_below(group.rows)
            for row in group.rows:
                yield self._row(group, row, below[row.entity.id])
            yield "</tbody></table></div>\n"
        yield from self._loose(group)
        yield "</section>\n"

    def _arranged(self, label: str, cells: Sequence[str]) -> str:
        """Return the label and the cells in their order: of two, one on each side of it."""
        return f"{cells[0]}{label}{cells[1]}" if self._two else f"{label}{''.join(cells)}"

    def _headings(self, group: Group) -> str:
        cells = []
        for report in self._found.reports:
            day = f'<span class="quiet">{_time(report.published)}</span>' if report.published else ""
            name = _bdi(self._names[report.id])
            cells.append(f'<th scope="col" dir="{report.direction.value}">{name}{day}</th>')
        return self._arranged(f'<th scope="col">{_bdi(group.tag.name)}</th>', cells)

    def _row(self, group: Group, row: Row, below: set[RowState]) -> str:
        classes = " ".join(f"has-{state.value}" for state in RowState if state in below)
        cells = [self._cell(cell, report) for cell, report in zip(row.cells, self._found.reports, strict=True)]
        return f'<tr class="{classes}">{self._arranged(self._label(group, row), cells)}</tr>\n'

    def _label(self, group: Group, row: Row) -> str:
        # The deeper the less, so that names have room.
        inside = 16 + 20 * min(row.depth, 6) + 6 * min(max(row.depth - 6, 0), 12)
        indent = f' style="padding-inline-start: {inside}px"' if row.depth else ""
        parts = [f'<th scope="row"{indent}>']
        if row.depth:
            parts.append('<span class="depth" aria-label="part of the row above">└ </span>')
        parts.append(f"{_bdi(row.entity.name, 'name')} {_state(row.state)}")
        if row.entity.aliases:
            parts.append(f'<p class="quiet">{", ".join(map(_bdi, row.entity.aliases))}</p>')
        if row.entity.note:
            parts.append(f'<p class="quiet">{_bdi(row.entity.note)}</p>')
        if row.tag != group.tag.id and row.tag in self._tag_names:
            parts.append(f'<p class="quiet">{_bdi(self._tag_names[row.tag])}</p>')
        if row.judgement is not None:
            by = self._compared.judge(row)
            who = f' <span class="quiet">{_bdi(by)}</span>' if by else ""
            parts.append(f'<p class="said">{_bdi(row.sentence or telling.CONFIRMED)}{who}</p>')
            others = [*([telling.OUTDATED] if row.outdated else []), *self._compared.others(row)]
            parts += (f'<p class="quiet">{_bdi(other)}</p>' for other in others)
        proposed = "" if row.judgement else "proposed as different: "
        for one in telling.unsaid(row):
            parts.append(f'<p class="proposed">{proposed}{self._difference(one)}</p>')
        parts.append(self._elsewhere(row))
        parts.append("</th>")
        return "".join(parts)

    def _difference(self, one: Difference) -> str:
        sides = []
        found = telling.sides(one)
        for texts, reports in found[: telling.MOST]:
            names = [_bdi(self._called[report]) for report in reports if report in self._called]
            sides.append(f"{_bdi(texts)} ({', '.join(names[: telling.MOST])}{telling.more(len(names))})")
        return f"{_bdi(telling.heading(one))}: {'; '.join(sides)}{telling.more(len(found))}"

    def _elsewhere(self, row: Row) -> str:
        """Return which reports are silent: printed where rows are not set in columns."""
        parts = []
        for silence, words in telling.SILENCES.items():
            names = [_bdi(self._called[cell.article]) for cell in row.cells if cell.silence is silence]
            if names:
                parts.append(f'<p class="elsewhere">{words.removesuffix(" here")}: {", ".join(names)}</p>')
        return "" if self._two else "".join(parts)

    def _cell(self, cell: Cell, report: Article) -> str:
        empty = ' class="empty"' if cell.silence is not None else ""
        parts = [f'<td{empty} dir="{report.direction.value}">']
        if not self._two and cell.silence is None:
            parts.append(f'<span class="from">{_bdi(self._names[report.id])}</span>')
        silent = telling.silence(cell)
        if silent:
            kind = (cell.silence or Silence.NOT_SAID).value
            parts.append(f'<p class="silent {kind} ours" dir="ltr">{silent}</p>')
        parts += (self._quoted(one, report) for one in telling.quoted(cell.mentions))
        parts += (
            f'<p class="attribute ours" dir="ltr">{_bdi(text)}</p>' for text in telling.attributes(cell.attributes)
        )
        parts += (f'<p class="note">{_bdi(note)}</p>' for note in cell.notes)
        parts += (f'<p class="clause">{_sentence(clause, report)}</p>' for clause in cell.clauses)
        if cell.members:
            names = ", ".join(_bdi(self._entities.get(key, "")) for key in cell.members)
            parts.append(f'<p class="parts ours" dir="ltr">parts: {names}</p>')
        parts.append("</td>")
        return "".join(parts)

    def _quoted(self, one: telling.Quoted, report: Article) -> str:
        times = f" ×{one.places}" if one.places > 1 else ""
        uncertain = f" ({telling.UNCERTAIN})" if one.uncertain else ""
        more = f' <span class="times">{_bdi(times + uncertain)}</span>' if times or uncertain else ""
        return f'<p title="{_places(one.marks)}">{_quote(one.words, report)}{more}</p>'

    def _loose(self, group: Group) -> Iterator[str]:
        number = sum(map(len, group.loose))
        if not number:
            return
        yield f"<details><summary>{number} {_plural(number, 'mark')} tied to nothing</summary>\n"
        clauses = group.clauses or tuple(() for _ in group.loose)
        for report, marks, said in zip(self._found.reports, group.loose, clauses, strict=True):
            if marks:
                found = telling.quoted(marks)
                yield f'<p>{_bdi(self._names[report.id])}</p>\n<ul dir="{report.direction.value}">\n'
                for one in found[:_LOOSE]:
                    yield f"<li>{self._quoted(one, report)}</li>\n"
                for clause in said[:_LOOSE]:
                    yield f'<li><p class="clause">{_sentence(clause, report)}</p></li>\n'
                if len(found) > _LOOSE:
                    yield f"<li>{_bdi(f'and {len(found) - _LOOSE} more')}</li>\n"
                yield "</ul>\n"
        yield "</details>\n"


def _time(published: str) -> str:
    """Return when a report was published, to the minute where that is known: `2021-03-19 08:30`, `2021-03`."""
    return f'<time dir="ltr" datetime="{escape(published)}">{escape(published.replace("T", " ")[:16])}</time>'


def _state(state: RowState) -> str:
    sign = f'<span class="sign" aria-hidden="true">{telling.SIGNS[state]}</span>'
    return f'<span class="state {state.value}">{sign} {telling.STATES[state]}</span>'


def _sentence(clause: Clause, report: Article) -> str:
    parts: list[str] = []
    for piece in telling.sentence(clause, report):
        if piece.quote:
            parts.append(" " + _said(piece.text, piece.language, piece.direction))
        else:
            parts.append(("" if piece.text.startswith((":", ";")) else " ") + _bdi(piece.text))
    return "".join(parts).strip()


def _places(marks: Iterable[Annotation]) -> str:
    places = list(dict.fromkeys(map(place, marks)))
    shown = "; ".join(places[:8]) + (" …" if len(places) > 8 else "")
    return f"characters {shown}"


def _states_below(rows: Sequence[Row]) -> dict[str, set[RowState]]:
    """Return the states of each row and of all its parts: a whole stays where a part of it is shown."""
    found: dict[str, set[RowState]] = {}
    for row in reversed(rows):
        found[row.entity.id] = {row.state, *chain.from_iterable(found.get(part, ()) for part in row.members)}
    return found


def _plural(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
