"""Tags as they are listed to choose from: in the order of their tree, each indented below the one it lies under."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from annotator.core.tagset import TagSet
from annotator.core.values import Tag
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import dot
from annotator.ui.theme import Theme

_NAME = 40
INDENT = "\u2003"
"""An em space for each level: what is no letter takes no direction from a name."""

translate = QCoreApplication.translate


def tag_label(tag: Tag, tags: TagSet, length: int = _NAME) -> str:
    """Return a tag's name to be listed, indented by its depth, and whether it is retired."""
    depth = tags.depth(tag.id) if tag.id in tags else 0
    retired = translate("tags", "{0} (retired)") if tag.retired else "{0}"
    return INDENT * depth + retired.replace("{0}", isolate(shorten(tag.name, length)))


def fill_parents(
    tags: TagSet, chosen: str | None, theme: Theme, *, without: Collection[str] = (), nothing: str | None = None
) -> QComboBox:
    """Return a choice of tags (but for those `without`), or none of them, with one chosen."""
    box = QComboBox()
    box.addItem(translate("tags", "nothing: at the top") if nothing is None else nothing, None)
    add_tags(box, (tag for tag in tags if tag.id not in without), tags, theme)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box


def add_tags(box: QComboBox, chosen: Iterable[Tag], tags: TagSet, theme: Theme) -> None:
    """Add these of `tags` to a choice, each with its dot; their data are their ids."""
    for tag in chosen:
        box.addItem(dot(theme.tag_ink(tag.colour).name()), tag_label(tag, tags), tag.id)


def list_style(theme: Theme) -> str:
    """Return how plain lists of names are drawn."""
    return (
        "QListWidget { background: transparent; border: 0; outline: 0; }"
        "QListWidget::item { min-height: 30px; padding: 0 8px; border-radius: 6px; }"
        f"QListWidget::item:selected {{ background: {theme.selection}; color: {theme.ink}; }}"
    )
