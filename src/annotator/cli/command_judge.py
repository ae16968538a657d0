"""`annotator judge`: what an analyst confirms of an entity across the reports of an event."""

from __future__ import annotations

import argparse

from annotator.cli.arguments import Subparsers, add_coder, command, words

_NONE = "none"


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "judge",
        "confirm that the reports of an event say the same of an entity, or that they differ",
        "annotator judge press.annot ByteDance --event Meeting --verdict same\n"
        "annotator judge press.annot 'self-assessment' --event Meeting --verdict differs \\\n"
        "    --sentence 'The German report has it ordered, the Arabic one asked for.'",
    )
    parser.add_argument("entity", metavar="ENTITY", type=words, help="its name, or its id or a unique ending of it")
    parser.add_argument("--event", metavar="NAME", type=words, required=True)
    parser.add_argument(
        "--verdict", choices=("same", "differs", _NONE), required=True, help=f"{_NONE} takes back what you have said"
    )
    parser.add_argument("--sentence", metavar="TEXT", type=words, help="in what they differ, in one sentence")
    add_coder(parser)


def run(arguments: argparse.Namespace) -> int:
    from annotator.core.errors import InvalidError
    from annotator.core.values import Verdict
    from annotator.project import Project
    from annotator.project.comparing import comparison, find_event, judge
    from annotator.project.entities import find_entity

    verdict = None if arguments.verdict == _NONE else Verdict(arguments.verdict)
    with Project.open(arguments.project, coder=arguments.coder) as project:
        event, entity = find_event(project, arguments.event), find_entity(project, arguments.entity)
        row = comparison(project, event).row(entity.id) if verdict is not None else None
        if verdict is not None and row is None:
            raise InvalidError(f"no report of '{event.name}' mentions '{entity.name}'; tie marks to it first")
        anew = row is not None and row.outdated
        project.do(judge(project, event, entity, verdict, arguments.sentence, anew=anew))
    return 0
