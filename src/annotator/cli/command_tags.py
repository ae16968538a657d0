"""`annotator tags`: the tag set, listed, edited, written to files and read from them."""

from __future__ import annotations

import argparse
from pathlib import Path

from annotator.cli import attributes
from annotator.cli.arguments import Subparsers, add_coder, add_json, command, words

PATTERNS = ("solid", "double", "dotted", "dashed", "wavy")
_WORDS = (
    ("--description", "what it says of the words; '' for none"),
    ("--example", "words that are to be marked with it"),
    ("--counter-example", "words that are not"),
)


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "tags",
        "list the tags, or add, edit, move, merge, split, retire or delete them; write and read tag sets",
        "annotator tags press.annot\n"
        "annotator tags press.annot add demand --key d --under directive\n"
        "annotator tags press.annot attribute demand urgency --choice today --choice later\n"
        "annotator tags press.annot merge directive demand\n"
        "annotator tags press.annot split actor firm --where role=addressee\n"
        "annotator tags press.annot import framing",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="key, colour, pattern, annotations, tag, attributes (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")

    adding = actions.add_parser("add", help="add a tag; prints its id")
    adding.add_argument("name", metavar="NAME", type=words)
    _look(adding, "the palette's next", "the least used")
    adding.add_argument("--under", "--parent", dest="parent", metavar="TAG", type=words, help="the tag it lies under")
    editing = actions.add_parser("edit", help="give a tag another name, look, key, description or example")
    editing.add_argument("tag", metavar="TAG", type=words)
    editing.add_argument("--name", metavar="NAME", type=words)
    _look(editing, "as it is", "as it is")
    _edit(actions, "rename", "NAME", "its new name")
    _edit(actions, "recolour", "#RRGGBB", "its new colour")
    _edit(actions, "key", "K", "its new key, or 'none'")

    moving = actions.add_parser("move", help="put a tag under another one, or to another place")
    moving.add_argument("tag", metavar="TAG", type=words)
    where = moving.add_mutually_exclusive_group(required=True)
    where.add_argument("--under", metavar="TAG", type=words, help="under this one, as the last")
    where.add_argument("--top", action="store_true", help="under none, as the last")
    where.add_argument("--before", metavar="TAG", type=words, help="beside this one")
    where.add_argument("--after", metavar="TAG", type=words)
    merging = actions.add_parser("merge", help="make several tags one; twins are joined with all they say")
    merging.add_argument("tag", metavar="TAG", type=words, help="the one that stays")
    merging.add_argument("others", metavar="OTHER", type=words, nargs="+")
    splitting = actions.add_parser("split", help="give some annotations of a tag to a new one; prints its id")
    splitting.add_argument("tag", metavar="TAG", type=words)
    splitting.add_argument("name", metavar="NEW", type=words, help="the new tag's name")
    which = splitting.add_mutually_exclusive_group(required=True)
    which.add_argument("--where", metavar="ATTRIBUTE=VALUE", type=words, help="those with this value ('' for none)")
    which.add_argument("--annotation", metavar="A", type=words, action="append", help="this one (repeatable)")
    splitting.add_argument("--beside", action="store_true", help="behind the tag, not under it")
    for name, summary in (
        ("retire", "keep a tag's annotations, and offer it for no new ones; its key is free"),
        ("reinstate", "offer a retired tag again"),
    ):
        actions.add_parser(name, help=summary).add_argument("tag", metavar="TAG", type=words)
    deleting = actions.add_parser("delete", help="delete a tag")
    deleting.add_argument("tag", metavar="TAG", type=words)
    deleting.add_argument("--with-annotations", action="store_true", help="and all annotations that have it")
    attributes.add_action(actions, "tag", "annotations of a tag, and of those under it,")

    exporting = actions.add_parser("export", help="write tags and relation types to a file")
    exporting.add_argument("file", metavar="FILE", type=Path)
    importing = actions.add_parser("import", help="take in the tags of a file or a template")
    importing.add_argument("source", metavar="FILE|TEMPLATE", type=words)
    actions.add_parser("templates", help="list the tag sets that come with the program")
    for name, action in actions.choices.items():
        if name not in ("list", "templates", "export", "attribute"):
            add_coder(action)


def _look(parser: argparse.ArgumentParser, colour: str, pattern: str) -> None:
    parser.add_argument("--colour", metavar="#RRGGBB", type=words, help=f"default: {colour}")
    parser.add_argument("--pattern", choices=PATTERNS, help=f"how its lane is drawn (default: {pattern})")
    parser.add_argument(
        "--key", metavar="K", type=words, help="its key in the window: a letter a-z or a digit, or none"
    )
    for option, what in _WORDS:
        parser.add_argument(option, metavar="TEXT", type=words, help=what)


def _edit(actions: Subparsers[argparse.ArgumentParser], name: str, metavar: str, what: str) -> None:
    parser = actions.add_parser(name, help=f"give a tag {what}")
    parser.add_argument("tag", metavar="TAG", type=words, help="the tag's name")
    parser.add_argument("value", metavar=metavar, type=words, help=what)


def run(arguments: argparse.Namespace) -> int:
    from annotator.cli import tag_actions
    from annotator.cli.projects import noted
    from annotator.project import Project

    reading = {"list": tag_actions.list_tags, "templates": tag_actions.templates, "export": tag_actions.export}
    if (look := reading.get(arguments.action or "list")) is not None:
        with Project.open(arguments.project, read_only=True) as project:
            return look(project, arguments)
    with noted(Project.open(arguments.project, coder=arguments.coder)) as project:
        return tag_actions.ACTIONS[arguments.action](project, arguments)
