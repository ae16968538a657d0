"""A project of hostile names, and one that another program wrote into: looked at from every side of the window."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication

from annotator.app import Desktop
from annotator.core.values import Annotation, End, ReadingState, Verdict
from annotator.project import Project, comparing, edits, entities, filing, relations, tag_sets
from annotator.text.span import Span
from journeys.person import Person

HOSTILE = (
    "<img src=x onerror=alert(1)><b>bold</b>",
    "\u202ereversed \u2067left open",
    "x" * 10_000,
    "=HYPERLINK(1)",
    "👩\u200d👩\u200d👧 & R&D\t\x1b[31m",
    "a\u0301\u200b\ufeff%1 {0} %s",
)


@pytest.fixture
def path(reports: list[Path], tmp_path: Path) -> Path:
    """Tags, types, entities, notes, attributes and sentences of hostile names; one tag is retired."""
    path = tmp_path / "hostile.annot"
    with Project.create(path, coder=HOSTILE[4]) as project:
        project.import_files(reports, event=HOSTILE[0])
        event, made = project.events()[0], []
        for number, name in enumerate(HOSTILE):
            tag = project.do(edits.add_tag(project, name, description=name, example=name)).edits[0].value
            for article in project.articles():
                start = number * 12
                text = project.text(article.id)
                span = next(s for s in _words(text) if s.start >= start)
                change = edits.annotate(project, article.id, span, tag.id, note=name)
                assert not isinstance(change, Annotation)
                mark = project.do(change).edits[0].value
                assert isinstance(mark, Annotation)
                made.append(mark)
                known = entities.called(project, name)
                project.do(entities.tie(project, [mark], known[0] if known else name))
            project.do(comparing.judge(project, event, entities.called(project, name)[0], Verdict.DIFFERS, name))
        project.do(relations.add_type(project, HOSTILE[0]))
        kind = relations.find_type(project, HOSTILE[0])
        for one, other in pairwise(made):
            project.do(relations.add_relation(project, kind, End(annotation=one.id),
                                              End(annotation=other.id), note=HOSTILE[0]))  # fmt: skip
        project.do(filing.set_status(project, project.articles(), ReadingState.DONE))
        project.do(filing.rename_article(project, project.articles()[0], HOSTILE[0]))
        project.do(tag_sets.retire(project, project.tags.named(HOSTILE[0])))
        assert project.check() == []
    return path


def _words(text: str) -> list[Span]:
    return [Span(found.start(), found.end()) for found in re.finditer(r"\w{3,}", text)]


def rich(tip: str) -> bool:
    """Whether Qt would read a tip as a page that is none of ours."""
    return GuiQt.mightBeRichText(tip) and "<p style=" not in tip


def look_around(person: Person) -> None:
    """Open all there is to see, go to every mark, and rest the pointer on whatever is there."""
    for name in ("entities", "relations", "history", "tag_set", "numbers", "compare"):
        person.shortcut(name)
        person.settle()
        for widget in QApplication.allWidgets():
            if widget.isVisible() and widget.isEnabled():
                for point in (QPoint(8, 8), widget.rect().center()):
                    tip = QHelpEvent(QEvent.Type.ToolTip, point, widget.mapToGlobal(point))
                    QApplication.sendEvent(widget, tip)
                assert not rich(widget.toolTip()), widget
        person.settle()
    for view in person.window.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(model.rowCount() if model is not None else 0):
            said = model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) or ""
            assert not rich(said)
    person.shortcut("compare")
    person.settle()


def test_names_are_shown_as_they_are(path: Path, sit_down: Callable[..., Person]) -> None:
    person = sit_down(path)
    look_around(person)
    with Project.open(path, read_only=True) as project:
        assert project.check() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tag SET parent = id",
        "UPDATE entity SET part_of = id",
        "UPDATE entity SET tag = (SELECT id FROM tag WHERE name = 'concern')",
        "UPDATE entity SET name = ''",
        "UPDATE relation_type SET from_tags = '[\"00000000-0000-7000-8000-000000000003\"]', name = 'one'",
        "UPDATE relation SET source_annotation = NULL, source_entity = (SELECT max(id) FROM entity)",
        """UPDATE annotation SET attributes = '[["role",5],["nope",true]]'""",
        "UPDATE annotation SET entity = 'gone'",
        "UPDATE annotation SET tag = 'gone'",
        "UPDATE status SET tag = 'gone' WHERE id = (SELECT max(id) FROM status)",
        "DELETE FROM article_text",
        "UPDATE article SET published = 'yesterday', language = '!'",
        "DELETE FROM coder",
    ],
)
def test_what_another_program_wrote_brings_no_window_down(
    path: Path, desktop: Desktop, sit_down: Callable[..., Person], statement: str
) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(statement)
    person = sit_down(path)
    look_around(person)
