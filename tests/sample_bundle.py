"""A small project as values that uses every key of the JSON format."""

from __future__ import annotations

import hashlib

from annotator.core.tagset import ACTOR, CONCERN, DIRECTIVE
from annotator.core.values import (
    Annotation,
    Article,
    AttributeDefinition,
    AttributeKind,
    Bundle,
    Coder,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    Origin,
    Pattern,
    ProjectInfo,
    ReadingState,
    Relation,
    RelationType,
    Status,
    Tag,
    Verdict,
)
from annotator.text.direction import Direction
from annotator.text.span import Span

GERMAN = "👨‍👩‍👧 Hafen gesperrt\n\nDie Behörde hat der Reederei Nordlicht befohlen, den Hafen zu räumen."
ARABIC = "إغلاق الميناء\nأمرت السلطات شركة Nordlicht بإخلاء الميناء."
CODER = Coder("0190a000-0000-7000-8000-00000000c0d1", "mira")
URGENCY = Tag(
    "0190a000-0000-7000-8000-0000000000f1",
    "Dringlichkeit",
    "#00786c",
    Pattern.WAVY,
    None,
    None,
    CONCERN.id,
    (
        AttributeDefinition("degree", AttributeKind.CHOICE, ("low", "high")),
        AttributeDefinition("sure", AttributeKind.YES_NO),
    ),
    3,
    "at once",
    "soon",
    True,
)
_FIRM = AttributeDefinition("firm", AttributeKind.YES_NO)
TIME = "2024-05-04T10:00:00.000Z"


def ident(number: int) -> str:
    return f"0190a000-0000-7000-8000-{number:012x}"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def mark(number: int, article: Article, text: str, quote: str, tag: Tag, **more: object) -> Annotation:
    start = text.index(quote)
    return Annotation(
        ident(number),
        article.id,
        tag.id,
        start,
        start + len(quote),
        quote,
        CODER.id,
        TIME,
        TIME,
        **more,  # type: ignore[arg-type]
    )


def sample_bundle() -> Bundle:
    event = Event(ident(0xE1), "Hafen")
    german = Article(
        ident(0xA1),
        "👨‍👩‍👧 Hafen gesperrt",
        Direction.LTR,
        sha256(GERMAN),
        len(GERMAN),
        "de",
        "2024-05-03",
        "Küstenblatt",
        "M. Muster",
        "https://example.org/hafen",
        (event.id,),
        "Presse",
        Origin("hafen.txt", "windows-1252", sha256("file")),
        Span(7, len(GERMAN)),
        guesses=("title", "language"),
    )
    arabic = Article(ident(0xA2), "إغلاق الميناء", Direction.RTL, sha256(ARABIC), len(ARABIC), "ar", replaces=german.id)
    company = Entity(ident(0xE2), "Nordlicht", ("Reederei Nordlicht", "شركة Nordlicht"), ACTOR.id)
    office = Entity(ident(0xE3), "Nordlicht office", (), None, company.id, "in town")
    hull = GERMAN.index("befohlen")
    end = GERMAN.index("räumen") + 6
    annotations = (
        mark(1, german, GERMAN, "Behörde", ACTOR),
        mark(2, german, GERMAN, "Reederei Nordlicht", ACTOR, entity=company.id, note="zwei\nZeilen"),
        Annotation(
            ident(3),
            german.id,
            DIRECTIVE.id,
            hull,
            end,
            GERMAN[hull:end],
            CODER.id,
            TIME,
            "2024-05-04T10:00:01.500Z",
            fragments=(Span(hull, hull + 8), Span(end - 6, end)),
        ),
        mark(4, arabic, ARABIC, "شركة Nordlicht", ACTOR, entity=company.id),
        mark(
            5,
            arabic,
            ARABIC,
            "بإخلاء",
            URGENCY,
            attributes=(("degree", "high"), ("part", 0.5), ("sure", True), ("times", 2)),
        ),
    )
    ordered = RelationType(ident(0x11), "orders", (ACTOR.id,), (ACTOR.id, DIRECTIVE.id), "Who orders whom", (_FIRM,))
    verb = ARABIC.index("أمرت")
    relations = (
        Relation(
            ident(0x21),
            ordered.id,
            End(annotation=ident(1)),
            End(entity=company.id),
            CODER.id,
            TIME,
            TIME,
            Cue(arabic.id, verb, verb + 4, "أمرت"),
            (("firm", True),),
            "said twice",
        ),
        Relation(ident(0x22), ordered.id, End(entity=company.id), End(annotation=ident(3)), CODER.id, TIME, TIME),
    )
    return Bundle(
        ProjectInfo(ident(0x99), "Port", TIME),
        (CODER,),
        (ACTOR, DIRECTIVE, CONCERN, URGENCY),
        (ordered,),
        (event,),
        (company, office),
        (german, arabic),
        {german.id: GERMAN, arabic.id: ARABIC},
        (Status("", german.id, ACTOR.id, CODER.id, ReadingState.DONE),),
        annotations,
        relations,
        judgements=(
            Judgement(ident(0x31), event.id, company.id, CODER.id, TIME, TIME, Verdict.DIFFERS, "Only one names it."),
        ),
    )
