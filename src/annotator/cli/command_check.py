"""`annotator check`: is all that is stored true?"""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Subparsers, command
from annotator.cli.output import many, say, tame


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    command(
        subparsers,
        "check",
        "check the database, every span against its text, and every reference",
        "annotator check press.annot",
    )


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    with Project.open(arguments.project, read_only=True) as project:
        findings = project.check()
        sound = (
            ""
            if findings
            else f"{many(len(project.articles()), 'article')}, {many(sum(project.counts().values()), 'annotation')}"
        )
    for finding in findings:
        print(tame(" ".join(finding.split())))
    say(
        f"{arguments.project}: {many(len(findings), 'fault')} found"
        if findings
        else f"{arguments.project}: sound ({sound})"
    )
    return 1 if findings else 0
