"""`annotator import`: documents become articles."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.cli.arguments import Subparsers, command, words
from annotator.cli.output import many, say
from annotator.cli.projects import opened_or_made
from annotator.cli.terminal import terminal
from annotator.core.ids import new_id

if TYPE_CHECKING:
    from annotator.project import ImportReport, Project
    from annotator.project.importing import Columns, Intake

_FIELDS = ("text", "title", "published", "source", "author", "url", "language")
_KEPT, _EVERYTHING = 5_000_000, 1_000_000_000
_STOPPED = 130
"""The exit code of what Ctrl+C ended, as shells have it."""
_BAR = 24
_COMPARING = 10.0
"""Seconds that comparing the texts of a large import may take."""
_NAMED = 50
"""Near duplicates that are named one by one."""


def add(subparsers: Subparsers[argparse.ArgumentParser]) -> None:
    parser = command(
        subparsers,
        "import",
        "read files into the project as articles and print their ids; makes the project if there is none",
        "annotator import press.annot german.txt arabic.txt --event 'Port closed'\n"
        "annotator import press.annot old.txt --encoding windows-1256\n"
        "annotator import press.annot export.csv --column text=Inhalt --column title=Titel",
    )
    parser.add_argument("files", metavar="FILE|FOLDER", nargs="+", type=Path, help="documents, or folders of them")
    parser.add_argument("--event", metavar="NAME", type=words, help="what the articles are about")
    parser.add_argument("--language", metavar="L", type=words, help="their language, like de, ar or zh-Hant")
    parser.add_argument("--encoding", metavar="E", type=words, help="their encoding (default: told from the file)")
    parser.add_argument(
        "--column",
        metavar="FIELD=NAME",
        type=_column,
        action="append",
        default=[],
        help=f"which column of a table holds what, by name or number; FIELD is {', '.join(_FIELDS)}; "
        "may be given several times (default: told from names and contents)",
    )
    parser.add_argument("--password", metavar="P", type=words, help="what opens protected files")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--keep-originals",
        dest="kept",
        action="store_const",
        const=_EVERYTHING,
        default=_KEPT,
        help="keep each file in the project as it was read (default: up to 5 MB)",
    )
    kept.add_argument("--no-originals", dest="kept", action="store_const", const=0, help="keep texts alone")


def _column(argument: str) -> tuple[str, str]:
    field, equals, name = words(argument).partition("=")
    if not equals or field not in _FIELDS:
        raise argparse.ArgumentTypeError(f"'{argument}' is not like text=NAME; before the = is {', '.join(_FIELDS)}")
    return field, name


def _columns(given: list[tuple[str, str]]) -> Columns | None:
    if not given:
        return None
    from annotator.project.importing import Columns

    # What is not given is told; what is given as nothing (`title=`) is nowhere.
    return Columns(**{**dict.fromkeys(_FIELDS, ""), **{field: name or None for field, name in given}})  # type: ignore[arg-type]


class _Progress:
    """The line that says how far an import is, on a terminal."""

    def __init__(self, paths: list[Path]) -> None:
        self._shown = sys.stderr.isatty()
        self._paths = paths
        self._total: int | None = None

    def __call__(self, intake: Intake) -> bool:
        if self._shown:
            if self._total is None:
                from annotator.project.gathering import files

                self._total = sum(1 for _ in files(self._paths))
            done = min(intake.files, self._total)
            filled = _BAR * done // max(self._total, 1)
            failed = f", {intake.failed} failed" if intake.failed else ""
            line = (
                f"[{'#' * filled}{'.' * (_BAR - filled)}] {done} of {self._total}: {intake.imported} imported{failed}"
            )
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write("\r" + line[:width].ljust(width))
            sys.stderr.flush()
        return True

    def comparing(self, done: int, total: int) -> None:
        if self._shown:
            sys.stderr.write("\r" + f"comparing {done} of {total}".ljust(shutil.get_terminal_size().columns - 1))
            sys.stderr.flush()
            self._total = self._total or total

    def clear(self) -> None:
        """Take the line away, for what is said next."""
        if self._shown and self._total is not None:
            sys.stderr.write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")


def run(arguments: argparse.Namespace) -> int:
    progress = _Progress(arguments.files)
    with opened_or_made(arguments.project) as project:
        before = new_id()
        try:
            report = project.import_files(
                arguments.files,
                event=arguments.event,
                language=arguments.language,
                encoding=arguments.encoding,
                columns=_columns(arguments.column),
                password=arguments.password,
                kept=arguments.kept,
                progress=progress,
            )
        except KeyboardInterrupt:
            progress.clear()
            # Ids are in the order of time; what was stored is counted, as the last batch may not have been told of.
            count = sum(article.id > before for article in project.articles())
            say(f"stopped; {count} imported by then, which stay" if count else "stopped; nothing was imported")
            return _STOPPED
        progress.clear()
        _tell(report)
        _tell_alike(project, report, progress)
    return 0 if (report.imported or report.skipped) and not report.failed else 1


def _tell(report: ImportReport) -> None:
    screen = terminal(sys.stderr)
    for article in report.imported:
        print(article.id)
        guessed = ", ".join(filter(None, (article.language or "language unknown", article.origin.encoding)))
        say(f"{article.origin.name}: imported as '{screen.inline(article.title)}' ({guessed})")
    for path, known in report.skipped:
        say(f"{path}: skipped, the project has this text already ('{screen.inline(known.title)}')")
    _tell_kin(report)
    for _, reason in report.failed:
        say(reason)
    for _, reason in report.passed_over:
        say(f"passed over {reason}")
    if report.undecoded:
        say("for a text in an old encoding, name it, as in --encoding windows-1256")
    if report.unclear:
        say("for a table, say which column is what, as in --column text=NAME --column title=NAME")
    if report.locked:
        say("for a protected file, give its password, as in --password WORD")
    counts = {"imported": report.imported, "skipped": report.skipped, "failed": report.failed}
    if not any(counts.values()):
        say("found no files to import")
    elif sum(map(len, counts.values())) > 1:
        say(", ".join(f"{len(found)} {what}" for what, found in counts.items() if found))


def _tell_kin(report: ImportReport) -> None:
    """Say which articles are later versions of others."""
    screen = terminal(sys.stderr)
    for pair in report.replaced:
        moved = many(pair.moved, "annotation")
        say(f"{pair.new.origin.name}: a later version of '{screen.inline(pair.old.title)}'; {moved} carried over")
        if pair.unsettled:
            say(f"{many(pair.unsettled, 'annotation')} found no certain place: see `annotator settle`")


def _tell_alike(project: Project, report: ImportReport, progress: _Progress) -> None:
    """Say which articles are nearly the same as others. Many are compared now, for as long as somebody may wait."""
    from annotator.project.kin import COMPARED, near_duplicates

    similar, new = list(report.similar), {article.id for article in report.imported}
    if len(new) > COMPARED:
        try:
            similar, compared = near_duplicates(project, new, _COMPARING, progress.comparing)
        except KeyboardInterrupt:
            progress.clear()
            say("stopped comparing; all are imported")
            return
        progress.clear()
        if compared < len(new):
            say(f"compared {compared} of {len(new)} for near duplicates; the window's library finds the others")
    screen = terminal(sys.stderr)
    for article, known, share in similar[:_NAMED]:
        say(f"{article.origin.name}: nearly the same as '{screen.inline(known.title)}' ({round(100 * share)} %)")
    if len(similar) > _NAMED:
        say(f"{len(similar) - _NAMED} more are nearly the same as others")
