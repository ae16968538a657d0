"""What is dimmed and hidden: by tag and by coder, the deeper shade counts; who tags lifts what hides it."""

from __future__ import annotations

from msgspec.structs import replace

from annotator.core.change import Change, ChangeKind, Edit
from annotator.core.values import Annotation
from annotator.ui.veil import Shade, Shades, Veil, Veils

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
