"""The main job on two real articles, where a machine has them; their text is not ours, so spans are found by rule."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.project import Project
from annotator.text import segments
from annotator.text.direction import Direction
from annotator.text.span import Span
from annotator.ui.export import ExportWish
from annotator.ui.panes.pane import Pane
from journeys.person import Person

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the two real articles are not on this machine")

_BORDER = re.compile("[\u0620-\u064a]+ [A-Za-z]+ [\u0620-\u064a]+")


def spans_to_tag(text: str) -> list[tuple[Span, str]]:
    """Six spans of whole words with the keys of their tags: overlapping, nested, equal, across a paragraph's end."""
    words = [s for s in segments.word_spans(text) if s.of(text)[0].isalpha()]
    first = words[len(words) // 4]
    after = words[len(words) // 4 + 6]
    found = [
        (Span(first.start, after.end), "1"),
        (Span(words[len(words) // 4 + 3].start, words[len(words) // 4 + 9].end), "2"),
        (words[len(words) // 4 + 4], "3"),
        (words[len(words) // 4 + 4], "1"),
        (Span(words[-12].start, words[-9].end), "2"),
    ]
    end = text.index("\n", 20)
    before = max(word for word in words if word.end <= end)
    behind = min(word for word in words if word.start > end)
    found.append((Span(before.start, behind.end), "3"))
    border = _BORDER.search(text)
    if border:
        found.append((Span(*border.span()), "1"))
    return found


def tag_all(person: Person, pane: Pane) -> int:
    assert pane.article is not None
    spans = spans_to_tag(person.project.text(pane.article.id))
    for span, key in spans:
        pane.view.reveal(span)
        pane.view.select(span)
        person.press(Qt.Key(ord(key)), pane=pane)
        focus = person.workspace.marking.focused()
        assert focus is not None
        assert focus.span == span
    return len(spans)


@pytest.mark.parametrize("before", ["", "🛳️👨‍👩‍👧‍👦𝒳 "], ids=["plain", "emoji"])
def test_both_are_read_tagged_exported_and_loaded_again(sit_down, tmp_path: Path, before: str) -> None:
    sources = []
    for source in sorted(ARTICLES.glob("*.txt")):
        copy = tmp_path / source.name
        copy.write_bytes(before.encode() + source.read_bytes())
        sources.append(copy)
    path = tmp_path / "real.annot"
    Project.create(path).close()
    person = sit_down(path)
    person.drop(*sources)
    assert [pane.article.direction for pane in person.panes] == [Direction.RTL, Direction.LTR]
    assert [pane.article.language for pane in person.panes] == ["ar", "de"]
    count = sum(tag_all(person, pane) for pane in person.panes)
    assert count >= 13

    out = tmp_path / "real.json"
    person.owner.files.export_to(ExportWish("json", out, None, None))
    exported = json.loads(out.read_bytes())
    texts = {article["id"]: article["text"] for article in exported["articles"]}
    assert len(exported["annotations"]) == count
    for mark in exported["annotations"]:
        assert texts[mark["article"]][mark["start"] : mark["end"]] == mark["quote"]
    with Project.create(tmp_path / "again.annot") as again:
        again.load(out)
        assert again.check() == []
        again.export(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()
