"""What is dimmed and hidden: by tag and by coder, the deeper shade counts; who tags lifts what hides it."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.values import Annotation
from annotator.ui.veil import Blind, Shade, Shades, Veil, Veils

MARK = Annotation("m", "a", "tag", 0, 3, "Amt", "coder", "", "")


def test_the_deeper_shade_counts() -> None:
    tags, coders = Shades(dimmed=frozenset({"tag"})), Shades(hidden=frozenset({"coder"}))
    assert Veil().shade(MARK) is Shade.SHOWN
    assert Veil(tags).shade(MARK) is Shade.DIMMED
    assert Veil(tags, coders).shade(MARK) is Shade.HIDDEN
    assert Veil(tags, coders).hides(MARK)
    assert not Veil(tags).hides(MARK)
    assert Veil(all_hidden=True).shade(MARK) is Veil(all_hidden=True).of_tag("tag") is Shade.HIDDEN
    assert Veil().open
    assert not Veil(tags).open


def test_a_record_has_one_shade_at_a_time() -> None:
    shades = Shades()
    for shade in (Shade.DIMMED, Shade.HIDDEN, Shade.DIMMED, Shade.SHOWN):
        shades = shades.having("tag", shade)
        assert shades.of("tag") is shade
        assert shades.of("other") is Shade.SHOWN
    assert shades == Shades()


def test_only_one_dims_the_others_and_leaves_hidden_what_is() -> None:
    shades = Shades(hidden=frozenset({"a", "b"})).only("a", ["a", "b", "c"])
    assert [shades.of(record) for record in "abc"] == [Shade.SHOWN, Shade.HIDDEN, Shade.DIMMED]


def test_what_is_gone_is_neither_dimmed_nor_hidden() -> None:
    shades = Shades(frozenset("ab"), frozenset("cd"))
    assert Veil(shades, shades, True).among("ac", "d") == Veil(
        Shades(frozenset("a"), frozenset("c")), Shades(hidden=frozenset("d")), True
    )


def test_hiding_all_keeps_what_was_before(qapp: object) -> None:
    veils, told = Veils(), []
    veils.changed.connect(told.append)
    veils.shade_tag("tag", Shade.DIMMED)
    before = veils.veil
    veils.hide_all(True)
    assert veils.veil.hides(MARK)
    veils.hide_all(False)
    assert veils.veil == before
    veils.hide_all(True)
    veils.shade_coder("coder", Shade.HIDDEN)
    assert not veils.veil.all_hidden
    veils.show_all()
    veils.show_all()
    assert veils.veil.open
    assert len(told) == 6
    assert told[-1] == Veil()


def test_tagging_lifts_what_hides_the_mark_and_nothing_else(qapp: object) -> None:
    veils, said = Veils(), []
    veils.lifted.connect(said.append)
    hidden = Shades(hidden=frozenset({"tag", "other"}))
    tagged = Change(ChangeKind.ANNOTATE, None, "", "", (Edit(None, MARK),))
    veils.become(Veil(hidden, Shades(dimmed=frozenset({"coder"}))))
    veils.follow(tagged.inverse())
    veils.follow(Change(ChangeKind.NOTE, None, "", "", (Edit(MARK, replace(MARK, note="x")),)))
    assert said == []
    veils.follow(tagged)
    assert veils.veil == Veil(Shades(hidden=frozenset({"other"})), Shades(dimmed=frozenset({"coder"})))
    veils.become(Veil(coders=Shades(hidden=frozenset({"coder"}))))
    veils.follow(tagged)
    veils.become(Veil(Shades(dimmed=frozenset({"tag"})), all_hidden=True))
    veils.follow(tagged)
    assert veils.veil == Veil(Shades(dimmed=frozenset({"tag"})))
    veils.follow(tagged)
    assert said == [
        "Marks with this tag are shown again.",
        "Marks of this coder are shown again.",
        "Marks are shown again.",
    ]


def test_who_works_blind_sees_their_own_marks_and_what_is_declared_done() -> None:
    blind = Blind("me", frozenset({("b", "tag")}), frozenset({"tag", "other"}))
    veil = Veil(blind=blind)
    own, done = replace(MARK, coder="me"), replace(MARK, article="b")
    for mark, withheld in ((MARK, True), (own, False), (done, False), (replace(done, tag="other"), True)):
        assert veil.withholds(mark) is veil.hides(mark) is veil.blinds(mark) is withheld
        assert veil.shade(mark) is (Shade.HIDDEN if withheld else Shade.SHOWN)
        assert veil.counts(mark.article, mark.tag, mark.coder) is not withheld
    assert not blind.has_done("b")
    assert Blind("me", frozenset({("b", "tag"), ("b", "other")}), blind.tags).has_done("b")
    assert veil.withholding
    assert not veil.open
    assert veil.chosen.open


def test_a_hidden_coder_is_withheld_and_a_hidden_tag_is_not() -> None:
    assert Veil(coders=Shades(hidden=frozenset({"coder"}))).withholds(MARK)
    assert not Veil(coders=Shades(dimmed=frozenset({"coder"}))).withholds(MARK)
    assert not Veil(Shades(hidden=frozenset({"tag"}))).withholds(MARK)
    assert not Veil(all_hidden=True).withholds(MARK)


def test_nothing_but_a_declaration_ends_working_blind(qapp: object) -> None:
    veils = Veils()
    blind = Blind("me")
    veils.work_blind(blind)
    veils.lift([MARK])
    veils.show_all()
    veils.hide_all(True)
    veils.lift([MARK])
    veils.hide_all(False)
    veils.all_coders()
    veils.become(Veil(Shades(dimmed=frozenset({"tag"}))))
    assert veils.veil == Veil(Shades(dimmed=frozenset({"tag"})), blind=blind)
    veils.work_blind(None)
    assert veils.veil == Veil(Shades(dimmed=frozenset({"tag"})))


def test_only_one_coder_and_all_again(qapp: object) -> None:
    veils = Veils()
    veils.shade_coder("a", Shade.DIMMED)
    veils.only_coder("a", ["a", "b", "c"])
    assert veils.veil == Veil(coders=Shades(hidden=frozenset({"b", "c"})))
    veils.shade_tag("tag", Shade.DIMMED)
    veils.all_coders()
    assert veils.veil == Veil(Shades(dimmed=frozenset({"tag"})))
