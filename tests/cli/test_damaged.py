"""A project that another program has written into: each command says so in one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from command_line import Run


def test_of_a_damaged_project_a_command_says_so(run: Run, project: list[str]) -> None:
    assert run("annotate", "press.annot", project[0], "--tag", "actor", "--quote", "Reederei").code == 0
    with closing(sqlite3.connect("press.annot")) as raw, raw:
        raw.execute("UPDATE annotation SET tag = 'gone'")
    for words in (["annotations", "press.annot"], ["show", "press.annot", project[0]]):
        done = run(*words)
        assert done.code == 1
        assert done.err.startswith("annotator: press.annot: is damaged or was changed by another program")
        assert "annotator repair" in done.err
    assert run("stats", "press.annot").code == 0
