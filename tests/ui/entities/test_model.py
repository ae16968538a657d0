"""The rows of the panel: what stays is left alone, whatever comes and goes around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from annotator.core.values import Annotation, Article, Entity
from annotator.text.direction import Direction
from annotator.ui.entities.model import EntitiesModel
from annotator.ui.entities.outline import Row

ROWS = st.lists(
    st.builds(
        lambda key, name, depth: Row(Entity(key, name), depth),
        st.sampled_from("abcdefgh"),
        st.sampled_from(("one", "two")),
        st.integers(0, 2),
    ),
    unique_by=lambda row: row.key,
    max_size=8,
)


@given(ROWS, ROWS)
def test_any_rows_become_any_others(qapp: QApplication, before: list[Row], after: list[Row]) -> None:
    model = EntitiesModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(before)
    held = {row.key: QPersistentModelIndex(model.place_of(row.key)) for row in before}
    model.show(after)
    assert list(model.rows()) == after
    for key, index in held.items():
        if index.isValid():
            assert model.row(index).key == key
        else:
            assert before != after
    tester.deleteLater()


def test_a_row_that_is_read_aloud_says_what_it_is(qapp: QApplication) -> None:
    article = Article("a", "title", Direction.RTL, "0" * 64, 9, source="Blatt")
    mark = Annotation("m", "a", "t", 0, 4, "كلمة", "c", "t", "t", entity="e", uncertain=True, note="seen")
    entity = Entity("e", "ByteDance", ("بايت دانس",), note="a firm")
    model = EntitiesModel()
    model.show([Row(entity, 0, counted=(("Blatt", 2),)), Row(entity, 1, mention=mark, article=article)])
    said = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert "ByteDance" in said[0]
    assert "2 mentions" in said[0]
    assert "uncertain" in said[1]
    tips = [model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "a firm" in tips[0]
    assert "uncertain" in tips[1]
    assert "seen" in tips[1]
