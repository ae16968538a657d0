"""What waits to be settled, as rows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from annotator.analysis.carrying import Candidate
from annotator.core.tagset import ACTOR, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article
from annotator.project.versions import Unsettled
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.settling.model import SettlingModel, rows_of

NEW = "Kopf\n\nDie Werft meldet Rauch.\n\nقالت الهيئة شيئا"
OLD_ARTICLE = Article("1", "Old", Direction.LTR, "", 0)
NEW_ARTICLE = Article("2", "New", Direction.LTR, "", len(NEW), replaces="1")


def mark(record: str, quote: str) -> Annotation:
    return Annotation(record, "1", ACTOR.id, 0, len(quote), quote, "c", "", "")


@pytest.fixture
def model(qapp: object) -> SettlingModel:
    made = SettlingModel()
    arabic = NEW.index("الهيئة")
    waiting = [
        Unsettled(mark("a", "Die Hütte"), OLD_ARTICLE, NEW_ARTICLE, (
            Candidate(Span(6, 15), 0.8), Candidate(Span(arabic, arabic + 6), 0.6)
        )),
        Unsettled(mark("b", "nirgends"), OLD_ARTICLE, NEW_ARTICLE),
    ]  # fmt: skip
    made.show(rows_of(waiting, TagSet(DEFAULT_TAGS), {"2": NEW}.__getitem__))
    return made


def test_each_mark_is_followed_by_its_places(model: SettlingModel, qtmodeltester: ModelTester) -> None:
    assert [model.index(place).data() for place in range(4)] == ["Die Hütte", "Die Werft", "الهيئة", "nirgends"]
    assert model.waiting == 2
    qtmodeltester.check(model)


def test_a_place_has_the_direction_of_its_line_and_begins_with_the_page(model: SettlingModel) -> None:
    latin, arabic = model.rows[1].place, model.rows[2].place
    assert latin is not None
    assert arabic is not None
    assert (latin.direction, arabic.direction) == (Direction.LTR, Direction.RTL)
    assert arabic.article.direction is Direction.LTR
    assert model.rows[0].facts == ("actor", "Old")


def test_rows_are_said_in_words(model: SettlingModel) -> None:
    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Die Werft meldet Rauch." in said
    assert "fits to 80 %" in said
    assert "actor" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
