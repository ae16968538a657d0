"""Search through all articles, by keys and mouse: what is found, where it leads, and what comes and goes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.project import Project, edits
from annotator.text.direction import Direction
from annotator.ui.search import searcher
from annotator.ui.search.results import ROW, ResultRow
from journeys.person import Person

KEY = Qt.Key
NO_KEY = Qt.KeyboardModifier.NoModifier
CHINESE = "港口当局召集十二家航运公司\n\n当局要求它们自查新的引航服务，当局还要求报告。\n"
ENGLISH = (
    "Harbour office summons companies\n\nKestrel Lines is to check its pilots.\n\nBlauwal too, said Kestrel Lines.\n"
)


@pytest.fixture
def library(sit_down: Callable[..., Person], reports: list[Path], tmp_path: Path) -> Person:
    """Somebody with two reports open, and two more in the library."""
    for name, text in (("chinese.txt", CHINESE), ("english.txt", ENGLISH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "harbour.annot"
    with Project.create(path) as project:
        project.import_files([*reports, tmp_path / "chinese.txt", tmp_path / "english.txt"], event="Harbour")
    return sit_down(path)


def search(person: Person, words: str) -> None:
    """Go to the field by its key, type words, and wait for the end of the search."""
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    QTest.keyClick(person.window, KEY.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    field = person.sides.search_panel.field
    person.wait(field.hasFocus)
    field.clear()
    if words.isascii():
        QTest.keyClicks(field, words)
    else:
        field.insert(words)  # as an input method does: QTest has no keys for it
    look_up(person)


def look_up(person: Person) -> None:
    panel = person.sides.search_panel
    person.wait(lambda: not panel._typing.isActive() and not person.sides.search.busy)
    person.settle()


def rows(person: Person) -> list[ResultRow]:
    model = person.sides.search_panel.model
    return [model.index(number).data(ROW) for number in range(model.rowCount())]


def titles(person: Person) -> list[str]:
    return [row.found.article.title for row in rows(person) if row.snippet is None]


def lit(person: Person) -> list[str]:
    """The words that are lit on the pages."""
    hits = person.sides.finder.hits()
    return [span.of(person.project.text(article)) for article, spans in hits.items() for span in spans]


def click(person: Person, row: int) -> None:
    panel = person.sides.search_panel
    index = panel.model.index(row)
    panel.list.scrollTo(index)
    at = panel.list.visualRect(index).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, NO_KEY, at)
    person.settle()


def test_typed_words_are_found_and_enter_leads_to_the_first_place(library: Person) -> None:
    search(library, "kestrel lin")
    panel = library.sides.search_panel
    assert set(titles(library)) == {
        "Harbour office summons companies", "Hafenamt lädt zwölf Reedereien vor", "هيئة الموانئ تستدعي 12 شركة ملاحة",
    }  # fmt: skip
    assert panel.status.text() == "8 places in 3 articles"
    assert panel.list.isVisible()
    assert not library.sides.library.isVisible()
    first = rows(library)[0]
    QTest.keyClick(panel.field, KEY.Key_Return)
    library.settle()
    pane = library.workspace.panes.current
    assert pane is not None
    assert pane.article == first.found.article
    assert pane.view.hasFocus()
    assert "Kestrel" in lit(library)


def test_a_search_of_all_articles_lets_go_of_the_mark_in_focus(library: Person) -> None:
    page = library.pane(Direction.LTR)
    mark = library.tag(page, "Blauwal", KEY.Key_1)
    search(library, "zebra")
    assert rows(library) == []
    QTest.keyClick(library.sides.search_panel.field, KEY.Key_Escape)
    library.wait(page.view.hasFocus)
    library.press(KEY.Key_2, pane=page)
    assert library.marks() == [mark], "no key tags what nobody looks at any more"


def test_enter_before_anything_is_found_leads_there_too(library: Person) -> None:
    search(library, "")
    panel = library.sides.search_panel
    QTest.keyClicks(panel.field, "blauwal too")
    QTest.keyClick(panel.field, KEY.Key_Return)
    library.wait(lambda: "Blauwal" in lit(library))
    assert library.workspace.panes.opened()[0] == rows(library)[0].found.article.id


def test_a_click_opens_the_article_at_the_line_and_f3_goes_on(library: Person) -> None:
    search(library, "当局")
    assert titles(library) == ["港口当局召集十二家航运公司"]
    title, body = CHINESE.strip().split("\n\n")
    assert [row.snippet.text for row in rows(library) if row.snippet] == [title, body]
    click(library, 2)
    pane = library.workspace.panes.current
    assert pane is not None
    assert pane.article == rows(library)[0].found.article
    assert lit(library) == ["当局"] * 3
    assert library.sides.search_panel.list.hasFocus(), "the next click or arrow is for the list"
    finder = library.sides.finder
    assert finder._current is not None
    assert finder._current.span == rows(library)[2].span
    library.shortcut("find_next")
    assert finder._current.span == rows(library)[0].found.spans[2]
    assert not library.sides.find_field.count.isVisible()


def test_arabic_is_found_without_its_hamza_and_behind_proclitics(library: Person) -> None:
    search(library, "هييه")
    assert titles(library) == ["هيئة الموانئ تستدعي 12 شركة ملاحة"]
    click(library, 0)
    assert lit(library) == ["هيئة", "هيئة", "هيئة"]
    search(library, "اختصار")
    assert titles(library) == []


def test_the_keyboard_leads_through_the_list_and_out_of_it(library: Person) -> None:
    search(library, "kestrel")
    panel = library.sides.search_panel
    QTest.keyClick(panel.field, KEY.Key_Down)
    assert panel.list.hasFocus()
    assert panel.list.currentIndex().row() == 0
    QTest.keyClick(panel.list, KEY.Key_Down)
    QTest.keyClick(panel.list, KEY.Key_Return)
    library.settle()
    assert library.sides.finder._current is not None
    assert library.sides.finder._current.span == rows(library)[1].span
    panel.list.setFocus()
    QTest.keyClick(panel.list, KEY.Key_Up)
    QTest.keyClick(panel.list, KEY.Key_Up)
    assert panel.field.hasFocus()
    QTest.keyClick(panel.field, KEY.Key_Escape)
    library.settle()
    assert panel.field.text() == ""
    assert lit(library) == []
    assert library.sides.library.isVisible()
    assert library.workspace.panes.current is not None
    assert library.workspace.panes.current.view.hasFocus()


def test_what_is_not_there_is_said_with_what_to_do(library: Person) -> None:
    search(library, "kestrel nonsense")
    panel = library.sides.search_panel
    assert rows(library) == []
    assert panel._empty.isVisible()
    assert "Fewer words find more" in panel._empty.text()
    search(library, "-kestrel")
    assert library.sides.library.isVisible(), "nothing is looked for yet"


def test_the_selection_is_looked_for(library: Person) -> None:
    pane = library.panes[0]
    library.drag(pane, "Kestrel Lines")
    library.shortcut("search")
    look_up(library)
    assert library.sides.search_panel.field.text() == '"Kestrel Lines"'
    assert len(titles(library)) == 3


@pytest.mark.parametrize(
    ("words", "sought"), [("Kestrel", "Kestrel"), ("-x", '"-x"'), ('a "b" c', '"a  b  c"'), ("x*", '"x*"')]
)
def test_what_is_selected_is_sought_as_it_is(library: Person, words: str, sought: str) -> None:
    library.sides.search_panel.begin(words)
    assert library.sides.search_panel.field.text() == sought


def test_results_follow_what_comes_and_goes(library: Person, tmp_path: Path) -> None:
    search(library, "kestrel")
    assert len(titles(library)) == 3
    english = next(row.found.article for row in rows(library) if row.found.article.title.startswith("Harbour"))
    session = library.workspace.session
    assert session.edit(lambda: edits.remove_articles(session.project, [english]))
    look_up(library)
    assert len(titles(library)) == 2
    library.shortcut("undo")
    look_up(library)
    assert len(titles(library)) == 3
    (tmp_path / "late.txt").write_text("Kestrel Lines answers\n", encoding="utf-8")
    with Project.open(library.project.path) as other:
        other.import_files([tmp_path / "late.txt"])
    session.look_elsewhere()
    look_up(library)
    assert "Kestrel Lines answers" in titles(library)


def test_an_edit_leaves_the_list_as_it_is(library: Person) -> None:
    search(library, "kestrel")
    before = rows(library)
    click(library, 1)
    library.tag(library.panes[0], "Kestrel Lines", KEY.Key_1)
    assert all(now is then for now, then in zip(rows(library), before, strict=True))


def test_more_is_found_when_the_reader_scrolls_on(library: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searcher, "_ENOUGH", 2)
    panel = library.sides.search_panel
    panel.list.setMaximumHeight(60)
    search(library, "kestrel")
    assert len(titles(library)) == 2
    assert panel.status.text() == "the best 2 articles; scroll on for more"
    panel.list.verticalScrollBar().setValue(panel.list.verticalScrollBar().maximum())
    library.wait(lambda: library.sides.search.busy or len(titles(library)) == 3)
    look_up(library)
    assert len(titles(library)) == 3
    assert panel.status.text() == "4 places in 3 articles"


def test_the_index_says_how_far_it_is_and_holds_nobody_up(
    sit_down: Callable[..., Person], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(f"Report {number}\n\n{'words ' * 3000}{number}\n", encoding="utf-8")
    path = tmp_path / "many.annot"
    with Project.create(path) as project:
        project.import_files(sorted(tmp_path.glob("*.txt")))
    person = sit_down(path)
    panel = person.sides.search_panel
    said: list[str] = []
    show = panel.show_index

    def listen(text: str) -> None:
        said.append(text)
        show(text)

    monkeypatch.setattr(panel, "show_index", listen)
    search(person, '"report 42"')
    assert titles(person) == ["Report 42"]
    assert any(text.startswith("Indexing") and text.endswith("of 60…") for text in said)
    assert said[-1] == ""
    assert not panel.status.text().startswith("Indexing")


def test_a_project_that_may_only_be_read_is_searched_and_says_so(
    sit_down: Callable[..., Person], reports: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "harbour.annot"
    with Project.create(path) as project:
        project.import_files(reports)
    monkeypatch.setattr("annotator.storage.dialects.sqlite.writable", lambda path: False)
    person = sit_down(path)
    search(person, "kestrel")
    assert len(titles(person)) == 2
    assert person.sides.search_panel.status.text() == "2 places in 2 articles · without an index"


def test_the_window_closes_while_it_searches(library: Person) -> None:
    panel = library.sides.search_panel
    panel.field.setText("kestrel")
    panel._typing.stop()
    panel._ask()
    library.close()
    QApplication.processEvents()
