"""Whatever is done, in whatever order: undoing all leads to the start, redoing all to the end; each step is stored."""

from __future__ import annotations

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from annotator.core.attributes import read_value
from annotator.core.change import Change
from annotator.core.errors import InvalidError, KeyTakenError, NameTakenError
from annotator.core.values import AttributeDefinition, AttributeKind, Bundle, Tag, Verdict
from annotator.project import (
    Project,
    attribute_definitions,
    attributes,
    comparing,
    edits,
    entities,
    tag_merging,
    tag_sets,
)
from annotator.text.span import Span

WORDS = "Werk Nord meldet Störung und شركة الشمال تنفي ذلك "


def content(bundle: Bundle) -> Bundle:
    """A project but for its coders, who are stored outside of undo."""
    return replace(bundle, coders=())


class Editing(RuleBasedStateMachine):
    """Edits a project at random and keeps its own list of what it looked like after each."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "laws.annot"
        self.project = Project.create(self.path, coder="mira")
        self.states: list[Bundle] = [content(self.project.bundle())]
        self.at = 0

    def teardown(self) -> None:
        while self.project.undo() is not None:
            self.at -= 1
            assert content(self.project.bundle()) == self.states[self.at]
        assert self.at == 0
        while self.project.redo() is not None:
            self.at += 1
        assert content(self.project.bundle()) == self.states[-1]
        assert self.project.check() == []
        self.project.close()
        self.folder.cleanup()

    def do(self, change: Change) -> None:
        self.project.do(change)
        del self.states[self.at + 1 :]
        self.states.append(content(self.project.bundle()))
        self.at += 1

    @initialize()
    def start(self) -> None:
        self.import_one(0)

    @rule(number=st.integers(0, 3))
    def import_one(self, number: int) -> None:
        file = Path(self.folder.name) / f"{number}.txt"
        file.write_text(f"Report {number}\n\n{WORDS * (number + 1)}\n", encoding="utf-8")
        if self.project.import_files([file], event="one" if number % 2 else None).step is not None:
            del self.states[self.at + 1 :]
            self.states.append(content(self.project.bundle()))
            self.at += 1

    @precondition(lambda self: self.project.articles() and self.project.tags.offered)
    @rule(data=st.data(), start=st.integers(0, 40), length=st.integers(1, 12))
    def annotate(self, data: st.DataObject, start: int, length: int) -> None:
        article = data.draw(st.sampled_from(self.project.articles()))
        tag = data.draw(st.sampled_from(self.project.tags.offered))
        change = edits.annotate(self.project, article.id, Span(start, start + length), tag.id)
        if isinstance(change, Change):
            self.do(change)
        else:
            assert change in self.project.annotations()

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), what=st.sampled_from(["note", "retag", "resize", "add", "take out", "delete"]))
    def change_an_annotation(self, data: st.DataObject, what: str) -> None:
        mark = data.draw(st.sampled_from(self.project.annotations()))
        try:
            if what == "note":
                change = edits.set_note(self.project, mark, data.draw(st.sampled_from(["a", "b", ""])))
            elif what == "retag":
                tag = data.draw(st.sampled_from(tuple(self.project.tags)))
                change = edits.retag(self.project, mark, tag.id)
            elif what == "resize":
                change = edits.resize(self.project, mark, Span(mark.start, mark.end + 1))
            elif what in ("add", "take out"):
                start = data.draw(st.integers(0, 40))
                edit = edits.add_fragment if what == "add" else edits.take_out
                change = edit(self.project, mark, Span(start, start + data.draw(st.integers(1, 8))))
            else:
                change = edits.delete_annotations(self.project, [mark])
        except InvalidError:
            return
        self.do(change)

    @rule(name=st.sampled_from(["place", "time", "Place"]), key=st.sampled_from([None, "p", "t"]))
    def add_tag(self, name: str, key: str | None) -> None:
        try:
            change = edits.add_tag(self.project, name, shortcut=key)
        except (NameTakenError, KeyTakenError):
            return
        self.do(change)

    @precondition(lambda self: len(self.project.tags))
    @rule(data=st.data(), name=st.sampled_from(["actor", "deed", "time"]))
    def change_a_tag(self, data: st.DataObject, name: str) -> None:
        tag = data.draw(st.sampled_from(tuple(self.project.tags)))
        try:
            self.do(edits.edit_tag(self.project, replace(tag, name=name)))
        except NameTakenError:
            return

    @precondition(lambda self: len(self.project.tags) > 1)
    @rule(data=st.data())
    def delete_a_tag(self, data: st.DataObject) -> None:
        self.do(edits.delete_tag(self.project, data.draw(st.sampled_from(tuple(self.project.tags)))))

    @precondition(lambda self: len(self.project.tags) > 1)
    @rule(data=st.data(), what=st.sampled_from(["move", "merge", "retire", "reinstate", "split", "define", "remove"]))
    def change_the_tag_set(self, data: st.DataObject, what: str) -> None:
        tags = tuple(self.project.tags)
        tag, other = data.draw(st.sampled_from(tags)), data.draw(st.sampled_from(tags))
        try:
            change = self.of_the_tag_set(what, tag, other)
            if change.edits:
                self.do(change)
        except (InvalidError, NameTakenError, KeyTakenError):
            return

    def of_the_tag_set(self, what: str, tag: Tag, other: Tag) -> Change:
        project = self.project
        match what:
            case "move":
                return tag_sets.move(project, tag, other.id)
            case "merge":
                return tag_merging.merge_tags(project, tag, [other])
            case "retire":
                return tag_sets.retire(project, tag)
            case "reinstate":
                return tag_sets.reinstate(project, tag)
            case "split":
                return tag_sets.split(project, tag, "half", project.annotations(tags=[tag.id])[:1], below=tag == other)
            case "define":
                kind = AttributeKind.TEXT if tag == other else AttributeKind.NUMBER
                return attribute_definitions.define(project, tag, AttributeDefinition("size", kind))
            case _:
                return attribute_definitions.remove(project, tag, tag.attributes[0].name if tag.attributes else "size")

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), value=st.sampled_from(["issuer", "obliges", "7", ""]))
    def say_an_attribute(self, data: st.DataObject, value: str) -> None:
        mark = data.draw(st.sampled_from(self.project.annotations()))
        known = attributes.definitions_of(self.project, mark)
        if not known:
            return
        definition = data.draw(st.sampled_from(known))
        try:
            change = attributes.set_attribute(self.project, [mark], definition.name, read_value(definition, value))
        except InvalidError:
            return
        if change.edits:
            self.do(change)

    @precondition(lambda self: self.project.annotations())
    @rule(data=st.data(), name=st.sampled_from(["Werk", "Nord"]))
    def tie(self, data: st.DataObject, name: str) -> None:
        mark = data.draw(st.sampled_from(self.project.annotations()))
        try:
            self.do(entities.tie(self.project, [mark], name))
        except InvalidError:
            return

    @precondition(lambda self: self.project.entities() and self.project.events())
    @rule(data=st.data(), verdict=st.sampled_from([None, *Verdict]))
    def judge(self, data: st.DataObject, verdict: Verdict | None) -> None:
        entity = data.draw(st.sampled_from(self.project.entities()))
        try:
            change = comparing.judge(self.project, self.project.events()[0], entity, verdict)
        except InvalidError:
            return
        if change.edits:
            self.do(change)

    @precondition(lambda self: self.project.articles())
    @rule(data=st.data(), language=st.sampled_from(["de", "ar", None]))
    def edit_an_article(self, data: st.DataObject, language: str | None) -> None:
        article = data.draw(st.sampled_from(self.project.articles()))
        self.do(edits.edit_article(self.project, replace(article, language=language)))

    @precondition(lambda self: self.project.articles())
    @rule(data=st.data())
    def remove_an_article(self, data: st.DataObject) -> None:
        self.do(edits.remove_articles(self.project, [data.draw(st.sampled_from(self.project.articles()))]))

    @rule()
    def undo(self) -> None:
        if self.project.undo() is not None:
            self.at -= 1

    @rule()
    def redo(self) -> None:
        if self.project.redo() is not None:
            self.at += 1

    @rule()
    def close_and_open_again(self) -> None:
        """What can be undone and done again outlives the session."""
        self.project.close()
        self.project = Project.open(self.path, coder="mira")

    @rule()
    def reopen(self) -> None:
        """What can be undone and done again survives closing, as what is stored does."""
        self.project.close()
        self.project = Project.open(self.path, coder="mira")

    @rule()
    def look_from_elsewhere(self) -> None:
        """What is stored is what this project sees."""
        with Project.open(self.path) as other:
            assert other.bundle() == self.project.bundle()

    @invariant()
    def stored_as_remembered(self) -> None:
        assert content(self.project.bundle()) == self.states[self.at]


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=max(15, settings.default.max_examples // 20), stateful_step_count=25, deadline=None
)
