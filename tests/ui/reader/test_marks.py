"""Hidden marks are kept out of the index, but for the one in focus; whatever is done, that is what comes of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.core.values import Annotation
from annotator.ui.reader.marks import Marks
from annotator.ui.veil import Blind, Shades, Veil

_TAGS = st.sampled_from("xyz")
_VEILS = st.builds(
    Veil,
    st.builds(Shades, st.frozensets(_TAGS), st.frozensets(_TAGS)),
    st.builds(Shades, st.frozensets(st.just("c")), st.frozensets(st.just("c"))),
    st.booleans(),
    st.none() | st.builds(Blind, st.sampled_from("cd"), st.frozensets(st.tuples(st.just("a"), _TAGS))),
)
_NAMES = st.sampled_from([f"m{n}" for n in range(6)])
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("veil"), _VEILS),
        st.tuples(st.just("focus"), st.none() | _NAMES),
        st.tuples(st.just("put"), st.tuples(_NAMES, _TAGS, st.integers(0, 20))),
        st.tuples(st.just("remove"), _NAMES),
    ),
    max_size=20,
)


@given(_STEPS)
def test_what_is_hidden_and_not_in_focus_is_not_in_the_index(steps: list[tuple[str, object]]) -> None:
    marks, known, focus, veil = Marks(), dict[str, Annotation](), None, Veil()
    for what, value in steps:
        before = {mark.id: mark for mark in marks.index}
        gone: list[Annotation] = []
        come: list[Annotation] = []
        if what == "veil":
            assert isinstance(value, Veil)
            veil = value
            marks.set_veil(veil)
            before = {mark.id: mark for mark in marks.index}
        elif what == "focus":
            assert value is None or isinstance(value, str)
            focus = value
            gone, come = marks.set_focus(focus)
        elif what == "put":
            assert isinstance(value, tuple)
            name, tag, start = value
            known[name] = Annotation(name, "a", tag, start, start + 5, "", "c", "", "")
            gone, come = marks.change([], [known[name]])
        else:
            known.pop(str(value), None)
            gone, come = marks.change([str(value)], [])
        expected = {
            name: mark
            for name, mark in known.items()
            if (name == focus and not veil.blinds(mark)) or not veil.hides(mark)
        }
        assert {mark.id: mark for mark in marks.index} == expected
        assert {mark.id for mark in marks} == set(known)
        # What is told is what has to be painted.
        for mark in gone:
            assert before.pop(mark.id) == mark
        assert before | {mark.id: mark for mark in come} == expected


def test_a_hidden_mark_is_still_one_with_its_ends() -> None:
    mark = Annotation("m", "a", "t", 3, 8, "", "c", "", "")
    marks = Marks([mark], Veil(all_hidden=True))
    assert marks.index.overlapping(0, 10) == []
    assert marks.begin_and_end_with(3, 8)
    assert not marks.begin_and_end_with(3, 7)
