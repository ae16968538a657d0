"""Operands and options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.project import Project

Subparsers = argparse._SubParsersAction  # argparse gives this type no public name
"""Where a command adds its own parser."""


def words(text: str) -> str:
    """Take an argument that becomes data: it must have been valid in the encoding of the command line."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("is not valid text in this terminal's encoding") from None
    return text


def count(text: str) -> int:
    """Take a number from 0."""
    if not text.isascii() or not text.isdecimal() or len(text) > 15:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0")
    return int(text)


def command(
    subparsers: Subparsers[argparse.ArgumentParser], name: str, summary: str, example: str
) -> argparse.ArgumentParser:
    """Add a command whose first operand is the project."""
    parser = subparsers.add_parser(
        name,
        help=summary,
        description=summary[:1].upper() + summary[1:] + ".",
        epilog="example:\n" + "\n".join(f"  {line}" for line in example.splitlines()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("project", metavar="PROJECT", type=Path, help="the project file (.annot)")
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, one record a line")


def add_coder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--coder", metavar="NAME", type=words, help="who annotates (default: the account's name)")


def add_attributes(parser: argparse._ActionsContainer, text: str) -> None:
    parser.add_argument("--attribute", metavar="NAME=VALUE", type=words, action="append", default=[], help=text)


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that narrow a list or an export; each may be given several times."""
    parser.add_argument(
        "--article", metavar="A", type=words, action="append", help="only this article: its id or a unique ending"
    )
    parser.add_argument("--tag", metavar="T", type=words, action="append", help="only this tag")
    parser.add_argument("--coder", metavar="C", type=words, action="append", help="only this coder's annotations")


class Filters:
    """The records that the filter options name, as ids; None where an option was not given.

    Raises NotFoundError or AmbiguousError.
    """

    def __init__(
        self,
        project: Project,
        articles: Sequence[str] | None,
        tags: Sequence[str] | None,
        coders: Sequence[str] | None,
    ) -> None:
        self.articles = _each(articles, lambda reference: project.article(reference).id)
        self.tags = _each(tags, lambda name: project.tags.named(name).id)
        self.coders = _each(coders, lambda name: _coder(project, name))


def _each(given: Sequence[str] | None, find: Callable[[str], str]) -> Collection[str] | None:
    return None if given is None else {find(reference) for reference in given}


def _coder(project: Project, name: str) -> str:
    from annotator.project.coders import coder_named

    return coder_named(project, name).id
