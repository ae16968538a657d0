"""The entry point: which command, and that every end of it is a sentence and an exit code."""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from annotator import __version__
from annotator.cli import window
from annotator.cli.output import say
from annotator.core.errors import AnnotatorError, QuoteError

COMMANDS = (
    "new", "import", "articles", "show", "annotate", "annotations", "attributes", "settle", "tags", "entities",
    "relations", "relation-types", "compare", "judge", "coders", "stats", "status", "search", "propose", "history",
    "export", "load", "merge", "conflicts", "check", "repair", "backups", "restore",
)  # fmt: skip
DONE, COULD_NOT, WRONG_USAGE = 0, 1, 2

_EPILOG = """\
An ARTICLE is named by its id or a unique ending of it, as `annotator articles` prints them.
`annotator COMMAND --help` tells more about one command.

examples:
  annotator new press.annot
  annotator import press.annot german.txt arabic.txt
  annotator articles press.annot
  annotator annotate press.annot 3f2a --tag actor --quote "the regulator"
  annotator show press.annot 3f2a
  annotator export press.annot -o press.json
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 could not, 2 wrong usage."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _prepare_streams()
    try:
        try:
            return _run(arguments)
        finally:
            # Here, where a full disk or a closed pipe still gets its sentence.
            sys.stdout.flush()
    except QuoteError as error:
        _say_places(error)
    except AnnotatorError as error:
        say(" ".join(str(error).split("\n")))
    except BrokenPipeError:
        # Whoever read us has enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        say("stopped")
    except OSError as error:
        say(f"could not write the results ({error.strerror or error})")
    except MemoryError:
        say("there is not enough memory for this")
    except Exception as error:
        if os.environ.get("ANNOTATOR_DEBUG"):
            import traceback

            traceback.print_exc()
        say(
            f"met an error of its own ({type(error).__name__}: {error}); nothing more was stored; "
            "please report it, with what ANNOTATOR_DEBUG=1 in the environment makes it print"
        )
    return COULD_NOT


def _say_places(error: QuoteError) -> None:
    if len(error.places) < 2:
        say(" ".join(str(error).split("\n")))
        return
    from annotator.cli.terminal import terminal

    # The sentence up to the places, then one place a line.
    say(f"{str(error).partition(':')[0]} (--occurrence N):")
    screen = terminal(sys.stderr)
    for number, (start, context) in enumerate(error.places, 1):
        print(f"  {number}. at {start}: {screen.inline(context, 100)}", file=sys.stderr)
    if (more := str(error).rpartition("; and ")[2]).endswith(" more"):
        print(f"  and {more}", file=sys.stderr)


def _run(arguments: list[str]) -> int:
    first = next((word for word in arguments if not word.startswith("-")), None)
    wants_help = any(word in ("-h", "--help", "--version") for word in arguments)
    try:
        if first in COMMANDS or (wants_help and first is None):
            options = parser().parse_args(arguments)
            return _done(options)
        if first is not None and window.is_no_file(first):
            import difflib

            close = difflib.get_close_matches(first, COMMANDS, 1)
            hint = f"did you mean '{close[0]}'?" if close else f"the commands are: {', '.join(COMMANDS)}"
            say(f"there is no command and no file '{first}'; {hint}")
            return WRONG_USAGE
        return window.run(window.parser().parse_args(arguments))
    except SystemExit as end:
        # argparse has said what is wrong, or printed its help.
        return end.code if isinstance(end.code, int) else DONE


def _done(options: argparse.Namespace) -> int:
    """Run a command. Raises DamagedError where it meets what it cannot make sense of, and the project is not sound."""
    try:
        return int(_command(options.command).run(options))
    except (AnnotatorError, OSError, MemoryError):
        raise
    except Exception as error:
        from annotator.cli.projects import damage

        found = damage(options.project)
        if found is None:
            raise
        raise found from error


def parser() -> argparse.ArgumentParser:
    """Return the parser of everything but the window."""
    top = argparse.ArgumentParser(
        prog="annotator",
        usage="annotator [PROJECT] [FILE ...]\n       annotator COMMAND PROJECT ...",
        description="Read reports of one event side by side and mark who did what.\n\n"
        "Without a command, a window opens on the project, and the files are imported into it.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"annotator {__version__}")
    subparsers = top.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", prog="annotator", required=True
    )
    for name in COMMANDS:
        _command(name).add(subparsers)
    return top


def _command(name: str) -> ModuleType:
    # Only when a command is wanted: the window should not wait for them.
    return importlib.import_module(f"annotator.cli.command_{name.replace('-', '_')}")


def _prepare_streams() -> None:
    """Write UTF-8 and plain line ends where no terminal says otherwise; never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
