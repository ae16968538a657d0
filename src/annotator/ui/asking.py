"""What is asked in passing: whether to take away something that carries marks, and what something shall be called."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget


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


def ask_name(parent: QWidget, title: str, label: str, name: str, then: Callable[[str], object]) -> None:
    """Ask for a name, to begin with `name`, and do `then` with it; nothing where it is blank or nobody answers."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(name)
    dialog.resize(360, dialog.sizeHint().height())
    dialog.textValueSelected.connect(lambda text: then(text) if text.strip() else None)
    dialog.open()
