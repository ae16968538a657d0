"""`annotator propose`: what may be marked, listed, and accepted where that is asked for."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import TYPE_CHECKING, Any

from annotator.cli.arguments import Subparsers, add_coder, add_json, command, count, words
from annotator.cli.output import many, print_records, say
from annotator.cli.projects import noted

if TYPE_CHECKING:
    from annotator.analysis.proposals import Proposal
    from annotator.core.values import Article
    from annotator.project import Project
    from annotator.project.proposing import Step

_KINDS = ("words", "across", "before", "script")
_NEWS, _EVERY = 200, 50
"""Articles from which on the terminal is told how far it is, and how many later again."""


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "propose",
        "list what may be marked, and accept what is named: id, article, span, tag, words, what they come from",
        "annotator propose press.annot --article 3f2a\n"
        "annotator propose press.annot --kind words --words 'the regulator' --tag actor --all\n"
        "annotator propose press.annot --kind across --article 3f2a --accept 6faf203e41 --accept fc1302bb07\n"
        "annotator propose press.annot --kind script --script 'python3 names.py' --article 3f2a --json",
    )
    parser.add_argument(
        "--kind",
        choices=_KINDS,
        action="append",
        help="the same words elsewhere, the same thing across the reports of an event, what was tagged before in other "
        "articles, or what a command of your own says; repeatable (all but script)",
    )
    parser.add_argument(
        "--article", metavar="A", type=words, action="append", help="only in this article; repeatable (in all)"
    )
    parser.add_argument("--words", metavar="TEXT", type=words, help="look for these words (for those that are marked)")
    parser.add_argument("--tag", metavar="T", type=words, help="the tag that they get; without --words: only this tag")
    parser.add_argument("--inflected", action="store_true", help="the words may have other endings")
    parser.add_argument("--script", metavar="COMMAND", type=words, help="the command that proposes, with its arguments")
    parser.add_argument("--timeout", metavar="SECONDS", type=count, default=60, help="how long it may take (60)")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--accept", metavar="ID", type=words, action="append", help="mark this one; repeatable")
    chosen.add_argument("--all", action="store_true", help="mark all that is listed, in one change")
    add_coder(parser)
    add_json(parser)
    parser.set_defaults(refuse=parser.error)


def run(arguments: argparse.Namespace) -> int:
    kinds = tuple(dict.fromkeys(arguments.kind or ("across", "before", "words")))
    if arguments.words is not None:
        if arguments.tag is None:
            arguments.refuse("--words needs the --tag that they get")
        if arguments.kind not in (None, ["words"]):
            arguments.refuse("--words goes with --kind words")
        kinds = ("words",)
    if ("script" in kinds) != (arguments.script is not None):
        arguments.refuse("--kind script and --script go together")

    from annotator.project import Project

    stores = bool(arguments.accept or arguments.all)
    with noted(Project.open(arguments.project, coder=arguments.coder, read_only=not stores)) as project:
        found = list(_found(project, arguments, kinds))
        if stores:
            return _accept(project, found, arguments.accept)
        if arguments.json:
            print_records(_records(project, found))
        else:
            _print(project, found)
    return 0


def _found(project: Project, arguments: argparse.Namespace, kinds: Sequence[str]) -> Iterator[Proposal]:
    """Yield what is proposed, each place with one tag once: as what it was found first."""
    named = [project.article(reference) for reference in arguments.article or ()]
    wanted = named or list(project.articles())
    tag = None if arguments.tag is None else project.tags.named(arguments.tag)
    seen: set[str] = set()
    for kind in kinds:
        for step in _told(_steps(project, arguments, kind, wanted, None if tag is None else tag.id)):
            for proposal in step.proposals:
                if proposal.id not in seen and (tag is None or proposal.tag == tag.id):
                    seen.add(proposal.id)
                    yield proposal


def _told(steps: Iterator[Step]) -> Iterator[Step]:
    """Yield the steps; on a terminal, say how far they are where that takes a while."""
    talks, told = sys.stderr.isatty(), False
    try:
        for step in steps:
            if talks and step.total > _NEWS and step.done % _EVERY == 0:
                told = True
                print(f"\rlooking through {step.done:,} of {step.total:,}", end="", file=sys.stderr)
            yield step
    finally:
        if told:
            print("\r\x1b[K", end="", file=sys.stderr)


def _steps(
    project: Project,
    arguments: argparse.Namespace,
    kind: str,
    wanted: Sequence[Article],
    tag: str | None,
) -> Iterator[Step]:
    from annotator.analysis.proposals import Seed
    from annotator.project.proposing import Proposer, Step
    from annotator.project.scripting import ask

    proposer = Proposer(project)
    if kind == "words" and arguments.words is not None and tag is not None:
        seed = Seed(arguments.words, tag, articles=(("", 1),))
        yield from proposer.same([seed], wanted, inflected=arguments.inflected)
    elif kind == "words":
        marks = project.annotations(tags=None if tag is None else [tag])
        yield from proposer.same_words(marks, wanted, inflected=arguments.inflected)
    elif kind == "before":
        yield from proposer.tagged_before(wanted, inflected=arguments.inflected)
    elif kind == "across":
        ids = {article.id for article in wanted}
        yield from proposer.across_pairs(_pairs(project.articles(), ids, together=bool(arguments.article)))
    else:
        for done, article in enumerate(wanted, 1):
            proposals = ask(project, article, arguments.script, timeout=float(arguments.timeout))
            yield Step(done, len(wanted), tuple(proposals))


def _pairs(articles: Sequence[Article], wanted: set[str], *, together: bool) -> list[tuple[Article, Article]]:
    """Return each article with one that is wanted, of one event: in the second is looked for what the first says.

    Those that are wanted belong `together`, whatever their events.
    """
    by_event: dict[str, list[Article]] = {"": [a for a in articles if a.id in wanted]} if together else {}
    for article in articles:
        for event in article.events:
            by_event.setdefault(event, []).append(article)
    pairs = {
        (one.id, other.id): (one, other)
        for together in by_event.values()
        for one, other in permutations(together, 2)
        if other.id in wanted
    }
    return list(pairs.values())


def _accept(project: Project, found: Sequence[Proposal], ids: Sequence[str] | None) -> int:
    from annotator.core.errors import NotFoundError
    from annotator.core.values import Annotation
    from annotator.project.proposing import accepted

    known = {proposal.id: proposal for proposal in found}
    unknown = next((reference for reference in ids or () if reference not in known), None)
    if unknown is not None:
        raise NotFoundError("proposal", unknown, list(known)[:20])
    chosen = list(found) if ids is None else [known[reference] for reference in ids]
    if not chosen:
        say("there is nothing to accept")
        return 0
    change = project.do(accepted(project, chosen))
    for edit in change.edits:
        if isinstance(edit.value, Annotation) and edit.before is None:
            print(edit.value.id)
    return 0


def _records(project: Project, found: Sequence[Proposal]) -> Iterator[dict[str, Any]]:
    for each in found:
        yield {
            "id": each.id,
            "kind": each.kind.value,
            "article": each.article,
            "start": each.span.start,
            "end": each.span.end,
            "quote": each.quote,
            "tag": project.tags[each.tag].name,
            "entity": each.entity,
            "annotation": each.mark,
            "source": each.source,
            "because": each.why,
            "count": each.count,
            "before": each.context.before,
            "after": each.context.after,
            "note": each.note,
        }


def _print(project: Project, found: Sequence[Proposal]) -> None:
    from annotator.cli.terminal import table, terminal
    from annotator.project import endings

    screen = terminal()
    articles = endings([article.id for article in project.articles()])
    rows = []
    for each in found:
        why = {
            "words": f"as {screen.inline(each.why, 30)}",
            "across": f"for {screen.inline(each.why, 30)}",
            "before": f"{many(each.count, 'time')} before",
            "script": "by the command",
        }[each.kind.value]
        line = f"{each.context.before}[{each.context.quote}]{each.context.after}".strip()
        rows.append(
            (
                each.id,
                articles[each.article],
                f"{each.span.start}-{each.span.end}",
                screen.inline(project.tags[each.tag].name, 40),
                why,
                screen.inline(line, max(screen.width - 60, 30)),
            )
        )
    for line in table(rows):
        print(line)
    say(f"{many(len(found), 'proposal')}; accept with --accept ID or --all" if found else "there is nothing to propose")
