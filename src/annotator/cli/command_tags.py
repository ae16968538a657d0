"""`annotator tags`: the tag set, listed and edited."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.cli.arguments import Subparsers, add_json, command, words
from annotator.cli.output import many, print_records, say
from annotator.cli.projects import noted
from annotator.cli.terminal import table

if TYPE_CHECKING:
    from annotator.core.change import Change
    from annotator.core.values import Tag
    from annotator.project import Project

PATTERNS = ("solid", "double", "dotted", "dashed", "wavy")


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "tags",
        "list the tags, or add, rename, recolour, key or delete one",
        "annotator tags press.annot\n"
        "annotator tags press.annot add demand --key d --colour '#00786c'\n"
        "annotator tags press.annot rename demand claim\n"
        "annotator tags press.annot key claim none",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="name, key, colour, pattern, number of annotations (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")

    adding = actions.add_parser("add", help="add a tag; prints its id")
    adding.add_argument("name", metavar="NAME", type=words)
    adding.add_argument("--colour", metavar="#RRGGBB", type=words, help="default: the palette's next")
    adding.add_argument("--pattern", choices=PATTERNS, help="how its lane is drawn (default: the least used)")
    adding.add_argument("--key", metavar="K", type=words, help="its key in the window: a letter a-z or a digit")
    adding.add_argument("--description", metavar="TEXT", type=words, help="what it says of the words")
    adding.add_argument("--parent", metavar="TAG", type=words, help="the tag it lies under")

    _edit(actions, "rename", "NAME", "its new name")
    _edit(actions, "recolour", "#RRGGBB", "its new colour")
    _edit(actions, "key", "K", "its new key, or 'none'")
    deleting = actions.add_parser("delete", help="delete a tag")
    deleting.add_argument("tag", metavar="TAG", type=words)
    deleting.add_argument("--with-annotations", action="store_true", help="and all annotations that have it")


def _edit(actions: Subparsers[argparse.ArgumentParser], name: str, metavar: str, what: str) -> None:
    parser = actions.add_parser(name, help=f"give a tag {what}")
    parser.add_argument("tag", metavar="TAG", type=words, help="the tag's name")
    parser.add_argument("value", metavar=metavar, type=words, help=what)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project, edits

    if arguments.action in (None, "list"):
        with Project.open(arguments.project, read_only=True) as project:
            _list(project, arguments.json)
        return 0
    with noted(Project.open(arguments.project)) as project:
        if arguments.action == "add":
            change = _added(project, arguments)
            project.do(change)
            print(change.edits[0].value.id)
            return 0
        tag = project.tags.named(arguments.tag)
        if arguments.action == "delete":
            count = project.tag_counts().get(tag.id, 0)
            if count and not arguments.with_annotations:
                say(f"the tag '{tag.name}' has {many(count, 'annotation')}; --with-annotations deletes them too")
                return 1
            project.do(edits.delete_tag(project, tag))
            if count:
                say(f"deleted the tag '{tag.name}' and {many(count, 'annotation')}")
            return 0
        project.do(edits.edit_tag(project, _edited(tag, arguments.action, arguments.value), before=tag))
    return 0


def _added(project: Project, arguments: argparse.Namespace) -> Change:
    from annotator.core.values import Pattern
    from annotator.project import edits

    return edits.add_tag(
        project,
        arguments.name,
        colour=arguments.colour,
        pattern=None if arguments.pattern is None else Pattern(arguments.pattern),
        shortcut=arguments.key,
        description=arguments.description,
        parent=None if arguments.parent is None else project.tags.named(arguments.parent).id,
    )


def _edited(tag: Tag, action: str, value: str) -> Tag:
    match action:
        case "rename":
            return replace(tag, name=value)
        case "recolour":
            return replace(tag, colour=value.lower())
        case _:
            return replace(tag, shortcut=None if value == "none" else value)


def _list(project: Project, as_json: bool) -> None:
    counts = project.tag_counts()
    if as_json:
        from annotator.project.records import tag_record

        print_records(tag_record(tag) | {"annotations": counts.get(tag.id, 0)} for tag in project.tags)
        return
    rows = [
        (tag.shortcut or "-", tag.colour, str(tag.pattern), str(counts.get(tag.id, 0)), tag.name)
        for tag in project.tags
    ]
    for line in table(rows, rightwards=frozenset([3])):
        print(line)
