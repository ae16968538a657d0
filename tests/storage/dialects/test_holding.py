"""An open project stays locked, whatever else this process does with its file."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.ids import new_id
from annotator.core.values import Coder
from annotator.storage.dialects import sqlite
from annotator.storage.store import Store
from sample_bundle import sample_bundle

linux_only = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere closing a handle drops no locks, or all must"
)
ELSEWHERE = """
import sys
from pathlib import Path
from annotator.storage.store import Store
with Store.open(Path(sys.argv[1])) as store:
    print(*(coder.name for coder in store.bundle().coders))
"""


def coder_named(name: str) -> Change:
    return Change(ChangeKind.LOAD, None, "2024-05-04T10:00:00.000Z", "", (Edit(None, Coder(new_id(), name)),))


def look_into(path: Path) -> None:
    """Open and close the files, as a file dialog does that wants to know what they are."""
    for file in (path, *sqlite.companions(path)):
        with file.open("rb"):
            pass


def coders_seen_by_another_process(path: Path) -> list[str]:
    done = subprocess.run([sys.executable, "-c", ELSEWHERE, path], capture_output=True, text=True, check=True)
    return done.stdout.split()


@linux_only
def test_nothing_is_lost_when_somebody_looked_into_the_file(path: Path) -> None:
    with Store.create(path, sample_bundle()) as store:
        store.apply(coder_named("lea"))
        look_into(path)
        assert "lea" in coders_seen_by_another_process(path)
        assert sqlite.logged(path), "the other one has left the log alone"
        store.apply(coder_named("noor"))
        assert "noor" in coders_seen_by_another_process(path)
    assert not sqlite.companions(path), "who closes last folds"


@linux_only
def test_a_second_store_of_this_process_takes_no_lock_along(path: Path) -> None:
    with Store.create(path, sample_bundle()) as store:
        Store.open(path).close()
        look_into(path)
        store.apply(coder_named("lea"))
        assert "lea" in coders_seen_by_another_process(path)
        assert sqlite.logged(path)
    with closing(Store.open(path)):
        assert sqlite.companions(path)
    assert not sqlite.companions(path)
