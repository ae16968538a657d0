"""The Qt-free front door: a project is opened, read, changed, imported into and exported here.

What is listed here is loaded when it is first asked for: a command, or a window's start, pays only for what it uses.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.formats import DEFAULT, FORMATS, Format
    from annotator.formats.comparisons import COMPARISON_FORMATS
    from annotator.project.exporting import ExportReport
    from annotator.project.importing import ImportReport
    from annotator.project.loading import LoadReport
    from annotator.project.project import Project
    from annotator.project.references import endings
    from annotator.project.searching import Found
    from annotator.storage.recognise import is_project, signature

__all__ = [
    "COMPARISON_FORMATS",
    "DEFAULT",
    "FORMATS",
    "ExportReport",
    "Format",
    "Found",
    "ImportReport",
    "LoadReport",
    "Project",
    "endings",
    "is_project",
    "signature",
]

_PLACES = {
    "COMPARISON_FORMATS": "annotator.formats.comparisons",
    "DEFAULT": "annotator.formats",
    "FORMATS": "annotator.formats",
    "ExportReport": "annotator.project.exporting",
    "Format": "annotator.formats",
    "Found": "annotator.project.searching",
    "ImportReport": "annotator.project.importing",
    "LoadReport": "annotator.project.loading",
    "Project": "annotator.project.project",
    "endings": "annotator.project.references",
    "is_project": "annotator.storage.recognise",
    "signature": "annotator.storage.recognise",
}


def __getattr__(name: str) -> object:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_PLACES[name]), name)
    globals()[name] = found
    return found
