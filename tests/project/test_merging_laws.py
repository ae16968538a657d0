"""Whatever two people do to copies of a project: merging loses nothing, in any order, and merges once."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import hypothesis.strategies as st
from hypothesis import given, settings
from msgspec.structs import replace

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError
from annotator.core.values import Annotation, AttributeDefinition, AttributeKind, Bundle, ReadingState, Verdict
from annotator.project import Project, attribute_definitions, comparing, edits, entities, filing, tag_sets
from annotator.project.merging.files import merge
from annotator.storage import chronicle
from annotator.storage.chronicle import Row
from annotator.storage.store import Store
from annotator.text.span import Span

WORDS = "Werk Nord meldet Störung und شركة الشمال تنفي ذلك "
Step = tuple[str, int, int]
V = TypeVar("V")
TEXT, NUMBER = (AttributeDefinition("x", kind) for kind in (AttributeKind.TEXT, AttributeKind.NUMBER))
SIDE = AttributeDefinition("x", AttributeKind.CHOICE, ("left", "right"))


def mark(project: Project, which: int, how: int) -> Change | None:
    article, tag = one_of(project.articles(), which), one_of(tuple(project.tags), how)
    if article is None or tag is None:
        return None
    return edits.annotate_anew(project, article.id, Span(how * 3, how * 3 + 4), tag.id)


def change_mark(project: Project, which: int, how: int) -> Change | None:
    found, tag = one_of(project.annotations(), which), one_of(tuple(project.tags), how)
    if found is None or tag is None:
        return None
    if how < 3:
        return edits.set_note(project, found, "abc"[how])
    if how < 5:
        return edits.retag(project, found, tag.id)
    if how < 7:
        return edits.resize(project, found, Span(found.start, found.end + how - 4))
    return edits.delete_annotations(project, [found])


def add_tag(project: Project, which: int, how: int) -> Change:
    return edits.add_tag(project, ("place", "Place", "time", "deed")[which % 4], shortcut="pt"[how % 2])


def change_tag(project: Project, which: int, how: int) -> Change | None:
    tags = tuple(project.tags)
    tag = one_of(tags, which)
    if tag is None:
        return None
    if how < 3:
        return edits.edit_tag(project, replace(tag, name=("actor", "deed", "time")[how]))
    if how < 6:
        return edits.edit_tag(project, replace(tag, parent=tags[how % len(tags)].id))
    return edits.delete_tag(project, tag)


def change_article(project: Project, which: int, how: int) -> Change | None:
    article = one_of(project.articles(), which)
    if article is None:
        return None
    if how < 2:
        return edits.edit_article(project, replace(article, language=("de", "ar")[how]))
    if how < 4:
        return filing.move_to_folder(project, [article], "ab"[how % 2])
    if how < 6:
        return filing.put_into_event(project, [article], ("Fire", "Strike")[how % 2])
    return edits.remove_articles(project, [article])


def declare(project: Project, which: int, how: int) -> Change | None:
    article = one_of(project.articles(), which)
    state = (None, ReadingState.IN_WORK, ReadingState.DONE)[how % 3]
    return None if article is None else filing.set_status(project, [article], state)


def define(project: Project, which: int, how: int) -> Change | None:
    tag = one_of(tuple(project.tags), which)
    if tag is None:
        return None
    if how < 5:
        kind = (TEXT, NUMBER, SIDE)[how % 3]
        return attribute_definitions.define(project, tag, replace(kind, name=("x", "X", "y")[how % 2]))
    name = tag.attributes[0].name if tag.attributes else "x"
    if how < 7:
        return attribute_definitions.redefine(project, tag, name, replace((TEXT, SIDE)[how % 2], name=name), drop=True)
    return attribute_definitions.remove(project, tag, name)


def nest(project: Project, which: int, how: int) -> Change | None:
    tags = tuple(project.tags)
    if len(tags) < 2:
        return None
    return tag_sets.move(project, tags[which % len(tags)], tags[how % len(tags)].id)


def retire(project: Project, which: int, how: int) -> Change | None:
    tag = one_of(tuple(project.tags), which)
    return None if tag is None else (tag_sets.retire if how % 2 else tag_sets.reinstate)(project, tag)


def judge(project: Project, which: int, how: int) -> Change | None:
    event, entity = one_of(project.events(), which), one_of(project.entities(), which)
    if event is None:
        return None
    if entity is None:
        return entities.add_entity(project, "Werk Nord")
    return comparing.judge(project, event, entity, (None, Verdict.SAME, Verdict.DIFFERS)[how % 3])


EDITS: dict[str, Callable[[Project, int, int], Change | None]] = {
    "mark": mark,
    "change a mark": change_mark,
    "add a tag": add_tag,
    "change a tag": change_tag,
    "change an article": change_article,
    "declare": declare,
    "define": define,
    "nest": nest,
    "retire": retire,
    "judge": judge,
}
STEPS = (*EDITS, "mark", "change a mark", "change a mark", "import", "undo", "redo")
steps = st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 7), st.integers(0, 7)), max_size=12)


def one_of(values: Sequence[V], which: int) -> V | None:
    return values[which % len(values)] if values else None


def act(project: Project, folder: Path, step: Step) -> None:
    """Do one thing, where it can be done at all; the numbers choose what and how."""
    what, which, how = step
    if what == "import":
        file = folder / f"{which}.txt"
        file.write_text(f"Report {which}\n\n{WORDS * (which + 1)}\n", encoding="utf-8")
        project.import_files([file])
        return
    try:
        if what in EDITS:
            change = EDITS[what](project, which, how)
            if change is not None and change.edits:
                project.do(change)
        elif what == "undo":
            project.undo()
        else:
            project.redo()
    except AnnotatorError:
        return  # Not now.


def whole(path: Path) -> tuple[Bundle, tuple[Row, ...]]:
    with Store.open(path, read_only=True) as store:
        return chronicle.snapshot(store)


def removed(path: Path) -> set[str]:
    """Return the ids of annotations that were ever removed in a project."""
    found = set()
    for row in whole(path)[1]:
        for edit in row.unpacked():
            if isinstance(edit.before, Annotation) and edit.after is None:
                found.add(edit.before.id)
    return found


class Copies:
    """Two copies of one project, or two that begin apart, each edited in its own way."""

    def __init__(self, folder: Path, before: list[Step], mine: list[Step], theirs: list[Step], *, apart: bool) -> None:
        self.folder = folder
        self.one, self.other = folder / "one.annot", folder / "other.annot"
        with Project.create(self.one, name="ours", coder="mira") as project:
            act(project, folder, ("import", 0, 0))
            for step in before:
                act(project, folder, step)
            if not apart:
                project.save_copy(self.other)
        if apart:
            Project.create(self.other, name="theirs", coder="mira").close()
        self.edit(self.one, "mira", mine)
        self.edit(self.other, "lea", [("import", 0, 0), *theirs] if apart else theirs)

    def edit(self, path: Path, coder: str, todo: list[Step]) -> None:
        with Project.open(path, coder=coder) as project:
            for step in todo:
                act(project, self.folder, step)

    def merged(self, name: str, *paths: Path) -> Path:
        target = self.folder / f"{name}.annot"
        merge(paths, target)
        with Project.open(target, read_only=True) as project:
            assert project.check() == []
        return target


@given(before=steps, mine=steps, theirs=steps, apart=st.booleans())
@settings(max_examples=12)
def test_laws(before: list[Step], mine: list[Step], theirs: list[Step], apart: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copies = Copies(Path(folder), before, mine, theirs, apart=apart)
        one, other = copies.one, copies.other
        both = copies.merged("both", one, other)
        # In either order, and with itself.
        assert whole(copies.merged("turned", other, one)) == whole(both)
        assert whole(copies.merged("self", one, one)) == whole(one)
        # Again, with either.
        assert whole(copies.merged("again", both, other)) == whole(both)
        assert whole(copies.merged("once more", one, both)) == whole(both)
        # Nothing is lost.
        bundle, rows = whole(both)
        into = {merged.id: merged.into for merged in bundle.merged}
        held = {annotation.id for annotation in bundle.annotations}
        open_ = {conflict.record for conflict in bundle.conflicts}
        gone = {into.get(record) or record for path in (one, other) for record in removed(path)}
        for path in (one, other):
            for annotation in whole(path)[0].annotations:
                record = into.get(annotation.id) or annotation.id
                assert record in held or record in gone or record in open_
        assert {row.id for path in (one, other) for row in whole(path)[1]} <= {row.id for row in rows}


@given(before=steps, mine=steps, theirs=steps, later=steps, apart=st.booleans())
@settings(max_examples=8)
def test_what_comes_later_is_all_that_a_second_merge_adds(
    before: list[Step], mine: list[Step], theirs: list[Step], later: list[Step], apart: bool
) -> None:
    """Where only one side goes on after a merge, its edits are taken, and nothing new is to be settled."""
    with tempfile.TemporaryDirectory() as folder:
        copies = Copies(Path(folder), before, mine, theirs, apart=apart)
        both = copies.merged("both", copies.one, copies.other)
        copies.merged("kept", both, both)
        copies.edit(both, "lea", later)
        # The side that stood still adds nothing.
        again = copies.merged("again", copies.other, both)
        assert whole(again) == whole(both)
        # Nor does one that went on from the merge itself and stood still.
        assert whole(copies.merged("third", copies.folder / "kept.annot", both)) == whole(both)
        # And one in which only something else was done makes nothing of the rest a conflict.
        with Project.open(copies.other, coder="lea") as project:
            project.do(edits.add_tag(project, "something else"))
        last = whole(copies.merged("last", both, copies.other))[0]
        assert set(last.conflicts) <= set(whole(both)[0].conflicts)
