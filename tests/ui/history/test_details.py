"""What a change changed, in words that a person reads, and never as data."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtGui import QTextDocument

from annotator.core.change import Edit
from annotator.core.tagset import ACTOR, CONCERN
from annotator.core.values import Annotation, Article, Event, Judgement, Status, Value, Verdict
from annotator.core.values import ReadingState as State
from annotator.text.direction import Direction
from annotator.text.isolate import isolate
from annotator.text.span import Span
from annotator.ui.history.details import Fact, Told, as_html, tell
from annotator.ui.theme import DARK, LIGHT

MARK = Annotation("m", "a", ACTOR.id, 10, 21, "هيئة الموانئ", "c", "2024-01-01", "2024-01-01", note="من <هي>?")
ARTICLE = Article("a", "مينا", Direction.RTL, "0", 99, "ar", "2024-05-15", events=("e",))
NAMES = {ACTOR.id: "actor", CONCERN.id: "concern", "c": "mira", "e": "Harbour", "a": "مينا"}


def told(before: Value | None, after: Value | None) -> Told:
    (one,) = tell([Edit(before, after)], NAMES.get)
    return one


def test_a_new_mark_tells_its_words_and_what_was_given() -> None:
    made = told(None, MARK)
    assert (made.heading, made.name) == ("New mark", "“\u2068هيئة الموانئ\u2069”")
    facts = {fact.field: fact for fact in made.facts}
    assert facts["Tag"] == Fact("Tag", None, "actor")
    assert facts["Note"].after == "من <هي>?"
    assert facts["Coder"].after == "mira"
    assert facts["Article"].after == "مينا"
    assert "Entity" not in facts
    assert told(MARK, None).heading == "Mark removed"


def test_of_a_change_only_what_differs_is_told_before_and_after() -> None:
    assert told(MARK, replace(MARK, tag=CONCERN.id, modified="2025")).facts == (Fact("Tag", "actor", "concern"),)
    assert told(MARK, replace(MARK, note=None)).facts == (Fact("Note", "من <هي>?", "–"),)
    pieces = (Span(10, 14), Span(16, 21))
    cut = told(MARK, replace(MARK, fragments=pieces))
    assert cut.facts[0] == Fact("Words", "هيئة الموانئ", "هيئة … لموان")
    assert cut.facts[1] == Fact("Place", "10–21", "10–14, 16–21")
    gone = told(MARK, replace(MARK, tag="of a tag that was deleted"))
    assert gone.facts[0].after == "one that is gone"


def test_other_values_have_words_too() -> None:
    assert told(ARTICLE, replace(ARTICLE, language="de", body=Span(3, 50))).facts == (
        Fact("Language", "العربية", "Deutsch"),
        Fact("Bounds", "–", "3–50"),
    )
    assert told(ARTICLE, replace(ARTICLE, events=())).facts == (Fact("Events", "Harbour", "–"),)
    assert told(None, Event("e", "Harbour")) == Told("New event", "“\u2068Harbour\u2069”")
    status = Status("s", "a", ACTOR.id, "c", State.IN_WORK)
    assert Fact("Status", "in work", "done") in told(status, replace(status, state=State.DONE)).facts
    judged = Judgement("j", "e", "x", "c", "", "", Verdict.DIFFERS, "Said harder.")
    assert told(None, judged).facts == (
        Fact("Event", None, "Harbour"), Fact("Entity", None, "one that is gone"), Fact("Coder", None, "mira"),
        Fact("Verdict", None, "said differently"), Fact("Sentence", None, "Said harder."),
    )  # fmt: skip
    changed = told(judged, replace(judged, verdict=Verdict.SAME, sentence=None))
    assert changed.facts == (
        Fact("Verdict", "said differently", "said the same"), Fact("Sentence", "Said harder.", "–"),
    )  # fmt: skip
    assert told(ACTOR, replace(ACTOR, shortcut="k")).facts == (Fact("Key", "1", "k"),)


def test_it_is_shown_as_text_whatever_it_holds(qapp: object) -> None:
    for theme in (LIGHT, DARK):
        document = QTextDocument()
        document.setHtml(as_html([told(MARK, replace(MARK, note="<b>no</b> & more"))], 3, theme))
        text = document.toPlainText()
        assert "\u2068من <هي>?\u2069 → \u2068<b>no</b> & more\u2069" in text
        assert text.endswith("and 3 more")


def test_what_a_mark_carries_is_told_name_by_name_in_words() -> None:
    before = replace(MARK, attributes=(("force", "obliges"), ("quoted", True)))
    after = replace(MARK, attributes=(("force", "requests"), ("how many", 11), ("quoted", True)))
    facts = told(before, after).facts
    assert facts == (
        Fact(isolate("force"), "obliges", "requests"), Fact(isolate("how many"), "–", "11"),
    )  # fmt: skip
    gone = told(replace(MARK, attributes=(("quoted", False),)), None)
    assert Fact(isolate("quoted"), "no", None) in gone.facts
    # Yes is no number, though Python takes the one for the other.
    one = replace(MARK, attributes=(("quoted", 1),))
    assert told(one, replace(MARK, attributes=(("quoted", True),))).facts == (Fact(isolate("quoted"), "1", "yes"),)


def test_what_a_tag_defines_is_told_with_what_there_is_to_choose() -> None:
    fewer = replace(ACTOR, attributes=ACTOR.attributes[1:], retired=True, position=2)
    facts = {fact.field: fact for fact in told(ACTOR, fewer).facts}
    assert facts["Attributes"] == Fact(
        "Attributes", "role (issuer | addressee | other), attributed to (text)", "attributed to (text)"
    )
    assert facts["Retired"] == Fact("Retired", "–", "yes")
    assert facts["Place"] == Fact("Place", "1", "3")
