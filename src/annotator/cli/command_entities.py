"""`annotator entities`: who and what annotations mention, listed, edited, and tied to them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.cli.arguments import Subparsers, add_coder, add_json, command, words
from annotator.cli.output import many, print_records
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from annotator.core.change import Change
    from annotator.core.values import Entity
    from annotator.project import Project


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "entities",
        "list who and what annotations mention, or add, edit, tie, untie, merge, split or delete one",
        "annotator entities press.annot\n"
        "annotator entities press.annot add ByteDance --tag actor --alias 'بايت دانس'\n"
        "annotator entities press.annot tie ByteDance 41c7 9e02\n"
        "annotator entities press.annot merge ByteDance 'Byte Dance'",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="id, tag, number of mentions, name and aliases (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")

    adding = actions.add_parser("add", help="add an entity; prints its id")
    adding.add_argument("name", metavar="NAME", type=words)
    _details(adding)
    editing = actions.add_parser("edit", help="give an entity other details; its old name becomes an alias")
    editing.add_argument("entity", metavar="ENTITY", type=words, help="its name, or its id or a unique ending of it")
    editing.add_argument("--name", metavar="NAME", type=words, help="its new name")
    _details(editing)
    tying = actions.add_parser("tie", help="have annotations mention an entity; one of a new name is made with --new")
    tying.add_argument("entity", metavar="ENTITY", type=words)
    tying.add_argument("annotations", metavar="ANNOTATION", type=words, nargs="+")
    tying.add_argument("--new", action="store_true", help="make the entity, with the tag of the annotations")
    tying.add_argument("--uncertain", action="store_true", help="it may not be what they mean")
    untying = actions.add_parser("untie", help="have annotations mention no entity")
    untying.add_argument("annotations", metavar="ANNOTATION", type=words, nargs="+")
    merging = actions.add_parser("merge", help="make several entities one: the first")
    merging.add_argument("entity", metavar="ENTITY", type=words, help="the one that stays")
    merging.add_argument("others", metavar="OTHER", type=words, nargs="+")
    splitting = actions.add_parser("split", help="have some mentions of an entity mention a new one; prints its id")
    splitting.add_argument("entity", metavar="ENTITY", type=words)
    splitting.add_argument("name", metavar="NAME", type=words, help="the new one's name")
    splitting.add_argument("annotations", metavar="ANNOTATION", type=words, nargs="+")
    deleting = actions.add_parser("delete", help="delete an entity; its mentions stay as annotations")
    deleting.add_argument("entity", metavar="ENTITY", type=words)
    for action in (adding, editing, tying, untying, merging, splitting, deleting):
        add_coder(action)


def _details(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tag", metavar="TAG", type=words, help="the tag of its mentions, or 'none'")
    parser.add_argument("--part-of", metavar="ENTITY", type=words, help="what it is a part of, or 'none'")
    parser.add_argument("--alias", metavar="NAME", type=words, action="append", help="another name (repeatable)")
    parser.add_argument("--note", metavar="TEXT", type=words)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    if arguments.action in (None, "list"):
        with Project.open(arguments.project, read_only=True) as project:
            _list(project, arguments.json)
        return 0
    with Project.open(arguments.project, coder=arguments.coder) as project:
        change = project.do(_changed(project, arguments))
        if arguments.action in ("add", "split") or (arguments.action == "tie" and arguments.new):
            print(change.edits[0].value.id)
    return 0


def _changed(project: Project, arguments: argparse.Namespace) -> Change:
    from annotator.project import entities

    if arguments.action == "add":
        return entities.add_entity(
            project,
            arguments.name,
            tag=_tag(project, arguments.tag),
            part_of=_whole(project, arguments.part_of),
            aliases=arguments.alias or (),
            note=arguments.note,
        )
    marks = [project.annotation(reference) for reference in getattr(arguments, "annotations", ())]
    if arguments.action == "untie":
        return entities.untie(project, marks)
    if arguments.action == "tie" and arguments.new:
        return entities.tie(project, marks, arguments.entity, uncertain=arguments.uncertain)
    entity = entities.find_entity(project, arguments.entity)
    match arguments.action:
        case "tie":
            return entities.tie(project, marks, entity, uncertain=arguments.uncertain)
        case "merge":
            return entities.merge_entities(
                project, entity, [entities.find_entity(project, other) for other in arguments.others]
            )
        case "split":
            return entities.split_entity(project, entity, marks, arguments.name)
        case "delete":
            return entities.delete_entity(project, entity)
        case _:
            return entities.edit_entity(project, _edited(project, entity, arguments), before=entity)


def _edited(project: Project, entity: Entity, arguments: argparse.Namespace) -> Entity:
    if arguments.name is not None:
        entity = replace(entity, name=arguments.name)
    if arguments.tag is not None:
        entity = replace(entity, tag=_tag(project, arguments.tag))
    if arguments.part_of is not None:
        entity = replace(entity, part_of=_whole(project, arguments.part_of))
    if arguments.alias is not None:
        entity = replace(entity, aliases=(*entity.aliases, *arguments.alias))
    if arguments.note is not None:
        entity = replace(entity, note=arguments.note)
    return entity


def _tag(project: Project, name: str | None) -> str | None:
    return None if name in (None, "none") else project.tags.named(str(name)).id


def _whole(project: Project, name: str | None) -> str | None:
    from annotator.project import entities

    return None if name in (None, "none") else entities.find_entity(project, str(name)).id


def _list(project: Project, as_json: bool) -> None:
    counts = project.mention_counts()
    found = sorted(project.entities(), key=lambda entity: (entity.name.casefold(), entity.id))
    if as_json:
        from annotator.project.records import entity_record

        print_records(entity_record(entity) | {"annotations": counts.get(entity.id, 0)} for entity in found)
        return
    from annotator.project import endings

    ids, names, screen = endings([e.id for e in found]), {e.id: e.name for e in found}, terminal()
    rows = []
    for entity in found:
        more = [*entity.aliases, *([f"part of {names[entity.part_of]}"] if entity.part_of in names else [])]
        said = f"{entity.name} ({', '.join(more)})" if more else entity.name
        tag = project.tags.get(entity.tag) if entity.tag is not None else None
        rows.append(
            (ids[entity.id], screen.inline(tag.name) if tag else "-", many(counts.get(entity.id, 0), "mention"), said)
        )
    for line in table([(*row[:3], screen.inline(row[3])) for row in rows]):
        print(line)
