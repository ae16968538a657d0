"""What stands in a cell: quotes, directives as sentences, attributes and notes; or why there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from annotator.analysis.comparison import Cell, Clause, Party, Row, Silence, Tied
from annotator.analysis.comparison import Kind as Differs
from annotator.core.values import Annotation, Article, Cue
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import shorten
from annotator.ui.compare.typeset import Paragraph, Sheet, Stretch, Voice
from annotator.ui.compare.words import loose_text, more_text, silence_text, value_text

FEW = 3
"""Quotes that a cell shows before it is unfolded."""
MOST = 60
"""Quotes that it shows at the most."""
_SHORT, _LONG = 360, 4000
"""Code points of a quote that are shown, before and after."""
_PARTY = 120
_PARTIES = 6
_GAP = 5
_DASH = " — "

# By this name, with a literal context and text: so Qt's extractor of texts finds them.
translate = QCoreApplication.translate


class Go(Struct, frozen=True):
    """A click leads to a mark (its id)."""

    mark: str


class Unfold(Struct, frozen=True):
    """A click shows all of a cell, or a part again."""

    article: str


class Read(Struct, frozen=True):
    """A click opens an article to be read."""

    article: str


class Find(Struct, frozen=True):
    """A click leads to the row of an entity (its id)."""

    entity: str


class Placed(Struct, frozen=True):
    """A paragraph in its box. `mark` is the one that it is about."""

    paragraph: Paragraph
    top: int
    mark: Annotation | None = None


class Box(Struct, frozen=True):
    """Paragraphs one below the other; `baseline` is that of the first, `height` that of all."""

    placed: tuple[Placed, ...] = ()
    height: int = 0
    baseline: int = 0
    silence: Silence | None = None


def stacked(
    paragraphs: Iterable[tuple[Paragraph, Annotation | None]], *, gap: int = _GAP, silence: Silence | None = None
) -> Box:
    """Put paragraphs below each other."""
    placed: list[Placed] = []
    top = 0
    for paragraph, mark in paragraphs:
        if placed:
            top += gap
        placed.append(Placed(paragraph, top, mark))
        top += paragraph.height
    return Box(tuple(placed), top, placed[0].paragraph.baseline if placed else 0, silence)


class Cells:
    """Sets cells. `name` returns that of an entity by its id, `choices` are attributes of which the value is enough."""

    def __init__(self, sheet: Sheet, name: Callable[[str], str], choices: Set[str] = frozenset()) -> None:
        self._sheet = sheet
        self._name = name
        self._choices = choices

    def box(self, row: Row, cell: Cell, report: Article, width: int, *, whole: bool) -> Box:
        """Set a cell; `whole` with all that a few quotes leave out."""
        if cell.silence is not None:
            return self._silent(cell.silence, report, width)
        direction = report.direction
        paragraphs = self._said(cell, report, width, whole=whole)
        if cell.members and not cell.mentions and not any(clause.mark is None for clause in cell.clauses):
            names = ", ".join(self._name(member) for member in cell.members[:_PARTIES])
            text = translate("compare", "says only parts of it: {0}").replace("{0}", names)
            paragraphs.append((self._small(text, direction, width), None))
        differing = {d.name for d in row.proposed if d.kind is Differs.ATTRIBUTE}
        attributes = self._attributes(cell, differing, direction, width)
        if attributes is not None:
            paragraphs.append((attributes, None))
        for note in cell.notes if whole else cell.notes[:1]:
            shown = shorten(note, _LONG if whole else _SHORT)
            way = paragraph_direction(shown, direction)
            stretch = Stretch(f"✎ {shown}", Voice.SMALL)
            paragraphs.append((Paragraph(self._sheet, (stretch,), way, width, side=direction), None))
        return stacked(paragraphs)

    def loose(
        self, marks: Sequence[Annotation], clauses: Sequence[Clause], report: Article, width: int, *, whole: bool
    ) -> Box:
        """Set the marks of a report that are tied to nothing: how many, and with `whole` which."""
        if not marks:
            return Box()
        link = Stretch(loose_text(len(marks)), Voice.LINK, link=Unfold(report.id))
        paragraphs: list[tuple[Paragraph, Annotation | None]] = [
            (Paragraph(self._sheet, (link,), report.direction, width), None)
        ]
        if whole:
            said = by_mark(clauses)
            for mark in marks[:MOST]:
                paragraphs += self._mark(mark, said.get(mark.id, ()), report, width, _SHORT)
            if len(marks) > MOST:
                paragraphs.append((self._small(more_text(len(marks) - MOST), report.direction, width), None))
        return stacked(paragraphs)

    def _said(
        self, cell: Cell, report: Article, width: int, *, whole: bool
    ) -> list[tuple[Paragraph, Annotation | None]]:
        clauses = by_mark(cell.clauses)
        repeated: dict[str, int] = {}
        marks: list[Annotation] = []
        for mark in cell.mentions:
            if whole or _sentences(clauses.get(mark.id, ())):
                marks.append(mark)
            elif (words := mark.words.casefold()) in repeated:
                repeated[words] += 1
            else:
                repeated[words] = 1
                marks.append(mark)
        limit, length = (MOST, _LONG) if whole else (FEW, _SHORT)
        paragraphs: list[tuple[Paragraph, Annotation | None]] = []
        for mark in marks[:limit]:
            number = self._stands_for(mark, clauses, repeated)
            said = clauses.get(mark.id, ())
            paragraphs += self._mark(mark, said, report, width, length, number)
            for stretches in (line for clause in said for line in _lines(clause, report)) if whole else ():
                paragraphs.append((Paragraph(self._sheet, stretches, report.direction, width), None))
        bare = [clause for clause in cell.clauses if clause.mark is None]
        if bare and not cell.mentions:
            text = translate("compare", "meant, but not named")
            paragraphs.append((self._small(text, report.direction, width), None))
        for clause in bare[: max(0, limit - len(marks))]:
            stretches = self._sentence(clause, None, report, length)
            paragraphs.append((Paragraph(self._sheet, stretches, report.direction, width), None))
        left = len(cell.mentions) - sum(self._stands_for(mark, clauses, repeated) for mark in marks[:limit])
        left += len(bare) - max(0, min(len(bare), limit - len(marks)))
        if whole or left > 0:
            text = translate("compare", "less") if whole else more_text(left)
            link = Stretch(text, Voice.LINK, link=Unfold(report.id))
            paragraphs.append((Paragraph(self._sheet, (link,), report.direction, width), None))
        return paragraphs

    @staticmethod
    def _stands_for(mark: Annotation, clauses: Mapping[str, list[Clause]], repeated: Mapping[str, int]) -> int:
        """Return for how many marks of the same words one is shown."""
        return 1 if _sentences(clauses.get(mark.id, ())) else repeated.get(mark.words.casefold(), 1)

    def _mark(
        self, mark: Annotation, clauses: Sequence[Clause], report: Article, width: int, length: int, number: int = 1
    ) -> list[tuple[Paragraph, Annotation | None]]:
        """Set a mark: as the sentences it is in, or as a quote that stands for so many of the same words."""
        if said := _sentences(clauses):
            lines = (self._sentence(clause, mark, report, length) for clause in said)
            return [(Paragraph(self._sheet, line, report.direction, width), mark) for line in lines]
        stretches = [_words(mark, report, length)]
        if mark.uncertain:
            stretches.append(Stretch(" ?", Voice.WARNING))
        if number > 1:
            stretches.append(Stretch(f" ×{number}", Voice.SMALL))
        return [(Paragraph(self._sheet, stretches, report.direction, width), mark)]

    def _sentence(self, clause: Clause, mark: Annotation | None, report: Article, length: int) -> list[Stretch]:
        """Return issuer — verb — what — to whom — because of, as far as they are known.

        Of a name that no words stand for: verb — what it issues or raises, or whom it acts on.
        """
        parts = [_issuers(clause, report, bare=mark is None), _cue(clause.verbs, report)]
        if mark is None and clause.objects:
            verb = [] if clause.cues else [Stretch(f"{clause.verb} → ", Voice.SMALL)]
            parts.append([*verb, *_parties(clause.objects, report)])
        if mark is not None:
            doubt = [Stretch(" ?", Voice.WARNING)] if mark.uncertain else []
            parts.append([_words(mark, report, length), *doubt])
        parts.append(_after(translate("compare", "to"), clause.addressees, report))
        parts.append(_after(translate("compare", "because of"), clause.reasons, report, clause.because))
        if mark is None:
            parts += [_tied(tied, report) for tied in clause.others]
        result: list[Stretch] = []
        for part in filter(None, parts):
            if result:
                result.append(Stretch(_DASH, Voice.SMALL))
            result += part
        return result

    def _attributes(self, cell: Cell, differing: Set[str | None], way: Direction, width: int) -> Paragraph | None:
        stretches: list[Stretch] = []
        values = [*cell.attributes, *(pair for clause in cell.clauses for pair in clause.attributes)]
        for name, found in dict.fromkeys(values):
            for value in found:
                if stretches:
                    stretches.append(Stretch(" · ", Voice.SMALL))
                voice = Voice.WARNING if name in differing else Voice.SMALL
                stretches.append(Stretch(value_text(name, value, self._choices), voice))
        return Paragraph(self._sheet, stretches, way, width) if stretches else None

    def _silent(self, silence: Silence, report: Article, width: int) -> Box:
        text = silence_text(silence)
        link = Read(report.id) if silence is Silence.NOT_READ else None
        stretch = Stretch(text, Voice.SILENT if silence is Silence.NOT_SAID else Voice.SMALL, link=link)
        return stacked(((Paragraph(self._sheet, (stretch,), report.direction, width), None),), silence=silence)

    def _small(self, text: str, direction: Direction, width: int) -> Paragraph:
        return Paragraph(self._sheet, (Stretch(text, Voice.SMALL),), direction, width)


def by_mark(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    """Return the clauses of marks by these (their ids)."""
    found: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.mark is not None:
            found.setdefault(clause.mark.id, []).append(clause)
    return found


def _sentences(clauses: Iterable[Clause]) -> list[Clause]:
    """Return those that are about their mark: that of an actor is said with what the actor does."""
    return [clause for clause in clauses if clause.issuers or clause.addressees or clause.reasons]


def _lines(clause: Clause, report: Article) -> list[list[Stretch]]:
    """Return what else a mark is related to: what it does itself, and what has no place in a sentence."""
    own = Tied(clause.verb or "", True, clause.objects, clause.verbs)
    return [_tied(tied, report) for tied in (*([own] if clause.objects else []), *clause.others)]


def _tied(tied: Tied, report: Article) -> list[Stretch]:
    cue = [*_cue(tied.cues, report), Stretch(" ", Voice.SMALL)] if tied.cues else []
    return [Stretch(_arrow(tied), Voice.SMALL), *cue, *_parties(tied.parties, report)]


def _cue(cues: Sequence[Cue], report: Article) -> list[Stretch]:
    words = " … ".join(shorten(cue.quote, _PARTY) for cue in cues)
    return [Stretch(words, Voice.CUE, report.language)] if words else []


def _issuers(clause: Clause, report: Article, *, bare: bool) -> list[Stretch]:
    if not clause.issuers and clause.cues and clause.addressees and not bare:
        # A passive, or a subject that was dropped: that is something to see too.
        return [Stretch(translate("compare", "nobody named"), Voice.SMALL)]
    return _parties(clause.issuers, report)


def _after(word: str, parties: Sequence[Party], report: Article, cues: Sequence[Cue] = ()) -> list[Stretch]:
    cue = [*_cue(cues, report), Stretch(" ", Voice.SMALL)] if cues else []
    return [Stretch(f"{word} ", Voice.SMALL), *cue, *_parties(parties, report)] if parties else []


def _arrow(tied: Tied) -> str:
    return f"{tied.name} → " if tied.outgoing else f"{tied.name} ← "


def _words(mark: Annotation, report: Article, length: int) -> Stretch:
    return Stretch(shorten(mark.words, length), Voice.QUOTE, report.language, Go(mark.id))


def _parties(parties: Sequence[Party], report: Article) -> list[Stretch]:
    result: list[Stretch] = []
    for party in parties[:_PARTIES]:
        if result:
            result.append(Stretch(", ", Voice.SMALL))
        link: object = None
        if party.annotation is not None:
            link = Go(party.annotation)
        elif party.entity is not None:
            link = Find(party.entity)
        words = shorten(party.words, _PARTY)
        if party.annotation is None:
            # No words of the report: the entity's name stands for them.
            words = f"[{words}]"
        result.append(Stretch(words, Voice.PARTY, party.language or report.language, link))
    if len(parties) > _PARTIES:
        result.append(Stretch(f" {more_text(len(parties) - _PARTIES)}", Voice.SMALL))
    return result
