"""`annotator relation-types`: what relations may say, and between marks of which tags."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.cli import attributes
from annotator.cli.arguments import Subparsers, add_coder, add_json, command, words
from annotator.cli.output import many, print_records, say
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.core.change import Change
    from annotator.core.values import RelationType
    from annotator.project import Project


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "relation-types",
        "list the types that relations may have, or add, edit or delete one",
        "annotator relation-types press.annot\n"
        "annotator relation-types press.annot add denies --from actor --to concern\n"
        "annotator relation-types press.annot delete denies",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="name, tags from and to, number of relations (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    adding = actions.add_parser("add", help="add a type; prints its id")
    adding.add_argument("name", metavar="NAME", type=words)
    _ends(adding)
    editing = actions.add_parser("edit", help="give a type another name, other ends or another description")
    editing.add_argument("type", metavar="TYPE", type=words)
    editing.add_argument("--name", metavar="NAME", type=words)
    _ends(editing)
    deleting = actions.add_parser("delete", help="delete a type")
    deleting.add_argument("type", metavar="TYPE", type=words)
    deleting.add_argument("--with-relations", action="store_true", help="and all relations of it")
    for action in (adding, editing, deleting):
        add_coder(action)
    attributes.add_action(actions, "type", "relations of a type")


def _ends(parser: argparse.ArgumentParser) -> None:
    for option, what in (("--from", "begin"), ("--to", "end")):
        parser.add_argument(
            option,
            dest=f"{option[2:]}_tags",
            metavar="TAG",
            type=words,
            action="append",
            help=f"the tag of marks at which it may {what} (repeatable; without it any; 'any' for any)",
        )
    parser.add_argument("--description", metavar="TEXT", type=words)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project, relations

    if arguments.action in (None, "list"):
        with Project.open(arguments.project, read_only=True) as project:
            _list(project, arguments.json)
        return 0
    with Project.open(arguments.project, coder=arguments.coder) as project:
        if arguments.action == "add":
            made = relations.add_type(
                project,
                arguments.name,
                from_tags=_tags(project, arguments.from_tags) or (),
                to_tags=_tags(project, arguments.to_tags) or (),
                description=arguments.description,
            )
            print(project.do(made).edits[0].value.id)
            return 0
        kind = relations.find_type(project, arguments.type)
        if arguments.action != "delete":
            change = _edited(project, kind, arguments)
            if change is None:
                return 1
            project.do(change)
            return 0
        number = sum(relation.type == kind.id for relation in project.relations())
        if number and not arguments.with_relations:
            say(f"{many(number, 'relation')} of '{kind.name}'; --with-relations deletes them with it")
            return 1
        project.do(relations.delete_type(project, kind))
    return 0


def _edited(project: Project, kind: RelationType, arguments: argparse.Namespace) -> Change | None:
    from annotator.project import relations

    if arguments.action == "attribute":
        return attributes.edited(project, kind, arguments)
    ends = {
        "from_tags": _tags(project, arguments.from_tags),
        "to_tags": _tags(project, arguments.to_tags),
        "name": arguments.name,
        "description": arguments.description,
    }
    after = replace(kind, **{name: value for name, value in ends.items() if value is not None})
    return relations.edit_type(project, after, before=kind)


def _tags(project: Project, names: Sequence[str] | None) -> tuple[str, ...] | None:
    """Return the ids of tags; none of them for any, None where nothing is said."""
    return None if names is None else tuple(project.tags.named(name).id for name in names if name != "any")


def _list(project: Project, as_json: bool) -> None:
    types, relations = project.relation_types(), project.relations()
    counts = {kind.id: sum(relation.type == kind.id for relation in relations) for kind in types}
    if as_json:
        from annotator.project.records import relation_type_record

        print_records(relation_type_record(kind) | {"relations": counts[kind.id]} for kind in types)
        return

    screen = terminal()

    def names(tags: tuple[str, ...]) -> str:
        found = (project.tags.get(key) for key in tags)
        return " | ".join(screen.inline(tag.name, 40) for tag in found if tag is not None) or "any"

    rows = [
        (
            names(kind.from_tags),
            screen.inline(kind.name, 40),
            names(kind.to_tags),
            many(counts[kind.id], "relation"),
            screen.inline(attributes.listed(kind.attributes), 400),
        )
        for kind in types
    ]
    for line in table(rows):
        print(line.rstrip())
