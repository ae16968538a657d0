"""What a process does when a fault meets it, and what must be there afterwards.

Each job sets a folder up, works in it while it says what is about to happen and what has, and is judged by what it
said. What was said to be done must be there; what was only announced may be there, whole, or not.
"""

from __future__ import annotations

import os
import random
import shutil
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.core.change import Change
from annotator.core.errors import ProjectError
from annotator.project import Project, edits
from annotator.project.importing import Intake
from annotator.storage import drives
from annotator.text.span import Span
from faults import scene, shim

_IS_SHARED = drives.is_shared
Say = Callable[[str, Any], None]
Said = list[tuple[str, Any]]


class Job:
    """Work on one project by edits. `many` is how many of them, where nothing stops it."""

    name = "annotate"
    many = 12

    def prepare(self, folder: Path, rng: random.Random) -> None:
        scene.furnish(folder)

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for _ in range(self.many):
                self.do(project, scene.random_edit(project, rng), say)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        """Raise AssertionError where something is lost, torn or left over."""
        path = folder / scene.NAME
        found = scene.stored(path)
        possible = replay(before, said)
        assert found in possible, difference(found, possible)
        scene.works(path)

    def before(self, folder: Path) -> scene.State:
        """Return what is stored when the work begins."""
        return scene.stored(folder / scene.NAME)

    @staticmethod
    def open(folder: Path) -> Project:
        return Project.open(folder / scene.NAME, coder=scene.CODER)

    def do(self, project: Project, change: Change, say: Say) -> None:
        say("next", scene.steps(change))
        project.do(change)
        say("done", None)


def replay(before: scene.State, said: Said) -> list[scene.State]:
    """Return what may be stored: first what must be, then that with a step that was under way or refused since."""
    possible = [before]
    for word, value in said:
        if word == "next":
            steps = [(key, content) for key, content in value]
            possible.append(scene.after(possible[0], [*steps, scene.one_more(possible[0])]))
        elif word == "done":
            possible = possible[-1:]
    return possible


def difference(found: scene.State, possible: list[scene.State]) -> str:
    """Say what is wrong with what was found."""
    sure = possible[0]
    lost = [key for key in sure if key not in found and all(key in other for other in possible)]
    odd = [key for key in found if not any(key in other for other in possible)]
    return f"lost: {lost[:5]}; never stored: {odd[:5]}; or a step is stored in part"


class WithoutLog(Job):
    """On a drive that can have no write-ahead log: a journal beside the file for each edit."""

    name = "annotate without a log"

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        drives.is_shared = lambda _: True
        try:
            super().work(folder, rng, say)
        finally:
            drives.is_shared = _IS_SHARED


class Several(Job):
    """Three processes edit one project and follow each other; one of them is killed, and the others notice nothing."""

    name = "three at once"
    many = 10

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for writer in (1, 2):
            if os.fork() == 0:
                try:
                    if shim.is_loaded():
                        shim.disarm(folder)
                    self.write(folder, writer, random.Random(writer), say)
                except BaseException:
                    say("trouble", traceback.format_exc())
                finally:
                    os._exit(0)
        self.write(folder, 0, rng, say)

    def write(self, folder: Path, writer: int, rng: random.Random, say: Say) -> None:
        with Project.open(folder / scene.NAME, coder=f"writer {writer}") as project:
            for number in range(self.many):
                article, tag = rng.choice(project.articles()), rng.choice(tuple(project.tags))
                change = edits.annotate(project, article.id, Span(20 + 40 * number, 20 + 40 * number + 9), tag.id)
                assert isinstance(change, Change)
                say("next", [writer, scene.steps(change)])
                project.do(change)
                say("done", [writer, None])
                if project.changed_elsewhere():
                    assert len(project.annotations()) > number

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        path = folder / scene.NAME
        sure, under_way = before, {}
        for word, value in said:
            if word == "next":
                under_way[value[0]] = [(key, content) for key, content in value[1]]
            elif word == "done":
                sure = scene.after(sure, [*under_way.pop(value[0]), scene.one_more(sure)])
        assert set(under_way) <= {0}, "others than the killed one did not end"
        perhaps = [scene.after(sure, [*steps, scene.one_more(sure)]) for steps in under_way.values()]
        found = scene.stored(path)
        assert found in (sure, *perhaps), difference(found, [sure, *perhaps])
        scene.works(path)


class AnnotateOn(Job):
    """Go on after an edit that could not be stored: as long as nothing else is, it may come back after a power cut."""

    name = "annotate on"

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        try:
            super().work(folder, rng, say)
        except ProjectError as error:  # It was the opening that failed.
            say("refused", str(error))

    def do(self, project: Project, change: Change, say: Say) -> None:
        say("next", scene.steps(change))
        try:
            project.do(change)
        except ProjectError as error:
            say("refused", str(error))
        else:
            say("done", None)


