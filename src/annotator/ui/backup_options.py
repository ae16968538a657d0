"""The dialog that says whether, where and for how long backups of projects are kept."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError, ProjectError
from annotator.project.backups import Place, Plan, Rotation, keep_plan, read_plan
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme


class BackupOptions(QDialog):
    """Changes what is set, for all projects, when it is confirmed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backup options"))
        self.setMinimumWidth(520)
        plan = self._plan = read_plan()
        self.on = QCheckBox(self.tr("&Make backups of projects while they are worked in"))
        self.on.setChecked(plan.on)
        why = QLabel(
            self.tr(
                "One is made when a project was opened, every hour of work, and when it is closed, wherever something "
                "changed since the last. Nobody waits for it."
            )
        )
        why.setWordWrap(True)
        why.setStyleSheet(f"color: {theme.quiet};")
        self.problem = Problem(theme)
        self.choices = QWidget()
        inside = QVBoxLayout(self.choices)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addLayout(self._where(plan))
        inside.addLayout(self._how_long(plan))
        self.on.toggled.connect(self.choices.setEnabled)
        self.choices.setEnabled(plan.on)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (self.on, why, self.choices, self.problem, buttons):
            layout.addWidget(part)

    def plan(self) -> Plan:
        """Return what the dialog says."""
        return replace(
            self._plan,
            on=self.on.isChecked(),
            place=next(place for place, button in self.places.items() if button.isChecked()),
            folder=self.folder.text().strip(),
            rotation=Rotation(self.hours.value(), self.days.value(), self.weeks.value()),
            megabytes=self.megabytes.value(),
        )

    def accept(self) -> None:
        """Write it down and close, or say what is missing."""
        plan = self.plan()
        try:
            if plan.on and plan.place is Place.FOLDER and not Path(plan.folder).is_dir():
                raise ProjectError(plan.folder or "…", "is no folder; choose one that is there")
            keep_plan(plan)
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def _where(self, plan: Plan) -> QVBoxLayout:
        self.places = {
            Place.DATA: QRadioButton(self.tr("In &Annotator's own folder")),
            Place.BESIDE: QRadioButton(self.tr("&Beside each project, in the folder “Annotator backups”")),
            Place.FOLDER: QRadioButton(self.tr("In this &folder:")),
        }
        group = QButtonGroup(self)
        column = QVBoxLayout()
        column.setSpacing(6)
        for button in self.places.values():
            group.addButton(button)
            button.toggled.connect(lambda _on: self.problem.settle())
            column.addWidget(button)
        self.folder = QLineEdit(plan.folder)
        self.folder.setAccessibleName(self.tr("Folder for backups"))
        self.folder.textChanged.connect(lambda _text: self.problem.settle())
        self.folder.textEdited.connect(lambda _text: self.places[Place.FOLDER].setChecked(True))
        choose = QPushButton(self.tr("&Choose…"))
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose())
        row = QHBoxLayout()
        row.setContentsMargins(22, 0, 0, 0)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        column.addLayout(row)
        self.places[plan.place].setChecked(True)
        return column

    def _how_long(self, plan: Plan) -> QGridLayout:
        rotation = plan.rotation
        self.hours = _number(rotation.hours, 1, 1000, self.tr(" hours"))
        self.days = _number(rotation.days, 0, 1000, self.tr(" days"))
        self.weeks = _number(rotation.weeks, 0, 1000, self.tr(" weeks"))
        self.megabytes = _number(plan.megabytes, 100, 1_000_000, self.tr(" MB"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for line, (words, box) in enumerate(
            (
                (self.tr("Keep one of each &hour for"), self.hours),
                (self.tr("Keep one of each &day for"), self.days),
                (self.tr("Keep one of each &week for"), self.weeks),
                (self.tr("For one project at m&ost"), self.megabytes),
            )
        ):
            label = QLabel(words)
            label.setBuddy(box)
            grid.addWidget(label, line, 0)
            grid.addWidget(box, line, 1)
        return grid

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder for backups"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self.places[Place.FOLDER].setChecked(True)


def _number(value: int, least: int, most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(least, most)
    box.setValue(value)
    box.setSuffix(unit)
    box.setGroupSeparatorShown(True)
    box.setAlignment(Qt.AlignmentFlag.AlignTrailing)
    return box
