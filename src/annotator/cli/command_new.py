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
        "annotator new press.annot --name 'Press review'\nannotator new frames.annot --tags framing",
    )
    parser.add_argument("--name", type=words, help="the project's name (default: the file's)")
    parser.add_argument(
        "--tags",
        metavar="TEMPLATE|FILE",
        type=words,
        help="the tags it begins with: default, framing, claims, quotation, argument, or a tag set's file",
    )


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    bundle = None
    if arguments.tags is not None:
        from annotator.project import tag_set_files

        bundle = tag_set_files.beginning(arguments.name or arguments.project.stem, tag_set_files.named(arguments.tags))
    with noted(Project.create(arguments.project, name=arguments.name, bundle=bundle)) as project:
        tags = ", ".join(tag.name for tag in project.tags)
        say(f"made {arguments.project}, with the tags {tags}")
    return 0
