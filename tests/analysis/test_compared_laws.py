"""Laws of the comparison and its filter, whatever a project holds."""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.analysis.comparing import compare
from annotator.analysis.comparison import Comparison, RowState, state_of
from annotator.analysis.sifting import Filter, Order, Said, Sifting, filtered, sorted_rows
from annotator.core.tagset import DEFAULT_RELATION_TYPES
from annotator.core.values import Annotation, Cue, Verdict
from comparisons import EVENT, TAGS, Scene, report

_KINDS = [kind.name for kind in DEFAULT_RELATION_TYPES]
_LANGUAGES = ("de", "ar", None, "ar-EG")


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """Draw an event with up to four reports: nesting in circles, dangling ties, relations of all kinds."""
    random = Random(draw(st.integers(0, 2**32)))
    reports = [
        report(
            f"r{n}", rtl=random.random() < 0.5, published=random.choice((None, "2021", "2021-03", "2021-03-19")),
            source=random.choice((None, "A", "B")), language=random.choice(_LANGUAGES),
            replaces=random.choice((None, None, None, "r0")),
        )
        for n in range(random.randint(0, 4))
    ]  # fmt: skip
    scene = Scene(*reports, report("outside", events=()))
    names = [f"e{n}" for n in range(random.randint(0, 6))]
    for name in names:
        scene.entity(name, random.choice((None, *TAGS)), part_of=random.choice((None, *names, "gone")))
    places = [one.id for one in scene.reports]
    for _ in range(random.randint(0, 14)):
        entity = random.choice((None, "gone", *names))
        scene.mark(
            random.choice(places), random.choice(("Amt", "الهيئة", "two words")), entity,
            tag=random.choice(tuple(TAGS)), coder=random.choice(("ann", "bob")), start=random.randrange(30),
            uncertain=entity is not None and random.random() < 0.2, note=random.choice((None, "note")),
            attributes=random.choice(((), (("force", "asks"),), (("force", "orders"), ("n", 1.0)), (("n", True),))),
        )  # fmt: skip
    ends: list[Annotation | str] = [*scene.marks, *names]
    for _ in range(random.randint(0, 8) if ends else 0):
        cue = random.choice((None, Cue(random.choice(places), 0, 2, "so")))
        scene.relate(random.choice(_KINDS), random.choice(ends), random.choice(ends), cue=cue)
    for place in places:
        for tag in TAGS:
            if random.random() < 0.6:
                scene.done(place, tag, coder=random.choice(("ann", "bob")))
    for name in names:
        if random.random() < 0.3:
            scene.judge(name, random.choice(tuple(Verdict)), "So.", coder=random.choice(("ann", "bob")))
    return scene


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    """Draw a filter that asks for one or several things, or nothing."""
    maybe = st.booleans()
    return Filter(
        frozenset(draw(st.sets(st.sampled_from(RowState)))) if draw(maybe) else frozenset(),
        draw(st.sampled_from([None, *Said])),
        draw(st.sampled_from([None, None, "r0", "r1"])),
        frozenset(draw(st.sets(st.sampled_from(sorted(TAGS.values()))))) if draw(maybe) else frozenset(),
        frozenset(draw(st.sets(st.sampled_from([None, "A", "B"])))) if draw(maybe) else frozenset(),
        frozenset(draw(st.sets(st.sampled_from(_LANGUAGES)))) if draw(maybe) else frozenset(),
        draw(st.sampled_from([None, None, "2021", "2021-03-19"])),
        draw(st.sampled_from([None, None, "2021-03", "2022"])),
        draw(st.sampled_from(["", "", "amt", "WORDS", "nobody", "e1"])),
    )


def _stricter(one: Filter, other: Filter) -> Filter | None:
    """Return a filter that asks for what both ask for, None where nothing can meet that."""

    def both(first: frozenset, second: frozenset) -> frozenset | None:  # type: ignore[type-arg]
        if not first or not second:
            return first or second
        return (first & second) or None

    sets = [both(getattr(one, name), getattr(other, name)) for name in ("states", "tags", "sources")]
    if None in sets:
        return None
    return replace(
        one, states=sets[0], tags=sets[1], sources=sets[2], said=one.said or other.said,
        report=one.report or other.report, since=one.since or other.since, words=one.words or other.words,
    )  # fmt: skip


