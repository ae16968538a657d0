"""Proposals: how fast they are found, and (`--quality`) how many of them are right on the aligned samples.

With `--pairs` that is said of each two reports, with `--wrong` also which are not and what was missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from annotator.analysis.counterparts import counterparts, told
from annotator.core.tagset import ACTOR
from annotator.core.values import Article
from annotator.project import Project
from annotator.project.proposing import Proposer, Step
from annotator.text.scripts import main_script
from annotator.text.segments import word_spans
from benchmarks import aligned, made, reports
from benchmarks.harness import Row, in_turns, run, worked

_LONG = 10_000
_COLUMNS = "{:15} {:9} {:23} {:>8} {:>6} {:>9} {:>6} {:>6} {:>6}"


def _repeated(one: aligned.Sample, length: int) -> str:
    """Return the text of a sample again and again, up to about so many bytes."""
    text = f"{one.text}\n\n"
    return "".join(islice(cycle((text,)), -(-length // len(text.encode()))))


def _against_another(rounds: int, length: int) -> Iterator[Row]:
    """An article of 10 kB against an open other, as when its proposals are first asked for."""
    pairs = {(one.language, other.language): (one, other) for one, other in aligned.pairs()}
    for one, other in (pairs[languages] for languages in (("ar", "de"), ("en", "ru"), ("en", "ko"), ("hi", "pt"))):
        texts = _repeated(one, length), _repeated(other, length)

        def ask(texts: tuple[str, str] = texts, one: aligned.Sample = one, other: aligned.Sample = other) -> float:
            start = perf_counter()
            counterparts(told(texts[0], one.language), told(texts[1], other.language))
            return perf_counter() - start

        (seconds,) = in_turns(rounds, ask)
        yield Row(f"{length // 1000} kB, {one.language} against {other.language}", seconds, must=0.2)


def _through(steps: Iterable[Step]) -> None:
    for _ in steps:
        pass


def _whole_project(folder: Path, rounds: int, count: int) -> Iterator[Row]:
    path = folder / "library.annot"
    size = reports.library(path, count)
    with Project.open(path, coder="bench") as project:
        articles: tuple[Article, ...] = project.articles()
        marks = project.annotations(articles=[articles[0].id])
        every = {
            "words of ten marks": lambda: _through(Proposer(project).same_words(marks, articles)),
            "with other endings": lambda: _through(Proposer(project).same_words(marks, articles, inflected=True)),
            "what was tagged before": lambda: _through(Proposer(project).tagged_before(articles)),
        }
        for name, look in every.items():
            seconds = min(worked(look) for _ in range(rounds))
            title = f"{name}, {count:,} articles of {size / 1e6:.1f} MB: a MB"
            yield Row(title, seconds / (size / 1e6), must=1.0)


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    rounds, length, count = (1, 2000, 60) if quick else (10, _LONG, 10_000)
    yield from _against_another(rounds, length)
    text = made.long_text(length)
    with made.project_of(folder / "one.annot", [text], 0) as project:
        (article,) = project.articles()
        project.do(_tagged(project, article, text))
        proposer = Proposer(project)

        def ask() -> float:
            start = perf_counter()
            _through(proposer.same_words(project.annotations(), [article]))
            return perf_counter() - start

        (seconds,) = in_turns(rounds, ask)
        yield Row(f"{length // 1000} kB, the same words elsewhere", seconds, must=0.2)
    yield from _whole_project(folder, 1 if quick else 2, count)


def _tagged(project: Project, article: Article, text: str):  # type: ignore[no-untyped-def]
    from annotator.project import edits

    return edits.annotate_all(project, {article.id: word_spans(text)[:20]}, ACTOR.id)


def quality() -> None:
    """Print how many of the proposed pairs of places are right, and how many of the things in both texts they find."""
    print(_COLUMNS.format("event", "pair", "scripts", "proposed", "right", "precision", "things", "found", "recall"))
    by_event: dict[str, list[aligned.Quality]] = {}
    for one, other in aligned.pairs():
        found = counterparts(told(one.text, one.language), told(other.text, other.language))
        places = [(here, there) for each in found for here in each.ones for there in each.others]
        judged = aligned.judged(one, other, places)
        by_event.setdefault(one.event, []).append(judged)
        if "--pairs" in sys.argv or "--wrong" in sys.argv:
            scripts = "-".join(dict.fromkeys((main_script(one.text), main_script(other.text))))
            _say(_name(one.event), f"{one.language}-{other.language}", scripts, [judged])
        if "--wrong" in sys.argv:
            print("   wrong:", judged.wrong, "missed:", judged.missed)
    languages: dict[str, list[str]] = {}
    for each in aligned.samples():
        languages.setdefault(each.event, []).append(each.language)
    for event, all_of_it in by_event.items():
        _say(_name(event), f"{len(all_of_it)} pairs", " ".join(languages[event]), all_of_it)
    for held, name in ((False, "set by"), (True, "held out*")):
        _say(name, "", "", [one for event in by_event if _held(event) is held for one in by_event[event]])


def _held(event: str) -> bool:
    return event in aligned.HELD_OUT


def _name(event: str) -> str:
    return event + ("*" if _held(event) else "")


def _say(event: str, pair: str, scripts: str, judged: list[aligned.Quality]) -> None:
    proposed, right, things, found = (
        sum(getattr(one, field) for one in judged) for field in ("proposed", "right", "things", "found")
    )
    cells = (proposed, right, f"{right / proposed:.3f}", things, found, f"{found / things:.2f}")
    print(_COLUMNS.format(event, pair, scripts, *cells))


if __name__ == "__main__":
    if "--quality" in sys.argv:
        quality()
    else:
        run(measure)
