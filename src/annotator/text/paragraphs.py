"""Where paragraphs begin and end: at every newline, and nowhere else."""

from __future__ import annotations

from annotator.text.span import Span


def paragraphs(text: str) -> list[Span]:
    r"""Return the paragraphs of `text`: what lies between its `\n`, these excluded, empty ones included.

    An empty text is one empty paragraph; a text that ends with a newline ends with an empty one. U+2028 and U+2029
    are characters like others, so that counting newlines counts paragraphs.
    """
    result: list[Span] = []
    start = 0
    while (end := text.find("\n", start)) >= 0:
        result.append(Span(start, end))
        start = end + 1
    result.append(Span(start, len(text)))
    return result


def paragraph_at(text: str, offset: int) -> Span:
    """Return the paragraph that `offset` lies in; a newline belongs to the paragraph it ends."""
    check_offset(text, offset)
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def check_offset(text: str, offset: int) -> None:
    """Raise ValueError where `offset` lies outside `text`."""
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} lies outside the text (0 to {len(text)})")
