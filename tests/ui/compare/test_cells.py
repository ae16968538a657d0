"""What stands in cells and labels: quotes, sentences, what differs, and why there is nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from annotator.analysis.comparison import Comparison
from annotator.core.values import Cue, Verdict
from annotator.text.direction import Direction
from annotator.ui.compare.cells import Box, Cells, Find, Go, Read, Unfold
from annotator.ui.compare.copying import row_text
from annotator.ui.compare.labels import Judge, Labels, nested
from annotator.ui.compare.outline import outline
from annotator.ui.compare.shown import names
from annotator.ui.compare.typeset import Sheet, Voice
from annotator.ui.theme import LIGHT
from annotator.ui.typesetting import PageStyle
from comparisons import Scene, report

SHEET = Sheet(LIGHT, PageStyle())


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """Faces need an application."""


def texts(box: Box) -> list[str]:
    """Return the texts of a box, without what keeps them apart on the screen."""
    isolates = {0x2068: None, 0x2069: None}
    return ["".join(s.text for s in placed.paragraph.stretches).translate(isolates) for placed in box.placed]


def cell(compared: Comparison, entity: str, place: int, *, whole: bool = False) -> Box:
    row = compared.row(entity)
    assert row is not None
    known = names(compared)
    cells = Cells(SHEET, known.entity, known.choices)
    return cells.box(row, row.cells[place], compared.reports[place], 400, whole=whole)


def links(box: Box) -> list[object]:
    return [s.link for placed in box.placed for s in placed.paragraph.stretches if s.link is not None]


def test_the_same_words_stand_once_until_all_is_shown() -> None:
    scene = Scene(report("a"), report("b"))
    scene.entity("firms")
    for _ in range(3):
        scene.mark("a", "elf Firmen", "firms")
    scene.mark("a", "die Firmen", "firms", uncertain=True)
    compared = scene.compared()
    box = cell(compared, "firms", 0)
    assert texts(box) == ["elf Firmen ×3", "die Firmen ?"]
    assert links(box)[0] == Go("mark0000")
    assert texts(cell(compared, "firms", 0, whole=True)) == ["elf Firmen"] * 3 + ["die Firmen ?", "less"]


def test_more_quotes_are_counted_and_unfolded() -> None:
    scene = Scene(report("a"), report("b"))
    scene.entity("firms")
    for number in range(10):
        scene.mark("a", f"Firma {number}", "firms")
    compared = scene.compared()
    box = cell(compared, "firms", 0)
    assert texts(box) == ["Firma 0", "Firma 1", "Firma 2", "+7 more"]
    assert links(box)[-1] == Unfold("a")
    every = cell(compared, "firms", 0, whole=True)
    assert texts(every) == [f"Firma {number}" for number in range(10)] + ["less"]
    assert links(every)[-1] == Unfold("a")


def directive() -> Scene:
    scene = Scene(report("a"), report("b", rtl=True))
    for entity in ("authority", "firms"):
        scene.entity(entity)
    scene.entity("fear", "concern")
    scene.entity("test", "directive")
    issuer = scene.mark("a", "das Amt", "authority")
    order = scene.mark("a", "sich selbst zu prüfen", "test", tag="directive", attributes=(("force", "obliges"),))
    fear = scene.mark("a", "Schiffe werden getäuscht", "fear", tag="concern")
    scene.relate("issues", issuer, order, cue=Cue("a", 0, 5, "wies an"))
    scene.relate("addresses", order, "firms")
    scene.relate("answers", order, fear)
    return scene


def test_a_directive_reads_as_a_sentence() -> None:
    compared = directive().compared()
    place = next(place for place, article in enumerate(compared.reports) if article.id == "a")
    box = cell(compared, "test", place)
    sentence = "das Amt — wies an — sich selbst zu prüfen — to [firms] — because of Schiffe werden getäuscht"
    assert texts(box) == [sentence, "obliges"]
    voices = {stretch.text: stretch.voice for stretch in box.placed[0].paragraph.stretches}
    assert voices["wies an"] is Voice.CUE
    assert voices["sich selbst zu prüfen"] is Voice.QUOTE
    assert Find("firms") in links(box), "an entity without words of the report leads to its row"
    assert texts(cell(compared, "authority", place))[0] == "das Amt", "the actor's own row repeats nothing"
    assert texts(cell(compared, "firms", place)) == [
        "meant, but not named", "addresses ← sich selbst zu prüfen",
    ]  # fmt: skip
    row = compared.row("test")
    assert row is not None
    text = row_text(row, compared.reports, names(compared))
    assert "das Amt — wies an — “sich selbst zu prüfen” — to firms — because of" in text
    assert "\u2068" not in text


def test_what_a_name_alone_does_is_told_verb_by_verb() -> None:
    """The words that say so do not stand alone: what was advised, urged and feared stands with them."""
    scene = Scene(report("a"), report("b"))
    scene.entity("authority")
    rules, checks = (scene.mark("a", words, tag="directive") for words in ("keep the rules", "inspect more"))
    scene.relate("issues", "authority", rules, cue=Cue("a", 20, 25, "urged"))
    scene.relate("issues", "authority", checks, cue=Cue("a", 0, 7, "advised"), note="by letter")
    scene.relate("raises", "authority", scene.mark("a", "unrest", tag="concern"))
    compared = scene.compared()
    said = ["advised — inspect more", "urged — keep the rules", "raises → unrest"]
    assert texts(cell(compared, "authority", 0)) == ["meant, but not named", *said, "✎ by letter"]
    assert Go(rules.id) in links(cell(compared, "authority", 0))
    office = scene.mark("a", "das Amt", "authority")
    scene.relate("issues", office, checks, cue=Cue("a", 30, 37, "ordered"))
    compared = scene.compared()
    assert texts(cell(compared, "authority", 0)) == ["das Amt", *said[:2], "+1 more", "✎ by letter"]
    whole = texts(cell(compared, "authority", 0, whole=True))
    assert whole == ["das Amt", "issues → ordered inspect more", *said, "less", "✎ by letter"]
    row = compared.row("authority")
    assert row is not None
    text = row_text(row, compared.reports, names(compared))
    assert "“das Amt” — ordered — inspect more; advised — inspect more; urged — keep the rules; raises — unrest" in text


def test_words_are_told_with_what_they_are_and_choices_by_themselves() -> None:
    scene = Scene(report("a"), report("b"))
    scene.entity("test", "directive")
    said = (("attributed to", "Reuters"), ("force", "obliges"), ("n", 2.0), ("quoted", False))
    scene.mark("a", "prüfen", "test", tag="directive", attributes=said)
    compared = scene.compared()
    assert texts(cell(compared, "test", 0)) == ["prüfen", "attributed to: Reuters · obliges · n 2 · not quoted"]
    row = compared.row("test")
    assert row is not None
    assert "attributed to: Reuters; obliges" in row_text(row, compared.reports, names(compared))


def test_silence_is_a_finding_or_is_not() -> None:
    scene = Scene(report("a"), report("b"), report("c"))
    scene.entity("firms")
    scene.mark("a", "elf Firmen", "firms")
    scene.done("b")
    compared = scene.compared()
    assert texts(cell(compared, "firms", 1)) == ["not said here"]
    assert links(cell(compared, "firms", 1)) == []
    assert texts(cell(compared, "firms", 2)) == ["not read for this yet"]
    assert links(cell(compared, "firms", 2)) == [Read("c")]


def test_a_label_says_what_differs_until_somebody_has_judged() -> None:
    scene = Scene(report("a"), report("b"))
    scene.entity("test", "directive")
    scene.mark("a", "prüfen", "test", tag="directive", attributes=(("force", "obliges"),))
    scene.mark("b", "prüfen", "test", tag="directive", attributes=(("force", "asks"),))

    def label() -> list[str]:
        compared = scene.compared()
        line = next(line for line in outline(compared.groups) if line.row)
        known = names(compared)
        labels = Labels(SHEET, known.article, centred=True, mirrored=False)
        made = labels.label(line, 220)
        found = [stretch.link for placed in made.box.placed for stretch in placed.paragraph.stretches]
        assert (Judge(Verdict.DIFFERS) in found) == (line.row is not None and line.row.judgement is None)
        return texts(made.box)

    proposed = label()
    assert proposed[:2] == ["test", "differs?"]
    assert proposed[2] == "force: obliges (Title a) ≠ asks (Title b)"
    scene.judge("test", Verdict.DIFFERS, "One orders, the other asks.")
    assert label() == ["test", "differs", "One orders, the other asks."]
    scene.judge("test", Verdict.DIFFERS, "Yes.", coder="carl", time="2025-01-01T00:00:00Z")
    assert label()[3:] == []
    scene.judge("test", Verdict.SAME, coder="bob", time="2025-01-01T00:00:00Z")
    assert label()[3:] == ["judged otherwise by others"]
    scene.mark("b", "again", "test", tag="directive", modified="2030-01-01T00:00:00Z")
    assert label()[3:] == ["changed since it was judged", "judged otherwise by others"]


def test_parts_of_parts_stand_further_in_however_deep() -> None:
    scene = Scene(report("a"), report("b"))
    for depth in range(20):
        scene.entity(f"deep{depth}", part_of=f"deep{depth - 1}" if depth else None)
    scene.mark("a", "deep", "deep19")
    labels = Labels(SHEET, str, centred=False, mirrored=False)
    indents = [labels.label(line, 230).indent for line in outline(scene.compared().groups) if line.row]
    assert indents[:13] == sorted(set(indents[:13]))
    assert indents[-1] < 100, "names have room"
    # Between two reports names are centred: signs before them tell it, and take their room from both sides.
    lines = [line for line in outline(scene.compared().groups) if line.row]
    assert [nested(line) for line in lines[:4]] == [0, 14, 19, 24]
    assert nested(lines[-1]) == 30
    centred = Labels(SHEET, str, centred=True, mirrored=False)
    first, second = (centred.label(line, 230).box.placed[0].paragraph for line in lines[:2])
    assert first.width - second.width == 2 * 14


def test_what_is_tied_to_nothing_is_counted_and_listed() -> None:
    scene = Scene(report("a"), report("b"))
    marks = tuple(scene.mark("a", f"wer {number}") for number in range(3))
    cells = Cells(SHEET, str)
    assert texts(cells.loose(marks, (), scene.reports[0], 400, whole=False)) == ["3 marks are tied to nothing yet"]
    listed = texts(cells.loose(marks, (), scene.reports[0], 400, whole=True))
    assert listed[1:] == ["wer 0", "wer 1", "wer 2"]
    assert cells.loose((), (), scene.reports[0], 400, whole=True).height == 0
    assert scene.reports[0].direction is Direction.LTR
