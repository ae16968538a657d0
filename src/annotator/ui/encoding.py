"""The dialog in which somebody who sees the text says what its encoding is."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from annotator.core.errors import AnnotatorError
from annotator.project.recoding import likely_encodings, tried
from annotator.text.direction import Direction, text_direction
from annotator.text.isolate import isolate
from annotator.ui.lists import list_font
from annotator.ui.problem import Problem
from annotator.ui.theme import Theme
from annotator.ui.wording import encoding_name, translate

_LIKELY = 5
_NAME = Qt.ItemDataRole.UserRole


def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the encodings of each group of scripts, as Python names them, the commonest first."""
    return (
        (translate("encoding", "Unicode"), ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")),
        (translate("encoding", "Arabic, Persian, Urdu"), ("cp1256", "iso8859-6", "mac-arabic", "mac-farsi", "cp864",
                                                          "cp720")),
        (translate("encoding", "Hebrew"), ("cp1255", "iso8859-8", "cp862")),
        (translate("encoding", "Western Europe"), ("cp1252", "iso8859-15", "mac-roman", "cp850", "cp437")),
        (translate("encoding", "Central Europe"), ("cp1250", "iso8859-2", "mac-latin2", "cp852")),
        (translate("encoding", "Baltic"), ("cp1257", "iso8859-13", "cp775")),
        (translate("encoding", "Turkish"), ("cp1254", "mac-turkish", "cp857")),
        (translate("encoding", "Greek"), ("cp1253", "mac-greek", "cp737")),
        (translate("encoding", "Cyrillic"), ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "mac-cyrillic", "cp866")),
        (translate("encoding", "Chinese"), ("gb18030", "big5hkscs", "hz")),
        (translate("encoding", "Japanese"), ("cp932", "euc_jp", "iso2022_jp")),
        (translate("encoding", "Korean"), ("cp949", "johab", "iso2022_kr")),
        (translate("encoding", "Thai"), ("cp874",)),
        (translate("encoding", "Vietnamese"), ("cp1258",)),
    )  # fmt: skip


class EncodingDialog(QDialog):
    """Shows `data` in each encoding that is looked at. `choose` is called with the one that was confirmed.

    `choose` may raise an AnnotatorError: then its sentence is shown and the dialog stays open.
    """

    def __init__(
        self,
        data: bytes,
        name: str,
        current: str | None,
        choose: Callable[[str], object],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._choose = choose
        self.setWindowTitle(self.tr("Encoding of {0}").replace("{0}", isolate(name)))
        self.resize(820, 520)
        self.list = QListWidget()
        self.list.setFixedWidth(236)
        self.list.setAccessibleName(self.tr("Encodings"))
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(self.tr("How the text reads in this encoding"))
        self.preview.setStyleSheet(f"QPlainTextEdit {{ background: {theme.page}; color: {theme.ink}; padding: 8px; }}")
        self.problem = Problem(theme)
        self._fill(likely_encodings(data), None if current is None else codecs.lookup(current).name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.use_button = buttons.addButton(self.tr("&Use this encoding"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.use_button.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(QLabel(self.tr("Choose the encoding in which the text reads right:")))
        layout.addLayout(middle, 1)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.list.setFocus()
        self._show()

    def encoding(self) -> str | None:
        """Return the encoding that is looked at, as Python names it."""
        item = self.list.currentItem()
        name = None if item is None else item.data(_NAME)
        return name if isinstance(name, str) else None

    def accept(self) -> None:
        """Choose the encoding and close, or stay open and say why it cannot be that one."""
        encoding = self.encoding()
        if encoding is None:
            return
        try:
            self._choose(encoding)
        except AnnotatorError as error:
            self.problem.tell(error)
            return
        super().accept()

    def select(self, encoding: str) -> None:
        """Look at the text in an encoding of the list."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_NAME) == encoding:
                self.list.setCurrentRow(row)
                return

    def _fill(self, likely: list[str], current: str | None) -> None:
        offered = likely[:_LIKELY]
        if current is not None and current not in offered:
            offered = [*offered, current]
        self._add_group(self.tr("Likely"), offered, current)
        for heading, names in _groups():
            # The group in which the likeliest are comes under its own heading as well: that is where one looks.
            self._add_group(heading, [codecs.lookup(name).name for name in names], current)
        first = next((row for row in range(self.list.count()) if self.list.item(row).data(_NAME) is not None), -1)
        self.list.setCurrentRow(first)

    def _add_group(self, heading: str, names: list[str], current: str | None) -> None:
        if not names:
            return
        title = QListWidgetItem(heading)
        title.setFlags(Qt.ItemFlag.NoItemFlags)
        font = list_font(heading, small=True)
        font.setBold(True)
        title.setFont(font)
        self.list.addItem(title)
        for name in names:
            words = encoding_name(name)
            if name == current:
                words = self.tr("{0} (as it is now)").replace("{0}", words)
            item = QListWidgetItem(f"   {words}")
            item.setData(_NAME, name)
            if not tried(self._data, name).fits:
                item.setForeground(self.palette().placeholderText())
                item.setToolTip(self.tr("Not all of the file is text in this encoding"))
            self.list.addItem(item)

    def _show(self) -> None:
        self.problem.settle()
        encoding = self.encoding()
        if encoding is None:
            return
        text = tried(self._data, encoding).text
        right_to_left = text_direction(text, None) is Direction.RTL
        way = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
        option = QTextOption(self.preview.document().defaultTextOption())
        option.setTextDirection(way)
        # This widget does not mirror its alignment by itself.
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.preview.document().setDefaultTextOption(option)
        self.preview.setFont(list_font(text))
        self.preview.setPlainText(text)