class TagAll(Job):
    name = "tag in bulk"
    many = 4

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for number in range(self.many):
                tag = rng.choice(tuple(project.tags)).id
                spans = [Span(at, at + 5 + number) for at in range(20 + number, 2200, 4)]
                places = {article.id: spans for article in project.articles()}
                self.do(project, edits.annotate_all(project, places, tag), say)


class Undo(Job):
    name = "undo and redo"
    many = 24

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for _ in range(self.many):
                undone, redone = project.undoable, project.redoable
                match rng.randrange(4):
                    case 0 | 1 if undone is not None:
                        say("next", scene.steps(project.change(undone).inverse()))
                        project.undo()
                        say("done", None)
                    case 2 if redone is not None:
                        say("next", scene.steps(project.change(redone).inverse()))
                        project.redo()
                        say("done", None)
                    case _:
                        self.do(project, scene.random_edit(project, rng), say)


class Reopen(Job):
    """Open, edit, close: the log comes and is folded in again."""

    name = "open and close"
    many = 6

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for _ in range(self.many):
            with self.open(folder) as project:
                self.do(project, scene.random_edit(project, rng), say)


class Import(Job):
    """Few files: read by this process. What is said to be in stays; an article comes with its text or not at all."""

    name = "import"
    files = 24

    def prepare(self, folder: Path, rng: random.Random) -> None:
        scene.furnish(folder)
        source = folder / "in"
        source.mkdir()
        for number in range(self.files):
            text = f"Bericht {number} {rng.random()}\n\n{scene.WORDS * rng.randint(1, 60)}\n"
            (source / f"{number}.txt").write_text(text, encoding="utf-8")

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        def told(intake: Intake) -> bool:
            say("in", sorted(article.id for article in intake.finish().imported))
            return True

        with self.open(folder) as project:
            for part in sorted((folder / "in").glob("*.txt")):
                if self.files <= 24:
                    project.import_files([part], progress=told)
            if self.files > 24:
                project.import_files([folder / "in"], progress=told)
            say("all", None)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        path = folder / scene.NAME
        found = scene.stored(path)
        assert before[scene.HISTORY] <= found.pop(scene.HISTORY)
        before = scene.without_history(before)
        assert before.items() <= found.items(), "what was there before is not there any more"
        for word, value in said:
            if word == "in":
                lost = [article for article in value if f"Article {article}" not in found]
                assert not lost, f"{len(lost)} imported articles are lost"
            elif word == "all":
                assert len(found) == len(before) + 2 * self.files
        count = {kind: sum(key.startswith(f"{kind} ") for key in found) for kind in ("Article", "ArticleText")}
        assert count["Article"] == count["ArticleText"]
        scene.works(path)
        with self.open(folder) as project:
            report = project.import_files(sorted((folder / "in").glob("*.txt")))
            assert report.failed == ()
            assert len(project.articles()) == 3 + self.files


class ImportMany(Import):
    """So many files that other processes read them."""

    name = "import by several processes"
    files = 220


class Migrate(Job):
    """A project of the first version is opened: it is then of the old or the new one, and its copy is whole."""

    name = "migrate"
    version = "0001"

    def prepare(self, folder: Path, rng: random.Random) -> None:
        folder.mkdir(parents=True)
        shutil.copy(scene.DATA / f"version-{self.version}.annot", folder / scene.NAME)

    def before(self, folder: Path) -> scene.State:
        fresh = folder / "fresh.annot"
        shutil.copy(folder / scene.NAME, fresh)
        found = scene.stored(fresh)
        for made in folder.glob("fresh*"):
            made.unlink()
        return found

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder):
            say("opened", None)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        path = folder / scene.NAME
        for copy in folder.glob(f"*version-{self.version}*"):
            if copy.suffix == ".annot":
                assert scene.stored(Path(shutil.copy(copy, folder / "look.annot"))) == before, "the copy is not whole"
                for made in folder.glob("look*"):
                    made.unlink()
        assert scene.stored(path) == before
        scene.works(path)


class Export(Job):
    """The file is what it was, or the whole project."""

    name = "export"
    many = 4

    def prepare(self, folder: Path, rng: random.Random) -> None:
        scene.furnish(folder)
        with self.open(folder) as project:
            project.export(folder / "whole.json")
        (folder / "out.json").write_text("as before", encoding="utf-8")

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for number in range(self.many):
                target = "out.json" if number == 0 else f"new-{number}.json"
                project.export(folder / target)
                say("written", target)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        whole = (folder / "whole.json").read_bytes()
        written = {value for word, value in said if word == "written"}
        out = (folder / "out.json").read_bytes()
        assert out == whole or (out == b"as before" and "out.json" not in written)
        for number in range(1, self.many):
            target = folder / f"new-{number}.json"
            if target.exists() or target.name in written:
                assert target.read_bytes() == whole
        super().judge(folder, [], before)


