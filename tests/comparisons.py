"""Small events to compare: values by names that are easy to read in a test."""

from __future__ import annotations

from itertools import count

from msgspec.structs import replace

from annotator.analysis.comparing import compare
from annotator.analysis.comparison import Comparison, Row
from annotator.core.tagset import ACTOR, CONCERN, DEFAULT_RELATION_TYPES, DEFAULT_TAGS, DIRECTIVE, TagSet
from annotator.core.values import (
    Annotation,
    Article,
    Cue,
    End,
    Entity,
    Event,
    Judgement,
    ReadingState,
    Relation,
    Status,
    Tag,
    Verdict,
)
from annotator.text.direction import Direction

EVENT = Event("event", "Treffen")
TYPES = {kind.name: kind.id for kind in DEFAULT_RELATION_TYPES}
TAGS = {"actor": ACTOR.id, "directive": DIRECTIVE.id, "concern": CONCERN.id}
MOMENT = "2026-01-01T00:00:00Z"


def report(name: str, *, rtl: bool = False, published: str | None = None, **more: object) -> Article:
    made = Article(
        name, f"Title {name}", Direction.RTL if rtl else Direction.LTR, "", 1000, "ar" if rtl else "de", published,
        events=(EVENT.id,),
    )  # fmt: skip
    return replace(made, **more)


class Scene:
    """Collects what is said of the event, and compares."""

    def __init__(self, *reports: Article, tags: tuple[Tag, ...] = DEFAULT_TAGS) -> None:
        self.reports, self.tags = list(reports), TagSet(tags)
        self.entities: list[Entity] = []
        self.marks: list[Annotation] = []
        self.relations: list[Relation] = []
        self.statuses: list[Status] = []
        self.judgements: list[Judgement] = []
        self._numbers = count()

    def entity(self, name: str, tag: str | None = "actor", part_of: str | None = None) -> Entity:
        made = Entity(name, name, tag=TAGS.get(tag or "", tag), part_of=part_of)
        self.entities.append(made)
        return made

    def mark(
        self, article: str, words: str, entity: str | None = None, *, tag: str = "actor", coder: str = "ann",
        start: int | None = None, **more: object,
    ) -> Annotation:  # fmt: skip
        number = next(self._numbers)
        at = 20 * number if start is None else start
        made = Annotation(
            f"mark{number:04}", article, TAGS.get(tag, tag), at, at + len(words), words, coder, MOMENT,
            more.pop("modified", MOMENT), entity=entity, **more,  # type: ignore[arg-type]
        )  # fmt: skip
        self.marks.append(made)
        return made

    def relate(
        self, kind: str, source: Annotation | str, target: Annotation | str, *, cue: Cue | None = None,
        coder: str = "ann", attributes: tuple[tuple[str, str], ...] = (), note: str | None = None,
    ) -> Relation:  # fmt: skip
        first, second = (End(entity=e) if isinstance(e, str) else End(annotation=e.id) for e in (source, target))
        number = next(self._numbers)
        made = Relation(
            f"relation{number:04}", TYPES[kind], first, second, coder, MOMENT, MOMENT, cue, attributes, note
        )
        self.relations.append(made)
        return made

    def done(self, article: str, *tags: str, coder: str = "ann", state: ReadingState = ReadingState.DONE) -> None:
        for tag in tags or tuple(TAGS):
            number = next(self._numbers)
            self.statuses.append(Status(f"status{number:04}", article, TAGS.get(tag, tag), coder, state))

    def judge(self, entity: str, verdict: Verdict, sentence: str | None = None, **more: str) -> None:
        coder, time = more.get("coder", "ann"), more.get("time", MOMENT)
        number = next(self._numbers)
        self.judgements.append(
            Judgement(
                f"judgement{number:04}", more.get("event", EVENT.id), entity, coder, time, time, verdict, sentence
            )
        )

    def compared(self, **options: object) -> Comparison:
        return compare(
            EVENT, self.reports, self.tags, self.entities, self.marks, self.relations, DEFAULT_RELATION_TYPES,
            self.statuses, self.judgements, **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def row(self, entity: str, **options: object) -> Row:
        found = self.compared(**options).row(entity)
        assert found is not None
        return found
