"""Several processes work on one project at once, some are killed, and nothing that was said to be stored is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.core.values import Article
from annotator.project import Project

ADD = """
import sys
from annotator.project import Project, edits
for number in range(10):
    with Project.open(sys.argv[1]) as project:
        project.do(edits.add_tag(project, f"{sys.argv[2]} {number}"))
"""

ADD_AND_WAIT = """
import sys, time
from annotator.project import Project, edits
project = Project.open(sys.argv[1])
for number in range(10):
    project.do(edits.add_tag(project, f"kept {number}"))
print("stored", flush=True)
time.sleep(60)
"""


def test_processes_open_edit_and_close_at_the_same_time(project: Project, path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", ADD, str(path)]
    workers = [subprocess.Popen([*command, str(n)], stderr=subprocess.PIPE, text=True) for n in range(3)]
    for worker in workers:
        _, said = worker.communicate(timeout=60)
        assert worker.returncode == 0, said
    assert project.changed_elsewhere()
    assert len(project.tags) == 3 + 3 * 10
    project.close()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


MARK = """
import sys
from annotator.core.errors import TwinError
from annotator.project import Project, edits
from annotator.text.span import Span
with Project.open(sys.argv[1], coder="mira") as project:
    tag = project.tags.named("actor").id
    made = edits.annotate(project, project.articles()[0].id, Span(0, 4), tag)
    print("built", flush=True)
    sys.stdin.readline()
    try:
        project.do(made)
    except TwinError:
        print("twin")
"""


def test_processes_mark_the_same_words_as_the_same_new_coder(
    project: Project, articles: tuple[Article, Article], path: Path
) -> None:
    command = [sys.executable, "-W", "error", "-c", MARK, str(path)]
    workers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "built\n"
    said = []
    for worker in workers:
        out, err = worker.communicate("\n", timeout=60)
        assert (worker.returncode, err) == (0, "")
        said.append(out)
    assert sorted(said) == ["", "twin\n", "twin\n"]
    assert [coder.name for coder in project.coders()] == ["mira"]
    assert [(m.start, m.end, m.coder) for m in project.annotations()] == [(0, 4, project.coder.id)]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_what_was_stored_survives_a_kill(project: Project, path: Path) -> None:
    project.close()
    with subprocess.Popen([sys.executable, "-c", ADD_AND_WAIT, str(path)], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "stored\n"
        os.kill(worker.pid, signal.SIGKILL)
    with Project.open(path) as again:
        assert len([tag for tag in again.tags if tag.name.startswith("kept")]) == 10
        assert again.check() == []
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
