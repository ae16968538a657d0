"""`annotator articles`: what the project has to read."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Subparsers, add_json, command
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "articles",
        "list the articles: id, language, direction, date, number of annotations, title",
        "annotator articles press.annot\nannotator articles press.annot --json | jq -r '.[].title'",
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.project import Project, endings

    with Project.open(arguments.project, read_only=True) as project:
        articles, counts = project.articles(), project.counts()
        if arguments.json:
            from annotator.project.records import article_record

            statuses = project.statuses()
            print_records(
                article_record(article, [status for status in statuses if status.article == article.id])
                | {"annotations": counts.get(article.id, 0)}
                for article in articles
            )
            return 0
        short = endings([article.id for article in articles])
        screen = terminal()
        rows = [
            (
                short[article.id],
                article.language or "-",
                str(article.direction),
                article.published or "-",
                str(counts.get(article.id, 0)),
                screen.inline(article.title),
            )
            for article in articles
        ]
    for line in table(rows, rightwards=frozenset([4])):
        print(line)
    return 0
