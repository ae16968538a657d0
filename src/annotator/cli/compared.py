"""A comparison of reports in lines for a terminal: each row, and below it what each report says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annotator.analysis import telling
from annotator.analysis.comparison import Cell, Clause, Comparison, Group, Row, RowState
from annotator.cli.output import many, tame
from annotator.cli.terminal import Terminal, table
from annotator.core.values import Article

_COLOURS = {RowState.SAME: "32", RowState.DIFFERS: "31", RowState.ONLY_HERE: "34", RowState.OPEN: "33"}
_STATE = max(map(len, telling.STATES.values())) + 2
_LONG = 400
_LOOSE = 12
"""Different words of marks tied to nothing that are listed for a report."""


def compared_lines(found: Comparison, coders: dict[str, str], to: Terminal) -> Iterator[str]:
    """Yield the lines of a comparison. Reports are named by their numbers, which are told at the top."""
    yield to.inline(found.event.name, to.width)
    listed = []
    for number, report in enumerate(found.reports, 1):
        more = " ".join(filter(None, [report.language, report.published]))
        source = to.inline(report.source or "-", 30)
        read = to.inline(telling.read_for(found, report), 60)
        listed.append(
            (f"  {number}", more or "-", f"{source}: {to.inline(report.title, max(to.width - 40, 20))} ({read})")
        )
    yield from table(listed)
    if found.earlier:
        yield f"  {many(len(found.earlier), 'earlier version')} left out"
    if found.left_out:
        yield f"  {many(len(found.left_out), 'report')} left out by what was asked for"
    counts = telling.states(found)
    said = ", ".join(f"{number} {telling.STATES[state]}" for state, number in counts.items() if number)
    yield f"{many(sum(counts.values()), 'row')}{': ' if said else ''}{said}"
    for group in found.groups:
        yield ""
        yield to.styled(to.inline(group.tag.name, 40), "1")
        for row in group.rows:
            yield from _row(row, found, coders, to)
        yield from _loose(group, to)


def _row(row: Row, found: Comparison, coders: dict[str, str], to: Terminal) -> Iterator[str]:
    state = f"{telling.SIGNS[row.state]} {telling.STATES[row.state]}".ljust(_STATE)
    indent = "  " * (row.depth - 1) + "└ " if row.depth else ""
    name = to.styled(to.inline(row.entity.name, 60), "1")
    yield f"  {to.styled(state, _COLOURS[row.state])}  {indent}{name}"
    margin = " " * (_STATE + 4 + 2 * row.depth)
    if row.judgement is not None:
        for line in telling.judged(row, coders.get(row.judgement.coder, "")):
            yield f"{margin}{to.inline(line, to.width)}"
        for other in row.judgements:
            if other != row.judgement:
                yield f"{margin}{to.inline(telling.verdict(other, coders.get(other.coder, '')), to.width)}"
    names = {report.id: str(number) for number, report in enumerate(found.reports + found.left_out, 1)}
    word = "" if row.judgement else "proposed: "
    for one in telling.unsaid(row):
        yield f"{margin}{word}{to.inline(telling.difference(one, names), _LONG)}"
    silent: dict[str, list[str]] = {}
    width = max(to.width - len(margin) - 4, 20)
    for number, (cell, report) in enumerate(zip(row.cells, found.reports, strict=True), 1):
        if cell.silence is not None:
            silent.setdefault(telling.SILENCES[cell.silence], []).append(str(number))
        for place, line in enumerate(_cell(cell, report, found.names, to, width)):
            yield f"{margin}{number if not place else ' ':<3} {line}"
    for words, numbers in silent.items():
        yield f"{margin}{', '.join(numbers):<3} {words}"


def _cell(cell: Cell, report: Article, entities: Mapping[str, str], to: Terminal, width: int) -> Iterator[str]:
    if cell.silence is not None:
        return
    bare = telling.silence(cell)
    if bare:
        yield bare
    for one in telling.quoted(cell.mentions):
        yield _quoted(one, to, width)
    for text in telling.attributes(cell.attributes):
        yield to.inline(text, width)
    for note in cell.notes:
        yield f"note: {to.inline(note, width)}"
    for clause in cell.clauses:
        yield _sentence(clause, report, to)
    if cell.members:
        yield "parts: " + ", ".join(to.inline(entities.get(key, ""), 40) for key in cell.members)


def _quoted(one: telling.Quoted, to: Terminal, width: int) -> str:
    times = f" ×{one.places}" if one.places > 1 else ""
    return f"“{to.inline(one.words, width)}”{times}" + (f" ({telling.UNCERTAIN})" if one.uncertain else "")


def _sentence(clause: Clause, report: Article, to: Terminal) -> str:
    found = ""
    for piece in telling.sentence(clause, report):
        text = f"“{to.inline(piece.text, 40)}”" if piece.quote else tame(piece.text)
        if not piece.quote and not piece.text.isascii():
            text = to.inline(piece.text, _LONG)  # a relation's name, or its attributes
        found += text if not found or text.startswith((":", ";")) else f" {text}"
    return found


def _loose(group: Group, to: Terminal) -> Iterator[str]:
    number = sum(map(len, group.loose))
    if not number:
        return
    yield f"  {many(number, 'mark')} tied to nothing"
    for place, marks in enumerate(group.loose, 1):
        found = telling.quoted(marks)
        if found:
            listed = ", ".join(_quoted(one, to, 40) for one in found[:_LOOSE])
            more = f", and {len(found) - _LOOSE} more" if len(found) > _LOOSE else ""
            yield f"{' ' * (_STATE + 4)}{place:<3} {listed}{more}"
