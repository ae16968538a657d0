"""Numbers about annotations: sums come out, nothing counts twice, and what is not known is counted as such."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.counting import (
    By,
    Grid,
    Label,
    Labels,
    Within,
    count_by,
    network,
    shares,
    together,
)
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_RELATION_TYPES, DEFAULT_TAGS, DIRECTIVE
from annotator.core.values import (
    Annotation,
    Article,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    ProjectInfo,
    Relation,
)
from annotator.text.direction import Direction
from annotator.text.span import Span

TEXT = "The port asks. The crews refuse.\nThe port insists on it, and the crews go."
MINA, OMAR = Coder("c1", "Mina"), Coder("c2", "Omar")
PORT, CREWS = Entity("e1", "the port", tag=ACTOR.id), Entity("e2", "the crews", tag=ACTOR.id)


def article(number: int, **more: object) -> Article:
    made = Article(f"a{number}", f"Report {number}", Direction.LTR, "0" * 64, len(TEXT))
    return made if not more else Article(made.id, made.title, made.direction, made.sha256, made.length, **more)  # type: ignore[arg-type]


ONE = article(1, language="en", source="Courier", published="2024-05-14")
TWO = article(2, published="2024")


def mark(number: int, words: str, *, of: Article = ONE, tag: str = ACTOR.id, at: int = 0, **more: object) -> Annotation:
    start = TEXT.index(words, at)
    end = start + len(words)
    return Annotation(f"m{number}", of.id, tag, start, end, words, MINA.id, "", "", **more)  # type: ignore[arg-type]


MARKS = (
    mark(1, "The port", entity=PORT.id),
    mark(2, "The crews", entity=CREWS.id),
    mark(3, "The port", at=20, entity=PORT.id, attributes=(("role", "issuer"),)),
    mark(4, "the crews", entity=CREWS.id, attributes=(("sure", True),)),
    mark(5, "insists on it", tag=DIRECTIVE.id),
    mark(6, "The crews", of=TWO, entity=CREWS.id),
)


def bundle(*relations: Relation, marks: tuple[Annotation, ...] = MARKS) -> Bundle:
    return Bundle(
        ProjectInfo("p", "Port", ""),
        coders=(MINA, OMAR),
        tags=DEFAULT_TAGS,
        relation_types=DEFAULT_RELATION_TYPES,
        entities=(PORT, CREWS),
        articles=(ONE, TWO),
        annotations=marks,
        relations=relations,
    )


def listed(grid: Grid) -> list[tuple[str, float]]:
    return [(label.name, row[0]) for label, row in zip(grid.rows, grid.cells, strict=True)]


def by(what: By, attribute: str | None = None) -> list[tuple[str, float]]:
    labels = Labels(bundle())
    return listed(count_by(MARKS, labels.of(what, attribute), orders=(labels.order(what), None)))


def test_what_is_counted() -> None:
    assert by(By.TAG) == [("actor", 5), ("directive", 1)]
    assert by(By.ENTITY) == [("the crews", 3), ("the port", 2), ("", 1)]
    assert by(By.ARTICLE) == [("Report 1", 5), ("Report 2", 1)]
    assert by(By.SOURCE) == [("Courier", 5), ("", 1)]
    assert by(By.LANGUAGE) == [("en", 5), ("", 1)]
    assert by(By.DATE) == [("2024", 1), ("2024-05", 5)]
    assert by(By.CODER) == [("Mina", 6)]
    assert by(By.ATTRIBUTE, "role") == [("issuer", 1), ("", 5)]
    assert by(By.ATTRIBUTE, "sure") == [("yes", 1), ("", 5)]
    with pytest.raises(ValueError, match="needs its name"):
        Labels(bundle()).of(By.ATTRIBUTE)


def test_two_at_once() -> None:
    labels = Labels(bundle())
    orders = (labels.order(By.TAG), labels.order(By.ENTITY))
    grid = count_by(MARKS, labels.of(By.TAG), labels.of(By.ENTITY), orders=orders)
    assert [column.name for column in grid.columns] == ["the crews", "the port", ""]
    assert grid.cells == ((3, 2, 0), (0, 0, 1))
    assert grid.most == 3
    assert count_by((), labels.of(By.TAG)) == Grid((), (), ())


def found(within: Within) -> dict[tuple[str, str], float]:
    labels = Labels(bundle())
    grid = together(MARKS, lambda _: TEXT, labels.of(By.ENTITY), within)
    assert grid.rows == grid.columns
    assert grid.cells == tuple(zip(*grid.cells, strict=True)), "one with the other is the other with the one"
    return {
        (one.name, other.name): number
        for one, row in zip(grid.rows, grid.cells, strict=True)
        for other, number in zip(grid.columns, row, strict=True)
    }


def test_together() -> None:
    pair = ("the port", "the crews")
    assert found(Within.SENTENCE)[pair] == 1
    assert found(Within.PARAGRAPH)[pair] == 2
    assert found(Within.ARTICLE)[pair] == 1
    assert found(Within.SENTENCE)["the crews", "the crews"] == 3
    assert found(Within.ARTICLE)["the crews", "the crews"] == 2


def test_a_mark_across_two_sentences_lies_in_both() -> None:
    across = mark(7, "asks. The crews", tag=CONCERN.id)
    labels = Labels(bundle())
    grid = together((*MARKS, across), lambda _: TEXT, labels.of(By.TAG), Within.SENTENCE)
    at = {label.name: number for number, label in enumerate(grid.rows)}
    assert grid.cells[at["concern"]][at["actor"]] == 2


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12))
def test_shares_are_of_what_is_covered(places: list[tuple[int, int]]) -> None:
    body = Span(10, 50)
    own = article(3, body=body)
    marks = [
        Annotation(f"m{n}", own.id, ACTOR.id if n % 2 else CONCERN.id, at, at + size, "", MINA.id, "", "")
        for n, (at, size) in enumerate(places)
    ]
    grid = shares(marks, [own], [(ACTOR.id, "actor"), (CONCERN.id, "concern")])

    def covered(*tags: str) -> float:
        there = {at for one in marks if one.tag in tags for at in range(max(one.start, 10), min(one.end, 50))}
        return len(there) / len(body)

    assert grid.columns[-1] == Label("", "")
    assert grid.cells == ((covered(ACTOR.id), covered(CONCERN.id), covered(ACTOR.id, CONCERN.id)),)


def relation(number: int, source: End, target: End, cue: Cue | None = None) -> Relation:
    return Relation(f"r{number}", DEFAULT_RELATION_TYPES[0].id, source, target, MINA.id, "", "", cue)


def test_who_tells_whom() -> None:
    directive = End(annotation="m5")
    arrows = network(
        bundle(
            relation(1, End(annotation="m1"), directive),
            relation(2, End(entity=PORT.id), directive),
            relation(3, End(annotation="m9"), directive),
            relation(4, End(entity=CREWS.id), directive, Cue("a9", 0, 1, "x")),
        )
    )
    assert [(one.source.name, one.kind, one.target.name, one.count) for one in arrows] == [
        ("the port", "issues", "insists on it", 2)
    ], "the mark m9 and the article a9 do not count here"
    assert network(bundle(relation(1, End(annotation="m1"), directive)), kinds=()) == ()


@given(st.lists(st.sampled_from(MARKS), max_size=30))
def test_every_annotation_counts_once(marks: list[Annotation]) -> None:
    labels = Labels(bundle())
    for what in (By.TAG, By.ENTITY, By.SOURCE, By.DATE):
        grid = count_by(marks, labels.of(what), labels.of(By.LANGUAGE))
        assert sum(map(sum, grid.cells)) == len(marks)
        sums = [sum(row) for label, row in zip(grid.rows, grid.cells, strict=True) if label.key]
        assert all(one >= other for one, other in pairwise(sums))
