"""`annotator annotations`: what has been marked."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Filters, Subparsers, add_filters, add_json, command
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "annotations",
        "list annotations: id, article, span, tag, quote",
        "annotator annotations press.annot --tag actor\nannotator annotations press.annot --article 3f2a --json",
    )
    add_filters(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project, endings

    with Project.open(arguments.project, read_only=True) as project:
        filters = Filters(project, arguments.article, arguments.tag, arguments.coder)
        found = project.annotations(articles=filters.articles, tags=filters.tags, coders=filters.coders)
        if arguments.json:
            from annotator.project.records import annotation_records

            texts = {article: project.text(article) for article in sorted({mark.article for mark in found})}
            print_records(annotation_records(found, texts))
            return 0
        articles = endings([article.id for article in project.articles()])
        # Unique among all annotations, not only those listed.
        marks = endings([mark.id for mark in project.annotations()])
        screen = terminal()
        rows = [
            (
                marks[mark.id],
                articles[mark.article],
                ",".join(f"{piece.start}-{piece.end}" for piece in mark.pieces),
                project.tags[mark.tag].name,
                screen.inline(mark.words),
            )
            for mark in found
        ]
    for line in table(rows):
        print(line)
    return 0
