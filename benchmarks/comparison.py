"""The comparison of 50 reports with 5,000 annotations each: first rows, all of it, filtered, sorted, exported."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

from annotator.analysis.comparison import RowState
from annotator.analysis.sifting import Filter, Order, Said, Sifting, sorted_rows
from annotator.core.ids import new_id, now
from annotator.core.tagset import DEFAULT_RELATION_TYPES, DEFAULT_TAGS
from annotator.core.values import (
    Annotation,
    Article,
    Bundle,
    Coder,
    End,
    Entity,
    Event,
    ProjectInfo,
    ReadingState,
    Relation,
    Status,
)
from annotator.project import Project
from annotator.project.comparing import comparison, first_rows
from annotator.text.direction import Direction
from benchmarks import made
from benchmarks.harness import Row, in_turns, run, worked

_TIED = 3
"""Of so many marks one mentions no entity."""


def project_of(path: Path, reports: int, marks_each: int, entities: int) -> Event:
    """Make a project of one event: two of three marks tied, every tenth entity a whole, a relation for each tenth."""
    random, moment = Random(5), now()
    coder, event = Coder(new_id(), "bench"), Event(new_id(), "Ereignis")
    known = [Entity(new_id(), f"Name {number:04} يصدر", tag=DEFAULT_TAGS[number % 3].id) for number in range(entities)]
    known = [
        Entity(e.id, e.name, e.aliases, e.tag, None if n % 30 < 3 else known[n - n % 30 + n % 3].id)
        for n, e in enumerate(known)
    ]
    articles: list[Article] = []
    texts: dict[str, str] = {}
    marks: list[Annotation] = []
    for number in range(reports):
        text = f"Bericht {number}\n\n{made.long_text(60_000, number)}"
        article = Article(
            new_id(), f"Bericht {number}", Direction.LTR, hashlib.sha256(text.encode()).hexdigest(), len(text), "de",
            f"2021-03-{1 + number % 28:02}", f"Blatt {number % 9}", events=(event.id,),
        )  # fmt: skip
        articles.append(article)
        texts[article.id] = text
        for _ in range(marks_each):
            start = random.randrange(len(text) - 30)
            entity = random.choice(known) if random.randrange(_TIED) else None
            tag = (entity.tag if entity else None) or random.choice(DEFAULT_TAGS).id
            quote, end = text[start : start + 12], start + 12
            marks.append(
                Annotation(
                    new_id(), article.id, tag, start, end, quote, coder.id, moment, moment,
                    entity=entity.id if entity else None,
                    attributes=(("force", random.choice(("asks", "orders"))),) if start % 20 == 0 else (),
                )
            )  # fmt: skip
    actors = [mark for mark in marks if mark.tag == DEFAULT_TAGS[0].id]
    directives = [mark for mark in marks if mark.tag == DEFAULT_TAGS[1].id]
    relations = tuple(
        Relation(
            new_id(), DEFAULT_RELATION_TYPES[0].id, End(annotation=random.choice(actors).id), End(annotation=mark.id),
            coder.id, moment, moment,
        )
        for mark in directives[::10]
    )  # fmt: skip
    statuses = tuple(
        Status(new_id(), article.id, tag.id, coder.id, ReadingState.DONE)
        for article in articles
        for tag in DEFAULT_TAGS[:2]
    )
    bundle = Bundle(
        ProjectInfo(new_id(), path.stem, moment), coders=(coder,), tags=DEFAULT_TAGS, events=(event,),
        relation_types=DEFAULT_RELATION_TYPES, entities=tuple(known), articles=tuple(articles), texts=texts,
        annotations=tuple(marks), statuses=statuses, relations=relations,
    )  # fmt: skip
    Project.create(path, bundle=bundle, coder="bench").close()
    return event


def rows(folder: Path, quick: bool) -> Iterator[Row]:
    reports, each, entities = (5, 100, 60) if quick else (50, 5_000, 1_500)
    path = folder / "comparison.annot"
    event = project_of(path, reports, each, entities)
    with Project.open(path, coder="bench", read_only=True) as project:
        size = f"{reports} reports of {each} marks"
        # What the process works for it: what others do on the machine does not count.
        first, whole, marks = in_turns(
            1 if quick else 3,
            lambda: worked(lambda: first_rows(project, event)),
            lambda: worked(lambda: comparison(project, event)),
            lambda: worked(project.annotations),
        )
        yield Row(f"first rows, {size}", first, must=0.2)
        yield Row(f"the whole comparison, {size}", whole, must=2.0)
        yield Row("  of which its annotations are read in", marks)
        found = comparison(project, event)
        sifting = Sifting(found)
        yield Row("  words made ready to be looked for", worked(sifting.prepare))
        for name, wanted in (
            ("by state", Filter(states=frozenset({RowState.OPEN}))),
            ("said by one", Filter(said=Said.ONE)),
            ("by source", Filter(sources=frozenset({"Blatt 1"}))),
            ("by words", Filter(words="gericht")),
        ):
            (sifted,) = in_turns(5, lambda wanted=wanted: worked(lambda: sifting.filtered(wanted)))  # type: ignore[misc]
            yield Row(f"filter {name}", sifted, must=0.05)
        (ordered,) = in_turns(5, lambda: worked(lambda: sorted_rows(found, Order.PLACE)))
        yield Row("sort by place", ordered, must=0.05)


if __name__ == "__main__":
    run(rows)
