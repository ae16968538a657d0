"""What stands in the column of labels: an entity's name, its state, what is proposed of it, and what was judged."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from annotator.analysis.comparison import Row, RowState
from annotator.core.values import Verdict
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import shorten
from annotator.ui.compare.cells import Box, stacked
from annotator.ui.compare.outline import Line
from annotator.ui.compare.typeset import Paragraph, Sheet, Stretch, Voice
from annotator.ui.compare.words import difference_text, row_word

_NAME = 160
_SENTENCE = 600
_DIFFERENCES = 3
_SIDES = 2
"""Of a difference: what more there is, is told when the pointer rests on it."""
_SIGN = 18
"""Room for a sign beside words: that of the state, or of a fold."""
BRANCH = 14
"""Room for the sign of a part beside that of a fold."""
DOT, DOTS = 5, 6
"""Where labels are centred, so that none stands further in: a dot for each whole above the first, and how many."""
INDENT = 16
_DEEPEST = 4
_DEEPER, _LITTLE = 8, 4
"""How many more a part stands a little further in each: to be seen, with room left for its name."""

# By this name, with a literal context and text: so Qt's extractor of texts finds them.
translate = QCoreApplication.translate


class Judge(Struct, frozen=True):
    """A click judges a row; with no verdict its sentence is to be written."""

    verdict: Verdict | None


class Label(Struct, frozen=True):
    """A label: `box` has the name first, the state second. `indent` is what names of parts stand further in."""

    box: Box
    indent: int = 0
    centred: bool = False


def nested(line: Line) -> int:
    """Return the room that a centred label needs before its sign, to tell how deep a part lies: in pixels."""
    if not line.depth:
        return 0
    return (BRANCH if line.parts else 0) + DOT * min(line.depth - 1, DOTS)


class Labels:
    """Sets labels. `article` names a report by its id."""

    def __init__(self, sheet: Sheet, article: Callable[[str], str], *, centred: bool, mirrored: bool) -> None:
        self._sheet = sheet
        self._article = article
        self._centred = centred
        self._way = Direction.RTL if mirrored else Direction.LTR

    def label(self, line: Line, width: int) -> Label:
        """Set the label of a row."""
        row = line.row
        assert row is not None
        indent = min(row.depth, _DEEPEST) * INDENT + min(max(row.depth - _DEEPEST, 0), _DEEPER) * _LITTLE
        signed = 2 * (_SIGN + nested(line)) if self._centred else _SIGN + indent
        name = Stretch(shorten(row.entity.name, _NAME), Voice.NAME)
        state = Stretch(row_word(row, self._article), _voice(row))
        inside = width - signed
        paragraphs = [self._set(name, inside), self._set(state, inside)]
        if row.judgement is not None and row.judgement.sentence:
            said = shorten(row.judgement.sentence, _SENTENCE)
            paragraphs.append(self._set(Stretch(said, Voice.PLAIN), inside, paragraph_direction(said, self._way)))
        if row.outdated:
            changed = translate("compare", "changed since it was judged")
            paragraphs.append(self._set(Stretch(changed, Voice.WARNING), inside))
        if row.judgement is not None and any(one.verdict is not row.judgement.verdict for one in row.judgements):
            # Who, and in what words, is told where the pointer rests.
            otherwise = translate("compare", "judged otherwise by others")
            paragraphs.append(self._set(Stretch(otherwise, Voice.SMALL), inside))
        if not row.sentence and row.state in (RowState.OPEN, RowState.DIFFERS):
            for difference in row.proposed[:_DIFFERENCES]:
                text = difference_text(difference, self._article, most=_SIDES)
                paragraphs.append(self._set(Stretch(text, Voice.SMALL), inside))
        if row.state is RowState.OPEN and row.proposed:
            paragraphs.append(self._choice(inside))
        return Label(stacked(((p, None) for p in paragraphs), gap=2), indent, self._centred)

    def loose(self, width: int) -> Label:
        """Set the label of what is tied to nothing."""
        text = translate("compare", "Not tied yet")
        hint = translate("compare", "Go to a mark and say in its card what it mentions")
        inside = width - (2 * _SIGN if self._centred else _SIGN)
        paragraphs = [self._set(Stretch(text, Voice.SMALL), inside), self._set(Stretch(hint, Voice.SMALL), inside)]
        return Label(stacked(((p, None) for p in paragraphs), gap=2), 0, self._centred)

    def _choice(self, width: int) -> Paragraph:
        """Set what an analyst can say of a difference that is proposed."""
        differs = translate("compare", "It differs (D)")
        same = translate("compare", "The same (S)")
        stretches = (
            Stretch(differs, Voice.LINK, link=Judge(Verdict.DIFFERS)),
            Stretch("  ·  ", Voice.SMALL),
            Stretch(same, Voice.LINK, link=Judge(Verdict.SAME)),
        )
        return Paragraph(self._sheet, stretches, self._way, width, centred=self._centred)

    def _set(self, stretch: Stretch, width: int, way: Direction | None = None) -> Paragraph:
        return Paragraph(self._sheet, (stretch,), way or self._way, max(width, 24), centred=self._centred)


def _voice(row: Row) -> Voice:
    if row.state is RowState.DIFFERS or (row.state is RowState.OPEN and row.proposed):
        return Voice.WARNING
    return Voice.LINK if row.state is RowState.ONLY_HERE else Voice.SMALL
