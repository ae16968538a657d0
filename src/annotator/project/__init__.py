"""The Qt-free front door: a project is opened, read, changed, imported into and exported here."""

from annotator.formats import FORMATS
from annotator.project.exporting import ExportReport
from annotator.project.importing import ImportReport
from annotator.project.loading import LoadReport
from annotator.project.project import Project

__all__ = ["FORMATS", "ExportReport", "ImportReport", "LoadReport", "Project"]