def _shown(found: Comparison) -> tuple[set[str], set[str]]:
    """Return what a comparison shows: the entities of its rows, and its loose marks."""
    loose = {mark.id for group in found.groups for marks in group.loose for mark in marks}
    return {row.entity.id for row in found.rows()}, loose


@given(scenes())
def test_every_mark_of_a_report_is_in_one_place(scene: Scene) -> None:
    found = scene.compared()
    reports = {one.id for one in found.reports}
    places: Counter[str] = Counter()
    for group in found.groups:
        for row in group.rows:
            assert [cell.article for cell in row.cells] == [one.id for one in found.reports]
            for cell in row.cells:
                assert all((mark.article, mark.entity) == (cell.article, row.entity.id) for mark in cell.mentions)
                places.update(mark.id for mark in cell.mentions)
        for report_id, marks in zip([one.id for one in found.reports], group.loose, strict=True):
            assert all((mark.article, mark.tag) == (report_id, group.tag.id) for mark in marks)
            places.update(mark.id for mark in marks)
    assert places == Counter(mark.id for mark in scene.marks if mark.article in reports)


@given(scenes())
def test_a_state_is_what_the_cells_and_the_judgement_come_to(scene: Scene) -> None:
    rows = list(scene.compared(judge="ann").rows())
    assert len({row.entity.id for row in rows}) == len(rows)
    for row in rows:
        assert row.state is state_of(row.cells, row.proposed, row.judgement)
        assert row.said_by == tuple(cell.article for cell in row.cells if cell.silence is None)
        assert row.said_by
        if row.judgement is not None:
            assert row.state.value == row.judgement.verdict.value


@given(scenes())
def test_parts_follow_their_whole_and_say_that_it_is_said(scene: Scene) -> None:
    for group in scene.compared().groups:
        way: list[str] = []
        by_id = {row.entity.id: row for row in group.rows}
        for row in group.rows:
            del way[row.depth :]
            assert row.whole == (way[-1] if way else None)
            way.append(row.entity.id)
            for member in row.members:
                assert set(by_id[member].said_by) <= set(row.said_by)


@given(scenes(), st.integers(0, 2**32))
def test_the_order_of_what_is_given_is_all_one(scene: Scene, seed: int) -> None:
    random = Random(seed)

    def mixed(values: list) -> list:  # type: ignore[type-arg]
        return random.sample(values, len(values))

    again = compare(
        EVENT, mixed(scene.reports), scene.tags, mixed(scene.entities), mixed(scene.marks), mixed(scene.relations),
        mixed(list(DEFAULT_RELATION_TYPES)), mixed(scene.statuses), mixed(scene.judgements),
    )  # fmt: skip
    assert again == scene.compared()


@given(scenes(), filters())
def test_filtering_twice_is_filtering_once(scene: Scene, wanted: Filter) -> None:
    once = filtered(scene.compared(), wanted)
    assert filtered(once, wanted) == replace(once, left_out=once.left_out)
    assert len(once.reports) + len(once.left_out) == len(scene.compared().reports)


@given(scenes(), filters(), filters())
def test_who_asks_for_more_gets_no_more(scene: Scene, one: Filter, other: Filter) -> None:
    stricter = _stricter(one, other)
    if stricter is None:
        return
    sifting = Sifting(scene.compared())
    rows, loose = _shown(sifting.filtered(one))
    fewer, less = _shown(sifting.filtered(stricter))
    assert fewer <= rows
    assert less <= loose
    assert _shown(sifting.filtered(Filter()))[0] >= rows


@given(scenes(), filters(), st.sampled_from(Order), st.booleans())
def test_sorting_keeps_all_rows_and_parts_under_their_whole(
    scene: Scene, wanted: Filter, order: Order, reverse: bool
) -> None:
    found = filtered(scene.compared(), wanted)
    again = sorted_rows(found, order, reverse=reverse)
    for group, before in zip(again.groups, found.groups, strict=True):
        assert Counter(row.entity.id for row in group.rows) == Counter(row.entity.id for row in before.rows)
        way: list[str] = []
        for row in group.rows:
            del way[row.depth :]
            assert row.whole == (way[-1] if way else None)
            way.append(row.entity.id)
    assert sorted_rows(again, Order.NAME) == sorted_rows(found, Order.NAME)
    if not reverse and order is Order.REPORTS:
        assert again == found
