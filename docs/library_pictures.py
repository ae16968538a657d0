"""Draws the pictures of the library and of settling marks, from a small project of invented reports."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import Desktop
from annotator.core.change import Change
from annotator.core.values import Article, ReadingState
from annotator.project import Project, edits, filing
from annotator.text.span import Span
from annotator.ui.library.arranging import Order
from annotator.ui.settings import Settings

_SHARED = (
    "The boiler house dates from the last century and was inspected three years ago, says the town. "
    "Nothing was found then that would have worried anybody.\n"
)
_FIRST = (
    "Shipyard reports a fault in the boiler house\n\nThe inspectors told the yard to report by Friday.\n\n"
    f"{_SHARED}\nNobody was hurt, the yard says. Work has stopped.\n"
)
_LATER = (
    "Shipyard reports a fault in the boiler house\n\nSmoke rose in the morning. The inspectors told the yard to report "
    f"by Friday.\n\n{_SHARED}\nNo one was badly hurt, it said at night. Nobody was there, says the town.\n"
)
_ARABIC = "ورشة السفن تبلغ عن عطل\n\nأمر المفتشون ورشة السفن بتقديم تقرير قبل يوم الجمعة.\n"
_GERMAN = "Werft muss bis Freitag berichten\n\nDie Aufsicht wies die Werft an, bis Freitag zu berichten.\n"
_OTHER = "Ferry timetable changes\n\nFrom May on ferries leave every hour.\n"


def draw(app: QApplication, out: Path) -> None:
    """Write `library.png` and `settle.png` into `out`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "Shipyard.annot"
        _fill(path, Path(folder))
        settings = Settings(Path(folder) / "settings.ini")
        desktop = Desktop(app, settings)
        desktop.choose_theme("light")
        shown = desktop.open(path)
        shown.window.resize(1100, 620)
        _until(lambda: shown.workspace is not None and shown.workspace.sides is not None)
        assert shown.workspace is not None
        sides = shown.workspace.sides
        assert sides is not None
        sides.librarian.set_order(Order(earlier=True))
        QTest.qWait(400)
        sides.library.grab(sides.library.rect().adjusted(0, 0, 0, -100)).save(str(out / "library.png"))
        sides.settling.open()
        dialog = sides.settling.dialog
        assert dialog is not None
        dialog.resize(680, 330)
        dialog.list.setCurrentIndex(dialog.model.index(1))
        QTest.qWait(300)
        dialog.grab().save(str(out / "settle.png"))
        dialog.close()
        shown.window.close()
        QTest.qWait(50)


def _fill(path: Path, folder: Path) -> None:
    with Project.create(path) as project:
        first = _imported(project, folder, _FIRST, "2021-03-18")
        for words, tag in (("The inspectors", "actor"), ("report by Friday", "directive"), ("the yard", "actor"),
                           ("Nobody was hurt", "concern"), ("Work has stopped", "concern")):  # fmt: skip
            start = _FIRST.index(words)
            _marked(project, first, Span(start, start + len(words)), tag)
        arabic = _imported(project, folder, _ARABIC, "2021-03-19")
        _marked(project, arabic, Span(_ARABIC.index("المفتشون"), _ARABIC.index("المفتشون") + 8), "actor")
        german = _imported(project, folder, _GERMAN, "2021-03-19")
        _marked(project, german, Span(_GERMAN.index("Die Aufsicht"), _GERMAN.index("Die Aufsicht") + 12), "actor")
        _imported(project, folder, _OTHER, "2021-04-02")
        _imported(project, folder, _LATER, "2021-03-19")
        listed = project.articles()
        project.do(filing.put_into_event(project, [listed[n] for n in (1, 2, 4)], "Fault at the yard"))
        project.do(filing.set_status(project, [listed[2]], ReadingState.DONE))
        project.do(filing.set_status(project, [listed[1]], ReadingState.IN_WORK))


def _imported(project: Project, folder: Path, text: str, published: str) -> Article:
    file = folder / "report.txt"
    file.write_text(text, encoding="utf-8")
    (article,) = project.import_files([file]).imported
    project.do(edits.edit_article(project, replace(article, published=published), before=article))
    return project.article(article.id)


def _marked(project: Project, article: Article, span: Span, tag: str) -> None:
    named = project.tags.named(tag)
    change = edits.annotate(project, article.id, span, named.id)
    assert isinstance(change, Change)
    project.do(change)


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(200):
        QTest.qWait(20)
        if condition():
            return
