"""The shelf holds what the project holds, whether it was read at once, elsewhere, or followed edit by edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from annotator.core.change import Change
from annotator.core.history import Entry
from annotator.core.reading import altogether
from annotator.core.values import Article, ReadingState
from annotator.project import Project, edits, filing
from annotator.text.span import Span
from annotator.ui.library import shelf as module
from annotator.ui.library.arranging import Grouping, Order, Shown, Sorting
from annotator.ui.library.shelf import Shelf
from annotator.ui.session import Session
from annotator.ui.veil import NO_VEIL, Blind, Shades, Veil


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    project = Project.create(tmp_path / "p.annot")
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name} is the title\n\nThe port met two firms.", encoding="utf-8")
    project.import_files([tmp_path / "one.txt", tmp_path / "two.txt"], event="Port")
    session = Session(project)
    yield session
    session.close()


@pytest.fixture
def shelf(session: Session) -> Iterator[Shelf]:
    made = Shelf(session)
    yield made
    made.close()


def agrees(shelf: Shelf, session: Session) -> bool:
    project = session.project
    return (
        tuple(shelf.articles.values()) == project.articles()
        and set(shelf.events.values()) == set(project.events())
        and {key: number for key, number in shelf.counts.items() if number} == project.counts()
        and {tag: marked for tag, tally in shelf.tallies.items() if (marked := {k: n for k, n in tally.items() if n})}
        == project.marks_by_tag()
        and all(shelf.state(record) is state_of(project, record) for record in shelf.articles)
        and {record for _, record in shelf.entries if record} == {article.id for article in project.articles()}
    )


def state_of(project: Project, article: str) -> ReadingState | None:
    """How far an article is read, as the project itself says."""
    found = filing.standings(project, [project.article(article)], project.coder.id)
    return altogether(found.values())


def everything_done(session: Session, shelf: Shelf, folder: Path) -> None:
    """Import, mark, edit and remove, with the shelf following."""
    project = session.project

    def follow(change: Change) -> None:
        shelf.follow(change.edits)
        if any(isinstance(edit.value, Article) for edit in change.edits):
            shelf.arrange()

    session.changed.connect(follow)
    report = project.import_files([folder / "three.txt"], event="Other")
    assert report.step is not None
    session.tell(project.change(report.step))
    first, second, third = project.articles()
    for article in (first, first, third):
        span = Span(len(project.annotations()), 7)
        session.edit(lambda a=article, s=span: edits.annotate(project, a.id, s, project.tags.named("actor").id))  # type: ignore[misc]
    session.edit(lambda: edits.retag(project, project.annotations()[0], project.tags.named("concern").id))  # type: ignore[union-attr]
    session.edit(lambda: filing.set_status(project, [first, second], ReadingState.DONE))
    session.edit(lambda: filing.set_status(project, [third], ReadingState.IN_WORK))
    session.edit(lambda: filing.set_status(project, [first], None))
    session.edit(lambda: edits.remove_articles(project, [second]))
    session.edit(lambda: edits.remove_articles(project, [third]))
    session.undo()


def test_read_at_once_and_followed(session: Session, shelf: Shelf, tmp_path: Path) -> None:
    shelf.read()
    assert agrees(shelf, session)
    assert not shelf.loading
    everything_done(session, shelf, tmp_path)
    assert agrees(shelf, session)


def test_many_are_read_in_another_thread_while_edits_go_on(
    session: Session, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    with qtbot.waitSignals([shelf.changed, shelf.tallied]):  # type: ignore[attr-defined]
        shelf.read()
        assert shelf.loading
        everything_done(session, shelf, tmp_path)
    assert not shelf.loading
    assert agrees(shelf, session)
    assert {record for _, record in shelf.entries if record} == {article.id for article in session.project.articles()}


def test_a_file_that_is_gone_is_said_and_nothing_waits(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    session.project.path.rename(session.project.path.with_name("elsewhere.annot"))
    with qtbot.waitSignal(session.refused):  # type: ignore[attr-defined]
        shelf.read()
    assert not shelf.loading


def test_it_makes_a_change_of_nothing_nothing(session: Session, shelf: Shelf) -> None:
    shelf.read()
    assert shelf.follow(()) == set()
    assert isinstance(session.project.undoable, Entry)


def test_what_others_store_while_it_reads_is_read_afterwards(
    session: Session, shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    shelf.read()
    with Project.open(session.project.path) as other:
        other.import_files([tmp_path / "three.txt"])
    session.project.changed_elsewhere()
    shelf.read()
    # The first reading may have found all three; it is read again all the same.
    qtbot.waitUntil(lambda: not shelf.loading and len(shelf.articles) == 3)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: agrees(shelf, session))  # type: ignore[attr-defined]


def test_an_order_chosen_while_it_reads_holds(
    session: Session, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, qtbot: object
) -> None:
    monkeypatch.setattr(module, "_FEW", 1)
    with qtbot.waitSignal(shelf.changed):  # type: ignore[attr-defined]
        shelf.read()
        shelf.arrange(Order(Grouping.NONE, Sorting.TITLE))
    assert [shelf.articles[record].title for _, record in shelf.entries if record] == sorted(
        article.title for article in session.project.articles()
    )
    assert not shelf.headings["Port"]


def test_words_and_reading_status_leave_what_fits(session: Session, shelf: Shelf) -> None:
    shelf.read()
    first, second = session.project.articles()
    shelf.fold("Port", True)
    assert shelf.entries == [("Port", None)]
    assert shelf.listed == 2
    shelf.sift(Order(words="TWO"))
    assert shelf.entries == [("Port", None), ("Port", second.id)], "what is looked for is shown in spite of folds"
    change = session.project.do(filing.set_status(session.project, [first], ReadingState.DONE))
    shelf.follow(change.edits)
    for shown, record in ((Shown.DONE, first.id), (Shown.UNREAD, second.id)):
        shelf.fold("Port", False)
        shelf.sift(Order(shown=shown))
        assert shelf.entries == [("Port", None), ("Port", record)]
    shelf.sift(Order(shown=Shown.IN_WORK))
    assert shelf.entries == []


def told(shelf: Shelf, session: Session) -> bool:
    """Whether just those marks are counted that the veil does not withhold."""
    marks = [mark for mark in session.project.annotations() if not shelf.veil.withholds(mark)]
    counts = Counter(mark.article for mark in marks)
    tallies = Counter((mark.tag, mark.article) for mark in marks)
    counted = {(tag, record): n for tag, tally in shelf.tallies.items() for record, n in tally.items() if n}
    return {record: n for record, n in shelf.counts.items() if n} == counts and counted == tallies


@pytest.mark.parametrize("few", [2000, 0])
def test_who_is_withheld_is_not_counted(
    session: Session, shelf: Shelf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    project = session.project
    one, two = project.articles()
    actor, concern = (project.tags.named(name).id for name in ("actor", "concern"))

    def read() -> None:
        qtbot.waitUntil(lambda: not shelf.loading and not shelf._counting, timeout=5000)

    def mark(article: Article, tag: str) -> None:
        change = edits.annotate_all(project, {article.id: [Span(0, 3), Span(4, 6)]}, tag)
        shelf.follow(project.do(change).edits)

    shelf.read()
    read()
    coders = []
    for name in ("Jo", "Mira", "Lea"):
        project.code_as(name)
        mark(one, actor)
        mark(two, concern)
        coders.append(project.coder.id)
    jo, mira, lea = coders
    assert told(shelf, session)
    blind = Blind(lea, frozenset(), frozenset({actor, concern}))
    for veil in (
        Veil(coders=Shades(hidden=frozenset({jo}))),
        Veil(coders=Shades(hidden=frozenset({jo, mira}))),
        Veil(blind=blind),
        Veil(blind=replace(blind, done=frozenset({(one.id, actor)}))),
        Veil(blind=replace(blind, done=frozenset({(two.id, concern)}))),
        Veil(Shades(dimmed=frozenset({actor})), blind=replace(blind, done=frozenset({(two.id, concern)}))),
        Veil(coders=Shades(hidden=frozenset({jo})), blind=replace(blind, done=frozenset({(two.id, concern)}))),
        Veil(blind=replace(blind, coder=jo)),
        NO_VEIL,
        Veil(Shades(hidden=frozenset({actor}))),
    ):
        shelf.see(veil)
        assert shelf.counts.total() <= len(project.annotations())
        read()
        assert told(shelf, session), veil
        for name in ("Jo", "Lea"):
            project.code_as(name)
            change = edits.delete_annotations(project, project.annotations(coders=[project.coder.id])[:1])
            shelf.follow(project.do(change).edits)
            assert told(shelf, session), veil
            inverse = project.undo()
            assert inverse is not None
            shelf.follow(inverse.edits)
            assert told(shelf, session), veil
