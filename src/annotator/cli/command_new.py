"""`annotator new`: an empty project."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Subparsers, command, words
from annotator.cli.output import say
from annotator.cli.projects import noted


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "new",
        "make an empty project; never overwrites",
        "annotator new press.annot --name 'Press review'",
    )
    parser.add_argument("--name", type=words, help="the project's name (default: the file's)")


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    with noted(Project.create(arguments.project, name=arguments.name)) as project:
        tags = ", ".join(tag.name for tag in project.tags)
        say(f"made {arguments.project}, with the tags {tags}")
    return 0
