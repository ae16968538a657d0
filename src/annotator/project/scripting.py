"""A user's own command as a source of proposals: an article's JSON goes in on its standard input, annotations come out.

It is run when somebody asks, and never because a project says so. Whatever it does, it ends: in time, with all that it
started, and with proposals or one sentence; nothing is stored here.
"""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, Any

from annotator.analysis.proposals import Proposal, proposed_by_script
from annotator.core.errors import AnnotatorError, SpanError, StoppedError
from annotator.core.values import Article, Tag
from annotator.project.entities import called
from annotator.project.project import Project
from annotator.project.rules import check_span
from annotator.text.span import Span

TIMEOUT = 60.0
"""Seconds that a command has for one article."""
_MARK = "ANNOTATOR_ASKED_BY"
"""The variable of the environment by which it is known what a command has started."""
_PROCESSES = Path("/proc")
_MOST = 16_000_000
"""Bytes of an answer."""
_SAID = 200
"""Characters of what a command says about itself that come into a sentence."""
_TICK = 0.02
_GRACE = 1.0
"""Seconds from one look at it to the next; and that its output may take to come when it has ended."""


class ScriptError(AnnotatorError):
    """A command that proposes nothing usable. `command` says which, `reason` why (a clause without full stop)."""

    def __init__(self, command: str, reason: str) -> None:
        super().__init__(f"the command '{command}' {reason}; nothing was stored")
        self.command, self.reason = command, reason


def ask(
    project: Project,
    article: Article,
    command: str,
    *,
    timeout: float = TIMEOUT,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Proposal]:
    """Run a command on an article and return what it proposes, but for what is marked so already.

    Raises ScriptError for whatever goes wrong, StoppedError where `stopped` says yes; either way no process is left.
    """
    answer = _run(command, question(project, article), timeout, stopped)
    return _proposals(project, article, command, answer)


def question(project: Project, article: Article) -> bytes:
    """Return what a command is told: the native JSON of the project's part that is about the article, in UTF-8."""
    from annotator.formats.native_writing import write

    stream = io.StringIO()
    write(project.bundle(articles=[article.id]), stream)
    return stream.getvalue().encode()


def _run(command: str, given: bytes, timeout: float, stopped: Callable[[], bool]) -> bytes:
    mark = os.urandom(8).hex()
    process = _started(command, mark)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    answer, complaint = _Reader(process.stdout, _MOST), _Reader(process.stderr, _MOST)
    writer = Thread(target=_give, args=(process.stdin, given), daemon=True)
    writer.start()
    deadline = time.monotonic() + timeout
    try:
        while process.poll() is None:
            if stopped():
                raise StoppedError
            if answer.full or complaint.full:
                raise ScriptError(command, f"answered with more than {_MOST // 1_000_000} MB and was stopped")
            if time.monotonic() > deadline:
                raise ScriptError(command, f"did not answer within {timeout:g} seconds and was stopped")
            time.sleep(_TICK)
        answer.join(_GRACE)
        complaint.join(_GRACE)
    finally:
        # What it started goes with it, be it that it has ended itself.
        _end(process)
        _end_strays(mark)
        for thread in (answer, complaint, writer):
            thread.join(_GRACE)
        for stream in (process.stdout, process.stderr):
            stream.close()
    if process.returncode:
        said = complaint.text.decode("utf-8", "replace").strip().rpartition("\n")[2][:_SAID]
        how = f"ended with the exit code {process.returncode}"
        if process.returncode < 0:
            how = f"was ended by the signal {-process.returncode}"
        raise ScriptError(command, f"{how} ({said})" if said else how)
    return answer.text


