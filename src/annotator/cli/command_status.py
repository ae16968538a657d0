"""`annotator status`: how far articles are read, for each tag and by each coder, listed and said."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, add_json, command, words
from annotator.cli.output import print_records
from annotator.cli.terminal import table, terminal

if TYPE_CHECKING:
    from annotator.core.values import Article, Coder, ReadingState
    from annotator.project import Project

_UNREAD = "not-read"


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "status",
        "list how far articles are read for each tag, or say it",
        "annotator status press.annot\n"
        "annotator status press.annot --tag concern\n"
        "annotator status press.annot 3f2a --tag concern --set done",
    )
    parser.add_argument(
        "article", metavar="ARTICLE", type=words, nargs="?", help="its id or a unique ending of it (default: all)"
    )
    parser.add_argument(
        "--tag", metavar="T", type=words, action="append", help="only for this tag; may be given several times"
    )
    parser.add_argument("--coder", metavar="NAME", type=words, help="who reads (default: the account's name)")
    parser.add_argument(
        "--set", choices=("done", "in-work", _UNREAD), help="say so of the article, for the tags (default: for all)"
    )
    add_json(parser)
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    if arguments.set is not None and arguments.article is None:
        arguments.refuse("--set needs an ARTICLE")

    from annotator.project import Project

    reads = arguments.set is None
    with Project.open(arguments.project, read_only=reads, coder=None if reads else arguments.coder) as project:
        tags = None if arguments.tag is None else {project.tags.named(name).id for name in arguments.tag}
        articles = project.articles() if arguments.article is None else (project.article(arguments.article),)
        if not reads:
            from annotator.core.values import ReadingState
            from annotator.project import filing

            state = None if arguments.set == _UNREAD else ReadingState(arguments.set)
            project.do(filing.set_status(project, articles, state, tags))
            if not arguments.json:
                return 0
        _list(project, articles, _coder(project, arguments.coder), tags, as_json=arguments.json)
    return 0


def _coder(project: Project, name: str | None) -> Coder:
    from annotator.project.coders import coder_named

    return project.coder if name is None else coder_named(project, name)


def _list(
    project: Project, articles: tuple[Article, ...], coder: Coder, tags: set[str] | None, *, as_json: bool
) -> None:
    from annotator.project import endings, filing

    found = filing.standings(project, articles, coder.id)
    ids = [article.id for article in articles]
    said = {(status.article, status.tag) for status in project.statuses(articles=ids, coder=coder.id)}
    listed = [tag for tag in project.tags.offered if tags is None or tag.id in tags]
    if as_json:
        print_records(
            {
                "article": article.id,
                "tag": tag.id,
                "coder": coder.id,
                "state": found[article.id, tag.id],
                "said": (article.id, tag.id) in said,
            }
            for article in articles
            for tag in listed
        )
        return
    screen = terminal()
    endings_ = endings([article.id for article in project.articles()])
    rows = [
        (
            endings_[article.id],
            *(f"{screen.inline(tag.name)}: {_word(found[article.id, tag.id])}" for tag in listed),
            screen.inline(article.title),
        )
        for article in articles
    ]
    for line in table(rows):
        print(line)


def _word(state: ReadingState | None) -> str:
    return _UNREAD if state is None else state.value
