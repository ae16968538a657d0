"""Lets every call to the system fail that an operation makes, one after the other, and looks at what comes of it.

Either the operation is done, or it is refused with a sentence; then it works as soon as the fault is gone, in the same
process. What was stored before is there in both cases, and what was refused is not, nor any part of it.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from annotator.core.change import Change
from annotator.core.errors import AnnotatorError
from annotator.project import Project, edits
from annotator.text.span import Span
from faults import children, scene, shim
from faults.jobs import JOBS, Say
from faults.shim import CHANGING, Call, Fate


class Fault(NamedTuple):
    """What is done to the Nth of some calls."""

    name: str
    calls: Call
    fate: Fate
    error: int


FAULTS = (
    Fault("EIO, once", CHANGING, Fate.ONCE, errno.EIO),
    Fault("EIO, from then on", CHANGING, Fate.ON, errno.EIO),
    Fault("disk full, from then on", Call.WRITE | Call.CREATE | Call.TRUNCATE, Fate.ON, errno.ENOSPC),
    Fault("disk full amid a write", Call.WRITE, Fate.SHORT, errno.ENOSPC),
    Fault("quota used up", Call.WRITE | Call.CREATE, Fate.ON, errno.EDQUOT),
    Fault("sync fails, once", Call.SYNC, Fate.ONCE, errno.EIO),
    Fault("syncs fail, from then on", Call.SYNC, Fate.ON, errno.EIO),
    Fault("turns read-only", CHANGING, Fate.ON, errno.EROFS),
    Fault("reading fails, once", Call.READ, Fate.ONCE, errno.EIO),
    Fault("mapping fails, once", Call.MAP, Fate.ONCE, errno.ENODEV),
    Fault("locking fails, once", Call.LOCK, Fate.ONCE, errno.ENOLCK),
)


class Operation:
    """One thing to do with a project, `open` when the fault comes. What it returns is stored when it is done."""

    job = "annotate"
    opens = False
    """Whether the project is opened by the operation itself."""

    def ready(self, project: Project, place: Path) -> None:
        """Do what comes before, with nothing failing yet."""

    def do(self, project: Project, place: Path) -> None:
        project.do(self.change)

    def again(self, project: Project, place: Path) -> None:
        """Do it when the fault is gone, after it was refused."""
        self.do(project, place)

    def judge(self, place: Path) -> None:
        """Look at what else it has made."""


class Annotate(Operation):
    name = "annotate"

    def ready(self, project: Project, place: Path) -> None:
        article, tag = project.articles()[0], next(iter(project.tags))
        made = edits.annotate(project, article.id, Span(300, 311), tag.id)
        assert isinstance(made, Change)
        self.change = made


class AnnotateFirst(Annotate):
    """With the log still empty, and grown first as the window does."""

    name = "annotate, first of a session"

    def do(self, project: Project, place: Path) -> None:
        project.make_room()
        project.do(self.change)


class AnnotateAll(Operation):
    name = "tag in bulk"

    def ready(self, project: Project, place: Path) -> None:
        tag = next(iter(project.tags))
        spans = [Span(at, at + 3) for at in range(20, 1800, 2)]
        self.change = edits.annotate_all(project, {article.id: spans for article in project.articles()}, tag.id)


class Undo(Operation):
    name = "undo"

    def ready(self, project: Project, place: Path) -> None:
        project.do(edits.add_tag(project, "undone"))

    def do(self, project: Project, place: Path) -> None:
        assert project.undo() is not None


class Import(Operation):
    name = "import"

    def ready(self, project: Project, place: Path) -> None:
        (place / "in").mkdir()
        for number in range(3):
            (place / "in" / f"{number}.txt").write_text(f"Neu {number}\n\n{scene.WORDS * 20}\n", encoding="utf-8")

    def do(self, project: Project, place: Path) -> None:
        report = project.import_files([place / "in"])
        if report.failed:
            raise AnnotatorError(str(report.failed))


class Load(Operation):
    name = "load"

    def do(self, project: Project, place: Path) -> None:
        project.load(scene.DATA / "version-0003.json")


class Index(Operation):
    name = "index for search"

    def do(self, project: Project, place: Path) -> None:
        for _ in project.searcher.index():
            pass
        assert len(list(project.search("Störung"))) == 3


class Export(Operation):
    name = "export"

    def ready(self, project: Project, place: Path) -> None:
        project.export(place / "whole.json")
        (place / "out.json").write_text("as before", encoding="utf-8")

    def do(self, project: Project, place: Path) -> None:
        project.export(place / "out.json")

    def judge(self, place: Path) -> None:
        assert (place / "out.json").read_bytes() == (place / "whole.json").read_bytes()


class Copy(Operation):
    name = "save a copy"

    def do(self, project: Project, place: Path) -> None:
        project.save_copy(place / "copy.annot")

    def judge(self, place: Path) -> None:
        assert len(scene.stored(place / "copy.annot")) > 50
        scene.works(place / "copy.annot")


class Create(Operation):
    name = "create"

    def do(self, project: Project, place: Path) -> None:
        Project.create(place / "new.annot").close()

    def again(self, project: Project, place: Path) -> None:
        if (place / "new.annot").exists():
            Project.open(place / "new.annot").close()
        else:
            self.do(project, place)

    def judge(self, place: Path) -> None:
        assert len(scene.without_history(scene.stored(place / "new.annot"))) == 8
        scene.works(place / "new.annot")


class Open(Operation):
    name = "open"
    opens = True

    def do(self, project: Project, place: Path) -> None:
        self.opened = Project.open(place / scene.NAME, coder=scene.CODER)


class OpenAfterCrash(Open):
    """With a log beside the file that a killed process has left."""

    name = "open after a crash"

    def ready(self, project: Project, place: Path) -> None:
        crashed = place / "crashed"
        crashed.mkdir()
        for end in ("", "-wal"):
            shutil.copy(place / f"{scene.NAME}{end}", crashed)
        project.close()
        for path in crashed.iterdir():
            path.replace(place / path.name)
        crashed.rmdir()


class Migrate(Open):
    name = "migrate"
    job = "migrate"


class Close(Operation):
    name = "close"

    def ready(self, project: Project, place: Path) -> None:
        project.do(edits.add_tag(project, "closed"))

    def do(self, project: Project, place: Path) -> None:
        project.close()


OPERATIONS: tuple[Callable[[], Operation], ...] = (
    Annotate,
    AnnotateFirst,
    AnnotateAll,
    Undo,
    Import,
    Load,
    Index,
    Export,
    Copy,
    Create,
    Open,
    OpenAfterCrash,
    Migrate,
    Close,
)


def fail_everywhere(operation: Operation, fault: Fault, folder: Path, most: int) -> tuple[int, int, int]:
    """Let the first call fail, then the second, until there is none left; return how many calls there are, how often
    the operation was refused, and how often it was done all the same.

    Of more than `most` calls those fail that come first and last, and as many of those between. Raises AssertionError
    where anything is lost, and where anything but a sentence comes of it.
    """
    calls, _ = fail(operation, fault, 1 << 40, folder / "measured")
    numbers = range(1, calls + 1)
    if calls > most:
        third = max(1, most // 3)
        between = numbers[third:-third]
        numbers = [*numbers[:third], *between[:: len(between) // third + 1], *numbers[-third:]]  # type: ignore[assignment]
    refused = sum(fail(operation, fault, at, folder / f"{at}")[1] for at in numbers)
    return calls, refused, len(numbers) - refused


def fail(operation: Operation, fault: Fault, at: int, place: Path) -> tuple[int, bool]:
    """Let one call fail; return how many there were, and whether the operation was refused."""
    job = JOBS[operation.job]
    job.prepare(place, random.Random(0))
    ended = children.run(lambda say: _met(operation, fault, at, place, say))
    told = dict(ended.said)
    try:
        assert not ended.trouble, ended.trouble
        path = place / scene.NAME
        found = scene.without_history(scene.stored(path))
        if "stored" in told:
            assert found == told["stored"], "what was seen in the process is not what is stored"
        scene.works(path)
        operation.judge(place)
        # Nothing can be taken away where that is what fails.
        assert Call.NAME in fault.calls or not list(place.glob(".annotator-*")), "drafts are left"
    except Exception as error:
        error.add_note(f"{operation.name}: {fault.name} at call {at}; {told.get('refused')}; {place}")
        raise
    shutil.rmtree(place)
    return told["count"], "refused" in told


def _met(operation: Operation, fault: Fault, at: int, place: Path, say: Say) -> None:
    # Opened first where the operation opens it itself, too, to be made ready; for a migration it must not be.
    project = None
    if operation.name != "migrate":
        project = Project.open(place / scene.NAME, coder=scene.CODER)
        operation.ready(project, place)
        before = scene.state(project.bundle()) if operation.name != "open after a crash" else {}
        if operation.opens:
            project.close()
    shim.arm(place, fault.calls, at, fault.fate, fault.error)
    try:
        operation.do(project, place)  # type: ignore[arg-type]
    except AnnotatorError as error:
        shim_count = shim.count()
        shim.disarm(place)
        sentence = str(error)
        say("refused", sentence)
        assert "\n" not in sentence, sentence
        if project is not None and not operation.opens and operation.name not in ("close", "import"):
            assert scene.state(project.bundle()) == before, "what was refused is stored in part"
        operation.again(project, place)  # type: ignore[arg-type]
    else:
        shim_count = shim.count()
        shim.disarm(place)
    say("count", shim_count)
    if operation.opens:
        project = operation.opened  # type: ignore[attr-defined]
    if operation.name != "close":
        assert project is not None
        project.do(edits.add_tag(project, "goes on"))
        say("stored", scene.state(project.bundle()))
        project.close()
