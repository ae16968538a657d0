"""The menus in which marks are dimmed and hidden: for one tag, for all tags, and for the coders of a project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from annotator.core.tagset import TagSet
from annotator.core.values import Coder
from annotator.text.isolate import isolate, shorten
from annotator.ui.icons import dot
from annotator.ui.tag_names import INDENT
from annotator.ui.theme import Theme
from annotator.ui.veil import Shade, Veils

_NAME_LENGTH = 40

# By this name, with a literal context and text: so Qt's extractor of texts finds them.
translate = QCoreApplication.translate


def fill_tag_shades(menu: QMenu, tag: str, tags: TagSet, veils: Veils) -> None:
    """Offer to show, dim and hide the marks of a tag, and to see them alone."""
    _offer(menu, veils.veil.of_tag(tag), partial(veils.shade_tag, tag))
    if len(tags) > 1:
        alone = menu.addAction(translate("veil", "&Only this tag"))
        alone.triggered.connect(lambda _checked=False: veils.only_tag(tag, [other.id for other in tags]))


def fill_tags_shades(menu: QMenu, tags: TagSet, veils: Veils, theme: Theme) -> None:
    """Offer the same for each tag, behind what `menu` has already."""
    menu.addSeparator()
    for tag in tags:
        below = menu.addMenu(
            dot(theme.tag_ink(tag.colour).name()), _named(tag.name, veils.veil.tags.of(tag.id), tags.depth(tag.id))
        )
        fill_tag_shades(below, tag.id, tags, veils)


def fill_coder_shades(menu: QMenu, coders: Sequence[Coder], veils: Veils, rename: Callable[[Coder], object]) -> None:
    """Offer for each coder to show, dim and hide their marks, to see them alone, and to `rename` them."""
    menu.addSeparator()
    every = [coder.id for coder in coders]
    for coder in coders:
        shade = veils.veil.coders.of(coder.id)
        below = menu.addMenu(_named(coder.name, shade))
        if len(coders) > 1:
            _offer(below, shade, partial(veils.shade_coder, coder.id))
            alone = below.addAction(translate("veil", "&Only this coder"))
            alone.triggered.connect(lambda _checked=False, of=coder.id: veils.only_coder(of, every))
            below.addSeparator()
        renaming = below.addAction(translate("veil", "&Rename…"))
        renaming.triggered.connect(lambda _checked=False, coder=coder: rename(coder))


def shade_text(shade: Shade) -> str:
    """Return what a shade is called beside a name."""
    return {
        Shade.SHOWN: translate("veil", "shown"),
        Shade.DIMMED: translate("veil", "dimmed"),
        Shade.HIDDEN: translate("veil", "hidden"),
    }[shade]


def _named(name: str, shade: Shade, depth: int = 0) -> str:
    shown = INDENT * depth + isolate(shorten(name, _NAME_LENGTH)).replace("&", "&&")
    return shown if shade is Shade.SHOWN else f"{shown} ({shade_text(shade)})"


def _offer(menu: QMenu, now: Shade, choose: Callable[[Shade], object]) -> None:
    group = QActionGroup(menu)
    words = {
        Shade.SHOWN: translate("veil", "&Show marks"),
        Shade.DIMMED: translate("veil", "&Dim marks"),
        Shade.HIDDEN: translate("veil", "&Hide marks"),
    }
    for shade, text in words.items():
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(shade is now)
        action.triggered.connect(lambda _checked=False, shade=shade: choose(shade))
        group.addAction(action)
