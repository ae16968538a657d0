"""Jobs that make whole projects of others, backups and merges, and that make a project smaller."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from annotator.core.ids import now
from annotator.project import Project, backups
from annotator.project.merging import files
from faults import scene
from faults.jobs import Job, Said, Say


class BackUp(Job):
    """Backups are made while edits go on: each is sound, or not there."""

    name = "back up"
    many = 4

    def prepare(self, folder: Path, rng: random.Random) -> None:
        super().prepare(folder, rng)
        (folder / "backups").mkdir()

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for _ in range(self.many):
                self.do(project, scene.random_edit(project, rng), say)
                made = backups.make(folder / scene.NAME, _plan(folder), gently=False)
                say("backed up", made is not None)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        super().judge(folder, said, before)
        found = backups.list_backups(folder / scene.NAME, _plan(folder))
        told = sum(1 for word, value in said if word == "backed up" and value)
        assert len(found) >= told, (
            f"of {told} backups {len(found)} are there: {sorted((folder / 'backups').rglob('*'))}"
        )
        for backup in found:
            assert backups.is_good(backup.path), f"{backup.path.name} is not sound"
            again = folder / f"again-{backup.path.stem}.annot"
            backups.restore(backup.path, again)
            assert len(scene.stored(again)) > 50


def _plan(folder: Path) -> backups.Plan:
    return backups.Plan(place=backups.Place.FOLDER, folder=str(folder / "backups"))


class Merge(Job):
    """Two people's projects are joined: the new one is whole or not there, and theirs are as they were."""

    name = "merge"
    many = 2

    def prepare(self, folder: Path, rng: random.Random) -> None:
        path = scene.furnish(folder)
        shutil.copy(path, folder / "other.annot")
        with Project.open(folder / "other.annot", coder="noor") as project:
            for _ in range(6):
                project.do(scene.random_edit(project, rng))

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        for number in range(self.many):
            target = folder / f"both-{number}.annot"
            files.merge([folder / scene.NAME, folder / "other.annot"], target)
            say("written", target.name)

    def judge(self, folder: Path, said: Said, before: scene.State) -> None:
        written = {value for word, value in said if word == "written"}
        for number in range(self.many):
            target = folder / f"both-{number}.annot"
            if target.exists() or target.name in written:
                assert len(scene.stored(target)) > 50
                scene.works(target)
        super().judge(folder, [], before)


class Forget(Job):
    """The details of old changes are forgotten and their room is given back: who did what and when stays."""

    name = "forget details"
    many = 3

    def work(self, folder: Path, rng: random.Random, say: Say) -> None:
        with self.open(folder) as project:
            for _ in range(self.many):
                self.do(project, scene.random_edit(project, rng), say)
                project.compact_history(now())
