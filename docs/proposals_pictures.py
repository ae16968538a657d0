"""Draws the picture of the proposals: two reports of an event that never happened, one of them marked."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.app import Desktop
from annotator.project import Project, edits
from annotator.ui.settings import Settings

REPORTS = Path(__file__).parents[1] / "tests" / "data" / "aligned" / "cable"
MARKED = (
    ("Meridian Kabel", "actor"),
    ("Farid Mansouri", "actor"),
    ("Tomasi", "actor"),
    ("Telmarin", "actor"),
    ("vierzehn Stunden", "concern"),
    ("12. April", "concern"),
    ("Freitag", "directive"),
)
_MARK = re.compile(r"\[\[[^|]*\|([^\]]*)\]\]")


def draw(app: QApplication, out: Path, size: tuple[int, int]) -> None:
    """Write `proposals.png`: what the Arabic report says of what is marked in the German one."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "Seekabel.annot"
        with Project.create(path) as project:
            files = [folder / f"{language}.txt" for language in ("ar", "de")]
            for file in files:
                text = (REPORTS / file.name).read_text(encoding="utf-8")
                file.write_text(_MARK.sub(r"\1", text), encoding="utf-8")
            _, german = project.import_files(files, event="Seekabel").imported
            for quote, tag in MARKED:
                project.do(edits.annotate_quote(project, german.id, quote, project.tags.named(tag).id, occurrence=1))  # type: ignore[arg-type]
        settings = Settings(folder / "settings.ini")
        settings.theme = "light"
        desktop = Desktop(app, settings)
        shown = desktop.open(path)
        shown.window.resize(*size)
        QTest.qWait(1200)
        workspace = shown.workspace
        assert workspace is not None
        assert workspace.proposing is not None
        workspace.proposing.open()
        page = workspace.proposing.page
        assert page is not None
        while page.busy:
            QTest.qWait(50)
        page.view.go_to(1)
        QTest.qWait(300)
        shown.window.grab().save(str(out / "proposals.png"))
        shown.window.close()
        QTest.qWait(100)
