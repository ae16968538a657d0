"""`annotator attributes`: what an annotation or a relation carries beyond its tag or type, listed and said."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_coder, add_json, command, words
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from annotator.core.values import Annotation, Relation
    from annotator.project import Project


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "attributes",
        "list what an annotation or a relation carries, or say it",
        "annotator attributes press.annot 41c7\n"
        "annotator attributes press.annot 41c7 force=requests 'attributed to=the ministry'\n"
        "annotator attributes press.annot 41c7 force=",
    )
    parser.add_argument(
        "carrier", metavar="ANNOTATION", type=words, help="its id or a unique ending of it; or a relation's"
    )
    parser.add_argument(
        "values", metavar="NAME=VALUE", type=words, nargs="*", help="what it shall carry; nothing behind the = for none"
    )
    add_json(parser)
    add_coder(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project

    if not arguments.values:
        with Project.open(arguments.project, read_only=True) as project:
            _list(project, _carrier(project, arguments.carrier), arguments.json)
        return 0

    from annotator.project import attributes

    with Project.open(arguments.project, coder=arguments.coder) as project:
        carrier = _carrier(project, arguments.carrier)
        known, owner = attributes.definitions_of(project, carrier), attributes.owner_of(project, carrier)
        values = [attributes.read(known, text, owner, stored=carrier.attributes) for text in arguments.values]
        project.do(attributes.set_attributes(project, carrier, values))
        if arguments.json:
            _list(project, _carrier(project, carrier.id), True)
    return 0


def _carrier(project: Project, reference: str) -> Annotation | Relation:
    from annotator.core.errors import NotFoundError
    from annotator.project import relations

    try:
        return project.annotation(reference)
    except NotFoundError as missing:
        try:
            return relations.find_relation(project, reference)
        except NotFoundError:
            raise missing from None


def _list(project: Project, carrier: Annotation | Relation, as_json: bool) -> None:
    from annotator.core.attributes import foreign, value_of, written
    from annotator.project import attributes

    definitions = attributes.definitions_of(project, carrier)
    strange = foreign(carrier.attributes, definitions)
    allowed = tuple(pair for pair in carrier.attributes if pair not in strange)
    if as_json:
        print_records(
            [
                *(
                    {
                        "name": one.name,
                        "kind": one.kind,
                        "choices": list(one.choices),
                        "value": value_of(allowed, one.name),
                        "defined": True,
                    }
                    for one in definitions
                ),
                *(
                    {"name": name, "kind": None, "choices": [], "value": value, "defined": False}
                    for name, value in strange
                ),
            ]
        )
        return
    screen = terminal()
    rows = []
    for one in definitions:
        value = value_of(allowed, one.name)
        said = "-" if value is None else written(value)
        rows.append((screen.inline(one.name), screen.inline(said), screen.inline(", ".join(one.choices) or one.kind)))
    rows += [(screen.inline(name), screen.inline(written(value)), "not in the tag set") for name, value in strange]
    for line in table(rows):
        print(line)
