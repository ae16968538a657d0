"""The one table of actions: menus, keys and tool tips are read from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # Qt's name, which PySide6 types as object
        """Mark `text` for translation and return it as it is."""
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Spec:
    """An action: its English text (translated when built), keys, and whether it can be on or off."""

    text: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    checkable: bool = False


_Key = QKeySequence.StandardKey

ACTIONS: Mapping[str, Spec] = {
    "new": Spec(QT_TRANSLATE_NOOP("actions", "&New project…"), (_Key.New,)),
    "new_from_template": Spec(QT_TRANSLATE_NOOP("actions", "New project from a &template…")),
    "open": Spec(QT_TRANSLATE_NOOP("actions", "&Open project…"), (_Key.Open,)),
    "import": Spec(QT_TRANSLATE_NOOP("actions", "&Import articles…"), ("Ctrl+I",)),
    "import_options": Spec(QT_TRANSLATE_NOOP("actions", "I&mport options…")),
    "load": Spec(QT_TRANSLATE_NOOP("actions", "&Load annotations…"), ("Ctrl+L",)),
    "merge": Spec(QT_TRANSLATE_NOOP("actions", "Mer&ge with…")),
    "copy_project": Spec(QT_TRANSLATE_NOOP("actions", "&Save a copy…"), ("Ctrl+Shift+S",)),
    "restore": Spec(QT_TRANSLATE_NOOP("actions", "Restore from a &backup…")),
    "backup_options": Spec(QT_TRANSLATE_NOOP("actions", "Bac&kup options…")),
    "export": Spec(QT_TRANSLATE_NOOP("actions", "&Export annotations…"), ("Ctrl+E",)),
    "close": Spec(QT_TRANSLATE_NOOP("actions", "&Close window"), (_Key.Close,)),
    "quit": Spec(QT_TRANSLATE_NOOP("actions", "&Quit"), (_Key.Quit,)),
    "undo": Spec(QT_TRANSLATE_NOOP("actions", "&Undo"), (_Key.Undo,)),
    "redo": Spec(QT_TRANSLATE_NOOP("actions", "&Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    "history": Spec(QT_TRANSLATE_NOOP("actions", "Histor&y"), ("F9",), checkable=True),
    "copy": Spec(QT_TRANSLATE_NOOP("actions", "&Copy"), (_Key.Copy,)),
    "copy_cited": Spec(QT_TRANSLATE_NOOP("actions", "Copy with &source"), ("Ctrl+Shift+C",)),
    "paste_article": Spec(QT_TRANSLATE_NOOP("actions", "Paste as &article"), ("Ctrl+Shift+V",)),
    "find": Spec(QT_TRANSLATE_NOOP("actions", "&Find in the articles"), (_Key.Find,)),
    "find_next": Spec(QT_TRANSLATE_NOOP("actions", "Find &next"), ("F3", "Ctrl+G")),
    "find_previous": Spec(QT_TRANSLATE_NOOP("actions", "Find &previous"), ("Shift+F3", "Ctrl+Shift+G")),
    "find_whole_word": Spec(QT_TRANSLATE_NOOP("actions", "Find &whole words only"), ("Alt+W",), checkable=True),
    "find_pattern": Spec(QT_TRANSLATE_NOOP("actions", "Find by regular e&xpression"), ("Alt+X",), checkable=True),
    "another_coder": Spec(QT_TRANSLATE_NOOP("actions", "Somebody &else codes…")),
    "rename_coder": Spec(QT_TRANSLATE_NOOP("actions", "&Rename coder…")),
    "search": Spec(QT_TRANSLATE_NOOP("actions", "Searc&h all articles"), ("Ctrl+Shift+F",)),
    "tag_found": Spec(QT_TRANSLATE_NOOP("actions", "Tag all &found…"), ("Ctrl+Shift+A",)),
    "next_mark": Spec(QT_TRANSLATE_NOOP("actions", "&Next mark"), ("Alt+Down",)),
    "previous_mark": Spec(QT_TRANSLATE_NOOP("actions", "&Previous mark"), ("Alt+Up",)),
    "edit_note": Spec(QT_TRANSLATE_NOOP("actions", "Ed&it note"), ("Ctrl+Return",)),
    "mention": Spec(QT_TRANSLATE_NOOP("actions", "W&ho or what it mentions\tE")),
    "attributes": Spec(QT_TRANSLATE_NOOP("actions", "Attrib&utes"), ("Ctrl+Shift+Return",)),
    "relate": Spec(QT_TRANSLATE_NOOP("actions", "&Relate…\tR")),
    "relate_to_entity": Spec(QT_TRANSLATE_NOOP("actions", "Relate to an entit&y…")),
    "set_cue": Spec(QT_TRANSLATE_NOOP("actions", "Set as c&ue of the relation\tC")),
    "clear_cue": Spec(QT_TRANSLATE_NOOP("actions", "Clear cue")),
    "ends_to_selection": Spec(QT_TRANSLATE_NOOP("actions", "Set &ends to the selection"), ("Ctrl+R",)),
    "end_right": Spec(QT_TRANSLATE_NOOP("actions", "End a word to the &right"), ("Alt+Shift+Right",)),
    "end_left": Spec(QT_TRANSLATE_NOOP("actions", "End a word to the &left"), ("Alt+Shift+Left",)),
    "start_right": Spec(QT_TRANSLATE_NOOP("actions", "Start a word to the r&ight"), ("Alt+Right",)),
    "start_left": Spec(QT_TRANSLATE_NOOP("actions", "Start a word to the le&ft"), ("Alt+Left",)),
    "end_right_letter": Spec(QT_TRANSLATE_NOOP("actions", "End a letter to the right"), ("Ctrl+Alt+Shift+Right",)),
    "end_left_letter": Spec(QT_TRANSLATE_NOOP("actions", "End a letter to the left"), ("Ctrl+Alt+Shift+Left",)),
    "start_right_letter": Spec(QT_TRANSLATE_NOOP("actions", "Start a letter to the right"), ("Ctrl+Alt+Right",)),
    "start_left_letter": Spec(QT_TRANSLATE_NOOP("actions", "Start a letter to the left"), ("Ctrl+Alt+Left",)),
    "cut_proclitic": Spec(QT_TRANSLATE_NOOP("actions", "Start &behind a proclitic"), ("Ctrl+K",)),
    "add_to_mark": Spec(QT_TRANSLATE_NOOP("actions", "Add to the mar&k"), ("Ctrl+J",)),
    "take_out_of_mark": Spec(QT_TRANSLATE_NOOP("actions", "Take &out of the mark"), ("Ctrl+Shift+J",)),
    "delete_mark": Spec(QT_TRANSLATE_NOOP("actions", "&Delete mark\tDel")),
    "settle": Spec(QT_TRANSLATE_NOOP("actions", "Settle marks &without a place…")),
    "conflicts": Spec(QT_TRANSLATE_NOOP("actions", "Settle conf&licts…")),
    "numbers": Spec(QT_TRANSLATE_NOOP("actions", "Numbers and pic&tures…"), ("Ctrl+Shift+N",)),
    "add_tag": Spec(QT_TRANSLATE_NOOP("actions", "&Add tag…"), ("Ctrl+T",)),
    "tag_set": Spec(QT_TRANSLATE_NOOP("actions", "Tag &set…"), ("F5",)),
    "article_details": Spec(QT_TRANSLATE_NOOP("actions", "Article &details…"), ("F2",)),
    "body_begins": Spec(QT_TRANSLATE_NOOP("actions", "Article &begins here")),
    "body_ends": Spec(QT_TRANSLATE_NOOP("actions", "Article &ends here")),
    "body_whole": Spec(QT_TRANSLATE_NOOP("actions", "The &whole text is the article")),
    "import_again": Spec(QT_TRANSLATE_NOOP("actions", "Import a&gain")),
    "change_encoding": Spec(QT_TRANSLATE_NOOP("actions", "Change enc&oding…")),
    "rename_article": Spec(QT_TRANSLATE_NOOP("actions", "Re&name"), ("Shift+F2",)),
    "status_unread": Spec(QT_TRANSLATE_NOOP("actions", "&Unread")),
    "status_in_work": Spec(QT_TRANSLATE_NOOP("actions", "&In work")),
    "status_done": Spec(QT_TRANSLATE_NOOP("actions", "&Done"), ("Ctrl+D",)),
    "status_by_tag": Spec(QT_TRANSLATE_NOOP("actions", "For each &tag…"), ("Ctrl+Shift+D",)),
    "later_version": Spec(QT_TRANSLATE_NOOP("actions", "&Later version of…")),
    "show_versions": Spec(QT_TRANSLATE_NOOP("actions", "Show bot&h versions")),
    "same_event": Spec(QT_TRANSLATE_NOOP("actions", "Sa&me event?…")),
    "near_duplicates": Spec(QT_TRANSLATE_NOOP("actions", "Find near d&uplicates…")),
    "filter_articles": Spec(QT_TRANSLATE_NOOP("actions", "F&ilter the library"), ("Ctrl+Shift+L",)),
    "export_selected": Spec(QT_TRANSLATE_NOOP("actions", "E&xport selected…")),
    "remove_article": Spec(QT_TRANSLATE_NOOP("actions", "&Remove article…")),
    "add_pane": Spec(QT_TRANSLATE_NOOP("actions", "Open in another &pane"), ("Ctrl+\\",)),
    "close_pane": Spec(QT_TRANSLATE_NOOP("actions", "&Close pane"), ("Ctrl+Shift+W",)),
    "swap_panes": Spec(QT_TRANSLATE_NOOP("actions", "S&wap panes"), ("Ctrl+Shift+X",)),
    "next_pane": Spec(QT_TRANSLATE_NOOP("actions", "&Go to the other pane"), ("F6",)),
    "together": Spec(QT_TRANSLATE_NOOP("actions", "Scroll reports &together"), ("Ctrl+Shift+T",), checkable=True),
    "counterpart": Spec(QT_TRANSLATE_NOOP("actions", "Show the co&unterpart"), ("Ctrl+M",)),
    "column_narrow": Spec(QT_TRANSLATE_NOOP("actions", "N&arrow"), checkable=True),
    "column_normal": Spec(QT_TRANSLATE_NOOP("actions", "&Normal"), checkable=True),
    "column_wide": Spec(QT_TRANSLATE_NOOP("actions", "&Wide"), checkable=True),
    "leading_tight": Spec(QT_TRANSLATE_NOOP("actions", "&Tight"), checkable=True),
    "leading_normal": Spec(QT_TRANSLATE_NOOP("actions", "&Normal"), checkable=True),
    "leading_loose": Spec(QT_TRANSLATE_NOOP("actions", "&Loose"), checkable=True),
    "breaks_automatic": Spec(QT_TRANSLATE_NOOP("actions", "&Automatic: long paragraphs"), checkable=True),
    "breaks_sentences": Spec(QT_TRANSLATE_NOOP("actions", "&Every sentence"), checkable=True),
    "breaks_written": Spec(QT_TRANSLATE_NOOP("actions", "As &written"), checkable=True),
    "faces": Spec(QT_TRANSLATE_NOOP("actions", "&Faces…")),
    "paragraph_numbers": Spec(QT_TRANSLATE_NOOP("actions", "Paragraph num&bers"), checkable=True),
    "stripes": Spec(QT_TRANSLATE_NOOP("actions", "Mar&ks in the margin"), checkable=True),
    "around": Spec(QT_TRANSLATE_NOOP("actions", "Te&xt around the article"), ("Ctrl+B",), checkable=True),
    "show_hidden": Spec(QT_TRANSLATE_NOOP("actions", "Show &hidden characters"), ("Ctrl+Shift+8",), checkable=True),
    "select_letters": Spec(QT_TRANSLATE_NOOP("actions", "Select letters, &not words"), checkable=True),
    "focus_mode": Spec(QT_TRANSLATE_NOOP("actions", "Focus mo&de"), ("Shift+F11",), checkable=True),
    "focus_sentence": Spec(QT_TRANSLATE_NOOP("actions", "&Sentence"), checkable=True),
    "focus_paragraph": Spec(QT_TRANSLATE_NOOP("actions", "&Paragraph"), checkable=True),
    "zoom_together": Spec(QT_TRANSLATE_NOOP("actions", "&Zoom all pages together"), checkable=True),
    "zoom_in": Spec(QT_TRANSLATE_NOOP("actions", "Zoom &in"), (_Key.ZoomIn, "Ctrl+=")),
    "zoom_out": Spec(QT_TRANSLATE_NOOP("actions", "Zoom &out"), (_Key.ZoomOut,)),
    "zoom_reset": Spec(QT_TRANSLATE_NOOP("actions", "&Normal size"), ("Ctrl+0",)),
    "compare": Spec(QT_TRANSLATE_NOOP("actions", "&Compare reports"), ("F4",), checkable=True),
    "entities": Spec(QT_TRANSLATE_NOOP("actions", "&Entities"), ("Shift+F8",)),
    "relations": Spec(QT_TRANSLATE_NOOP("actions", "&Relations"), ("Ctrl+F8",)),
    "proposals": Spec(QT_TRANSLATE_NOOP("actions", "&Proposals"), ("Ctrl+Shift+P",)),
    "hide_marks": Spec(QT_TRANSLATE_NOOP("actions", "&Hide all marks"), ("Ctrl+Shift+H",), checkable=True),
    "show_marks": Spec(QT_TRANSLATE_NOOP("actions", "&Show all marks")),
    "blind": Spec(QT_TRANSLATE_NOOP("actions", "Work &blind"), checkable=True),
    "all_coders": Spec(QT_TRANSLATE_NOOP("actions", "&All coders"), checkable=True),
    "only_mine": Spec(QT_TRANSLATE_NOOP("actions", "Only &my marks"), checkable=True),
    "theme_system": Spec(QT_TRANSLATE_NOOP("actions", "As the s&ystem"), checkable=True),
    "theme_light": Spec(QT_TRANSLATE_NOOP("actions", "&Light"), checkable=True),
    "theme_sepia": Spec(QT_TRANSLATE_NOOP("actions", "&Sepia"), checkable=True),
    "theme_dark": Spec(QT_TRANSLATE_NOOP("actions", "&Dark"), checkable=True),
    "full_screen": Spec(QT_TRANSLATE_NOOP("actions", "F&ull screen"), ("F11",), checkable=True),
    "keys": Spec(QT_TRANSLATE_NOOP("actions", "&Keys"), ("F1",)),
    "about": Spec(QT_TRANSLATE_NOOP("actions", "&About Annotator")),
}

_SEPARATOR = "-"

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("actions", "&File"),
        (
            "new",
            "new_from_template",
            "open",
            "@recent",
            _SEPARATOR,
            "import",
            "import_options",
            "load",
            _SEPARATOR,
            "export",
            "copy_project",
            "merge",
            "restore",
            "backup_options",
            _SEPARATOR,
            "close",
            "quit",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&Edit"),
        (
            "undo",
            "redo",
            "history",
            _SEPARATOR,
            "copy",
            "copy_cited",
            "paste_article",
            _SEPARATOR,
            "find",
            "find_next",
            "find_previous",
            "find_whole_word",
            "find_pattern",
            _SEPARATOR,
            "search",
            _SEPARATOR,
            "@coder",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&Mark"),
        (
            "@tags",
            "add_tag",
            "tag_set",
            "tag_found",
            _SEPARATOR,
            "next_mark",
            "previous_mark",
            _SEPARATOR,
            "edit_note",
            "mention",
            "attributes",
            "@relation",
            "@words",
            "@ends",
            "delete_mark",
            _SEPARATOR,
            "settle",
            "conflicts",
        ),
    ),
    (
        QT_TRANSLATE_NOOP("actions", "&Article"),
        (
            "article_details",
            "rename_article",
            "import_again",
            "change_encoding",
            "add_pane",
            _SEPARATOR,
            "@status",
            "@folder",
            "@event",
            _SEPARATOR,
            "@bounds",
            "@related",
            _SEPARATOR,
            "filter_articles",
            "export_selected",
            "remove_article",
        ),
    ),
    (QT_TRANSLATE_NOOP("actions", "A&nalysis"), ("compare", "numbers")),
    (
        QT_TRANSLATE_NOOP("actions", "&View"),
        (
            "@panels",
            "@pages",
            "@marks",
            "@coders",
            _SEPARATOR,
            "@zoom",
            "@columns",
            "@leadings",
            "@breaks",
            "faces",
            "@colours",
            _SEPARATOR,
            "@beside",
            "around",
            "select_letters",
            _SEPARATOR,
            "focus_mode",
            "@focus",
            "full_screen",
        ),
    ),
    (QT_TRANSLATE_NOOP("actions", "&Help"), ("keys", "about")),
)
"""Each menu's title and entries; `@name` is a submenu."""

