"""Numbers of 250,000 annotations: counted, found together, as shares of texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotator.analysis.counting import By, Labels, Within, count_by, shares, together
from annotator.core.tagset import DEFAULT_TAGS
from annotator.core.values import Annotation, Article, Bundle, Coder, Entity, ProjectInfo
from annotator.text.direction import Direction
from annotator.text.sentences import sentence_spans
from benchmarks.harness import Row, run, timed

_REPORTS, _EACH, _ENTITIES = 50, 5000, 200
_SENTENCE = "The port told the crews to wait for the pilots until noon. "


def measure(_folder: Path, quick: bool) -> Iterator[Row]:
    each = _EACH // 50 if quick else _EACH
    text = _SENTENCE * 2000
    entities = tuple(Entity(f"e{n}", f"Entity {n}", tag=DEFAULT_TAGS[n % 3].id) for n in range(_ENTITIES))
    articles = tuple(
        Article(f"a{n:02}", f"Report {n}", Direction.LTR, "", len(text), source=f"Source {n % 12}")
        for n in range(_REPORTS)
    )
    marks = [
        Annotation(
            f"m{n}-{k}", article.id, DEFAULT_TAGS[k % 3].id, at := (k * 23) % (len(text) - 20), at + 12,
            "", "c", "", "", entity=entities[(n + k * 7) % _ENTITIES].id,
        )
        for n, article in enumerate(articles)
        for k in range(each)
    ]  # fmt: skip
    bundle = Bundle(ProjectInfo("p", "p", ""), (Coder("c", "c"),), DEFAULT_TAGS, entities=entities, articles=articles)
    labels = Labels(bundle)
    once = timed(lambda: Counter((mark.tag, mark.entity) for mark in marks))
    counted = timed(lambda: count_by(marks, labels.of(By.ENTITY), labels.of(By.SOURCE)))
    yield Row(f"{len(marks):,} marks by entity and source, to one Counter", counted, once, 6)
    cut = timed(lambda: [sentence_spans(text) for _ in articles])
    found = timed(lambda: together(marks, lambda _: text, labels.of(By.ENTITY), Within.SENTENCE))
    yield Row("found together in sentences, to the sentences alone", found, cut, 2)
    yield Row("shares of the articles", timed(lambda: shares(marks, articles, [(t.id, t.name) for t in DEFAULT_TAGS])))


if __name__ == "__main__":
    run(measure)
