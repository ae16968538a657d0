"""From marks, entities, relations and declarations to rows, cells and states."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from annotator.analysis.clauses import Clauses
from annotator.analysis.comparison import Kind, RowState, Silence
from annotator.core.tagset import ACTOR, DEFAULT_RELATION_TYPES, DEFAULT_TAGS
from annotator.core.values import Cue, ReadingState, Tag, Verdict
from comparisons import TAGS, Scene, report


@pytest.fixture
def two() -> Scene:
    """A German and an Arabic report of which nothing is said yet."""
    return Scene(report("de", published="2021-03-19"), report("ar", rtl=True, published="2021-03-18"))


def test_of_two_reports_the_right_to_left_one_comes_first(two: Scene) -> None:
    assert [one.id for one in two.compared().reports] == ["ar", "de"]


def test_more_reports_come_by_date_and_source() -> None:
    scene = Scene(
        report("c"), report("b", published="2021-03-19", source="Zeitung"), report("a", published="2021-03-19"),
        report("d", rtl=True, published="2021-03"), report("e", published="2021-03-19", source="blatt"),
    )  # fmt: skip
    assert [one.id for one in scene.compared().reports] == ["d", "e", "b", "a", "c"]


def test_of_versions_only_the_latest_in_the_event_counts() -> None:
    scene = Scene(
        report("first"), report("between", replaces="first", events=()), report("last", replaces="between"),
        report("other"), report("alone", replaces="gone"),
    )  # fmt: skip
    scene.entity("E")
    scene.mark("first", "words", "E")
    found = scene.compared()
    assert {one.id for one in found.reports} == {"last", "other", "alone"}
    assert [one.id for one in found.earlier] == ["first"]
    assert not list(found.rows())


def test_versions_that_replace_each_other_hang_nothing() -> None:
    scene = Scene(report("one", replaces="two"), report("two", replaces="one"))
    assert len(scene.compared().reports) == 1


def test_silence_is_a_finding_only_where_it_was_declared(two: Scene) -> None:
    two.entity("E")
    two.mark("de", "Amt", "E")
    assert [cell.silence for cell in two.row("E").cells] == [Silence.NOT_READ, None]
    assert two.row("E").state is RowState.OPEN
    two.done("ar", "directive")
    two.done("ar", "actor", state=ReadingState.IN_WORK)
    assert two.row("E").cells[0].silence is Silence.NOT_READ
    two.done("ar", "actor", coder="bob")
    assert two.row("E").cells[0].silence is Silence.NOT_SAID
    assert two.row("E").state is RowState.ONLY_HERE
    assert two.row("E").said_by == ("de",)
    # Of one coder alone it was not.
    assert two.row("E", coder="ann").cells[0].silence is Silence.NOT_READ


def test_an_entity_of_a_parent_tag_is_silent_only_where_the_tags_below_were_read_too() -> None:
    below = Tag("regulator", "regulator", "#1f77b4", parent=ACTOR.id)
    retired = Tag("old", "old", "#1f77b4", parent="regulator", retired=True)
    scene = Scene(report("a"), report("b"), tags=(*DEFAULT_TAGS, below, retired))
    scene.entity("E")
    scene.entity("R", "regulator")
    scene.mark("a", "Amt", "E", tag="regulator")
    scene.mark("a", "Behörde", "R", tag="regulator")
    scene.done("b", "actor")
    assert scene.row("E").cells[1].silence is Silence.NOT_READ
    assert scene.row("R").cells[1].silence is Silence.NOT_READ
    scene.done("b", "regulator")
    assert scene.row("E").cells[1].silence is Silence.NOT_SAID
    assert scene.row("R").cells[1].silence is Silence.NOT_SAID


def test_below_a_retired_tag_is_read_on() -> None:
    old, firm = (
        Tag("old", "old", "#123456", parent=TAGS["actor"], retired=True),
        Tag("firm", "firm", "#654321", parent="old"),
    )
    two = Scene(report("de"), report("ar", rtl=True), tags=(*DEFAULT_TAGS, old, firm))
    two.entity("Amt")
    two.mark("de", "das Amt", "Amt")
    two.done("ar", "actor")
    assert [cell.silence for cell in two.row("Amt").cells if cell.article == "ar"] == [Silence.NOT_READ]
    two.done("ar", "firm")
    assert [cell.silence for cell in two.row("Amt").cells if cell.article == "ar"] == [Silence.NOT_SAID]


def test_without_any_tag_there_are_no_rows() -> None:
    two = Scene(report("de"), report("ar", rtl=True), tags=())
    two.entity("Amt", None)
    two.entity("Werft", None)
    two.relate("acts on", "Amt", "Werft", cue=Cue("de", 0, 3, "die"))
    assert two.compared().groups == ()


def test_an_entity_of_no_tag_goes_where_most_of_its_mentions_are(two: Scene) -> None:
    two.entity("E", None)
    for tag in ("concern", "directive", "concern"):
        two.mark("de", "Furcht", "E", tag=tag)
    assert two.row("E").tag == TAGS["concern"]
    two.done("ar", "concern")
    assert two.row("E").cells[0].silence is Silence.NOT_READ
    two.done("ar", "directive")
    assert two.row("E").cells[0].silence is Silence.NOT_SAID


def test_groups_come_in_the_order_of_the_tags_and_hold_what_is_tied_to_nothing(two: Scene) -> None:
    two.entity("Wunsch", "directive")
    two.mark("de", "bitte", "Wunsch", tag="directive")
    loose = two.mark("ar", "خوف", tag="concern")
    gone = two.mark("ar", "أحد", "nobody")
    found = two.compared()
    assert [group.tag.name for group in found.groups] == ["actor", "directive", "concern"]
    assert found.groups[0].loose == ((gone,), ())
    assert found.groups[2].loose == ((loose,), ())
    assert found.groups[1].loose == ((), ())


def test_parts_stand_under_their_whole_which_is_said_by_them(two: Scene) -> None:
    two.entity("eleven")
    two.entity("Xiaomi", part_of="eleven")
    two.entity("Beijing office", part_of="Xiaomi")
    two.entity("unsaid", part_of="eleven")
    two.mark("de", "elf", "eleven")
    two.mark("ar", "مكتب", "Beijing office")
    found = two.compared()
    assert [(row.entity.id, row.depth, row.whole) for row in found.rows()] == [
        ("eleven", 0, None), ("Xiaomi", 1, "eleven"), ("Beijing office", 2, "Xiaomi"),
    ]  # fmt: skip
    whole = two.row("eleven")
    assert whole.members == ("Xiaomi",)
    assert [(len(cell.mentions), cell.members, cell.silence) for cell in whole.cells] == [
        (0, ("Xiaomi",), None), (1, (), None),
    ]  # fmt: skip
    assert whole.said_by == ("ar", "de")
    (difference,) = whole.proposed
    assert (difference.kind, difference.there) == (Kind.MEMBERS, (("ar", ("Xiaomi",)), ("de", ())))
    assert whole.state is RowState.OPEN


def test_circles_of_parts_and_deep_nesting_are_borne(two: Scene) -> None:
    two.entity("a", part_of="b")
    two.entity("b", part_of="c")
    two.entity("c", part_of="a")
    two.entity("self", part_of="self")
    two.entity("lost", part_of="nowhere")
    for name in ("a", "self", "lost"):
        two.mark("de", name, name)
    deep = [two.entity(f"deep{n}", part_of=f"deep{n - 1}" if n else None) for n in range(3000)]
    two.mark("ar", "deep", deep[-1].id)
    rows = list(two.compared().rows())
    assert {"a", "b", "c", "self", "lost"} <= {row.entity.id for row in rows}
    assert len(rows) == 3005
    assert max(row.depth for row in rows) == 2999


def test_attributes_are_compared_where_they_have_values(two: Scene) -> None:
    two.entity("E", "directive")
    two.mark("de", "wiesen an", "E", tag="directive", attributes=(("force", "obliges"), ("urgent", True)))
    two.mark("ar", "طلب", "E", tag="directive", attributes=(("force", "requests"),))
    row = two.row("E")
    (difference,) = row.proposed
    assert (difference.kind, difference.name) == (Kind.ATTRIBUTE, "force")
    assert difference.there == (("ar", ("requests",)), ("de", ("obliges",)))
    assert row.state is RowState.OPEN
    two.mark("ar", "أمر", "E", tag="directive", attributes=(("force", "obliges"),))
    two.mark("de", "baten", "E", tag="directive", attributes=(("force", "requests"), ("count", 2.0)))
    row = two.row("E")
    assert row.cells[0].attributes == (("force", ("obliges", "requests")),)
    assert (row.proposed, row.state) == ((), RowState.SAME)


def test_a_directive_reads_as_a_sentence(two: Scene) -> None:
    two.entity("CAC")
    two.entity("firms")
    office, firms = two.mark("de", "das Amt", "CAC"), two.mark("de", "Firmen", "firms")
    order = two.mark("de", "sich zu prüfen", tag="directive")
    fear = two.mark("de", "Mobilisierung", tag="concern")
    two.relate("issues", office, order, cue=Cue("de", 5, 14, "wiesen an"), attributes=(("tone", "sharp"),))
    two.relate("addresses", order, firms)
    two.relate("answers", order, fear)
    two.relate("acts on", office, "firms")
    found = two.compared()
    ((clause,),) = (said for said in found.groups[1].clauses if said)
    assert clause.quote == "sich zu prüfen"
    assert [cue.quote for cue in clause.cues] == ["wiesen an"]
    assert [(party.words, party.entity, party.language) for party in clause.issuers] == [("das Amt", "CAC", "de")]
    assert [party.words for party in clause.addressees] == ["Firmen"]
    assert [party.words for party in clause.reasons] == ["Mobilisierung"]
    assert (clause.others, clause.attributes) == ((), (("tone", ("sharp",)),))
    # What the office does is told type by type.
    said = two.row("CAC").cells[1].clauses
    assert [(one.verb, [cue.quote for cue in one.cues], [party.words for party in one.objects]) for one in said] == [
        ("acts on", [], ["firms"]), ("issues", ["wiesen an"], ["sich zu prüfen"]),
    ]  # fmt: skip
    assert [(tied.name, tied.outgoing, tied.parties[0].words) for one in said for tied in one.ties] == [
        ("acts on", True, "firms"), ("issues", True, "sich zu prüfen"),
    ]  # fmt: skip
    # The firms are acted on as such, and addressed by words.
    named, meant = two.row("firms").cells[1].clauses
    assert named.mark is firms
    assert meant.mark is None
    assert [party.words for party in meant.issuers] == ["das Amt"]
    assert named.others[0].outgoing is False


def test_each_verb_stands_with_what_it_says(two: Scene) -> None:
    """What was advised, urged and not worded of one and the same, by a name or by words, is not thrown together."""
    two.entity("CAC")
    orders = [two.mark("ar", words, tag="directive") for words in ("التفتيش", "اللوائح", "التقارير", "الحظر")]
    advised, urged = Cue("ar", 5, 9, "نصحت"), Cue("ar", 1, 4, "حثت")
    for end in ("CAC", two.mark("ar", "الهيئة", "CAC")):
        two.relate("issues", end, orders[0], cue=advised, note="in a letter")
        two.relate("issues", end, orders[1], cue=urged)
        two.relate("issues", end, orders[2], cue=advised)
        two.relate("issues", end, orders[3], cue=Cue("de", 1, 4, "verbot"))
    said = two.row("CAC").cells[0].clauses
    read = [(one.mark is None, [c.quote for c in one.cues], [p.words for p in one.objects]) for one in said]
    each = [(["حثت"], ["اللوائح"]), (["نصحت"], ["التفتيش", "التقارير"]), ([], ["الحظر"])]
    assert read == [(bare, *one) for bare in (False, True) for one in each]
    assert two.row("CAC").cells[0].notes == ("in a letter",)


def test_one_directive_that_two_give_in_other_words_reads_as_two_sentences(two: Scene) -> None:
    order, fear = two.mark("de", "sich zu prüfen", tag="directive"), two.mark("de", "Unruhen", tag="concern")
    two.entity("firms")
    two.relate("issues", two.mark("de", "das Amt"), order, cue=Cue("de", 0, 5, "befahl"))
    two.relate("issues", two.mark("de", "der Verband"), order, cue=Cue("de", 9, 12, "bat"))
    two.relate("addresses", order, "firms")
    two.relate("answers", order, fear, cue=Cue("de", 20, 30, "aus Furcht"))
    first, second = (clause for said in two.compared().groups[1].clauses for clause in said)
    assert [(one.issuers[0].words, one.cues[0].quote) for one in (first, second)] == [
        ("das Amt", "befahl"), ("der Verband", "bat"),
    ]  # fmt: skip
    assert (first.addressees[0].words, first.reasons[0].words, first.because[0].quote) == (
        "firms", "Unruhen", "aus Furcht",
    )  # fmt: skip
    assert (second.addressees, second.reasons, second.because) == ((), (), ())


def test_relation_ends_are_compared_by_what_they_are_tied_to(two: Scene) -> None:
    two.entity("CAC")
    two.entity("MIIT")
    two.entity("check", "directive")
    german, arabic = (
        two.mark("de", "prüfen", "check", tag="directive"),
        two.mark("ar", "تقييم", "check", tag="directive"),
    )
    two.relate("issues", two.mark("de", "Amt", "CAC"), german)
    assert two.row("check").proposed == ()
    two.relate("issues", two.mark("ar", "الهيئة", "CAC"), arabic)
    assert (two.row("check").proposed, two.row("check").state) == ((), RowState.SAME)
    two.relate("issues", "MIIT", arabic)
    (difference,) = two.row("check").proposed
    assert (difference.kind, difference.name, difference.outgoing) == (Kind.RELATION, "issues", False)
    assert difference.there == (("ar", ("CAC", "MIIT")), ("de", ("CAC",)))
    # The ministry is named by no words of the Arabic report, and is meant all the same.
    meant = two.row("MIIT").cells[0]
    assert (meant.mentions, meant.silence, meant.clauses[0].mark) == ((), None, None)
    # An end that is tied to nothing could be anything.
    two.relate("issues", two.mark("de", "jemand"), german)
    assert two.row("check").proposed == ()


def test_relations_between_entities_lie_where_their_cue_lies(two: Scene) -> None:
    two.entity("A")
    two.entity("B")
    two.relate("acts on", "A", "B")
    assert not list(two.compared().rows())
    two.relate("acts on", "A", "B", cue=Cue("ar", 0, 3, "ضرب"))
    two.relate("acts on", "A", "B", cue=Cue("elsewhere", 0, 3, "hit"))
    assert [row.entity.id for row in two.compared().rows()] == ["A", "B"]
    assert two.row("A").said_by == ("ar",)


def test_a_relation_that_lost_an_end_says_nothing(two: Scene) -> None:
    two.entity("A")
    away = two.mark("elsewhere", "away", "A")
    two.relate("acts on", two.mark("de", "here", "A"), away)
    two.relate("acts on", "A", "nobody", cue=Cue("de", 0, 3, "hit"))
    assert [cell.clauses for cell in two.row("A").cells] == [(), ()]


def test_what_is_uncertain_leaves_the_row_open(two: Scene) -> None:
    two.entity("E")
    two.mark("de", "Amt", "E")
    two.mark("ar", "هيئة", "E", uncertain=True)
    row = two.row("E")
    assert (row.cells[0].uncertain, row.cells[1].uncertain, row.state) == (True, False, RowState.OPEN)
    two.mark("ar", "الهيئة", "E")
    assert (two.row("E").cells[0].uncertain, two.row("E").state) == (False, RowState.SAME)


def test_a_verdict_comes_before_all_else(two: Scene) -> None:
    two.entity("E")
    two.mark("de", "Amt", "E")
    two.judge("E", Verdict.SAME, coder="bob", time="2026-01-03T00:00:00Z")
    two.judge("E", Verdict.DIFFERS, "Said harder.", coder="ann")
    two.judge("E", Verdict.DIFFERS, "elsewhere", event="other", time="2026-01-09T00:00:00Z")
    assert two.row("E").state is RowState.SAME
    row = two.row("E", judge="ann")
    assert (row.state, row.sentence, len(row.judgements)) == (RowState.DIFFERS, "Said harder.", 2)
    assert two.row("E", judge="carl").judgement == two.row("E").judgement
    assert [one.coder for one in two.row("E", coder="ann").judgements] == ["ann"]


def test_a_verdict_knows_nothing_of_what_came_later(two: Scene) -> None:
    two.entity("E")
    mark = two.mark("de", "Amt", "E")
    assert not two.row("E").outdated, "nothing was said of it"
    two.judge("E", Verdict.SAME, time="2026-01-03T00:00:00.000Z")
    assert not two.row("E").outdated
    relation = two.relate("acts on", mark, "E")
    assert not two.row("E").outdated
    for one in (0, 1):
        two.relations[0] = replace(relation, modified=f"2026-01-0{3 + one}T00:00:00.000Z")
        assert two.row("E").outdated is bool(one)
    two.relations.clear()
    two.mark("ar", "هيئة", "E", modified="2026-01-03T00:00:00.001Z")
    assert two.row("E").outdated
    assert two.row("E").state is RowState.SAME, "it is still what the analyst has said"


def test_a_coder_alone(two: Scene) -> None:
    two.entity("E")
    two.entity("F")
    mine, theirs = two.mark("de", "Amt", "E"), two.mark("ar", "هيئة", "F", coder="bob")
    two.relate("acts on", mine, theirs)
    two.relate("acts on", mine, "F", coder="bob")
    two.relate("acts on", mine, "F")
    found = two.compared(coder="ann")
    assert [row.entity.id for row in found.rows()] == ["E", "F"]
    assert len(two.row("E", coder="ann").cells[1].clauses) == 1
    assert two.row("F", coder="ann").cells[0].mentions == ()


def test_what_is_withheld_is_neither_said_nor_silent(two: Scene) -> None:
    two.entity("E")
    two.mark("de", "Amt", "E")
    two.mark("ar", "هيئة", "E", coder="bob")
    two.relate("acts on", "E", "E", cue=Cue("ar", 0, 3, "ضرب"), coder="bob")
    two.done("ar", "actor", coder="bob")
    two.judge("E", Verdict.DIFFERS, coder="bob")
    row = two.row("E", sees=lambda article, tag, coder: coder == "ann" or article == "de")
    assert (row.cells[0].mentions, row.cells[0].silence, row.cells[0].clauses) == ((), Silence.NOT_READ, ())
    assert row.judgements == ()
    # Where the article is done, what others say of it is seen too.
    seen = two.row("E", sees=lambda article, tag, coder: True)
    assert (len(seen.cells[0].mentions), seen.state) == (1, RowState.DIFFERS)


def test_an_event_without_reports_compares_to_nothing() -> None:
    found = Scene(replace(report("a"), events=())).compared()
    assert (found.reports, found.groups) == ((), ())


def test_what_one_report_alone_says_is_the_same_as_no_other() -> None:
    scene = Scene(report("a"))
    scene.entity("E")
    scene.mark("a", "words", "E", note="why", start=50)
    first = scene.mark("a", "more", "E", start=10)
    row = scene.row("E")
    assert (row.state, row.cells[0].notes, row.cells[0].mentions[0]) == (RowState.ONLY_HERE, ("why",), first)


@pytest.mark.parametrize("kind", ["issues", "addresses", "answers", "raises", "acts on"])
@pytest.mark.parametrize("article", ["de", "elsewhere"])
def test_one_relation_reads_as_the_same_one_twice(two: Scene, kind: str, article: str) -> None:
    """What most marks have is put together by a shorter way."""
    two.entity("E")
    ends = two.mark("de", "a", "E"), two.mark("de", "b", tag="directive"), two.mark("de", "c", tag="concern")
    for first, second in ((ends[0], ends[1]), ("E", ends[2]), (ends[2], "E")):
        cue = Cue(article, 0, 3, "hit")
        for more in ({"cue": cue, "note": "n", "attributes": (("tone", "sharp"),)}, {}):
            relation = two.relate(kind, first, second, **more)  # type: ignore[arg-type]
            marks = {mark.id: mark for mark in ends}
            known = {entity.id: entity for entity in two.entities}
            articles = {one.id: one for one in two.reports}
            made = Clauses([relation], DEFAULT_RELATION_TYPES, marks, known, articles)
            for outgoing in (True, False):
                once = made._clause("de", ends[0], [(relation, outgoing)])
                assert once == made._clause("de", ends[0], [(relation, outgoing)] * 2)
