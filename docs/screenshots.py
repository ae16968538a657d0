"""Draws the pictures of the docs from the sample project: `python3 dev.py shots`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LOGNAME"] = "ada"  # the account that the pictures name as coder

from example_pictures import draw_example
from library_pictures import draw as draw_library
from proposals_pictures import draw as draw_proposals
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reading_pane import draw as draw_pages

from annotator.app import Desktop, make_application
from annotator.core.tagset import ACTOR, DIRECTIVE
from annotator.project import edits
from annotator.project.samples import make_sample
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.entities.commands import EntityCommands
from annotator.ui.relations.commands import RelationCommands
from annotator.ui.settings import Settings
from annotator.ui.tags.window import TagSetWindow
from annotator.ui.workspace import Workspace

OUT = Path(__file__).parent / "images"
SIZE = (1440, 900)
PREVIEW = (720, 420)


def settle(milliseconds: int = 0) -> None:
    """Let the event loop do what waits in it, and what comes within this time."""
    for _ in range(20):
        QApplication.processEvents()
    if milliseconds:
        QTest.qWait(milliseconds)


def select(workspace: Workspace, direction: Direction, words: str) -> None:
    """Select words in the pane of this direction."""
    pane = next(p for p in workspace.panes.panes if p.article is not None and p.article.direction is direction)
    assert pane.article is not None
    start = workspace.session.project.text(pane.article.id).index(words)
    pane.view.select(Span(start, start + len(words)))


def draw_history(workspace: Workspace) -> None:
    """Make some changes to the Arabic report, and show them with what the last note was before."""
    session, project = workspace.session, workspace.session.project
    arabic = next(article for article in project.articles() if article.direction is Direction.RTL)
    mark, other = (one.id for one in project.annotations(articles=[arabic.id])[:2])
    session.do(edits.retag(project, project.annotation(other), project.tags.named("directive").id))
    session.undo()
    session.do(edits.set_note(project, project.annotation(mark), "الهيئة أم المدينة؟"))
    session.do(edits.set_note(project, project.annotation(mark), "الهيئة نفسها"))
    assert workspace.sides is not None
    workspace.sides.steps.show_panel(True)
    settle(400)
    panel = workspace.sides.steps.panel
    assert panel is not None
    panel.list.setCurrentIndex(panel.model.index(1))
    workspace.marking.go_to(mark)
    settle(400)


def draw_entities(workspace: Workspace) -> None:
    """Show the list of entities, with the authority unfolded and lit."""
    assert workspace.sides is not None
    workspace.sides.side.open(1)
    settle(300)
    (page,) = workspace.sides.side.pages
    assert isinstance(page, EntityCommands)
    key = next(row.key for row in page.view.model.rows() if "Authority" in row.entity.name)
    page.view.list.setCurrentIndex(page.view.model.place_of(key))
    page.view.entity_chosen.emit(key)
    page.unfold(key, True)
    settle(300)


def draw_aligned(workspace: Workspace) -> None:
    """Let the reports scroll together, and show what answers to the sentence about the penalties."""
    assert workspace.aligned is not None
    english = next(p for p in workspace.panes.panes if p.article is not None and p.article.direction is Direction.LTR)
    workspace.panes.make_current(english)
    workspace.panes.together.turn(True, english)
    select(
        workspace, Direction.LTR, "Now we are asking under Section 12 of the Supply Act, and Section 12 has penalties."
    )
    english.hide_palette()
    workspace.aligned.show_counterpart()
    while workspace.panes.together.alignments.busy:
        settle(50)
    settle(400)
    english.hide_palette()
    settle(100)


def draw_relations(workspace: Workspace) -> None:
    """Show the list of relations, with one in focus that has the words that say it."""
    project = workspace.session.project
    assert workspace.sides is not None
    workspace.sides.side.open(2)
    settle(300)
    page = next(page for page in workspace.sides.side.pages if isinstance(page, RelationCommands))
    english = next(article for article in project.articles() if article.direction is Direction.LTR)
    page.go_to(next(r.id for r in project.relations() if r.cue is not None and r.cue.article == english.id))
    settle(300)


def draw_comparison(workspace: Workspace) -> None:
    """Show the reports side by side, with the pointer on a row."""
    workspace.comparing.open()
    settle(300)
    canvas = workspace.comparing.compare.page.canvas
    line = next(line for line in canvas.book.lines if line.row is not None)
    canvas.go(line.key, -1)
    settle(300)


def draw_tag_set(workspace: Workspace) -> None:
    """Show the window of the tag set, with two tags under one."""
    session = workspace.session
    for name, above, shortcut in (("company", ACTOR.id, "q"), ("authority", ACTOR.id, "w")):
        session.do(edits.add_tag(session.project, name, parent=above, shortcut=shortcut))
    assert workspace.sides is not None
    workspace.sides.tag_commands.edit(DIRECTIVE.id)
    settle(400)
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, TagSetWindow) and one.isVisible())
    window.grab().save(str(OUT / "tag-set.png"))
    window.close()
    session.undo()
    session.undo()
    settle(300)


def main() -> None:
    """Write each picture into docs/images."""
    OUT.mkdir(exist_ok=True)
    app = make_application()
    draw_pages(OUT / "pane")
    draw_library(app, OUT)
    draw_proposals(app, OUT, SIZE)
    with tempfile.TemporaryDirectory() as folder:
        draw_example(Path(folder), OUT)
        project = Path(folder) / "Velmar.annot"
        make_sample(project).close()
        desktop = Desktop(app, Settings(Path(folder) / "settings.ini"))
        for theme in ("light", "dark"):
            desktop.choose_theme(theme)
            shown = desktop.open(project)
            shown.window.resize(*SIZE)
            settle()
            workspace = shown.workspace
            assert workspace is not None
            assert workspace.sides is not None
            focus = next(mark for mark in workspace.session.project.annotations() if mark.note)
            workspace.marking.go_to(focus.id)
            settle(1200)
            shown.window.grab().save(str(OUT / f"window-{theme}.png"))
            if theme == "light":
                workspace.marking.let_go()
                workspace.spotlight.hover(next(m.id for m in workspace.session.project.annotations() if m.note))
                settle(400)
                shown.window.grab().save(str(OUT / "ties.png"))
                workspace.spotlight.hover(None)
                select(workspace, Direction.LTR, "after a burst main")
                settle(400)
                shown.window.grab().save(str(OUT / "tagging.png"))
                workspace.panes.panes[1].view.clear_selection()
                workspace.sides.find_field.field.setText("الهيئه")
                settle(300)
                shown.window.grab().save(str(OUT / "find.png"))
                workspace.sides.find_field.field.setText("Aquastra")
                settle(300)
                workspace.sides.tag_all.open()
                preview = workspace.sides.tag_all.preview
                assert preview is not None
                preview.resize(*PREVIEW)
                settle(300)
                preview.grab().save(str(OUT / "tag-all.png"))
                preview.close()
                workspace.sides.find_field.field.clear()
                workspace.sides.search_panel.field.setText("Aquastra")
                settle(500)
                workspace.sides.search_panel.begin("")
                shown.window.grab().save(str(OUT / "search.png"))
                workspace.sides.search_panel.leave()
                settle(300)
                draw_aligned(workspace)
                shown.window.grab().save(str(OUT / "aligned.png"))
                workspace.panes.together.turn(False)
                workspace.panes.panes[1].view.clear_selection()
                draw_entities(workspace)
                shown.window.grab().save(str(OUT / "entities.png"))
                draw_relations(workspace)
                shown.window.grab().save(str(OUT / "relations.png"))
                workspace.sides.side.open(0)
                workspace.marking.let_go()
                settle(300)
                shown.window.messages.hide()
                draw_comparison(workspace)
                shown.window.grab().save(str(OUT / "comparing.png"))
                workspace.comparing.turn()
                settle(300)
                draw_tag_set(workspace)
                draw_history(workspace)
                shown.window.grab().save(str(OUT / "history.png"))
                workspace.sides.steps.show_panel(False)
            shown.window.close()
            settle()
    for picture in sorted(OUT.rglob("*.png")):
        print(picture.relative_to(Path.cwd()) if picture.is_relative_to(Path.cwd()) else picture)


if __name__ == "__main__":
    main()
