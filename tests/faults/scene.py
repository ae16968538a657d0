"""What is stored, as something to compare; a project to work on; and what must hold whatever happened to it."""

from __future__ import annotations

import random
import shutil
import zlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypeAlias

from annotator.core.change import Change
from annotator.core.values import Bundle, Coder
from annotator.project import Project, edits
from annotator.text.span import Span

DATA = Path(__file__).parent.parent / "data"
HISTORY = "History"
"""Under which a state says how many changes the history has."""
NAME = "press.annot"
CODER = "mira"
WORDS = "Werk Nord meldet Störung und شركة الشمال تنفي ذلك صباح اليوم "

State: TypeAlias = dict[str, int]
"""What is stored: a number for the content of each value, by kind and id."""
Steps: TypeAlias = list[tuple[str, int | None]]
"""What a change leaves of the values it touches; None for those that it takes away."""


def state(bundle: Bundle) -> State:
    """Return all that is stored but for the coders, who are no part of a change."""
    groups = (
        bundle.tags,
        bundle.relation_types,
        bundle.events,
        bundle.entities,
        bundle.articles,
        bundle.statuses,
        bundle.annotations,
        bundle.relations,
    )
    found = {_key(value): zlib.crc32(repr(value).encode()) for group in groups for value in group}
    return found | {f"ArticleText {article}": zlib.crc32(text.encode()) for article, text in bundle.texts.items()}


def steps(change: Change) -> Steps:
    """Return what a change leaves behind. It is stored whole or not at all."""
    return [
        (_key(edit.value), None if edit.after is None else _sum(edit.after))
        for edit in change.edits
        if not isinstance(edit.value, Coder) and type(edit.value).__name__ in _COMPARED
    ]


_COMPARED = ("Tag", "RelationType", "Event", "Entity", "Article", "ArticleText", "Status", "Annotation", "Relation")


def _key(value: object) -> str:
    return f"{type(value).__name__} {value.id}"  # type: ignore[attr-defined]


def _sum(value: object) -> int:
    text = value.text if type(value).__name__ == "ArticleText" else repr(value)  # type: ignore[attr-defined]
    return zlib.crc32(text.encode())


def after(before: State, done: Iterable[tuple[str, int | None]]) -> State:
    """Return what is stored once these steps are done."""
    result = dict(before)
    for key, content in done:
        if content is None:
            result.pop(key, None)
        else:
            result[key] = content
    return result


def stored(path: Path) -> State:
    """Open a project, require that it is sound, and return what it holds."""
    with Project.open(path, coder=CODER) as project:
        found = project.check()
        assert found == [], f"{path.name} is not sound: {found}"
        return state(project.bundle()) | {HISTORY: len(project.history(limit=1_000_000))}


def one_more(before: State) -> tuple[str, int]:
    """Return that the history has one change more."""
    return HISTORY, before[HISTORY] + 1


def without_history(found: State) -> State:
    return {key: content for key, content in found.items() if key != HISTORY}


def works(path: Path) -> None:
    """Require that another edit works, is undone, and leaves one file."""
    with Project.open(path, coder=CODER) as project:
        before = state(project.bundle())
        project.do(edits.add_tag(project, "one more"))
        assert "one more" in {tag.name for tag in project.tags}
    with Project.open(path, coder=CODER) as project:
        project.undo()
        assert state(project.bundle()) == before
        assert project.check() == []
    beside = [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]
    assert not [log.name for log in beside if log.exists()], "logs are left beside a closed project"


@cache
def _template(folder: Path) -> Path:
    """Make a project with three articles and some marks, once."""
    place = folder / "template"
    place.mkdir(parents=True)
    for number in range(3):
        (place / f"{number}.txt").write_text(f"Report {number}\n\n{WORDS * 40}\n", encoding="utf-8")
    with Project.create(place / NAME, coder=CODER) as project:
        project.import_files(sorted(place.glob("*.txt")), event="Störung")
        tag = next(iter(project.tags))
        for article in project.articles():
            spans = [Span(at, at + 4) for at in range(20, 200, 11)]
            project.do(edits.annotate_all(project, {article.id: spans}, tag.id))
    return place / NAME


def furnish(folder: Path) -> Path:
    """Put a project into a folder, and return its path."""
    folder.mkdir(parents=True)
    return Path(shutil.copy(_template(folder.parent), folder / NAME))


def random_edit(project: Project, rng: random.Random) -> Change:
    """Return a small edit as an analyst makes them."""
    marks = project.annotations(limit=80)
    match rng.randrange(6) if project.articles() else 2:
        case 0 if marks:
            return edits.set_note(project, rng.choice(marks), f"note {rng.random()}")
        case 1 if marks:
            return edits.delete_annotations(project, [rng.choice(marks)])
        case 2:
            return edits.add_tag(project, f"tag {rng.random()}")
        case _:
            article = rng.choice(project.articles())
            tag = rng.choice(tuple(project.tags))
            while True:
                start = rng.randrange(20, len(project.text(article.id)) - 30)
                found = edits.annotate(project, article.id, Span(start, start + rng.randint(1, 30)), tag.id)
                if isinstance(found, Change):
                    return found
