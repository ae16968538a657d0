"""A reader that kills its process: what a file does that needs more memory than there is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from annotator.project.gathering import Gathered, read
from annotator.sources import Reading


def read_all(batch: Sequence[tuple[Path, bool]], reading: Reading) -> list[Gathered]:
    if any(path.name == "deadly.txt" for path, _ in batch):
        os._exit(9)
    return [found for path, named in batch for found in read(path, named, reading)]
