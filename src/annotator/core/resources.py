"""Files that come with the app: icons, samples, translations."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def resource(name: str) -> Path:
    """Return the path of `resources/{name}`. Raises FileNotFoundError where the app came without it."""
    path = _root() / name
    if not path.exists():
        raise FileNotFoundError(f"the app came without its file {name}; install it again")
    return path


@cache
def _root() -> Path:
    """The folder beside the modules where a wheel puts it, else the checkout's own: the package is not zip-safe."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent.parent / "resources"
