"""Questions about places in a text of 10 MB: what they cost, and what a search does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from annotator.text import segments
from annotator.text.folding import find, fold
from annotator.text.offsets import Offsets
from annotator.text.span import Span
from benchmarks import made
from benchmarks.harness import Row, in_turns, run, timed


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    size, asked, rounds = (50_000, 50, 1) if quick else (10_000_000, 1_000, 3)
    text = made.long_text(size)
    one_line = text.replace("\n", " ")
    random = Random(4)
    places = [random.randrange(len(text)) for _ in range(asked)]

    def each(ask: Callable[[str, int], object], where: str) -> Callable[[], float]:
        def measured() -> float:
            start = perf_counter()
            for place in places:
                ask(where, place)
            return (perf_counter() - start) / asked

        return measured

    def snap(where: str, place: int) -> Span:
        return segments.snap(where, Span(place, min(place + 20, len(where))))

    asks: dict[str, Callable[[str, int], object]] = {
        "word at a place": segments.word_at,
        "sentence at a place": segments.sentence_at,
        "snap a span to clusters": snap,
    }
    for name, ask in asks.items():
        (seconds,) = in_turns(rounds, each(ask, text))
        yield Row(name, seconds)
        (seconds,) = in_turns(1, each(ask, one_line))
        yield Row(f"{name}, all one paragraph", seconds)
    astral = "😀" + text
    folded = fold(text)
    lower, offsets, folding, finding = in_turns(
        rounds,
        lambda: timed(text.lower),
        lambda: timed(lambda: Offsets(astral)),
        lambda: timed(lambda: fold(text)),
        lambda: timed(lambda: find(folded, "Prüfung")),
    )
    yield Row("offsets of a text with an emoji", offsets, lower)
    yield Row("fold 10 MB, against str.lower", folding, lower)
    yield Row("find in what was folded, against str.lower", finding, lower)


if __name__ == "__main__":
    run(measure)