COLOURS = ("theme_system", "theme_light", "theme_sepia", "theme_dark")
COLUMNS = {"column_narrow": 75, "column_normal": 100, "column_wide": 150}
"""How wide lines may be, in per cent of the width that reads best."""

PAGES = ("swap_panes", "next_pane", "close_pane", "together", "counterpart")
ZOOM = ("zoom_in", "zoom_out", "zoom_reset", "zoom_together")
BESIDE = ("paragraph_numbers", "stripes", "show_hidden")
"""What is shown beside and over the text."""

VEILS = ("hide_marks", "show_marks")
"""What is done to all marks at once; the menu goes on with each tag."""
CODERS = ("all_coders", "only_mine", "blind")
"""Whose marks are seen; the menu goes on with each coder."""
CODER = ("another_coder", "rename_coder")
"""Who codes; the menu goes on with the project's coders."""
LEADINGS = {"leading_tight": 88, "leading_normal": 100, "leading_loose": 120}
"""How far apart lines are, in per cent of what reads best."""

BREAKS = ("breaks_automatic", "breaks_sentences", "breaks_written")
"""Which sentences of an article stand in lines of their own."""

FOCUS = {"focus_sentence": False, "focus_paragraph": True}
"""What focus mode leaves bright: whether a paragraph."""

