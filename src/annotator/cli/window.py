"""`annotator [PROJECT] [FILE ...]`: the window."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from types import ModuleType

from annotator import __version__
from annotator.core.errors import AnnotatorError, SourceError


def parser() -> argparse.ArgumentParser:
    own = argparse.ArgumentParser(prog="annotator", usage="annotator [PROJECT] [FILE ...]", allow_abbrev=False)
    own.add_argument("operands", metavar="FILE", nargs="*", type=Path, help="a project first, then articles to import")
    own.add_argument("--sample", action="store_true", help="open the sample project, made where it is missing")
    own.add_argument(
        "--sample-to",
        metavar="FOLDER",
        type=Path,
        help="do the main job without a display: make the sample project in FOLDER, export it, draw the window",
    )
    own.add_argument("--version", action="version", version=f"annotator {__version__}")
    return own


def is_no_file(word: str) -> bool:
    """Return whether `word` names nothing and does not look as if it should: a mistyped command, most likely."""
    path = Path(word)
    return path.name == word and not path.suffix and not _exists(path)


def _exists(path: Path) -> bool:
    # Not Path.exists, which raises for a name too long to be one.
    return os.path.exists(path)  # noqa: PTH110


def run(arguments: argparse.Namespace) -> int:
    """Open the window; return its exit code. Raises SourceError for a file that is not there."""
    if arguments.sample_to is not None:
        return _draw(arguments.sample_to)
    operands: list[Path] = arguments.operands
    project = None
    if operands and looks_like_project(operands[0]):
        project, *operands = operands
    for file in operands:
        if not _exists(file):
            raise SourceError(file, "does not exist")
        if looks_like_project(file):
            raise SourceError(file, "is a project; name it first, and one project at a time")
    return _open(project, operands, sample=arguments.sample)


def looks_like_project(path: Path) -> bool:
    """Return whether an operand is the project: by its name, or by what the file is."""
    if path.suffix.lower() == ".annot":
        return True
    # Only where the name does not tell: the start that opens a project need not wait for the database's library.
    from annotator.project import is_project

    return is_project(path)


def _draw(folder: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for line in _app().render_sample(folder):
        print(line)
    return 0


def _open(project: Path | None, files: list[Path], *, sample: bool) -> int:
    if sys.platform.startswith("linux"):
        # Qt would end the process without a word that helps.
        from annotator.cli.display import require_display

        require_display(os.environ)
    # It would walk through what is loaded again and again, none of which is garbage; `ui.startup.done` lets it work.
    gc.disable()
    return int(_app().run(project, files, sample=sample))


def _app() -> ModuleType:
    # Here and nowhere else: no other command may load Qt.
    try:
        from annotator import app
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")) and "lib" not in str(error):
            raise
        raise AnnotatorError(
            f"the window cannot be opened, because libraries are missing ({error}); every command works without it"
        ) from error
    return app
