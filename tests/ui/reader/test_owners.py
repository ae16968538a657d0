"""Whose a mark is, said where it is another's."""

from __future__ import annotations

from msgspec import Struct

from annotator.core.tagset import DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation
from annotator.ui.reader.index import MarkIndex
from annotator.ui.reader.owners import owned, tip

TAG = DEFAULT_TAGS[0]
MARK = Annotation("m", "a", TAG.id, 0, 3, "Amt", "jo", "", "", note="who is it?")


class Page(Struct):
    tags: TagSet
    index: MarkIndex
    coders: dict[str, str]


def test_a_name_stands_behind_what_is_said_of_anothers_mark() -> None:
    assert owned("actor", MARK, {}) == "actor"
    assert owned("actor", MARK, {"mira": "Mira"}) == "actor"
    assert owned("actor", MARK, {"jo": "\u062c\u0648"}) == "\u2068actor\u2069 · \u2068\u062c\u0648\u2069"


def test_a_tool_tip_tells_of_anothers_mark_and_of_no_own() -> None:
    page = Page(TagSet(DEFAULT_TAGS), MarkIndex([MARK]), {"jo": "Jo"})
    assert "Jo" in tip(page, "m")
    assert "who is it?" in tip(page, "m")
    assert tip(page, "gone") == tip(page, None) == ""
    page.coders = {"mira": "Mira"}
    assert tip(page, "m") == ""
    page.coders, page.tags = {"jo": "Jo"}, TagSet()
    assert tip(page, "m") == ""
