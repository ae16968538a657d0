"""The sheet on which the reader chooses a face and a size for each script; the pages follow at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.text.isolate import isolate
from annotator.ui.fonts import FACES, face
from annotator.ui.typesetting import AS_PROPOSED, STEPS, FaceChoice, PageStyle
from annotator.ui.wording import script_name

_System = QFontDatabase.WritingSystem
_SYSTEMS = {
    "Latin": _System.Latin, "Arabic": _System.Arabic, "Arabic/fa": _System.Arabic, "Arabic/ur": _System.Arabic,
    "Hebrew": _System.Hebrew, "Han": _System.SimplifiedChinese, "Han/ja": _System.Japanese, "Hangul": _System.Korean,
    "Devanagari": _System.Devanagari, "Bengali": _System.Bengali, "Thai": _System.Thai, "Armenian": _System.Armenian,
    "Georgian": _System.Georgian, "Syriac": _System.Syriac,
}  # fmt: skip
_ROWS = 14


class Faces(QDialog):
    """One row for each script, those in use first. It holds nothing up: choose, and look at the page."""

    chosen = Signal(object)
    """(key of `fonts.FACES`, `FaceChoice`)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Faces"))
        self.setWindowFlag(Qt.WindowType.Tool)
        self.resize(600, 440)
        self.families: dict[str, QComboBox] = {}
        self.steps: dict[str, QComboBox] = {}
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.proposed = QPushButton(self.tr("All as proposed"))
        self.proposed.setAutoDefault(False)
        self.proposed.clicked.connect(lambda _checked=False: self._reset())
        close = QPushButton(self.tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(lambda _checked=False: self.close())
        row = QHBoxLayout()
        row.addWidget(self.proposed)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self._area, 1)
        column.addLayout(row)

    def show_scripts(self, used: Iterable[str], style: PageStyle) -> None:
        """Offer all scripts that the system has a face for, and those that are `used` first (keys of `FACES`)."""
        first = list(dict.fromkeys(used))
        others = [script for script in FACES if script not in first and face(script) is not None]
        self.families, self.steps = {}, {}
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        line = 0
        for heading, scripts in ((self.tr("In the open articles"), first), (self.tr("Other scripts"), others)):
            if scripts:
                title = QLabel(heading)
                title.setEnabled(False)
                grid.addWidget(title, line, 0, 1, 3)
                for place, script in enumerate(scripts, line + 1):
                    self._add_row(grid, place, script, style.face(script))
                line += len(scripts) + 1
        grid.setRowStretch(line, 1)
        self._area.setWidget(sheet)

    def _add_row(self, grid: QGridLayout, line: int, script: str, choice: FaceChoice) -> None:
        name = QLabel(script_name(script))
        family = QComboBox()
        family.setAccessibleName(self.tr("Face for {0}").replace("{0}", script_name(script)))
        family.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        family.setMinimumContentsLength(16)
        family.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        family.setMaxVisibleItems(_ROWS)
        family.addItem(self.tr("as proposed: {0}").replace("{0}", isolate(face(script) or "?")), None)
        for installed in families_of(script):
            family.addItem(installed, installed)
        family.setCurrentIndex(max(0, family.findData(choice.family)) if choice.family else 0)
        step = QComboBox()
        step.setAccessibleName(self.tr("Size of {0}").replace("{0}", script_name(script)))
        for number in range(STEPS[0], STEPS[1] + 1):
            signed = f"{'+' if number > 0 else '−'}{abs(number)} px"
            step.addItem(signed if number else self.tr("as proposed"), number)
        step.setCurrentIndex(step.findData(choice.step))
        for box in (family, step):
            box.currentIndexChanged.connect(lambda _index, script=script: self._choose(script))
        name.setBuddy(family)
        grid.addWidget(name, line, 0)
        grid.addWidget(family, line, 1)
        grid.addWidget(step, line, 2)
        self.families[script], self.steps[script] = family, step

    def _choose(self, script: str) -> None:
        family, step = self.families[script].currentData(), self.steps[script].currentData()
        self.chosen.emit((script, FaceChoice(family, step)))

    def _reset(self) -> None:
        for script in self.families:
            for box, value in ((self.families[script], None), (self.steps[script], 0)):
                box.blockSignals(True)
                box.setCurrentIndex(0 if value is None else box.findData(value))
                box.blockSignals(False)
            self.chosen.emit((script, AS_PROPOSED))


def families_of(script: str) -> list[str]:
    """Return the installed families that have the letters of a key of `FACES`."""
    system = _SYSTEMS.get(script)
    if system is None:
        # A script that Qt has no name for: of these only the known faces are sure.
        known = {family.casefold() for family in FACES.get(script, ())}
        return [family for family in QFontDatabase.families() if family.casefold() in known]
    return [family for family in QFontDatabase.families(system) if not QFontDatabase.isPrivateFamily(family)]
