"""A store with a small project in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.storage.store import Store
from sample_bundle import sample_bundle


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "press.annot"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.create(path, sample_bundle()) as store:
        yield store