ENDS = ("end_right", "end_left", "start_right", "start_left",
        "end_right_letter", "end_left_letter", "start_right_letter", "start_left_letter")  # fmt: skip

OF_A_MARK = (
    "edit_note", "mention", "attributes", "relate", "relate_to_entity", "ends_to_selection", "add_to_mark",
    "take_out_of_mark", "delete_mark", *ENDS,
)  # fmt: skip
"""What is done to the mark in focus."""

BOUNDS = ("body_begins", "body_ends", "body_whole")
"""Where in the text the article itself begins and ends."""

RELATED = ("later_version", "show_versions", "same_event", "near_duplicates")

WORDS = ("add_to_mark", "take_out_of_mark", "ends_to_selection", "cut_proclitic")

RELATION = ("relate", "relate_to_entity", "set_cue", "clear_cue")

STATUS = ("status_unread", "status_in_work", "status_done", "status_by_tag")

SUBMENUS: Mapping[str, tuple[str, Iterable[str]]] = {
    "@recent": (QT_TRANSLATE_NOOP("actions", "Open &recent"), ()),
    "@tags": (QT_TRANSLATE_NOOP("actions", "&Tag as"), ()),
    "@relation": (QT_TRANSLATE_NOOP("actions", "&Relation"), RELATION),
    "@words": (QT_TRANSLATE_NOOP("actions", "Chan&ge its words"), WORDS),
    "@ends": (QT_TRANSLATE_NOOP("actions", "&Move an end"), ENDS),
    "@status": (QT_TRANSLATE_NOOP("actions", "Reading &status"), STATUS),
    "@folder": (QT_TRANSLATE_NOOP("actions", "&Folder"), ()),
    "@event": (QT_TRANSLATE_NOOP("actions", "E&vent"), ()),
    "@bounds": (QT_TRANSLATE_NOOP("actions", "&Bounds"), BOUNDS),
    "@related": (QT_TRANSLATE_NOOP("actions", "Rela&ted articles"), RELATED),
    "@panels": (QT_TRANSLATE_NOOP("actions", "&Panels"), ("entities", "relations", "proposals")),
    "@pages": (QT_TRANSLATE_NOOP("actions", "Pa&ges"), PAGES),
    "@zoom": (QT_TRANSLATE_NOOP("actions", "&Zoom"), ZOOM),
    "@beside": (QT_TRANSLATE_NOOP("actions", "&Beside the text"), BESIDE),
    "@marks": (QT_TRANSLATE_NOOP("actions", "&Marks"), VEILS),
    "@coder": (QT_TRANSLATE_NOOP("actions", "Co&der"), CODER),
    "@coders": (QT_TRANSLATE_NOOP("actions", "C&oders"), CODERS),
    "@columns": (QT_TRANSLATE_NOOP("actions", "&Lines"), COLUMNS),
    "@leadings": (QT_TRANSLATE_NOOP("actions", "L&eading"), LEADINGS),
    "@breaks": (QT_TRANSLATE_NOOP("actions", "Sentences &as lines"), BREAKS),
    "@focus": (QT_TRANSLATE_NOOP("actions", "Focu&s on"), FOCUS),
    "@colours": (QT_TRANSLATE_NOOP("actions", "Colou&rs"), COLOURS),
}
"""Each submenu's title and the actions that it begins with; what the project has is put in behind them."""


