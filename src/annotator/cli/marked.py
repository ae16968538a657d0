"""An article's text with its marks in brackets, wrapped to the width of a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex

from annotator.cli.terminal import Terminal, columns_of
from annotator.cli.visual import visual
from annotator.core.tagset import TagSet
from annotator.core.values import Annotation, Tag
from annotator.text.direction import Direction, paragraph_direction
from annotator.text.isolate import isolate
from annotator.text.segments import paragraphs
from annotator.text.span import Span

_CLUSTER = regex.compile(r"\X")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A bracket that opens or closes a mark, to be written before the character at `offset`."""

    offset: int
    label: str
    tag: Tag


Style = tuple[Tag | None, bool]
"""The tag of the innermost mark, and whether it is a bracket rather than text."""

_PLAIN: Style = (None, False)


def marked_lines(
    text: str,
    annotations: Sequence[Annotation],
    tags: TagSet,
    direction: Direction,
    to: Terminal,
    *,
    shown: Span | None = None,
    body: Span | None = None,
) -> Iterator[str]:
    """Yield the lines of an article: `[actor: words]`, and `[actor: words /actor]` where marks cross each other.

    Only those of the span `shown` (None: all); those outside of `body` are faint.
    """
    shown = shown or Span(0, len(text))
    signs = _signs(annotations, tags, shown)
    upcoming = 0
    under: list[Tag] = []
    for paragraph in paragraphs(text):
        if paragraph.end < shown.start or (paragraph.start >= shown.end and shown.end < len(text)):
            continue
        span = Span(max(paragraph.start, shown.start), min(paragraph.end, shown.end))
        content: list[tuple[str, Style]] = []
        at = span.start
        while upcoming < len(signs) and signs[upcoming].offset <= span.end:
            sign = signs[upcoming]
            if sign.offset == span.end and not sign.label.endswith("]") and span.end < len(text):
                break  # A mark that begins at the line end is opened on the next line.
            content.append((text[at : sign.offset], _style(under)))
            content.append((sign.label, (sign.tag, True)))
            at = max(at, sign.offset)
            if sign.label.endswith("]"):
                under.reverse()
                under.remove(sign.tag)
                under.reverse()
            else:
                under.append(sign.tag)
            upcoming += 1
        content.append((text[at : span.end], _style(under)))
        # The direction is the text's own: our brackets and labels have no say in it.
        base = paragraph_direction(paragraph.of(text), direction)
        faint = body is not None and not (span.start < body.end and body.start < span.end)
        for line in _wrapped(content, to.width):
            yield _rendered(line, base, to, faint=faint)


def _style(under: list[Tag]) -> Style:
    return (under[-1], False) if under else _PLAIN


def _signs(annotations: Sequence[Annotation], tags: TagSet, shown: Span) -> list[_Sign]:
    """Return all brackets in order: at one place first those that close, then those that open, longest mark first."""
    pieces = [
        (piece, number, tags[annotation.tag])
        for annotation in annotations
        for number, whole in enumerate(annotation.pieces)
        if (piece := whole.clipped(shown)) is not None
    ]
    pieces.sort(key=lambda item: (item[0].start, -item[0].end))
    signs: list[_Sign] = []
    opened: list[tuple[int, Tag]] = []

    def close(until: int | None) -> None:
        while opened and (until is None or min(end for end, _ in opened) <= until):
            end = min(end for end, _ in opened)
            innermost = opened[-1][0] == end
            index = max(i for i, (other, _) in enumerate(opened) if other == end)
            _, tag = opened.pop(index)
            signs.append(_Sign(end, "]" if innermost else f" /{isolate(tag.name)}]", tag))

    for piece, number, tag in pieces:
        close(piece.start)
        signs.append(_Sign(piece.start, f"[{'…' if number else ''}{isolate(tag.name)}: ", tag))
        opened.append((piece.end, tag))
    close(None)
    return signs


def _wrapped(content: list[tuple[str, Style]], width: int) -> Iterator[list[tuple[str, Style]]]:
    """Yield lines as (grapheme cluster, style) pairs, broken after spaces, else where the line is full."""
    line: list[tuple[str, Style]] = []
    used = 0
    breakable = 0
    for text, style in content:
        for found in _CLUSTER.finditer(text):
            cluster = found[0]
            columns = columns_of(cluster)
            if used + columns > width and cluster != " " and line:
                cut = breakable or len(line)
                yield line[:cut]
                line = line[cut:]
                used = sum(columns_of(other) for other, _ in line)
                breakable = 0
            line.append((cluster, style))
            used += columns
            # A label stays with its words.
            if (cluster == " " and not style[1]) or columns == 2:
                breakable = len(line)
    yield line


def _rendered(line: list[tuple[str, Style]], base: Direction, to: Terminal, *, faint: bool) -> str:
    if to.visual:
        # Without colours: the order of the characters is not that of the marks.
        shown = visual("".join(cluster for cluster, _ in line), base)
        if shown and base is Direction.RTL:
            shown = " " * (to.width - sum(columns_of(found[0]) for found in _CLUSTER.finditer(shown))) + shown
        return shown
    if not to.colour:
        return "".join(cluster for cluster, _ in line).rstrip(" ")
    return "".join(
        to.styled("".join(cluster for cluster, _ in group), *_codes(style), *(("2",) if faint else ()))
        for style, group in groupby(line, key=lambda item: item[1])
    )


def _codes(style: Style) -> tuple[str, ...]:
    tag, is_sign = style
    if tag is None:
        return ()
    red, green, blue = (int(tag.colour[i : i + 2], 16) for i in (1, 3, 5))
    # The palette's 6x6x6 cube: every terminal with colours has it, and the shade comes close.
    colour = 16 + 36 * round(red / 51) + 6 * round(green / 51) + round(blue / 51)
    return ("1" if is_sign else "4", f"38;5;{colour}")
