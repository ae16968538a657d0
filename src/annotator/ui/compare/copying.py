"""A row of a comparison as plain text, to be pasted anywhere."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.analysis.comparison import Cell, Clause, Party, Row
from annotator.core.values import Article, Cue
from annotator.text.isolate import FSI, PDI
from annotator.ui.compare.book import Names
from annotator.ui.compare.cells import by_mark
from annotator.ui.compare.words import difference_text, row_word, silence_text, value_text
from annotator.ui.wording import translate


def row_text(row: Row, reports: Sequence[Article], names: Names) -> str:
    """Return a row in lines: what it is and its state, then what each report says.

    It is data: what keeps directions apart on the screen is left out.
    """
    lines = [f"{row.entity.name}: {_bare(row_word(row, names.article))}"]
    if row.sentence:
        lines.append(row.sentence)
    elif row.proposed:
        lines += [_bare(difference_text(difference, names.article)) for difference in row.proposed]
    for report, cell in zip(reports, row.cells, strict=True):
        lines.append(f"{names.article(report.id)}: {_cell(cell, names)}")
    return "\n".join(lines)


def _bare(text: str) -> str:
    return text.replace(FSI, "").replace(PDI, "")


def _cell(cell: Cell, names: Names) -> str:
    if cell.silence is not None:
        return silence_text(cell.silence)
    clauses = by_mark(cell.clauses)
    parts = []
    for mark in cell.mentions:
        quote = f"“{mark.words}”" + (" ?" if mark.uncertain else "")
        parts += [_sentence(clause, quote) for clause in clauses.get(mark.id, ())] or [quote]
    parts += [_sentence(clause, "") for clause in cell.clauses if clause.mark is None]
    parts += [_bare(value_text(name, value, names.choices)) for name, values in cell.attributes for value in values]
    parts += cell.notes
    if not parts:
        parts = [names.entity(member) for member in cell.members]
    return "; ".join(parts)


def _sentence(clause: Clause, quote: str) -> str:
    parts = [
        quote if clause.objects else _parties(clause.issuers),
        _cue(clause.verbs) or ("" if clause.told else clause.verb or ""),
        _parties(clause.objects) if clause.objects else quote,
        _after(translate("compare", "to"), clause.addressees),
        _after(translate("compare", "because of"), clause.reasons, clause.because),
        *(_after(f"{'→' if tied.outgoing else '←'} {tied.name}:", tied.parties, tied.cues) for tied in clause.others),
    ]
    return " — ".join(part for part in parts if part)


def _parties(parties: Sequence[Party]) -> str:
    return ", ".join(party.words for party in parties)


def _cue(cues: Sequence[Cue]) -> str:
    return " … ".join(cue.quote for cue in cues)


def _after(word: str, parties: Sequence[Party], cues: Sequence[Cue] = ()) -> str:
    return " ".join(filter(None, (word, _cue(cues), _parties(parties)))) if parties else ""
