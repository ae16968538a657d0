"""`annotator annotations`: what has been marked."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Filters, Subparsers, add_attributes, add_filters, add_json, command
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from annotator.core.values import Annotation


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "annotations",
        "list annotations: id, article, span, tag, attributes where there are some, quote",
        "annotator annotations press.annot --tag actor\nannotator annotations press.annot --article 3f2a --json\n"
        "annotator annotations press.annot --attribute force=requests",
    )
    add_filters(parser)
    add_attributes(parser, "only with this value of an attribute (NAME= for any); with several, only with them all")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project, endings

    with Project.open(arguments.project, read_only=True) as project:
        filters = Filters(project, arguments.article, arguments.tag, arguments.coder)
        found = project.annotations(articles=filters.articles, tags=filters.tags, coders=filters.coders)
        wanted = [_wanted(text) for text in arguments.attribute]
        found = [mark for mark in found if all(_carries(mark, *one) for one in wanted)]
        if arguments.json:
            from annotator.core.fitting import Definitions
            from annotator.project.records import annotation_records

            texts = {article: project.text(article) for article in sorted({mark.article for mark in found})}
            definitions = Definitions(project.tags, project.relation_types())
            print_records(annotation_records(found, texts, definitions))
            return 0
        articles = endings([article.id for article in project.articles()])
        # Unique among all annotations, not only those listed.
        marks = endings([mark.id for mark in project.annotations()])
        screen = terminal()
        carried = any(mark.attributes for mark in found)
        rows = [
            (
                marks[mark.id],
                articles[mark.article],
                ",".join(f"{piece.start}-{piece.end}" for piece in mark.pieces),
                screen.inline(project.tags[mark.tag].name),
                *([screen.inline(_said(mark))] if carried else []),
                screen.inline(mark.words),
            )
            for mark in found
        ]
    for line in table(rows):
        print(line)
    return 0


def _wanted(text: str) -> tuple[str, str]:
    """Return the name and the value that an option names; a blank value is any."""
    from annotator.core.errors import InvalidError

    name, _, value = text.partition("=")
    if not name.strip():
        raise InvalidError(f"'{text}' is no attribute; write it like name=value")
    return " ".join(name.split()).casefold(), " ".join(value.split()).casefold()


def _carries(mark: Annotation, name: str, value: str) -> bool:
    from annotator.core.attributes import written

    return any(own.casefold() == name and value in ("", written(found).casefold()) for own, found in mark.attributes)


def _said(mark: Annotation) -> str:
    from annotator.core.attributes import written

    return "; ".join(f"{name}={written(value)}" for name, value in mark.attributes)
