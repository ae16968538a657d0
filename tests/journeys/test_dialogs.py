"""The dialogs, as somebody meets them who has never seen them."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from annotator.project import edits
from annotator.text.direction import Direction
from annotator.ui.about import KeysDialog
from annotator.ui.library.dialog import ArticleDialog
from annotator.ui.tags.dialog import TagDialog
from annotator.ui.tags.window import TagSetWindow
from journeys.person import Person

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def new_tag(person: Person) -> TagDialog:
    person.shortcut("add_tag")
    dialog = person.dialog()
    assert isinstance(dialog, TagDialog)
    return dialog


def details(person: Person, direction: Direction) -> ArticleDialog:
    person.sides.library.select(person.pane(direction).article.id)
    person.shortcut("article_details")
    dialog = person.dialog()
    assert isinstance(dialog, ArticleDialog)
    return dialog


def test_what_was_wrong_is_said_until_it_is_corrected_and_moves_nothing(person: Person) -> None:
    dialog = new_tag(person)
    before = dialog.size()
    dialog.name.setText("actor")
    dialog.accept()
    assert "actor" in dialog.problem.text()
    assert dialog.size() == before
    dialog.name.setText("actors")
    assert dialog.problem.text() == ""
    dialog.key.setCurrentIndex(dialog.key.findData("1"))
    dialog.accept()
    assert "actor" in dialog.problem.text()
    dialog.key.setCurrentIndex(dialog.key.findData("q"))
    assert dialog.problem.text() == ""
    dialog.reject()


def test_keys_that_are_taken_are_named_and_cannot_be_chosen(person: Person) -> None:
    dialog = new_tag(person)
    taken = dialog.key.findData("1")
    assert "actor" in dialog.key.itemText(taken)
    model = dialog.key.model()
    assert not model.flags(model.index(taken, 0)) & Qt.ItemFlag.ItemIsEnabled
    assert model.flags(model.index(dialog.key.findData("q"), 0)) & Qt.ItemFlag.ItemIsEnabled
    dialog.key.showPopup()
    rows = dialog.key.view().viewport().height() / dialog.key.view().sizeHintForRow(0)
    assert rows <= 13
    dialog.key.hidePopup()
    dialog.reject()
    # Its own key is free to a tag.
    person.sides.tag_commands.edit(person.project.tags.named("actor").id)
    window = person.dialog()
    assert isinstance(window, TagSetWindow)
    key = window.fields.key
    own = key.model().index(key.findData("1"), 0)
    assert key.model().flags(own) & Qt.ItemFlag.ItemIsEnabled
    window.close()


def test_a_colour_is_chosen_by_mouse_and_by_keyboard(person: Person) -> None:
    dialog = new_tag(person)
    dialog.activateWindow()
    person.wait(dialog.isActiveWindow)
    first, second, *_ = dialog.colours.swatches()
    QTest.mouseClick(first, LEFT)
    assert dialog.tag().colour == first.colour
    plain = second.grab().toImage()
    second.setFocus()
    focused = second.grab().toImage()
    QTest.keyClick(second, KEY.Key_Space)
    assert dialog.tag().colour == second.colour
    assert not first.isChecked()
    chosen_and_focused = second.grab().toImage()
    first.setFocus()
    chosen = second.grab().toImage()
    pictures = [plain, focused, chosen_and_focused, chosen]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[at + 1 :])
    dialog.choose_colour("#123456")
    assert dialog.tag().colour == "#123456"
    assert dialog.colours.swatches()[-1].isChecked()
    dialog.reject()


def test_buttons_carry_words_only(person: Person) -> None:
    dialog = new_tag(person)
    buttons = dialog.findChildren(QPushButton)
    assert buttons
    assert all(button.icon().isNull() for button in buttons)
    dialog.reject()
    box = QMessageBox(person.window)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Save)
    assert all(button.icon().isNull() for button in box.findChildren(QPushButton))


def test_all_keys_can_be_read(person: Person) -> None:
    person.shortcut("keys")
    dialog = person.dialog()
    assert isinstance(dialog, KeysDialog)
    assert not dialog.area.horizontalScrollBar().isVisible()
    page = dialog.area.widget()
    assert page.width() <= dialog.area.viewport().width()
    labels = page.findChildren(QLabel)
    assert all(label.height() >= label.heightForWidth(label.width()) for label in labels)
    said = {label.text() for label in labels}
    assert {"F1", "F7", "F8"} <= said
    assert {"drag, Ctrl+Shift+←/→", "Ctrl+drag, Alt+drag, Shift+←/→"} <= said
    dialog.close()
    person.settle()
    person.shortcut("select_letters")
    person.shortcut("keys")
    said = {label.text() for label in person.dialog().findChildren(QLabel)}
    assert {"Ctrl+drag, Alt+drag, Ctrl+Shift+←/→", "drag, Shift+←/→"} <= said
    person.dialog().close()


def test_keys_stand_under_their_menus_and_are_filtered(person: Person) -> None:
    person.shortcut("keys")
    dialog = person.dialog()
    assert isinstance(dialog, KeysDialog)

    def seen() -> list[str]:
        return [label.text() for label in dialog.area.widget().findChildren(QLabel) if label.isVisible()]

    everything = seen()
    assert everything.index("Reading and marking") < everything.index("File") < everything.index("Edit")
    assert everything.index("Edit") < everything.index("Undo") < everything.index("Mark")
    dialog.filter.setText("COUNTER")
    assert seen() == ["View", "Ctrl+M", "Show the counterpart"]
    dialog.filter.setText("ctrl+shift+t together")
    assert seen() == ["View", "Ctrl+Shift+T", "Scroll reports together"]
    dialog.filter.setText("brew coffee")
    assert seen() == []
    assert dialog.nothing.isVisible()
    dialog.filter.clear()
    assert seen() == everything
    assert not dialog.nothing.isVisible()
    dialog.close()


def test_a_language_is_shown_with_its_name_and_stored_without(person: Person) -> None:
    dialog = details(person, Direction.LTR)
    assert dialog.language.currentText() == "de · Deutsch"
    assert dialog.article().language == "de"
    dialog.language.setEditText("fr")
    dialog.language.lineEdit().editingFinished.emit()
    assert dialog.language.currentText() == "fr · français"
    assert dialog.article().language == "fr"
    dialog.language.setEditText("")
    assert dialog.article().language is None
    dialog.reject()


def test_the_direction_follows_the_language_unless_it_is_chosen(person: Person) -> None:
    dialog = details(person, Direction.RTL)
    assert "right to left" in dialog.direction.currentText()
    assert dialog.article().direction is Direction.RTL
    dialog.language.setEditText("de")
    assert "left to right" in dialog.direction.currentText()
    assert dialog.article().direction is Direction.LTR
    dialog.language.setEditText("")
    assert dialog.article().direction is Direction.RTL
    dialog.direction.setCurrentIndex(dialog.direction.findData(Direction.LTR))
    assert dialog.article().direction is Direction.LTR
    dialog.reject()

    german = person.pane(Direction.LTR).article
    turned = replace(german, direction=Direction.RTL)
    person.workspace.session.edit(lambda: edits.edit_article(person.project, turned))
    person.sides.library.select(german.id)
    person.shortcut("article_details")
    assert person.dialog().direction.currentText() == "right to left"
    person.dialog().reject()


def test_a_long_title_is_shown_from_its_start(person: Person) -> None:
    german = person.pane(Direction.LTR).article
    person.workspace.session.edit(lambda: edits.edit_article(person.project, replace(german, title="Hafen " * 40)))
    dialog = details(person, Direction.LTR)
    dialog.activateWindow()
    person.wait(dialog.isActiveWindow)
    dialog.source.setFocus()
    dialog.title.setFocus(Qt.FocusReason.TabFocusReason)
    assert dialog.title.selectedText() == dialog.title.text()
    assert dialog.title.cursorPosition() == 0
    dialog.reject()
