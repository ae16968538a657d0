"""The libraries that read documents other than plain text: an extra, which may be missing."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from annotator.core.errors import SourceError


def need(module: str, path: Path) -> ModuleType:
    """Return the module of this name. Raises SourceError, about the file at `path`, where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise SourceError(path, "needs the libraries for documents: pip install 'annotator[documents]'") from None
