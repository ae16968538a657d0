"""Relations on a page: painted, scrolled and found under the pointer with 2,000 of them, against a page without any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from time import perf_counter

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, End, Relation, RelationType, Value
from annotator.project import Project
from annotator.text.segments import word_spans
from annotator.text.span import Span
from annotator.ui.reader.brackets import Bond, Brackets
from annotator.ui.reader.view import ReaderView
from annotator.ui.relations.commands import RelationCommands
from annotator.ui.workspace import Workspace
from benchmarks import made, qt
from benchmarks.harness import Row, in_turns, run, worked

_SIZE = (900, 1000)
_STEP = 60


def _bonds(marks: list[Annotation], count: int, seed: int = 5) -> list[Bond]:
    """Return relations between marks that are mostly near each other, and some that lead off the page."""
    random = Random(seed)
    found = []
    for number in range(count):
        at = random.randrange(len(marks))
        other = min(len(marks) - 1, at + random.choice((1, 1, 2, 3, 5, 20, 300)))
        target = None if number % 10 == 0 else marks[other].start
        found.append(Bond(f"r{number}", marks[at].start, target))
    return found


def _view(text: str, marks: list[Annotation], bonds: list[Bond]) -> ReaderView:
    view = ReaderView()
    view.resize(*_SIZE)
    view.set_article(made.article_of(text, "Lang"), text, marks, TagSet(DEFAULT_TAGS))
    if bonds:
        view.set_brackets(Brackets(bonds))
    view.show()
    view.scroll_to_place(len(text) // 3)
    qt.until_painted(view.viewport())
    limit = perf_counter() + 60
    while (view.filing or view.preparing) and perf_counter() < limit:
        QApplication.processEvents()
    return view


def _painted(view: ReaderView) -> Callable[[], float]:
    return lambda: worked(view.viewport().repaint)


def _scrolled(view: ReaderView) -> Callable[[], float]:
    """Return what scrolls a step, with all that is worked out before the next one."""
    ways = cycle([_STEP] * 20 + [-_STEP] * 20)

    def step() -> float:
        def go() -> None:
            view.scroll_by(next(ways))
            QApplication.processEvents()
            while view.preparing:
                QApplication.processEvents()

        return worked(go)

    return step


def _page(quick: bool) -> Iterator[Row]:
    size, count, rounds = (20_000, 50, 3) if quick else (1_000_000, 2_000, 60)
    text = made.long_text(size)
    marks = made.many_marks(text, made.article_of(text, "Lang"), 100 if quick else 5_000)
    bare, full = _view(text, marks, []), _view(text, marks, _bonds(marks, count))
    without, with_them = in_turns(rounds, _painted(bare), _painted(full))
    yield Row(f"{count:,} relations: the page painted, to without", with_them, without, 1.25, must=0.016)
    without, with_them = in_turns(rounds, _scrolled(bare), _scrolled(full))
    yield Row("  a step of scrolling with what is painted ahead", with_them, without, 1.25, must=0.016)
    everywhere = _view(
        text, marks, [Bond(f"x{n}", marks[n % 50].start, marks[-1 - n % 40].start) for n in range(count)]
    )
    without, crowded = in_turns(rounds, _painted(bare), _painted(everywhere))
    yield Row("  all of them over the page at once: painted", crowded, without, 1.25, must=0.016)
    points = cycle([QPoint(x, y) for x in range(_SIZE[0] - 120, _SIZE[0] - 20, 3) for y in range(20, 900, 31)])
    (found,) = in_turns(rounds, lambda: worked(lambda: full.relations_at(next(points))))
    yield Row("  what lies under the pointer there", found, must=0.002)
    (placed,) = in_turns(3, lambda: worked(lambda: Brackets(_bonds(marks, count)).grid(6)))
    yield Row("  their lanes worked out", placed, must=0.05)
    for view in (bare, full, everywhere):
        view.close()
        view.deleteLater()
    qt.settle()


def _related(project: Project, count: int) -> None:
    """Relate marks of the project's articles, every fifth to one of another article."""
    random, time, coder = Random(7), now(), project.coder.id
    kind = RelationType(new_id(), "is near")
    by_article = [project.annotations(articles=[article.id]) for article in project.articles()]
    edits: list[Edit[Value]] = [Edit(None, kind)]
    for number in range(count):
        marks = by_article[number % len(by_article)]
        at = random.randrange(len(marks) - 8)
        other = random.choice(by_article[0]) if number % 5 == 0 else marks[at + random.randrange(1, 8)]
        if other.id != marks[at].id:
            ends = End(annotation=marks[at].id), End(annotation=other.id)
            edits.append(Edit(None, Relation(new_id(), kind.id, *ends, coder, time, time)))
    project.do(Change(ChangeKind.LOAD, None, time, "", tuple(edits)))


def _key(workspace: Workspace) -> Callable[[], float]:
    """Return what tags a word by key until lists and counts show it too."""
    view = workspace.panes.panes[0].view
    words = iter(word_spans(view.text(), Span(len(view.text()) // 2, len(view.text()) // 2 + 4000)))

    def press() -> float:
        assert workspace.sides is not None
        word = next(words)
        view.reveal(word)
        view.select(word)
        qt.settle()
        start = perf_counter()
        QTest.keyClick(view, Qt.Key.Key_1)
        while workspace.sides.refresh.pending:
            QApplication.processEvents()
        return perf_counter() - start

    return press


def _window(folder: Path, quick: bool) -> Iterator[Row]:
    size, marks, count, rounds = (20_000, 50, 40, 3) if quick else (500_000, 5_000, 4_000, 20)
    texts = [made.long_text(size, seed) for seed in (1, 2)]
    keys = []
    opened = []
    for name, number in (("bare", 0), ("full", count)):
        project = made.project_of(folder / f"{name}.annot", texts, marks)
        if number:
            _related(project, number)
        window, workspace = qt.furnished(project, folder)
        while workspace.sides is None:
            QApplication.processEvents()
        for article in project.articles():
            if workspace.panes.pane_of(article.id) is None:
                workspace.panes.open_beside(article.id)
        qt.settle()
        keys.append(_key(workspace))
        opened.append((window, workspace, project))
    without, with_them = in_turns(rounds, *keys)
    yield Row(f"tag by key in a project of {count:,}, to one of none", with_them, without, 1.25)
    window, workspace, project = opened[-1]
    assert workspace.sides is not None
    relating = workspace.sides.relating
    said = list(relating.known.all().values())
    turns = cycle(said)

    def light() -> float:
        one = next(turns)
        return worked(lambda: workspace.spotlight.pass_over(one.relation.id))

    (lit,) = in_turns(rounds, light)
    yield Row("  one brought out", lit, must=0.016)

    def read() -> float:
        relating.known._said = None
        return worked(relating.known.all)

    known, plain = in_turns(max(rounds // 4, 1), read, lambda: worked(project.relations))
    yield Row("  read with their ends, to reading them", known, plain, 6.0)
    relating._open_list()
    qt.settle()
    page = next(one for one in workspace.sides.side.pages if isinstance(one, RelationCommands))
    words = cycle(("die", "xyz", "الهيئة", ""))

    def sift() -> float:
        page.view.words.setText(next(words))
        page.view._typing.stop()
        return worked(page.view.sieve_changed.emit)

    (sifted,) = in_turns(rounds, sift)
    yield Row("  the list of them filtered", sifted, must=0.1)
    for window, workspace, _ in opened:
        workspace.close()
        window.close()
    qt.settle()


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    yield from _page(quick)
    yield from _window(folder, quick)
    del app


if __name__ == "__main__":
    run(measure)
