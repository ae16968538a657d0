"""The list of entities: a tag's key beside it, an entity lit on four pages, the list read and filtered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.values import Entity, Value
from annotator.project import Project
from annotator.text.segments import word_spans
from annotator.text.span import Span
from annotator.ui.entities.commands import EntityCommands
from annotator.ui.workspace import Workspace
from benchmarks import made, qt
from benchmarks.harness import Row, in_turns, run

_PANES = 4


def _tied(project: Project, entities: int) -> list[Entity]:
    """Tie all marks of a project to so many entities, every tenth a whole of the nine behind it."""
    found = [Entity(new_id(), f"Name {number:04} يصدر", ("Väinö", f"Alias {number}")) for number in range(entities)]
    found = [replace(e, part_of=found[n - n % 10].id if n % 10 else None) for n, e in enumerate(found)]
    turns = cycle(found)
    edits: list[Edit[Value]] = [Edit(None, entity) for entity in found]
    edits += [Edit(mark, replace(mark, entity=next(turns).id)) for mark in project.annotations()]
    project.do(Change(ChangeKind.TIE, project.coder.id, now(), "all", tuple(edits)))
    return found


def _key(workspace: Workspace, place: int) -> Callable[[], float]:
    """Return what tags a word by key, with this list at the side, until the lists show it too."""
    view = workspace.panes.panes[0].view
    text = view.text()
    middle = len(text) // 2 if place else 0
    words = iter(word_spans(text, Span(middle, min(middle + 4000, len(text)))))

    def press() -> float:
        assert workspace.sides is not None
        workspace.sides.side.open(place)
        word = next(words)
        view.reveal(word)
        view.select(word)
        qt.settle()
        start = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_1)
        while workspace.sides.refresh.pending:
            QApplication.processEvents()
        QApplication.processEvents()
        return perf_counter() - start

    return press


def _repaint(workspace: Workspace) -> float:
    start = perf_counter()
    for pane in workspace.panes.panes:
        pane.view.viewport().repaint()
    return perf_counter() - start


def _lit(workspace: Workspace, entities: list[Entity], rounds: int) -> Iterator[Row]:
    turns = cycle(entities)

    def light() -> float:
        start = perf_counter()
        workspace.spotlight.light(next(turns).id)
        return perf_counter() - start + _repaint(workspace)

    light()
    lit, painted = in_turns(rounds, light, lambda: _repaint(workspace))
    yield Row(f"an entity lit on {_PANES} pages, to painting them", lit, painted, 2.0, must=0.016)


def _listed(project: Project, page: EntityCommands, size: str, rounds: int) -> Iterator[Row]:
    words = cycle(("Name 00", "väinö", "ysdr", "nobody"))

    def read() -> float:
        start = perf_counter()
        page.read()
        return perf_counter() - start

    def count() -> float:
        start = perf_counter()
        project.mentions_by_article()
        return perf_counter() - start

    def sift() -> float:
        page.view.words.setText(next(words))
        start = perf_counter()
        page.view.sieve_changed.emit()
        return perf_counter() - start

    listed, counted = in_turns(max(rounds // 3, 1), read, count)
    yield Row(f"{size}: listed, to counting them", listed, counted, 4.0)
    sifted, counted = in_turns(rounds, sift, count)
    yield Row("  filtered", sifted, counted, must=0.05)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    rounds = 3 if quick else 30
    marks, number = (50, 20) if quick else (25_000, 1_000)
    path = folder / "entities.annot"
    texts = [made.long_text(20_000 if quick else 1_000_000, seed) for seed in range(_PANES)]
    made.project_of(path, texts, marks).close()
    project = Project.open(path)
    entities = _tied(project, number)
    window, workspace = qt.furnished(project, folder)
    while workspace.sides is None:
        QApplication.processEvents()
    for article in project.articles():
        if workspace.panes.pane_of(article.id) is None:
            workspace.panes.open_beside(article.id)
    qt.settle()
    workspace.sides.side.open(1)
    qt.settle()
    (page,) = workspace.sides.side.pages
    assert isinstance(page, EntityCommands)
    alone, beside = in_turns(rounds, _key(workspace, 0), _key(workspace, 1))
    yield Row("tag by key beside the list of entities, to that of marks", beside, alone, 1.25)

    yield from _lit(workspace, entities, rounds)
    yield from _listed(project, page, f"{number} entities, {marks * _PANES} mentions", rounds)
    workspace.close()
    window.close()
    qt.settle()
    project.close()
    del app


if __name__ == "__main__":
    run(measure)
