"""The passage that answers to another one, and the laws of the way through two texts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.aligning import Alignment, Way, straight
from annotator.analysis.landmarks import Text, Tie
from annotator.text.segments import sentence_spans
from annotator.text.span import Span
from benchmarks import aligned

GERMAN = (
    "Das Hafenamt hat zwölf Reedereien vorgeladen, darunter Blauwal und Kestrel Lines. "
    "Viele Bewohner hörten davon im Radio. "
    "Die Strafe beträgt 40.000 Euro am Tag. "
    "Der Stadtrat Idris Vane warf dem Amt Versäumnisse vor."
)
ARABIC = (
    "اتهم عضو المجلس Idris Vane الهيئة بالإهمال. "
    "وكانت الهيئة قد استدعت 12 شركة ملاحة بينها Kestrel Lines المحلية. "
    "وتصل الغرامة إلى 40,000 يورو عن كل يوم. "
    "ولم يصدر رد من السفن."
)


def text(words: str, language: str | None = None, *ties: Tie) -> Text:
    return Text(words, Span(0, len(words)), language, ties)


def asked(
    words: str, alignment: Alignment, of: str, answering: str, *, back: bool = False
) -> tuple[str, tuple[str, ...]]:
    start = of.index(words)
    found = alignment.answer(Span(start, start + len(words)), back=back)
    return ("", ()) if found is None else (found.span.of(answering), found.by)


def words_of(things: Iterable[str]) -> set[str]:
    """Return the words of names, whether they are told word by word or whole."""
    return set(" ".join(things).split())


@pytest.fixture
def both() -> Alignment:
    return Alignment(text(GERMAN, "de"), text(ARABIC, "ar"))


def test_a_passage_is_answered_wherever_that_stands(both: Alignment) -> None:
    first, _, third, last = (span.of(GERMAN) for span in sentence_spans(GERMAN))
    arabic = [span.of(ARABIC) for span in sentence_spans(ARABIC)]
    assert asked(last, both, GERMAN, ARABIC)[0] == arabic[0]
    assert " ".join(asked(last, both, GERMAN, ARABIC)[1]) == "Idris Vane"
    assert asked(first, both, GERMAN, ARABIC)[0] == arabic[1]
    assert words_of(asked(first, both, GERMAN, ARABIC)[1]) == {"zwölf", "Kestrel", "Lines"}
    assert asked(third, both, GERMAN, ARABIC) == (arabic[2], ("40.000",))
    assert asked(arabic[2], both, ARABIC, GERMAN, back=True) == (third, ("40,000",))


def test_nothing_answers_where_nothing_is_named_in_both(both: Alignment) -> None:
    assert asked("Viele Bewohner hörten davon im Radio.", both, GERMAN, ARABIC) == ("", ())
    assert asked("ولم يصدر رد من السفن.", both, ARABIC, GERMAN, back=True) == ("", ())
    assert Alignment(text(""), text("")).answer(Span(0, 0)) is None
    assert Alignment(text("Kestrel"), text("")).answer(Span(0, 7)) is None


def test_words_are_asked_about_by_themselves_and_else_by_their_sentence(both: Alignment) -> None:
    arabic = [span.of(ARABIC) for span in sentence_spans(ARABIC)]
    assert asked("Kestrel Lines", both, GERMAN, ARABIC)[0] == arabic[1]
    assert words_of(asked("Kestrel Lines", both, GERMAN, ARABIC)[1]) == {"Kestrel", "Lines"}
    found = both.answer(Span(GERMAN.index("vorgeladen"), GERMAN.index("vorgeladen") + 10))
    assert found is not None
    assert found.span.of(ARABIC) == arabic[1]
    assert words_of(span.of(ARABIC) for span in found.places) == {"12", "Kestrel", "Lines"}


def test_a_tie_goes_before_names() -> None:
    one = "Die Aufsicht droht Kestrel. Sie geht."
    other = "حضرت Kestrel الجلسة. وحذرت الهيئة الجميع."
    ties = Tie(Span(4, 12), "e"), Tie(Span(other.index("الهيئة"), other.index("الهيئة") + 6), "e")
    plain, tied = (
        Alignment(text(one, "de", *own), text(other, "ar", *others))
        for own, others in (((), ()), ((ties[0],), (ties[1],)))
    )
    assert asked(one[:27], plain, one, other)[0] == "حضرت Kestrel الجلسة."
    assert asked(one[:27], tied, one, other) == ("وحذرت الهيئة الجميع.", ("Aufsicht",))


def test_what_is_said_in_several_sentences_is_answered_by_several() -> None:
    one = "Kestrel und Blauwal kamen, sagte Okoro, nach Norderfleet."
    other = "Es kamen Kestrel und Blauwal. Okoro war in Norderfleet. Mehr war nicht."
    alignment = Alignment(text(one, "de"), text(other, "de"))
    assert asked(one, alignment, one, other)[0] == "Es kamen Kestrel und Blauwal. Okoro war in Norderfleet."


def test_the_way_leads_by_what_stands_in_the_same_order() -> None:
    facts = [
        (f"Hier kam Schiff {number}1 an, sagte die Behörde.", f"وصلت السفينة {number}1 اليوم.")
        for number in range(1, 9)
    ]
    one = " ".join(said for said, _ in facts)
    # The third fact stands last in the other one, and something long is said before all.
    order = [0, 1, 3, 4, 5, 6, 7, 2]
    other = "وقالت الهيئة أمس إن الأمر معقد جدا ولا يمكن شرحه بسهولة. " + " ".join(facts[number][1] for number in order)
    way = Alignment(text(one, "de"), text(other, "ar")).way
    for number in (0, 1, 3, 4, 5, 6):
        here = one.index(facts[number][0]) + len(facts[number][0]) / 2
        there = other.index(facts[number][1])
        assert there <= way.there(here) <= there + len(facts[number][1]), number


@st.composite
def ways(draw: st.DrawFn) -> Way:
    starts = draw(st.tuples(st.integers(0, 500), st.integers(0, 500)))
    lengths = draw(st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)))
    spans = [Span(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    return Way(
        spans[0], spans[1], draw(st.lists(st.tuples(st.floats(-10, 21_000), st.floats(-10, 21_000)), max_size=12))
    )


@given(ways(), st.lists(st.floats(-100, 30_000), min_size=2, max_size=20))
def test_the_way_never_turns_back(way: Way, places: list[float]) -> None:
    for lead in (way.there, way.back):
        led = [lead(place) for place in sorted(places)]
        assert all(one <= other for one, other in pairwise(led))


@given(ways())
def test_ends_lead_to_ends(way: Way) -> None:
    (first, begin), *_, (last, end) = way.turns
    assert (way.there(first), way.there(last)) == (begin, end)
    assert (way.back(begin), way.back(end)) == (first, last)
    assert (way.there(first - 50), way.there(last + 50)) == (begin, end)


@given(ways())
def test_the_way_is_unbroken_and_rises_between_its_turns(way: Way) -> None:
    for (here, there), (on, onward) in pairwise(way.turns):
        assert here < on
        assert there < onward
        assert way.there(here) == there
        middle = way.there((here + on) / 2)
        assert there <= middle <= onward
        assert middle == pytest.approx((there + onward) / 2)


@given(ways(), st.floats(0, 1))
def test_there_and_back_again_is_where_it_began(way: Way, share: float) -> None:
    (first, begin), *_, (last, end) = way.turns
    # A turn may be as steep as it likes here: what is lost is lost in the last digits of the flatter side.
    steepest = max((onward - there) / (on - here) for (here, there), (on, onward) in pairwise(way.turns))
    flattest = min((onward - there) / (on - here) for (here, there), (on, onward) in pairwise(way.turns))
    place = first + share * (last - first)
    assert way.back(way.there(place)) == pytest.approx(place, abs=1e-9 * max(1, 1 / flattest) * 1e3)
    other = begin + share * (end - begin)
    assert way.there(way.back(other)) == pytest.approx(other, abs=1e-9 * max(1, steepest) * 1e3)


_WORDS = st.sampled_from(["Kestrel", "Blauwal", "Okoro", "12", "40000", "und", "kam", "heute", "Hafen", "Norderfleet"])
_TEXTS = st.lists(st.lists(_WORDS, min_size=1, max_size=6), max_size=12).map(
    lambda sentences: " ".join(" ".join(words).capitalize() + "." for words in sentences)
)


@given(_TEXTS, _TEXTS)
def test_no_two_texts_are_led_through_in_a_rush(one: str, other: str) -> None:
    alignment = Alignment(text(one, "de"), text(other, "en"))
    turns = alignment.way.turns[1:-1]
    if len(turns) > 2:
        whole = len(one) / len(other)
        assert all(1 / 6.01 <= whole * (d - c) / (b - a) <= 6.01 for (a, c), (b, d) in pairwise(turns))
    for span in sentence_spans(one):
        found = alignment.answer(span)
        if found is not None:
            assert found.by
            assert found.span.end <= len(other)
            assert all(found.span.overlaps(place) for place in found.places)


def test_of_two_texts_of_which_only_lengths_are_known_the_way_is_straight() -> None:
    way = straight(Span(10, 110), Span(0, 200))
    assert way.there(60) == 100
    assert way.back(50) == 35


def test_of_the_aligned_samples_few_passages_are_answered_by_what_tells_something_else() -> None:
    found = [aligned.answers(one, other) for one, other in aligned.pairs() if one.passages]
    asked, right, wrong = (sum(getattr(each, field) for each in found) for field in ("asked", "right", "wrong"))
    assert right >= 0.95 * (right + wrong)
    assert right >= 0.84 * asked