class Copy(Job):
    """Each copy is whole or not there."""

    name = "save a copy"
    many = 4

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for number in range(self.many):
                target = folder / f"copy-{number}.annot"
                project.save_copy(target)
                say("written", target.name)
                self.do(project, scene.random_edit(project, rng), say)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        written = {value for word, value in said if word == "written"}
        for number in range(self.many):
            target = folder / f"copy-{number}.annot"
            if target.exists() or target.name in written:
                assert len(scene.stored(target)) > 50
                scene.works(target)
        super().judge(folder, said, before)


class Create(Job):
    """Each project is whole or not there."""

    name = "create"
    many = 3

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for number in range(self.many):
            target = folder / f"new-{number}.annot"
            with Project.create(target, coder=scene.CODER):
                say("written", target.name)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        written = {value for word, value in said if word == "written"}
        for number in range(self.many):
            target = folder / f"new-{number}.annot"
            if target.exists() or target.name in written:
                kinds = sorted(key.split()[0] for key in scene.without_history(scene.stored(target)))
                assert kinds == ["RelationType"] * 5 + ["Tag"] * 3, "what a project starts with"
                scene.works(target)
        super().judge(folder, [], before)


class Load(Job):
    """A JSON file is taken into a new project, and into one with work in it: whole or not at all."""

    name = "load"

    def prepare(self, folder: Path, rng: random.Random) -> None:
        path = scene.furnish(folder)
        with Project.open(path, coder=scene.CODER) as project:
            project.export(folder / "in.json")
        path.unlink()
        Project.create(path, coder=scene.CODER).close()
        shutil.copy(scene.DATA / "version-0003.json", folder / "more.json")

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for name in ("in.json", "more.json"):
                project.load(folder / name)
                say("loaded", scene.state(project.bundle()))

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        path = folder / scene.NAME
        found = scene.without_history(scene.stored(path))
        loaded = [scene.without_history(before), *(value for word, value in said if word == "loaded")]
        if found != loaded[-1]:
            assert len(loaded) < 3, "what was loaded is not there"
            with Project.open(path, coder=scene.CODER) as project:
                # The load that was under way is stored whole: then there is nothing left to load.
                report = project.load(folder / ("in.json" if len(loaded) == 1 else "more.json"))
                assert report.change is None, "a part was loaded"
        scene.works(path)


class Index(Job):
    """The index of words is built while edits go on. What it lacks is searched all the same."""

    name = "index for search"
    many = 3

    def prepare(self, folder: Path, rng: random.Random) -> None:
        path = scene.furnish(folder)
        for number in range(30):
            (folder / f"{number}.txt").write_text(f"Mehr {number}\n\n{scene.WORDS * 30}\n", encoding="utf-8")
        with Project.open(path, coder=scene.CODER) as project:
            project.import_files(sorted(folder.glob("*.txt")))

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for number, _ in enumerate(project.searcher.index()):
                if number % 3 == 2:
                    self.do(project, scene.random_edit(project, rng), say)
            say("indexed", None)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        super().judge(folder, said, before)
        with self.open(folder) as project:
            assert len(list(project.search("Störung"))) == 33
            for _ in project.searcher.index():
                pass
            assert len(list(project.search("Störung"))) == 33
            assert project.check() == []


class IndexOn(AnnotateOn, Index):
    """The same while the index of words is built, whose own steps wait for no disk."""

    name = "index on"

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for _ in range(4):
            try:
                with self.open(folder) as project:
                    for _ in zip(range(5), project.searcher.index(), strict=False):
                        self.do(project, scene.random_edit(project, rng), say)
            except ProjectError as error:
                say("refused", str(error))


class ReopenOn(AnnotateOn, Reopen):
    """The same, a new log each time."""

    name = "open and close on"

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for _ in range(self.many):
            try:
                with self.open(folder) as project:
                    self.do(project, scene.random_edit(project, rng), say)
            except ProjectError as error:
                say("refused", str(error))


GOING_ON: dict[str, Job] = {job.name: job for job in (AnnotateOn(), IndexOn(), ReopenOn())}
"""What goes on after a failure."""
JOBS: dict[str, Job] = {
    job.name: job
    for job in (
        Job(),
        TagAll(),
        Undo(),
        Reopen(),
        Import(),
        ImportMany(),
        Migrate(),
        Export(),
        Copy(),
        Create(),
        Load(),
        Index(),
        WithoutLog(),
        Several(),
    )
}
