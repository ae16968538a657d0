"""Libraries that only some kinds of document need, and what to say where they are missing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from annotator.core.errors import SourceError


def need(module: str, path: Path) -> ModuleType:
    """Return the library `module`, which reads the document at `path`. Raises SourceError where it is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != module.partition(".")[0]:
            raise
        reason = "needs the libraries for documents: pip install 'annotator[documents]'"
        raise SourceError(path, reason) from None
