"""Which lines a comparison is shown in."""

from __future__ import annotations

from annotator.analysis.comparison import Comparison
from annotator.ui.compare.outline import Folds, nearest, outline
from comparisons import Scene, report


def compared() -> Comparison:
    scene = Scene(report("a", rtl=True), report("b"))
    scene.entity("firms")
    scene.entity("xiaomi", part_of="firms")
    scene.entity("byte", part_of="firms")
    scene.entity("fear", "concern")
    for article in ("a", "b"):
        scene.mark(article, "elf Firmen", "firms")
    scene.mark("a", "Xiaomi", "xiaomi")
    scene.mark("b", "ByteDance", "byte")
    scene.mark("b", "Angst", "fear", tag="concern")
    scene.mark("b", "irgendwer")
    return scene.compared()


def keys(folds: Folds = Folds()) -> list[str]:  # noqa: B008  # frozen
    return [line.key.rsplit(" ", 1)[-1] if line.row else line.kind for line in outline(compared().groups, folds)]


def test_rows_stand_below_their_tags_and_wholes() -> None:
    assert keys() == ["heading", "firms", "byte", "xiaomi", "loose", "heading", "fear"]
    lines = outline(compared().groups)
    assert [line.depth for line in lines if line.row] == [0, 1, 1, 0]
    assert [line.parts for line in lines if line.row] == [True, False, False, False]
    assert lines[0].count == 3


def test_what_is_folded_hides_what_is_below_it() -> None:
    folds = Folds().turned("row firms")
    assert keys(folds) == ["heading", "firms", "loose", "heading", "fear"]
    assert outline(compared().groups, folds)[1].folded
    tag = outline(compared().groups)[0].key
    assert keys(folds.turned(tag)) == ["heading", "heading", "fear"]
    assert folds.turned("row firms") == Folds()


def test_cells_are_unfolded_one_by_one() -> None:
    folds = Folds().cell_turned("row firms", "a")
    assert folds.unfolded == {("row firms", "a")}
    assert folds.cell_turned("row firms", "a") == Folds()


def test_the_reader_stays_at_the_line_or_the_next_one_above() -> None:
    before = outline(compared().groups)
    after = outline(compared().groups, Folds().turned("row firms"))
    xiaomi = next(place for place, line in enumerate(before) if line.key == "row xiaomi")
    found = nearest(after, before, xiaomi)
    assert found is not None
    assert after[found].key == "row firms"
    last = nearest(after, before, len(before) - 1)
    assert last is not None
    assert after[last].key == "row fear"
    assert nearest((), before, 3) is None
