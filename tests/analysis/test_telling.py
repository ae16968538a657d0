"""What a comparison says in words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.analysis import telling
from annotator.analysis.comparison import Difference, Kind, RowState, Silence
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Cue
from comparisons import Scene, report


def test_every_state_and_silence_has_words() -> None:
    for words in (telling.STATES, telling.SIGNS, telling.MEANINGS):
        assert set(words) == set(RowState)
    for silent in (telling.SILENCES, telling.SILENCE_MEANINGS):
        assert set(silent) == set(Silence)


@pytest.mark.parametrize(
    ("sources", "days", "names"),
    [
        (("A", "B"), (None, None), ["A", "B"]),
        (("A", "A"), ("2021", "2022"), ["A, 2021", "A, 2022"]),
        (("A", "A"), ("2021", "2021"), ["A: Title r0", "A: Title r1"]),
        ((None, "A"), (None, None), ["Title r0", "A"]),
    ],
)
def test_reports_have_names_that_tell_them_apart(
    sources: tuple[str | None, ...], days: tuple[str | None, ...], names: list[str]
) -> None:
    both = enumerate(zip(sources, days, strict=True))
    reports = [report(f"r{n}", source=source, published=day) for n, (source, day) in both]
    assert list(telling.labels(reports).values()) == names


def test_in_sentences_reports_without_a_source_go_by_their_languages() -> None:
    long = "A title that is much too long to be read in the middle of a sentence"
    two = [report("a", title=long), report("b", rtl=True, title=long)]
    assert list(telling.called(two).values()) == ["German", "Arabic"]
    assert list(telling.called([*two, report("c", source="Le Monde")]).values()) == ["German", "Arabic", "Le Monde"]
    alike = [report("a", title=long), report("b", title="Short")]
    assert list(telling.called(alike).values()) == [f"{long[:31].strip()}…", "Short"]
    unknown = [replace(report("a", title="T"), language=None), replace(report("b"), language="qqx-nonsense-")]
    assert list(telling.called(unknown).values()) == ["T", "Title b"]
    assert list(telling.called([report("a", title="T"), report("b", title="T")]).values()) == ["1. T", "2. T"]
    assert telling.labels(two)["a"] != "German", "a column's head tells which report it is"


def test_reports_that_are_alike_in_all_are_numbered() -> None:
    assert list(telling.labels([report("a", title="T"), report("b", title="T")]).values()) == ["1. T", "2. T"]


def test_what_a_report_was_read_for_is_told_but_of_retired_tags() -> None:
    scene = Scene(report("a"), report("b"), tags=(*DEFAULT_TAGS[:2], replace(DEFAULT_TAGS[2], retired=True)))
    scene.done("a", "directive", "concern")
    found = scene.compared()
    assert [telling.read_for(found, one) for one in found.reports] == ["read for directive", "not declared read"]
    scene.done("a", "actor")
    assert telling.read_for(scene.compared(), found.reports[0]) == "read for all tags"


def test_the_same_words_are_told_once() -> None:
    scene = Scene(report("a"))
    scene.entity("E")
    scene.mark("a", "Amt", "E", start=0)
    scene.mark("a", "Amt", "E", start=0, coder="bob")
    scene.mark("a", "Amt", "E", start=9, uncertain=True)
    scene.mark("a", "das\nAmt", "E", start=30, uncertain=True)
    (cell,) = scene.row("E").cells
    found = telling.quoted(cell.mentions)
    assert [(one.words, one.places, one.uncertain) for one in found] == [("Amt", 2, False), ("das Amt", 1, True)]


def spoken(scene: Scene, entity: str) -> list[str]:
    cell = scene.row(entity).cells[0]
    return [
        " ".join(
            f"“{piece.text}”" if piece.quote else piece.text for piece in telling.sentence(clause, scene.reports[0])
        )
        for clause in cell.clauses
    ]


def test_a_directive_is_a_sentence_and_so_is_who_gives_it() -> None:
    scene = Scene(report("a"))
    for name, tag in (("CAC", "actor"), ("firms", "actor"), ("check", "directive"), ("fear", "concern")):
        scene.entity(name, tag)
    office, order = scene.mark("a", "the office", "CAC"), scene.mark("a", "check yourselves", "check", tag="directive")
    fear = scene.mark("a", "unrest", "fear", tag="concern")
    scene.relate("issues", office, order, cue=Cue("a", 0, 7, "ordered"), attributes=(("tone", "sharp"),))
    scene.relate("addresses", order, "firms")
    scene.relate("answers", order, fear)
    scene.relate("raises", "CAC", fear)
    assert spoken(scene, "check") == [
        "“the office” “ordered” to “firms” : “check yourselves” because of “unrest” (tone: sharp)"
    ]
    assert spoken(scene, "CAC") == [
        "“the office” “ordered” : “check yourselves” (tone: sharp)", "(meant, but not named) raises : “unrest”",
    ]  # fmt: skip
    assert spoken(scene, "firms") == ["(meant, but not named) ; “check yourselves” addresses this"]
    assert spoken(scene, "fear") == ["“CAC” : “unrest” ; “check yourselves” answers this"]
    scene.relate("answers", scene.mark("a", "stop", tag="directive"), fear, cue=Cue("a", 30, 35, "lest"))
    assert spoken(scene, "fear") == [
        "“CAC” : “unrest” ; each of “check yourselves” and “stop” answers this “lest”"
    ]  # fmt: skip


def test_a_verb_that_the_words_have_themselves_is_said_once() -> None:
    scene = Scene(report("a"))
    scene.entity("CAC", "actor")
    scene.entity("check", "directive")
    office = scene.mark("a", "the office", "CAC", start=0)
    order = scene.mark("a", "ordered firms to check", "check", tag="directive", start=11)
    scene.relate("issues", office, order, cue=Cue("a", 11, 18, "ordered"))
    scene.relate("addresses", order, scene.mark("a", "firms", start=19))
    assert spoken(scene, "check") == ["“the office” to “firms” : “ordered firms to check”"]
    assert spoken(scene, "CAC") == ["“the office” : “ordered firms to check”"]
    # Another verb, before the words or partly in them, is said.
    scene.relate("issues", office, order, cue=Cue("a", 8, 18, "ce ordered"))
    assert spoken(scene, "CAC")[0] == "“the office” “ce ordered” : “ordered firms to check”"
    (clause,) = [one for one in scene.row("check").cells[0].clauses if one.issuers and one.addressees]
    assert [cue.quote for cue in clause.cues] == ["ce ordered"]


def test_a_difference_tells_what_not_all_have() -> None:
    members = Difference(Kind.MEMBERS, None, (("a", ("A", "B")), ("b", ("A",)), ("c", ("A",))))
    names = {"a": "One", "b": "Two", "c": "Three"}
    assert telling.difference(members, names) == "named parts: B (One); no other (Two, Three)"
    ends = Difference(Kind.RELATION, "issues", (("a", ("A",)), ("b", ())), False)
    assert telling.difference(ends, names) == "who or what issues it: A (One); none (Two)"
    force = Difference(Kind.ATTRIBUTE, "force", tuple((str(n), ("x", str(n))) for n in range(6)))
    assert telling.difference(force, {str(n): str(n) for n in range(6)}).endswith("x, 3 (3) and 2 more")