class Actions(QObject):
    """The table's actions made real for one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self.slots: dict[str, QMenu] = {}
        """The menus that `@name` entries stand for."""
        for name, spec in ACTIONS.items():
            action = QAction(_tr(spec.text), self)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            action.setEnabled(False)
            action.setObjectName(name)
            window.addAction(action)
            self._actions[name] = action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Connect each named action to what it does, and enable it. Raises KeyError for a name not in the table."""
        for name, handler in handlers.items():
            action = self._actions[name]
            action.triggered.connect(lambda _checked=False, do=handler: do())
            action.setEnabled(True)

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        for title, entries in MENUS:
            menu = bar.addMenu(_tr(title))
            for entry in entries:
                name = entry.removeprefix("@")
                if entry == _SEPARATOR:
                    menu.addSeparator()
                elif entry.startswith("@"):
                    name, names = SUBMENUS[entry]
                    below = self.slots[entry[1:]] = menu.addMenu(_tr(name))
                    below.addActions([self._actions[action] for action in names])
                else:
                    menu.addAction(self._actions[entry])

    def keys_by_menu(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return each menu's title with (what it does, its keys) for each of its actions that has keys."""
        found = []
        for title, entries in MENUS:
            names = [name for entry in entries for name in (SUBMENUS[entry][1] if entry in SUBMENUS else (entry,))]
            # The table's words: what Undo says of the moment belongs into the menu.
            listed = [
                (_tr(ACTIONS[name].text).replace("&", "").rstrip("…"), keys)
                for name in names
                if name != _SEPARATOR and (keys := self._keys_of(name))
            ]
            found.append((_tr(title).replace("&", ""), listed))
        return found

    def _keys_of(self, name: str) -> str:
        keys = [key for key in self._actions[name].shortcuts() if not key.isEmpty()]
        return ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _tr(text: str) -> str:
    return QCoreApplication.translate("actions", text)
