"""Windows for journeys, and somebody to sit down at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.app import Desktop, make_application
from annotator.project import Project
from annotator.ui.settings import Settings
from journeys.person import ARABIC, GERMAN, Person


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    """Two reports of one event, one in each direction."""
    german, arabic = tmp_path / "hafen.txt", tmp_path / "mina.txt"
    german.write_text(GERMAN, encoding="utf-8")
    arabic.write_text(ARABIC, encoding="utf-8")
    return [german, arabic]


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path) -> Iterator[Desktop]:
    """The process with its windows; all of them are closed at the end."""
    make_application()
    settings = Settings(tmp_path / "settings.ini")
    settings.theme = "light"
    desktop = Desktop(qapp, settings)
    yield desktop
    desktop.quit()
    desktop.deleteLater()
    qapp.processEvents()


@pytest.fixture
def sit_down(desktop: Desktop, qtbot: object) -> Callable[..., Person]:
    """Open a window on a project and wait until it is furnished."""

    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=5000)  # type: ignore[attr-defined]

    def sit(path: Path | None, documents: list[Path] | None = None) -> Person:
        window = desktop.open(path, documents)
        wait(lambda: window.files is not None)
        wait(lambda: window.workspace is None or window.workspace.sides is not None)
        wait(lambda: window.workspace is None or not window.workspace.importing)
        window.window.resize(1400, 900)
        QApplication.processEvents()
        return Person(window, wait)

    return sit


@pytest.fixture
def person(sit_down: Callable[..., Person], reports: list[Path], tmp_path: Path) -> Person:
    """Somebody with both reports open side by side."""
    path = tmp_path / "harbour.annot"
    with Project.create(path) as project:
        project.import_files(reports, event="Harbour")
    return sit_down(path)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer every question of the window with its destructive button, and note what was asked."""
    asked: list[str] = []

    def exec_(box: QMessageBox) -> int:
        asked.append(f"{box.text()} {box.informativeText()}")
        button = next(b for b in box.buttons() if box.buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", exec_)
    return asked
