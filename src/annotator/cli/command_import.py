"""`annotator import`: documents become articles."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, command, words
from annotator.cli.output import many, say
from annotator.cli.projects import opened_or_made
from annotator.cli.terminal import terminal

if TYPE_CHECKING:
    from annotator.project.importing import Intake


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "import",
        "read files into the project as articles and print their ids; makes the project if there is none",
        "annotator import press.annot german.txt arabic.txt --event 'Port closed'\n"
        "annotator import press.annot old.txt --encoding windows-1256",
    )
    parser.add_argument("files", metavar="FILE|FOLDER", nargs="+", type=Path, help="plain text, or a folder of it")
    parser.add_argument("--event", metavar="NAME", type=words, help="what the articles are about")
    parser.add_argument("--language", metavar="L", type=words, help="their language, like de, ar or zh-Hant")
    parser.add_argument("--encoding", metavar="E", type=words, help="their encoding (default: told from the file)")


def _progress(intake: Intake) -> bool:
    failed = f", {intake.failed} failed" if intake.failed else ""
    sys.stderr.write(f"\r{intake.imported} imported{failed} ")
    sys.stderr.flush()
    return True


def run(arguments: argparse.Namespace) -> int:
    with opened_or_made(arguments.project) as project:
        report = project.import_files(
            arguments.files,
            event=arguments.event,
            language=arguments.language,
            encoding=arguments.encoding,
            progress=_progress if sys.stderr.isatty() else None,
        )
        screen = terminal(sys.stderr)
        for article in report.imported:
            print(article.id)
            guessed = ", ".join(filter(None, (article.language or "language unknown", article.origin.encoding)))
            say(f"{article.origin.name}: imported as '{screen.inline(article.title)}' ({guessed})")
        for path, known in report.skipped:
            say(f"{path}: skipped, the project has this text already ('{screen.inline(known.title)}')")
        for pair in report.replaced:
            moved = many(pair.moved, "annotation")
            say(f"{pair.new.origin.name}: a later version of '{screen.inline(pair.old.title)}'; {moved} carried over")
            if pair.unsettled:
                say(f"{many(pair.unsettled, 'annotation')} found no certain place: see `annotator settle`")
        for new, known, share in report.similar:
            say(f"{new.origin.name}: nearly the same as '{screen.inline(known.title)}' ({round(100 * share)} %)")
        for _, reason in report.failed:
            say(reason)
        if report.undecoded:
            say("for a text in an old encoding, name it, as in --encoding windows-1256")
        for _, reason in report.passed_over:
            say(f"passed over {reason}")
        if not (report.imported or report.skipped or report.failed):
            say("found no files to import")
            return 1
    return 1 if report.failed else 0
