"""`annotator relations`: who does what to whom, listed, said and taken back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_attributes, add_coder, add_json, command, words
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from annotator.core.change import Change
    from annotator.core.values import End
    from annotator.project import Project

_QUOTE = 48


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "relations",
        "list who does what to whom, or add or delete a relation",
        "annotator relations press.annot\n"
        "annotator relations press.annot add issues ByteDance 41c7 --cue 7e02 'wiesen an'\n"
        "annotator relations press.annot delete 9e02",
    )
    add_json(parser)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", title="actions")
    listing = actions.add_parser("list", help="id, from, type, to and the words that say so (the default)")
    listing.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    adding = actions.add_parser("add", help="add a relation; prints its id")
    adding.add_argument("type", metavar="TYPE", type=words, help="the name of a relation type")
    adding.add_argument("source", metavar="FROM", type=words, help="an annotation's id, or an entity's name or id")
    adding.add_argument("target", metavar="TO", type=words, help="the same")
    adding.add_argument(
        "--cue", metavar=("ARTICLE", "WORDS"), type=words, nargs=2, help="the words of an article that say so: its verb"
    )
    add_attributes(adding, "a value of an attribute that the type has; may be given several times")
    adding.add_argument("--note", metavar="TEXT", type=words)
    deleting = actions.add_parser("delete", help="delete relations")
    deleting.add_argument(
        "relations", metavar="RELATION", type=words, nargs="+", help="an id or a unique ending of one"
    )
    for action in (adding, deleting):
        add_coder(action)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    if arguments.action in (None, "list"):
        with Project.open(arguments.project, read_only=True) as project:
            _list(project, arguments.json)
        return 0
    with Project.open(arguments.project, coder=arguments.coder) as project:
        change = project.do(_changed(project, arguments))
        if arguments.action == "add":
            print(change.edits[0].value.id)
    return 0


def _changed(project: Project, arguments: argparse.Namespace) -> Change:
    from annotator.project import attributes, relations

    if arguments.action == "delete":
        return relations.delete_relations(
            project, [relations.find_relation(project, reference) for reference in arguments.relations]
        )
    cue = None
    if arguments.cue is not None:
        article, quote = arguments.cue
        cue = relations.cue_of(project, project.article(article).id, quote)
    kind = relations.find_type(project, arguments.type)
    owner = f"the relation '{kind.name}'"
    values = [attributes.read(kind.attributes, text, owner) for text in arguments.attribute]
    return relations.add_relation(
        project,
        kind,
        relations.find_end(project, arguments.source),
        relations.find_end(project, arguments.target),
        cue=cue,
        attributes=attributes.as_carried(values),
        note=arguments.note,
    )


def _list(project: Project, as_json: bool) -> None:
    found = project.relations()
    if as_json:
        from annotator.core.fitting import Definitions
        from annotator.project.records import relation_record

        definitions = Definitions(project.tags, project.relation_types())
        print_records(relation_record(relation, definitions) for relation in found)
        return
    from annotator.project import endings

    ids = endings([relation.id for relation in found])
    kinds = {kind.id: kind.name for kind in project.relation_types()}
    entities = {entity.id: entity.name for entity in project.entities()}
    screen = terminal()

    def said(end: End) -> str:
        from annotator.text.isolate import shorten

        mark = project.find_annotation(end.annotation) if end.annotation is not None else None
        return shorten(mark.words, _QUOTE) if mark is not None else entities.get(end.entity or "", "-")

    rows = []
    for relation in found:
        cue = f"“{relation.cue.quote}”" if relation.cue is not None else ""
        ends = screen.inline(said(relation.source)), screen.inline(said(relation.target))
        rows.append(
            (ids[relation.id], ends[0], screen.inline(kinds.get(relation.type, "-"), 40), ends[1], screen.inline(cue))
        )
    for line in table(rows):
        print(line.rstrip())
