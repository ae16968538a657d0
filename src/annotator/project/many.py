"""Marks on many places at once: the one way in which what was found, or proposed, becomes the edits of one change."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from annotator.core.change import Edit
from annotator.core.ids import new_id, now
from annotator.core.values import Annotation, Value
from annotator.project.project import Project
from annotator.project.rules import check_span, or_nothing
from annotator.text import segments
from annotator.text.span import Span


class Place(Struct, frozen=True):
    """Words to be marked: with which tag, of which entity (ids), and with which note."""

    article: str
    span: Span
    tag: str
    entity: str | None = None
    note: str | None = None


def new_marks(project: Project, places: Sequence[Place]) -> list[Edit[Value]]:
    """Return the edits that mark many places, each once; for `annotate_all`, which says what is refused.

    A mark of this coder with this tag that is there already is left as it is, but tied to the entity where it is to
    none.
    """
    coder, time = project.coder.id, now()
    articles = {place.article for place in places}
    found = project.annotations(articles=list(articles), tags=list({place.tag for place in places}), coders=[coder])
    taken = {(twin.article, twin.span, twin.tag): twin for twin in found if not twin.fragments}
    texts = {article: project.text(article) for article in articles}
    made: dict[tuple[str, Span, str], Edit[Value]] = {}
    for place in places:
        text = texts[place.article]
        span = segments.snap(text, place.span) if place.span.end <= len(text) else place.span
        check_span(text, span)
        key = (place.article, span, place.tag)
        twin = taken.get(key)
        if key in made:
            continue
        if twin is None:
            mark = Annotation(
                new_id(), place.article, place.tag, span.start, span.end, span.of(text), coder, time, time,
                or_nothing(place.note), place.entity,
            )  # fmt: skip
            made[key] = Edit(None, mark)
        elif place.entity is not None and twin.entity is None:
            made[key] = Edit(twin, replace(twin, entity=place.entity, modified=time))
    return list(made.values())
