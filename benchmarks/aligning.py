"""Two reports side by side: what each names of the other, and one step of scrolling that the other page follows.

With `--quality` it is said how many passages of the aligned samples are answered by what tells the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import thread_time

from PySide6.QtWidgets import QApplication

from annotator.analysis.aligning import Alignment
from annotator.analysis.landmarks import Text
from annotator.project import Project
from annotator.text.folding import fold
from annotator.text.span import Span
from annotator.ui.panes.pane import Pane
from annotator.ui.workspace import Workspace
from benchmarks import aligned, made, qt
from benchmarks.harness import Row, in_turns, run, share, timed, worked

_SYLLABLES = (
    ("ba", "با"), ("re", "ري"), ("no", "نو"), ("ta", "تا"), ("ki", "كي"), ("la", "لا"), ("mu", "مو"), ("do", "دو"),
    ("fa", "فا"), ("si", "سي"),
)  # fmt: skip
_LATIN = ("und", "die", "Behörde", "heute", "wurde", "gegen", "neue", "Prüfung", "fordert", "Hafen", "mehr", "sagte")
_ARABIC = ("وقالت", "الهيئة", "اليوم", "إلى", "الجديدة", "شركات", "على", "ميناء", "طلبت", "تقارير", "أكثر", "قبل")


def two_reports(size: int, seed: int = 3) -> tuple[str, str]:
    """Return reports in German and Arabic of `size` bytes each, about: sentences with names and numbers that both have.

    Every tenth fact stands elsewhere in the other one, and every tenth is in one of them alone.
    """
    random = Random(seed)
    facts: list[tuple[str, str]] = []
    sizes = [0, 0]
    while min(sizes) < size:
        name = random.choices(_SYLLABLES, k=5)
        number = random.randrange(10, 100_000)
        words = [[random.choice(common) for _ in range(random.randint(6, 14))] for common in (_LATIN, _ARABIC)]
        at = random.randrange(6)
        words[0][at] = f"{''.join(latin for latin, _ in name).capitalize()} {number}"
        words[1][at] = f"{''.join(arabic for _, arabic in name)} {number}"
        fact = " ".join(words[0]).capitalize() + ".", " ".join(words[1]) + "."
        facts.append(fact)
        sizes = [total + len(said.encode()) + 1 for total, said in zip(sizes, fact, strict=True)]
    order = list(range(len(facts)))
    for place in range(0, len(order) - 10, 10):
        other = random.randrange(len(order))
        order[place], order[other] = order[other], order[place]
    left = [said for number, (said, _) in enumerate(facts) if number % 10 != 3]
    right = [facts[number][1] for number in order if number % 10 != 7]
    return _paragraphs(left, random), _paragraphs(right, random)


def _paragraphs(sentences: list[str], random: Random) -> str:
    found: list[str] = []
    at = 0
    while at < len(sentences):
        size = random.randint(3, 7)
        found.append(" ".join(sentences[at : at + size]))
        at += size
    return "\n".join(found)


def _texts(size: int) -> tuple[Text, Text]:
    one, other = two_reports(size)
    return Text(one, Span(0, len(one)), "de"), Text(other, Span(0, len(other)), "ar")


def _anchors(size: int, name: str, must: float, rounds: int) -> Iterator[Row]:
    one, other = _texts(size)

    def align() -> object:
        return Alignment(one, other).way

    aligned, folded = in_turns(
        rounds, lambda: worked(align), lambda: worked(lambda: (fold(one.text), fold(other.text)))
    )
    yield Row(f"{name}: two reports compared, to folding them", aligned, folded, None, must)
    alignment = Alignment(one, other)
    _ = alignment.way
    passages = [Span(start, start + 60) for start in range(0, len(one.text) - 60, max(len(one.text) // 200, 1))]
    asked = [timed(lambda passage=passage: alignment.answer(passage)) for passage in passages]  # type: ignore[misc]
    yield Row("  a passage's counterpart, p99", share(asked, 99), must=0.016)


def _steps(leader: Pane, count: int, by: int) -> Callable[[], list[float]]:
    """Return what scrolls a page by notches of a wheel, down and up again, and tells what each took.

    Seconds are those that the window's thread worked until both pages were painted: neither what others do to the
    machine counts, nor what is indexed meanwhile.
    """

    def scroll() -> list[float]:
        nonlocal by
        times: list[float] = []
        for _ in range(count):
            start = thread_time()
            bar = leader.view.verticalScrollBar()
            by = -abs(by) if bar.value() == bar.maximum() else abs(by) if not bar.value() else by
            leader.view.scroll_by(by)
            QApplication.processEvents()
            times.append(thread_time() - start)
        return times

    return scroll


def _followed(folder: Path, size: int, name: str, quick: bool) -> Iterator[Row]:
    path = folder / f"aligned-{size}.annot"
    made.project_of(path, two_reports(size), 50 if quick else 500).close()
    project = Project.open(path)
    window, workspace = qt.furnished(project, folder)
    while workspace.sides is None:
        QApplication.processEvents()
    panes = _opened(workspace)
    count = 20 if quick else 300
    found: dict[bool, list[float]] = {}
    for on in (False, True):
        workspace.panes.together.turn(on, panes[0])
        while on and workspace.panes.together.alignments.busy:
            QApplication.processEvents()
        qt.settle()
        _steps(panes[0], 5, 60)()
        found[on] = _steps(panes[0], count, 60)()
    alone, followed = share(found[False], 99), share(found[True], 99)
    yield Row(f"{name}: a step of scrolling alone, p99", alone)
    yield Row("  followed by the other page, p99", followed, alone, None, 0.016)
    yield Row("  followed by the other page, p50", share(found[True], 50), share(found[False], 50), 4.0)
    workspace.close()
    window.close()
    qt.settle()
    project.close()


def _opened(workspace: Workspace) -> list[Pane]:
    project = workspace.session.project
    for article in project.articles():
        if workspace.panes.pane_of(article.id) is None:
            workspace.panes.open_beside(article.id)
    qt.settle()
    return workspace.panes.panes


def measure(folder: Path, quick: bool) -> Iterator[Row]:
    app = qt.application()
    rounds = 1 if quick else 5
    yield from _anchors(10_000, "10 kB", 0.2, rounds)
    yield from _anchors(50_000 if quick else 1_000_000, "1 MB", 10.0, rounds)
    yield from _followed(folder, 10_000, "10 kB", quick)
    yield from _followed(folder, 50_000 if quick else 1_000_000, "1 MB", quick)
    del app


def quality() -> None:
    """Print how many of the passages that both reports have an answer for get it, and how many answers are wrong."""
    columns = "{:15} {:>6} {:>6} {:>6} {:>9} {:>6}"
    print(columns.format("event", "asked", "right", "wrong", "precision", "recall"))
    by_event: dict[str, list[aligned.Answers]] = {}
    for one, other in aligned.pairs():
        if one.passages and other.passages:
            by_event.setdefault(one.event, []).append(aligned.answers(one, other))
    rows = {event + "*" * (event in aligned.HELD_OUT): found for event, found in by_event.items()}
    rows["set by"] = [each for event, found in by_event.items() if event not in aligned.HELD_OUT for each in found]
    rows["held out*"] = [each for event, found in by_event.items() if event in aligned.HELD_OUT for each in found]
    for name, found in rows.items():
        asked, right, wrong = (sum(getattr(each, field) for each in found) for field in ("asked", "right", "wrong"))
        print(columns.format(name, asked, right, wrong, f"{right / (right + wrong):.2f}", f"{right / asked:.2f}"))


if __name__ == "__main__":
    if "--quality" in sys.argv:
        quality()
    else:
        run(measure)