def _started(command: str, mark: str) -> subprocess.Popen[bytes]:
    try:
        words = shlex.split(command) if os.name == "posix" else command
    except ValueError as error:
        raise ScriptError(command, f"cannot be read ({str(error).lower()})") from None
    if not words:
        raise ScriptError(command, "is empty; give a program and its arguments")
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Python programs read and write UTF-8 then, whatever the system's encoding is.
    environment = {**os.environ, "PYTHONUTF8": "1", _MARK: mark}
    try:
        if sys.platform == "win32":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            return subprocess.Popen(words, env=environment, creationflags=flags, **pipes)
        return subprocess.Popen(words, env=environment, start_new_session=True, **pipes)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ScriptError(command, f"cannot be run ({reason[:1].lower()}{reason[1:]})") from None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started, at once."""
    with suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _end_strays(mark: str) -> None:
    """End what has left the group of its process: it still has the environment that it was given.

    Where the system tells of no process what that is, what went astray is left.
    """
    wanted = f"{_MARK}={mark}".encode()
    for _ in range(3):  # What is ended last may have started one more.
        found = [int(entry.name) for entry in _PROCESSES.glob("[0-9]*") if wanted in _environment(entry)]
        for stray in found:
            with suppress(OSError):
                os.kill(stray, signal.SIGKILL)
        if not found:
            return


def _environment(process: Path) -> list[bytes]:
    try:
        return (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return []  # Somebody else's, or gone by now.


class _Reader(Thread):
    """Reads what a process writes, up to so many bytes."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        super().__init__(daemon=True)
        self._stream = stream
        self._most = most
        self._read = bytearray()
        self.full = False
        self.start()

    @property
    def text(self) -> bytes:
        return bytes(self._read)

    def run(self) -> None:
        with suppress(OSError, ValueError):
            while piece := os.read(self._stream.fileno(), 1 << 16):
                self._read += piece
                if len(self._read) > self._most:
                    # Left open: who writes on waits, until it is ended.
                    self.full = True
                    return


def _give(stream: IO[bytes], given: bytes) -> None:
    # It need not read all of it.
    with suppress(OSError, ValueError), stream:
        stream.write(given)


def _proposals(project: Project, article: Article, command: str, answer: bytes) -> list[Proposal]:
    try:
        said = json.loads(answer.decode("utf-8-sig") or "[]")
    except UnicodeDecodeError:
        raise ScriptError(command, "answered with what is no UTF-8") from None
    except (ValueError, RecursionError) as error:
        what = " ".join(answer[:40].decode("utf-8", "replace").split())
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ScriptError(command, f"answered with what is no JSON{where} ({what}…)") from None
    listed = said.get("annotations") if isinstance(said, dict) else said
    if not isinstance(listed, list):
        raise ScriptError(command, "answered with no list of annotations")
    text = project.text(article.id)
    own = project.annotations(articles=[article.id], coders=[project.coder.id])
    taken = {(mark.start, mark.end, mark.tag) for mark in own}
    found: dict[tuple[int, int, str], Proposal] = {}
    for number, record in enumerate(listed, 1):
        try:
            proposal = _proposal(project, article, text, command, record)
        except (_UnusableError, SpanError) as error:
            raise ScriptError(command, f"proposes, as annotation {number}, what cannot be: {error}") from None
        key = (proposal.span.start, proposal.span.end, proposal.tag)
        if key not in taken:
            found.setdefault(key, proposal)
    return sorted(found.values(), key=lambda proposal: proposal.span)


class _UnusableError(Exception):
    """What is wrong with one annotation of an answer, as a clause."""


def _proposal(project: Project, article: Article, text: str, command: str, record: object) -> Proposal:
    if not isinstance(record, dict):
        raise _UnusableError("it is no object with start, end and tag")
    start, end, name = record.get("start"), record.get("end"), record.get("tag")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end or not isinstance(name, str):
        raise _UnusableError("it needs start and end, in code points from 0, and the name of a tag")
    check_span(text, span := Span(start, end))
    quote, note = record.get("quote"), record.get("note")
    if quote is not None and quote != span.of(text):
        raise _UnusableError(f"the text at {start}-{end} is not its quote")
    if note is not None and not isinstance(note, str):
        raise _UnusableError("its note is no text")
    tag = _tag(project, name)
    if tag is None:
        raise _UnusableError(f"there is no tag '{name[:_SAID]}'")
    if tag.retired:
        raise _UnusableError(f"the tag '{tag.name}' is retired")
    entity = _entity(project, record.get("entity"), tag)
    return proposed_by_script(article.id, text, span, tag.id, entity, note, command)


def _tag(project: Project, name: str) -> Tag | None:
    known = project.tags.get(name)
    return known or next((tag for tag in project.tags if tag.name.casefold() == name.strip().casefold()), None)


def _entity(project: Project, name: object, tag: Tag) -> str | None:
    if name is None:
        return None
    if not isinstance(name, str):
        raise _UnusableError("its entity is no name")
    known = [e for e in project.entities() if e.id == name] or called(project, name)
    fits = next((entity for entity in known if entity.tag in (None, tag.id)), None)
    if fits is None:
        raise _UnusableError(f"there is no entity '{name[:_SAID]}' of the tag '{tag.name}'")
    return fits.id
