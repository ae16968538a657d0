"""What is to be minded about a tag's look is said, and nothing else."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from annotator.core.tagset import ACTOR, DEFAULT_TAGS, PALETTE, TagSet
from annotator.core.values import Pattern
from annotator.ui.tags.preview import Preview, contrast_on, ratio_text, remarks
from annotator.ui.theme import LIGHT, THEMES

TAGS = TagSet(DEFAULT_TAGS)


@pytest.mark.parametrize("colour", PALETTE)
def test_the_palette_is_readable_on_the_light_page_and_seen_on_all(colour: str) -> None:
    assert contrast_on(colour, LIGHT) >= 4.5
    for theme in THEMES.values():
        assert contrast_on(theme.tag_ink(colour).name(), theme) >= 4.5


def test_each_page_on_which_a_colour_is_weak_is_named() -> None:
    def said(colour: str) -> str:
        return " ".join(remarks(replace(ACTOR, colour=colour), TAGS))

    assert said("#767676") == "Too weak for words (4.5 : 1) on the sepia and the dark page; it is drawn stronger there."
    assert "lines (3 : 1) on the light and the sepia page" in said("#ffe680")
    assert "lines (3 : 1) on the dark page" in said("#102030")
    assert "dark" not in said("#9a9a9a")


def test_a_contrast_that_falls_short_never_looks_as_if_it_did_not() -> None:
    assert ratio_text(4.49) == "4.4"
    assert ratio_text(4.5) == "4.5"


def test_a_tag_that_looks_like_another_one_is_told_of_unless_that_is_retired() -> None:
    twin = replace(ACTOR, id="new", name="player", shortcut=None)
    assert any("same colour and line" in one for one in remarks(twin, TAGS))
    assert not any("same colour" in one for one in remarks(replace(twin, pattern=Pattern.WAVY), TAGS))
    retired = TagSet(replace(tag, retired=tag.id == ACTOR.id) for tag in DEFAULT_TAGS)
    assert not any("same colour" in one for one in remarks(twin, retired))
    assert "Retired" in remarks(replace(ACTOR, retired=True), TAGS)[0]


@pytest.mark.parametrize("pattern", list(Pattern))
def test_every_pattern_is_drawn(qtbot: QtBot, pattern: Pattern) -> None:
    preview = Preview(LIGHT)
    qtbot.addWidget(preview)
    preview.resize(360, 52)
    preview.show_tag(replace(ACTOR, pattern=pattern))
    drawn = preview.grab().toImage()
    ink = LIGHT.tag_ink(ACTOR.colour)
    colours = {drawn.pixelColor(x, y).name() for x in range(120) for y in range(20, 36)}
    assert len(colours) > 3
    if pattern is not Pattern.WAVY:
        assert ink.name() in colours
    assert "sepia 4." in preview.accessibleName()
