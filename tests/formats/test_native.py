"""Annotator's own JSON: a fixed small file, exact round trips, and a sentence for every kind of broken file."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.errors import FormatError
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import (
    Annotation,
    Article,
    AttributeDefinition,
    AttributeKind,
    Bundle,
    Coder,
    ProjectInfo,
)
from annotator.formats import FORMATS, native
from annotator.text.canonical import canonical
from annotator.text.direction import Direction
from sample_bundle import ARABIC, GERMAN, ident, sample_bundle, sha256

GOLDEN = Path(__file__).parent / "data" / "small.json"


def written(bundle: Bundle) -> str:
    stream = io.StringIO(newline="\n")
    native.write(bundle, stream)
    return stream.getvalue()


def test_golden_file_is_written_to_the_byte() -> None:
    assert written(sample_bundle()).encode() == GOLDEN.read_bytes()


def test_order_in_the_bundle_does_not_matter() -> None:
    bundle = sample_bundle()
    mixed = replace(
        bundle,
        tags=bundle.tags[::-1],
        articles=bundle.articles[::-1],
        annotations=bundle.annotations[::-1],
        relations=bundle.relations[::-1],
        entities=bundle.entities[::-1],
    )
    assert written(mixed) == written(bundle)


def test_golden_file_reads_back_as_it_was() -> None:
    bundle = native.read(GOLDEN.read_bytes(), "small.json")
    expected = sample_bundle()
    assert replace(bundle, statuses=()) == replace(expected, statuses=())
    assert [replace(status, id="") for status in bundle.statuses] == list(expected.statuses)
    assert native.read(GOLDEN.read_bytes(), "again") == bundle
    assert written(bundle).encode() == GOLDEN.read_bytes()


def test_quotes_and_contexts_are_code_points() -> None:
    content = json.loads(GOLDEN.read_bytes())
    assert content["offsets"] == "code-points"
    texts = {article["id"]: article["text"] for article in content["articles"]}
    for record in content["annotations"]:
        text, start, end = texts[record["article"]], record["start"], record["end"]
        assert text[start:end] == record["quote"]
        assert text[max(0, start - 32) : start] == record["prefix"]
        assert text[end : end + 32] == record["suffix"]
        assert ("fragments" in record) == ("quotes" in record)
    pieces = content["annotations"][2]
    assert [GERMAN[a:b] for a, b in pieces["fragments"]] == pieces["quotes"] == ["befohlen", "räumen"]


def test_an_uncertain_tie_is_written_only_where_it_is_one() -> None:
    bundle = native.read(GOLDEN.read_bytes(), "x")
    tied = next(mark for mark in bundle.annotations if mark.entity is not None)
    doubtful = replace(bundle, annotations=tuple(replace(mark, uncertain=mark is tied) for mark in bundle.annotations))
    text = written(doubtful)
    assert text.count('"uncertain": true') == 1
    assert native.read(text.encode(), "x") == doubtful


def test_an_empty_project() -> None:
    bundle = Bundle(ProjectInfo(ident(1), "Nothing", "2024-05-04T10:00:00Z"))
    assert native.read(written(bundle).encode(), "x") == bundle
    assert json.loads(written(bundle))["annotations"] == []


def test_more_records_than_one_batch() -> None:
    bundle = sample_bundle()
    many = tuple(replace(bundle.annotations[0], id=ident(0x1000 + number)) for number in range(1500))
    bundle = replace(bundle, annotations=many, relations=())
    assert native.read(written(bundle).encode(), "x").annotations == many


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60).map(canonical).filter(bool), st.data())
def test_any_text_and_span_survive(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    info = ProjectInfo(ident(1), "P", "2024-05-04T10:00:00Z")
    title = f"T{text[:5]}".replace("\n", " ")  # a title is one line that is not blank
    article = Article(ident(2), title, Direction.LTR, sha256(text), len(text))
    coder = Coder(ident(3), "c")
    time = "2024-05-04T10:00:00Z"
    mark = Annotation(ident(4), article.id, ACTOR.id, start, end, text[start:end], coder.id, time, time, note=text)
    bundle = Bundle(info, (coder,), (ACTOR,), articles=(article,), texts={article.id: text}, annotations=(mark,))
    data_bytes = written(bundle).encode()
    assert native.read(data_bytes, "x") == bundle
    assert native.read(json.dumps(json.loads(data_bytes)).encode(), "escaped, other layout") == bundle


def broken(edit: Callable[[Any], None]) -> str:
    """Return the sentence about the golden file after `edit`."""
    content = copy.deepcopy(json.loads(GOLDEN.read_bytes()))
    edit(content)
    with pytest.raises(FormatError) as caught:
        native.read(json.dumps(content).encode(), "broken.json")
    assert caught.value.path == "broken.json"
    assert "\n" not in str(caught.value)
    return caught.value.reason


def put(*path: Any) -> Callable[[Any], None]:
    """Return an edit that sets the last item of `path` at the place that the others name."""
    *way, last, value = path

    def edit(content: Any) -> None:
        for part in way:
            content = content[part]
        content[last] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (put("format", "other"), 'is JSON, but not an Annotator project (it has no "format": "annotator")'),
        (put("version", 2), "was written by a newer Annotator (version 2, known is 1); update"),
        (put("version", 0), "version is 0, not 1"),
        (put("version", True), "version is true, not a whole number"),
        (put("offsets", "bytes"), "offsets is 'bytes', not one of 'code-points', 'utf-16'"),
        (put("offsets", None), "offsets is null, not one of 'code-points', 'utf-16'"),
        (put("articles", 0, "direction", "up"), "articles[0].direction is 'up', not one of 'ltr', 'rtl'"),
        (
            put("annotations", 0, "quote", "Amt"),
            "annotations[0].quote is 'Amt', but the text has 'Behörde' there (offsets count code points)",
        ),
        (
            put("annotations", 0, "prefix", "Das "),
            "annotations[0].prefix is 'Das ', but the text has '👨‍👩‍👧 Hafen gesperrt\\n\\nDie ' there "
            "(offsets count code points)",
        ),
        (
            put("annotations", 4, "suffix", "?"),
            "annotations[4].suffix is '?', but the text has ' الميناء.' there (offsets count code points)",
        ),
        (put("annotations", 0, "end", 999), f"annotations[0] ends at 999, behind the text's end at {len(GERMAN)}"),
        (put("annotations", 0, "start", 35), "annotations[0] is empty: it starts at 35 and ends at 33"),
        (put("annotations", 0, "start", -1), "annotations[0].start is -1, not a place in the text, counted"),
        (
            put("annotations", 0, "tag", ident(7)),
            f"annotations[0].tag names the tag {ident(7)}, which is not in the file",
        ),
        (put("annotations", 0, "coder", ident(7)), "annotations[0].coder names the coder"),
        (put("annotations", 0, "article", ident(7)), "annotations[0].article names the article"),
        (put("annotations", 0, "entity", ident(7)), "annotations[0].entity names the entity"),
        (put("annotations", 1, "id", ident(1)), f"annotations[1] has the id {ident(1)}, which another of the"),
        (put("annotations", 2, "fragments", [[47, 48], [48, 52]]), "annotations[2].fragments are not in ascending"),
        (put("annotations", 2, "fragments", [[47, 48], [49, 52]]), "annotations[2].fragments do not reach"),
        (put("annotations", 2, "quotes", ["a", "b"]), "annotations[2].quotes are not what the text has"),
        (put("annotations", 2, "fragments", [[9, 8], [9, 10]]), "annotations[2].fragments ends at 8 before"),
        (put("annotations", 0, "attributes", "x", []), "annotations[0].attributes.x is a list, not text, a number"),
        (put("annotations", 0, "note", "\ud83d"), "annotations[0].note holds U+D83D, which is no character of a text"),
        (put("annotations", 0, "note", "a\0"), "annotations[0].note holds U+0000, which is no character of a text"),
        (put("articles", 0, "text", "x"), "articles[0].sha256 is not that of the text: one of the two was altered"),
        (put("articles", 0, "text", "a\r\nb"), "articles[0].text has carriage returns"),
        (put("articles", 0, "body", {"start": 3, "end": 2}), "articles[0].body ends at 2 before it starts at 3"),
        (put("articles", 0, "body", {"start": 3, "end": 2000}), "articles[0].body ends at 2000, behind"),
        (put("articles", 0, "published", "2021-02-30"), "articles[0].published is '2021-02-30', a day that does not"),
        (put("articles", 0, "published", "19.03.2021"), "articles[0].published is '19.03.2021', not an ISO date"),
        (put("articles", 0, "language", "deutsch!"), "articles[0].language is 'deutsch!', not a BCP 47"),
        (put("articles", 0, "events", [ident(7)]), "articles[0].events names the event"),
        (put("articles", 1, "replaces", ident(0xA2)), f"articles: replaces of {ident(0xA2)} leads back to itself"),
        (put("articles", 0, "status", 0, "tag", ident(7)), "articles[0].status.tag names the tag"),
        (put("tags", 1, "name", "ACTOR"), "tags: there is already a tag '"),
        (put("tags", 1, "shortcut", "1"), "tags: the key 1 already belongs to the tag 'actor'"),
        (put("tags", 3, "parent", ident(0xF1)), f"tags: parent of {ident(0xF1)} leads back to itself"),
        (
            put("relation_types", 0, "attributes", [{"name": "x", "kind": "choice", "choices": []}]),
            "relation_types[0]: the attribute 'x' of 'orders' needs something to choose from",
        ),
        (put("relations", 0, "cue", "quote", "x"), "relations[0].cue.quote is 'x', but the text has 'أمرت' there"),
        (put("relations", 0, "from", {"annotation": ident(9)}), "relations[0].from names the annotation"),
        (put("relations", 0, "from", {}), "relations[0].from is an object, not an object with either"),
        (put("relations", 0, "type", ident(9)), "relations[0].type names the relation type"),
        (
            put("relations", 0, "from", {"annotation": ident(3)}),
            "relations[0].from is of the tag 'directive', and 'orders' goes from 'actor'",
        ),
        (put("relations", 0, "from", {"entity": ident(0xE2)}), "relations[0] has one and the same at both ends"),
        (
            put("entities", 0, "tag", CONCERN.id),
            "annotations[1] is of the tag 'actor' and mentions 'Nordlicht', which is of the tag 'concern'",
        ),
    ],
)
def test_broken_file_gets_a_sentence(edit: Callable[[Any], None], reason: str) -> None:
    assert broken(edit).startswith(reason)


def test_status_twice() -> None:
    def edit(content: Any) -> None:
        content["articles"][0]["status"] *= 2

    assert broken(edit) == "articles[0].status names a tag and coder twice"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is not JSON: expecting value in line 1, column 1"),
        (b"{", "is not JSON: expecting property name enclosed in double quotes in line 1, column 2"),
        (b"[1, 2]", "is JSON, but not an Annotator project"),
        ("{}".encode("utf-16"), "is not UTF-8 (byte 0); JSON has to be"),
        (b'{"a": 1, "a": 2}', "is not sound JSON: an object has the key 'a' twice"),
        (b'{"a": NaN}', "is not sound JSON: NaN is no JSON number"),
        (b'{"a": 1e999}', "is not sound JSON: the number 1e999 is too large"),
        (b"[" * 100_000, "is nested too deeply to be one of ours"),
        (b"1" * 5000, "holds a number with too many digits"),
        (b"\xff\xfe", "is not UTF-8 (byte 0); JSON has to be"),
    ],
)
def test_what_is_no_json(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        native.read(data, "x.json")
    assert caught.value.reason.startswith(reason)


def test_unknown_keys_byte_order_mark_and_whole_floats_are_fine() -> None:
    content = json.loads(GOLDEN.read_bytes())
    content["colours"] = 1
    content["annotations"][0]["new"] = {"x": []}
    content["annotations"][0]["start"] = float(content["annotations"][0]["start"])
    content["annotations"][0]["prefix"] = content["annotations"][0]["suffix"] = ""
    bundle = native.read(json.dumps(content).encode("utf-8-sig"), "x")
    assert bundle.annotations == sample_bundle().annotations
    assert type(bundle.annotations[0].start) is int


def inside(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, item in items for found in [(*path, key), *inside(item, (*path, key))]]


@settings(max_examples=150)
@given(st.data())
def test_damage_is_refused_or_harmless(data: st.DataObject) -> None:
    content = json.loads(GOLDEN.read_bytes())
    *way, last = data.draw(st.sampled_from(inside(content)))
    holder = content
    for part in way:
        holder = holder[part]
    other = data.draw(st.sampled_from(inside(content)))
    value = content
    for part in other:
        value = value[part]
    odd = st.sampled_from([None, 0, -1, 2**70, 1.5, "", " ", "a", "\u2028", ident(1), ident(0xA1), [], {}])
    holder[last] = copy.deepcopy(data.draw(st.one_of(odd, st.just(value))))
    try:
        bundle = native.read(json.dumps(content).encode(), "x")
    except FormatError as error:
        said = str(error)
        assert said.startswith("x: ")
        assert "\n" not in said
    else:
        assert written(native.read(written(bundle).encode(), "x")) == written(bundle)


def in_utf16() -> Any:
    """Return the golden file with its offsets counted as JavaScript does."""
    content = json.loads(GOLDEN.read_bytes())
    texts = {article["id"]: article["text"] for article in content["articles"]}

    def units(article: str, offset: int) -> int:
        return len(texts[article][:offset].encode("utf-16-le")) // 2

    content["offsets"] = "utf-16"
    body = content["articles"][0]["body"]
    spans = [(mark, mark["article"]) for mark in content["annotations"]]
    spans += [(body, content["articles"][0]["id"]), (content["relations"][0]["cue"], ident(0xA2))]
    for holder, article in spans:
        holder["start"], holder["end"] = units(article, holder["start"]), units(article, holder["end"])
    pieces = content["annotations"][2]
    pieces["fragments"] = [[units(pieces["article"], at) for at in piece] for piece in pieces["fragments"]]
    return content


def test_offsets_in_utf16_units_are_read_too() -> None:
    content = in_utf16()
    assert content["annotations"][0]["start"] == 29  # the family before it is three units longer than characters
    assert native.read(json.dumps(content).encode(), "x") == native.read(GOLDEN.read_bytes(), "x")


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (1, "annotations[0]: UTF-16 offset 1 lies inside a character"),
        (999, "annotations[0]: offset 999 lies outside the text"),
    ],
)
def test_impossible_offsets_in_utf16(start: int, reason: str) -> None:
    content = in_utf16()
    content["annotations"][0]["start"] = start
    with pytest.raises(FormatError) as caught:
        native.read(json.dumps(content).encode(), "x")
    assert caught.value.reason.startswith(reason)


def test_escaped_astral_characters_are_no_lone_surrogates() -> None:
    escaped = json.dumps(json.loads(GOLDEN.read_bytes()), ensure_ascii=True).encode()
    assert b"\\ud83d" in escaped
    assert native.read(escaped, "x").texts[ident(0xA2)] == ARABIC


def test_each_line_is_what_the_json_library_writes() -> None:
    bundle = sample_bundle()
    odd = 'quotes " and \\ and controls \x01\x1f\t\u2028 \U0001f600'
    bundle = replace(bundle, annotations=tuple(replace(a, note=odd) for a in bundle.annotations))
    for line in written(bundle).split("\n"):
        if line.startswith('{"id"'):
            line = line.removesuffix(",")
            assert json.dumps(json.loads(line), ensure_ascii=False) == line


def test_registry() -> None:
    stream = io.StringIO()
    FORMATS["json"].write(sample_bundle(), stream)
    read = FORMATS["json"].read
    assert read is not None
    assert read(stream.getvalue().encode(), "x") == native.read(GOLDEN.read_bytes(), "x")


FORCE = AttributeDefinition("force", AttributeKind.CHOICE, ("obliges", "requests"))


def carrying() -> Bundle:
    """A mark and a relation with values that their tag and type define otherwise, and one of no definition."""
    bundle = sample_bundle()
    count = AttributeDefinition("count", AttributeKind.NUMBER)
    tags = tuple(replace(tag, attributes=(count, FORCE)) for tag in bundle.tags if tag.parent is None)
    kinds = tuple(replace(kind, attributes=(count, FORCE)) for kind in bundle.relation_types)
    values = (("count", "many"), ("force", "begs"), ("mood", "dark"))
    mark, *marks = bundle.annotations
    relation, *relations = bundle.relations
    return replace(
        bundle,
        tags=(*tags, *(tag for tag in bundle.tags if tag.parent is not None)),
        relation_types=kinds,
        annotations=(replace(mark, attributes=values), *marks),
        relations=(replace(relation, attributes=values), *relations),
    )


def test_values_that_are_kept_from_another_tag_are_named_and_read_back() -> None:
    """What is exported can be loaded: a mark that got another tag keeps its values."""
    bundle = carrying()
    content = json.loads(written(bundle))
    for key, value in (("annotations", bundle.annotations[0]), ("relations", bundle.relations[0])):
        record = next(one for one in content[key] if one["id"] == value.id)
        assert record["foreign"] == ["count", "force"]
        assert sum("foreign" in one for one in content[key]) == 1
    again = native.read(written(bundle).encode(), "again")
    assert {one.id: one.attributes for one in again.annotations} == {
        one.id: one.attributes for one in bundle.annotations
    }
    assert written(again) == written(bundle)


@pytest.mark.parametrize("key", ["annotations", "relations"])
@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        (["force"], "attributes: 'count' is a number, and 'many' is none; write it like 12 or 3.5"),
        (["count"], "attributes: 'force' cannot be 'begs'; choose one of 'obliges', 'requests'"),
    ],
)
def test_an_attribute_of_the_wrong_kind_is_refused(key: str, kept: list[str], sentence: str) -> None:
    """No file of ours has one that it does not name."""
    content = json.loads(written(carrying()))
    place, record = next((place, one) for place, one in enumerate(content[key]) if "foreign" in one)
    record["foreign"] = kept
    with pytest.raises(FormatError, match=re.escape(f"{key}[{place}].{sentence}")):
        native.read(json.dumps(content).encode(), "made.json")


@pytest.mark.parametrize("key", ["events", "relation_types"])
def test_two_of_one_name_are_refused(key: str) -> None:
    content = json.loads(GOLDEN.read_bytes())
    first = content[key][0]
    content[key].append(first | {"id": ident(0xABC), "name": first["name"].upper()})
    with pytest.raises(FormatError, match=rf"{key}\[1\] has the name .*, which {key}\[0\] has too; rename one"):
        native.read(json.dumps(content).encode(), "made.json")
