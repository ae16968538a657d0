"""Export of 100,000 annotations against `json.dumps` of the finished object; and their way back in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from annotator.project import Project
from benchmarks import made
from benchmarks.harness import Row, in_turns, run, timed


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    articles, marks, size, rounds = (2, 200, 20_000, 1) if quick else (20, 5_000, 100_000, 5)
    texts = [made.long_text(size, seed) for seed in range(articles)]
    project = made.project_of(folder / "many.annot", texts, marks)
    target = folder / "many.json"
    project.export(target)
    finished = json.loads(target.read_text(encoding="utf-8"))
    dumped, exported = in_turns(
        rounds,
        lambda: timed(lambda: json.dumps(finished, ensure_ascii=False)),
        lambda: timed(lambda: project.export(target)),
    )
    yield Row(f"export {articles * marks:,} annotations: database to file", exported, dumped, 3.0)
    project.close()

    numbers = count()
    data = target.read_text(encoding="utf-8")

    def load() -> float:
        with Project.create(folder / f"loaded{next(numbers)}.annot") as fresh:
            return timed(lambda: fresh.load(target))

    parsed, loaded = in_turns(1 if quick else 3, lambda: timed(lambda: json.loads(data)), load, warm_up=False)
    yield Row(f"load {articles * marks:,} annotations, against json.loads", loaded, parsed)


if __name__ == "__main__":
    run(measure)
