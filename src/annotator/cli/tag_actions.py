"""What `annotator tags` does, action by action; each returns the exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from annotator.cli.attributes import edited, listed
from annotator.cli.output import many, print_records, say
from annotator.cli.terminal import table, terminal
from annotator.core.errors import InvalidError
from annotator.core.values import AttributeKind, AttributeValue, Pattern, Tag
from annotator.project import Project, attribute_definitions, edits, tag_set_files, tag_sets
from annotator.project.tag_merging import merge_tags


def list_tags(project: Project, arguments: argparse.Namespace) -> int:
    counts, tags = project.tag_counts(), project.tags
    if arguments.json:
        from annotator.project.records import tag_record

        print_records(tag_record(tag) | {"annotations": counts.get(tag.id, 0)} for tag in tags)
        return 0
    screen = terminal()
    rows = [
        (
            tag.shortcut or "-",
            tag.colour,
            str(tag.pattern),
            str(counts.get(tag.id, 0)),
            "  " * tags.depth(tag.id) + screen.inline(tag.name, 40) + (" (retired)" if tag.retired else ""),
            screen.inline(listed(tag.attributes), screen.width),
        )
        for tag in tags
    ]
    for line in table(rows, rightwards=frozenset([3])):
        print(line.rstrip())
    return 0


def templates(_project: Project, _arguments: argparse.Namespace) -> int:
    rows = [
        (name, ", ".join(tag.name for tag in found.tags), found.description or "")
        for name, found in tag_set_files.templates().items()
    ]
    for line in table(rows):
        print(line)
    return 0


def export(project: Project, arguments: argparse.Namespace) -> int:
    written = tag_set_files.export(project, arguments.file)
    say(f"{many(len(written.tags), 'tag')} and {many(len(written.relation_types), 'relation type')} written")
    return 0


def _add(project: Project, arguments: argparse.Namespace) -> int:
    change = edits.add_tag(
        project,
        arguments.name,
        colour=arguments.colour,
        pattern=None if arguments.pattern is None else Pattern(arguments.pattern),
        shortcut=None if arguments.key == "none" else arguments.key,
        description=arguments.description,
        parent=None if arguments.parent is None else project.tags.named(arguments.parent).id,
        example=arguments.example,
        counter_example=arguments.counter_example,
    )
    print(project.do(change).edits[0].value.id)
    return 0


def _edit(project: Project, arguments: argparse.Namespace) -> int:
    tag = project.tags.named(arguments.tag)
    wanted = {
        "name": arguments.name,
        "colour": arguments.colour,
        "pattern": None if arguments.pattern is None else Pattern(arguments.pattern),
        "description": arguments.description,
        "example": arguments.example,
        "counter_example": arguments.counter_example,
    }
    after = replace(tag, **{name: value for name, value in wanted.items() if value is not None})
    if arguments.key is not None:
        after = _keyed(after, arguments.key)
    return _become(project, tag, after)


def _set(project: Project, arguments: argparse.Namespace) -> int:
    """Rename, recolour or key a tag."""
    tag, value = project.tags.named(arguments.tag), arguments.value
    match arguments.action:
        case "rename":
            return _become(project, tag, replace(tag, name=value))
        case "recolour":
            return _become(project, tag, replace(tag, colour=value.lower()))
        case _:
            return _become(project, tag, _keyed(tag, value))


def _keyed(tag: Tag, key: str) -> Tag:
    if tag.retired and key != "none":
        raise InvalidError(f"the tag '{tag.name}' is retired, so it needs no key; reinstate it first")
    return replace(tag, shortcut=None if key == "none" else key)


def _become(project: Project, before: Tag, after: Tag) -> int:
    project.do(edits.edit_tag(project, after, before=before))
    return 0


def _move(project: Project, arguments: argparse.Namespace) -> int:
    tags = project.tags
    tag = tags.named(arguments.tag)
    if arguments.before is None and arguments.after is None:
        parent = None if arguments.top else tags.named(arguments.under).id
        project.do(tag_sets.move(project, tag, parent))
        return 0
    other = tags.named(arguments.before if arguments.after is None else arguments.after)
    if other.id == tag.id:
        raise InvalidError(f"the tag '{tag.name}' cannot stand beside itself")
    parent = tags.path(other.id)[-2].id if tags.depth(other.id) else None
    beside = [child.id for child in tags.children(parent) if child.id != tag.id]
    place = beside.index(other.id) + (arguments.after is not None)
    project.do(tag_sets.move(project, tag, parent, place))
    return 0


def _merge(project: Project, arguments: argparse.Namespace) -> int:
    kept = project.tags.named(arguments.tag)
    others = [project.tags.named(name) for name in arguments.others]
    counts = project.tag_counts()
    project.do(merge_tags(project, kept, others))
    moved = sum(counts.get(other.id, 0) for other in others)
    joined = sum(counts.values()) - sum(project.tag_counts().values())
    twins = f", {joined} of them joined with one that was there" if joined else ""
    say(f"{many(moved, 'annotation')} went to '{kept.name}'{twins}")
    return 0


def _split(project: Project, arguments: argparse.Namespace) -> int:
    tag = project.tags.named(arguments.tag)
    if arguments.annotation is not None:
        marks = [project.annotation(reference) for reference in arguments.annotation]
    else:
        name, _, value = arguments.where.partition("=")
        definition = tag_sets.definition_named(tag.name, project.tags.attributes_of(tag.id), name)
        wanted: AttributeValue | None = None
        if value:
            wanted = attribute_definitions.converted(value, definition)
            if wanted is None:
                choices = ", ".join(definition.choices)
                hint = f"; it is one of: {choices}" if definition.kind is AttributeKind.CHOICE else ""
                raise InvalidError(f"'{value}' is no value of '{definition.name}'{hint}")
        marks = tag_sets.having(project, tag, name, wanted)
    change = project.do(tag_sets.split(project, tag, arguments.name, marks, below=not arguments.beside))
    made = project.tags.named(arguments.name)
    say(f"{many(len(marks), 'annotation')} went from '{tag.name}' to '{made.name}'")
    print(change.edits[0].value.id)
    return 0


def _retire(project: Project, arguments: argparse.Namespace) -> int:
    project.do(tag_sets.retire(project, project.tags.named(arguments.tag)))
    return 0


def _reinstate(project: Project, arguments: argparse.Namespace) -> int:
    project.do(tag_sets.reinstate(project, project.tags.named(arguments.tag)))
    return 0


def _delete(project: Project, arguments: argparse.Namespace) -> int:
    tag = project.tags.named(arguments.tag)
    count = project.tag_counts().get(tag.id, 0)
    if count and not arguments.with_annotations:
        say(f"the tag '{tag.name}' has {many(count, 'annotation')}; --with-annotations deletes them too")
        return 1
    project.do(edits.delete_tag(project, tag))
    if count:
        say(f"deleted the tag '{tag.name}' and {many(count, 'annotation')}")
    return 0


def _attribute(project: Project, arguments: argparse.Namespace) -> int:
    change = edited(project, project.tags.named(arguments.tag), arguments)
    if change is None:
        return 1
    project.do(change)
    return 0


def _import(project: Project, arguments: argparse.Namespace) -> int:
    taken = tag_set_files.take_in(project, tag_set_files.named(arguments.source))
    project.do(taken.change)
    if not taken.change.edits:
        say("all of it is in the project already")
        return 0
    what = [f"{many(len(taken.tags), 'tag')} and {many(len(taken.types), 'relation type')} added"]
    if taken.replaced:
        what.append(f"in the place of {', '.join(taken.replaced)}")
    if taken.completed:
        what.append(f"completed: {', '.join(taken.completed)}")
    if taken.keys_taken:
        what.append(f"without their keys, which others have: {', '.join(taken.keys_taken)}")
    say("; ".join(what))
    return 0


ACTIONS: Mapping[str, Callable[[Project, argparse.Namespace], int]] = {
    "add": _add,
    "edit": _edit,
    "rename": _set,
    "recolour": _set,
    "key": _set,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "retire": _retire,
    "reinstate": _reinstate,
    "delete": _delete,
    "attribute": _attribute,
    "import": _import,
}
