"""The table of actions: complete, without clashes, and nothing in it that does nothing."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow

from annotator.ui.actions import ACTIONS, MENUS, SUBMENUS, Actions


def test_every_entry_of_a_menu_is_an_action_and_every_action_stands_in_one_menu() -> None:
    entries = Counter(entry for _title, names in MENUS for entry in names if entry != "-" and not entry.startswith("@"))
    entries.update(name for _title, names in SUBMENUS.values() for name in names)
    assert set(entries) == set(ACTIONS)
    assert set(entries.values()) == {1}


def test_no_key_stands_for_two_actions(qapp: object) -> None:
    keys = Counter(
        QKeySequence(key).toString() for spec in ACTIONS.values() for key in spec.keys if QKeySequence(key).toString()
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_an_action_is_enabled_by_what_it_does(qtbot: object) -> None:
    window = QMainWindow()
    actions = Actions(window)
    actions.fill(window.menuBar())
    done: list[str] = []
    assert not actions["undo"].isEnabled()
    actions.connect_all({"undo": lambda: done.append("undo")})
    actions["undo"].trigger()
    assert done == ["undo"]
    assert {f"@{name}" for name in actions.slots} == set(SUBMENUS)
    window.deleteLater()


def test_the_list_of_keys_names_every_action_that_has_some(qapp: object) -> None:
    window = QMainWindow()
    actions = Actions(window)
    listed = dict(pair for _menu, pairs in actions.keys_by_menu() for pair in pairs)
    assert listed["Find in the articles"] == "Ctrl+F"
    assert all(keys for keys in listed.values())
    window.deleteLater()


def test_the_list_of_keys_says_undo_and_not_what_it_would_undo_now(qapp: object) -> None:
    window = QMainWindow()
    actions = Actions(window)
    actions["undo"].setText("&Undo tag “actor”")
    assert "Undo" in dict(pair for _menu, pairs in actions.keys_by_menu() for pair in pairs)
    window.deleteLater()


def test_no_letter_leads_to_two_entries_of_a_menu() -> None:
    menus = {title: names for title, names in MENUS}
    menus.update({name: tuple(names) for name, (_title, names) in SUBMENUS.items()})
    for title, names in menus.items():
        texts = [SUBMENUS[name][0] if name in SUBMENUS else ACTIONS[name].text for name in names if name != "-"]
        letters = Counter(text[text.index("&") + 1].lower() for text in texts if "&" in text)
        assert [letter for letter, count in letters.items() if count > 1] == [], title


def test_each_menu_fits_a_small_screen(qtbot: object) -> None:
    window = QMainWindow()
    actions = Actions(window)
    actions.fill(window.menuBar())
    for action in window.menuBar().actions():
        assert action.menu().sizeHint().height() < 500, action.text()
    window.deleteLater()
