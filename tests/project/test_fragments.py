"""Words added to marks and taken out of them: as sets of characters, undone to the same value, one mark each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.core.change import Change, ChangeKind
from annotator.core.errors import InvalidError, SpanError, TwinError
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation
from annotator.project import Project, edits
from annotator.text.segments import snap
from annotator.text.span import Span

TEXT = "Das Hafenamt 👩‍👩‍👧 von Norderfleet rief é die Firmen, هيئة الموانئ عليها."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with Project.create(tmp_path / "p.annot", coder="mira") as project:
        project.import_files([tmp_path / "a.txt"])
        yield project


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def mark(project: Project, *words: str, tag: str = ACTOR.id) -> Annotation:
    change = edits.annotate(project, project.articles()[0].id, span(words[0]), tag)
    assert isinstance(change, Change)
    made = done(project, change)
    for more in words[1:]:
        made = done(project, edits.add_fragment(project, made, span(more)))
    return made


def done(project: Project, change: Change) -> Annotation:
    after = project.do(change).edits[0].after
    assert isinstance(after, Annotation)
    return after


def test_words_are_added_and_taken_out(project: Project) -> None:
    made = mark(project, "Hafenamt")
    change = edits.add_fragment(project, made, span("Norderfleet"))
    assert (change.kind, change.subject) == (ChangeKind.ADD_FRAGMENT, "actor")
    split = done(project, change)
    assert split.fragments == (span("Hafenamt"), span("Norderfleet"))
    assert split.words == "Hafenamt … Norderfleet"
    assert split.quote == TEXT[split.start : split.end]
    change = edits.take_out(project, split, span("Hafenamt"))
    assert change.kind is ChangeKind.TAKE_OUT
    one = done(project, change)
    assert (one.fragments, one.quote, one.words) == ((), "Norderfleet", "Norderfleet")
    assert project.undo() is not None
    assert project.annotation(split.id) == split
    assert project.undo() is not None
    assert project.annotation(made.id) == made
    assert project.check() == []


def test_fragments_that_touch_become_one(project: Project) -> None:
    made = mark(project, "Das ", "von", "rief")
    gap = Span(made.fragments[0].end, made.fragments[1].start)
    joined = done(project, edits.add_fragment(project, made, gap))
    assert joined.fragments == (Span(0, span("von").end), span("rief"))
    whole = done(project, edits.reshape(project, joined, [joined.fragments[0], Span(20, joined.end)]))
    assert (whole.fragments, whole.span) == ((), Span(0, joined.end))


@pytest.mark.parametrize(
    ("words", "edit", "error"),
    [
        ("afena", edits.add_fragment, "belong to the mark already"),
        ("Firmen", edits.take_out, "do not belong to the mark"),
        ("Das Hafenamt", edits.take_out, "nothing would be left"),
    ],
)
def test_what_changes_nothing_or_leaves_nothing_is_refused(
    project: Project, words: str, edit: object, error: str
) -> None:
    made = mark(project, "Hafenamt")
    with pytest.raises(InvalidError, match=error):
        edit(project, made, span(words))  # type: ignore[operator]


def test_a_mark_lies_on_some_words(project: Project) -> None:
    with pytest.raises(InvalidError, match="nothing would be left"):
        edits.reshape(project, mark(project, "Hafenamt"), [])


def test_no_character_is_cut(project: Project) -> None:
    made = mark(project, "Hafenamt")
    family = TEXT.index("👩")
    with pytest.raises(SpanError, match="cuts a character"):
        edits.add_fragment(project, made, Span(family, family + 2))
    with pytest.raises(SpanError):
        edits.add_fragment(project, made, Span(3, 3))
    with pytest.raises(SpanError):
        edits.add_fragment(project, made, Span(3, 900))


def test_the_same_fragments_tag_and_coder_twice_are_one_mark(project: Project) -> None:
    first = mark(project, "Das", "von")
    # The same ends, but other words.
    second = mark(project, "Das Hafenamt", "von")
    with pytest.raises(TwinError):
        edits.take_out(project, second, span(" Hafenamt"))
    other = mark(project, "Das", "von", tag=CONCERN.id)
    with pytest.raises(TwinError):
        edits.retag(project, other, ACTOR.id)
    with pytest.raises(TwinError):
        edits.reshape(project, second, first.fragments)


def test_in_and_out_and_checked(project: Project, tmp_path: Path) -> None:
    made = mark(project, "Hafenamt", "Firmen", "الموانئ")
    project.export(tmp_path / "out.json")
    with Project.create(tmp_path / "q.annot", coder="mira") as other:
        other.load(tmp_path / "out.json")
        assert other.annotations() == [made]
        assert other.check() == []


@given(st.lists(st.tuples(st.booleans(), st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mark_is_a_set_of_characters(project: Project, steps: list[tuple[bool, int, int]]) -> None:
    for old in project.annotations():
        project.do(edits.delete_annotations(project, [old]))
    made = mark(project, "Hafenamt")
    expected = set(range(made.start, made.end))
    states = [made]
    for add, one, other in steps:
        part = snap(TEXT, Span(min(one, other), max(one, other)))
        inside = set(range(part.start, part.end))
        wanted = expected | inside if add else expected - inside
        edit = edits.add_fragment if add else edits.take_out
        if not inside or not wanted or wanted == expected:
            with pytest.raises((InvalidError, SpanError)):
                edit(project, made, part)
            continue
        made, expected = done(project, edit(project, made, part)), wanted
        states.append(made)
        assert {place for piece in made.pieces for place in range(piece.start, piece.end)} == expected
        assert all(a.end < b.start for a, b in pairwise(made.pieces))
        assert (len(made.pieces) == 1) == (made.fragments == ())
    assert project.check() == []
    for state in reversed(states[:-1]):
        assert project.undo() is not None
        assert project.annotations() == [state]
    for state in states[1:]:
        assert project.redo() is not None
        assert project.annotations() == [state]
