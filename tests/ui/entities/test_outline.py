"""Which entities are listed, and in what order."""

from __future__ import annotations

from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_TAGS, TagSet
from annotator.core.values import Annotation, Article, Entity
from annotator.text.direction import Direction
from annotator.ui.entities.outline import EntitySieve, Known, Row, outline, source_name

FIRMS = Entity("1", "die elf", tag=ACTOR.id)
XIAOMI = Entity("2", "Xiaomi", ("شاومي",), ACTOR.id, "1")
BYTE = Entity("3", "ByteDance", ("بايت دانس",), ACTOR.id, "1")
TIKTOK = Entity("4", "Ärger", tag=ACTOR.id, part_of="3")
FEAR = Entity("5", "Mobilisierung", tag=CONCERN.id)


def article(name: str, source: str | None = None) -> Article:
    return Article(name, f"title of {name}", Direction.LTR, "0" * 64, 100, source=source)


def mark(name: str, entity: str, where: str, start: int = 0) -> Annotation:
    return Annotation(name, where, ACTOR.id, start, start + 4, "word", "c", "t", "t", entity=entity)


ARTICLES = {"a": article("a", "Blatt"), "b": article("b"), "c": article("c", "Blatt")}
KNOWN = Known(
    {entity.id: entity for entity in (FEAR, XIAOMI, TIKTOK, FIRMS, BYTE)},
    {"2": {"b": 3, "a": 1}, "3": {"a": 2, "c": 2}, "5": {"c": 1}},
    TagSet(DEFAULT_TAGS),
    ARTICLES,
    ("a",),
    {name: source_name(value) for name, value in ARTICLES.items()},
)


def names(rows: list[Row]) -> list[tuple[int, str]]:
    return [(row.depth, row.key if row.mention else row.entity.name) for row in rows]


def test_parts_stand_below_their_whole_and_each_level_by_name() -> None:
    assert names(outline(KNOWN, EntitySieve())) == [
        (0, "die elf"),
        (1, "ByteDance"),
        (2, "Ärger"),
        (1, "Xiaomi"),
        (0, "Mobilisierung"),
    ]


def test_mentions_are_counted_by_source_open_articles_first() -> None:
    rows = {row.entity.name: row for row in outline(KNOWN, EntitySieve())}
    assert rows["Xiaomi"].counted == (("Blatt", 1), ("title of b", 3))
    assert rows["ByteDance"].counted == (("Blatt", 4),)
    assert rows["ByteDance"].facts == ("Blatt 4", "بايت دانس")
    assert (rows["die elf"].count, rows["Xiaomi"].count) == (0, 4)
    assert rows["ByteDance"].tag == ACTOR


def test_unfolded_entities_have_their_mentions_before_their_parts() -> None:
    marks = [mark("m", "3", "a"), mark("n", "3", "c"), mark("o", "2", "a")]
    assert names(outline(KNOWN, EntitySieve(), {"3"}, marks))[1:5] == [
        (1, "ByteDance"),
        (2, "m"),
        (2, "n"),
        (2, "Ärger"),
    ]
    assert names(outline(KNOWN, EntitySieve(articles=("c",)), {"3"}, marks))[1:3] == [(1, "ByteDance"), (2, "n")]


def test_what_fits_is_listed_with_what_it_is_a_part_of() -> None:
    rows = outline(KNOWN, EntitySieve("ByteD"))
    assert [(row.entity.name, row.listed) for row in rows] == [("die elf", False), ("ByteDance", True)]
    assert names(outline(KNOWN, EntitySieve("شاو"))) == [(0, "die elf"), (1, "Xiaomi")]
    assert names(outline(KNOWN, EntitySieve(tag=CONCERN.id))) == [(0, "Mobilisierung")]
    assert names(outline(KNOWN, EntitySieve(articles=("b",)))) == [(0, "die elf"), (1, "Xiaomi")]
    assert outline(KNOWN, EntitySieve("nobody")) == []
    assert EntitySieve("x").narrow
    assert not EntitySieve(" ").narrow


def test_what_goes_in_a_circle_is_listed_once() -> None:
    one, other = Entity("a", "One", part_of="b"), Entity("b", "Other", part_of="a")
    rows = outline(Known({"a": one, "b": other}, {}, TagSet(DEFAULT_TAGS)), EntitySieve())
    assert names(rows) == [(0, "Other"), (1, "One")]


def test_a_part_of_something_that_is_gone_stands_by_itself() -> None:
    known = Known({"2": XIAOMI}, {}, TagSet(DEFAULT_TAGS))
    (row,) = outline(known, EntitySieve())
    assert (row.depth, row.facts, row.details) == (0, ("شاومي",), "\u2068شاومي\u2069")
