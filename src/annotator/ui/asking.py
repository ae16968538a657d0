"""The one question that stops work: whether to take away something that carries marks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def confirmed(parent: QWidget, question: str, consequence: str, yes: str) -> bool:
    """Ask, saying what goes with it and that it can be undone. Return whether the button `yes` was pressed."""
    box = QMessageBox(parent)
    box.setWindowTitle("Annotator")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    undone = QCoreApplication.translate("asking", "You can undo this.")
    box.setInformativeText(f"{consequence} {undone}")
    button = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(button)
    box.setEscapeButton(cancel)
    box.exec()
    answer = box.clickedButton() is button
    box.deleteLater()
    return answer
