"""An event compared as a project has it, its first rows, and verdicts that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from annotator.core.change import ChangeKind
from annotator.core.errors import AmbiguousError, InvalidError, NotFoundError
from annotator.core.tagset import DEFAULT_RELATION_TYPES
from annotator.core.values import Annotation, Bundle, Coder, Event, ProjectInfo, Verdict
from annotator.project import Project
from annotator.project.comparing import comparison, find_event, first_rows, judge
from annotator.project.rules import sha256
from comparisons import EVENT, TAGS, Scene, report

CODERS = (Coder("ann", "ann"), Coder("bob", "bob"))


def stored(path: Path, scene: Scene) -> Project:
    """Return a project of all that a scene holds."""
    text = "x" * 5000
    articles = tuple(replace(one, sha256=sha256(text + one.id), length=5000 + len(one.id)) for one in scene.reports)
    texts = {one.id: text + one.id for one in articles}
    marks = tuple(replace(mark, quote=texts[mark.article][mark.start : mark.end]) for mark in scene.marks)
    bundle = Bundle(
        ProjectInfo("p", "p", "2026-01-01T00:00:00Z"), CODERS, tuple(scene.tags), DEFAULT_RELATION_TYPES, (EVENT,),
        tuple(scene.entities), articles, texts, tuple(scene.statuses), marks, tuple(scene.relations),
        judgements=tuple(scene.judgements),
    )  # fmt: skip
    path.unlink(missing_ok=True)
    return Project.create(path, bundle=bundle, coder="ann")


@pytest.fixture
def scene() -> Scene:
    found = Scene(report("de"), report("ar", rtl=True), report("outside", events=()))
    found.entity("firms")
    found.entity("Xiaomi", part_of="firms")
    found.entity("order", "directive")
    found.mark("ar", "شاومي", "Xiaomi")
    found.mark("outside", "firms", "firms")
    order = found.mark("de", "prüfen", "order", tag="directive")
    found.relate("issues", found.mark("de", "das Amt"), order)
    found.done("de", "actor")
    return found


@pytest.fixture
def project(tmp_path: Path, scene: Scene) -> Iterator[Project]:
    with stored(tmp_path / "p.annot", scene) as opened:
        yield opened


def test_an_event_is_found_by_name_or_the_end_of_its_id(project: Project) -> None:
    assert find_event(project, " treffen ") == EVENT == find_event(project, "vent")
    with pytest.raises(NotFoundError, match="Treffen"):
        find_event(project, "meeting")
    with pytest.raises(NotFoundError):
        find_event(project, "t")


def test_of_two_events_of_a_name_the_ids_are_named(tmp_path: Path) -> None:
    bundle = Bundle(ProjectInfo("p", "p", "x"), events=(Event("one-1111", "Treffen"), Event("two-2222", "treffen")))
    with Project.create(tmp_path / "q.annot", bundle=bundle) as project, pytest.raises(AmbiguousError):
        find_event(project, "Treffen")


def test_a_project_compares_as_its_values_do(project: Project) -> None:
    found = comparison(project, EVENT)
    assert [(row.entity.id, row.depth, row.said_by) for row in found.rows()] == [
        ("firms", 0, ("ar",)), ("Xiaomi", 1, ("ar",)), ("order", 0, ("de",)),
    ]  # fmt: skip
    assert found.row("order").cells[1].clauses[0].issuers[0].annotation is not None  # type: ignore[union-attr]
    assert len(found.groups[0].loose[1]) == 1


def test_the_first_rows_are_those_of_the_whole(project: Project) -> None:
    whole, first = comparison(project, EVENT), first_rows(project, EVENT, 1)
    assert (whole.complete, first.complete) == (True, False)
    assert tuple(first.rows()) == tuple(whole.rows())[:2]
    assert all(not any(group.loose) for group in first.groups)
    assert tuple(first_rows(project, EVENT, 99).rows()) == tuple(whole.rows())


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_the_first_rows_are_a_beginning_of_each_group(tmp_path: Path, seed: int, number: int) -> None:
    from random import Random

    random = Random(seed)
    scene = Scene(*(report(f"r{n}") for n in range(3)))
    names: list[str] = []
    kinds = {f"e{n}": random.choice(tuple(TAGS)) for n in range(8)}
    for name, kind in kinds.items():
        scene.entity(name, kind, part_of=random.choice((None, None, *names)))
        names.append(name)
    for _ in range(25):
        name = random.choice(names)
        scene.mark(f"r{random.randrange(3)}", "words", name, tag=kinds[name])
    ends: list[Annotation | str] = [*scene.marks, *names]
    for _ in range(6):
        scene.relate("issues", random.choice(scene.marks), random.choice(ends))
    with stored(tmp_path / "p.annot", scene) as project:
        whole, first = comparison(project, EVENT), first_rows(project, EVENT, number)
        everything = tuple(whole.rows())
        assert tuple(first.rows()) == everything[: len(tuple(first.rows()))]
        assert len(tuple(first.rows())) >= min(number, len(everything))


def test_a_verdict_is_stored_changed_and_taken_back(project: Project, scene: Scene) -> None:
    firms = scene.entities[0]
    made = project.do(judge(project, EVENT, firms, Verdict.DIFFERS, "  Said\nharder.  "))
    assert (made.kind, made.subject) == (ChangeKind.JUDGE, "firms")
    (one,) = project.judgements()
    assert (one.verdict, one.sentence, one.coder) == (Verdict.DIFFERS, "Said harder.", "ann")
    assert comparison(project, EVENT).row("firms").sentence == "Said harder."  # type: ignore[union-attr]
    assert judge(project, EVENT, firms, Verdict.DIFFERS, "Said harder.").edits == ()
    (again,) = judge(project, EVENT, firms, Verdict.DIFFERS, "Said harder.", anew=True).edits
    assert again.after == replace(one, modified=again.after.modified)  # type: ignore[union-attr]
    assert again.after.modified >= one.modified  # type: ignore[union-attr]
    project.do(judge(project, EVENT, firms, Verdict.SAME))
    (changed,) = project.judgements()
    assert (changed.id, changed.verdict, changed.sentence) == (one.id, Verdict.SAME, None)
    project.undo()
    assert project.judgements() == (one,)
    project.code_as("bob")
    project.do(judge(project, EVENT, firms, Verdict.SAME))
    assert len(project.judgements()) == 2
    assert comparison(project, EVENT).row("firms").judgement.coder == "bob"  # type: ignore[union-attr]
    project.do(judge(project, EVENT, firms, None))
    assert project.judgements() == (one,)
    assert project.check() == []


def test_what_cannot_be_judged_is_said(project: Project, scene: Scene) -> None:
    with pytest.raises(InvalidError, match="taken back"):
        judge(project, EVENT, scene.entities[0], None)
    with pytest.raises(InvalidError, match="verdict"):
        judge(project, EVENT, scene.entities[0], None, "but a sentence")
