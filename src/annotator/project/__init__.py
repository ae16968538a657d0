"""The Qt-free front door: a project is opened, read, changed, imported into and exported here."""

from annotator.formats import DEFAULT, FORMATS, Format
from annotator.project.exporting import ExportReport
from annotator.project.importing import ImportReport
from annotator.project.loading import LoadReport
from annotator.project.project import Project
from annotator.project.references import endings
from annotator.storage.recognise import is_project

__all__ = [
    "DEFAULT",
    "FORMATS",
    "ExportReport",
    "Format",
    "ImportReport",
    "LoadReport",
    "Project",
    "endings",
    "is_project",
]
