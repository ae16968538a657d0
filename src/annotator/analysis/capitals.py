"""Names of Latin script in a text of any: told by their capitals."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec import Struct

from annotator.text.folding import fold
from annotator.text.scripts import main_script
from annotator.text.span import Span

# Where words stand without blanks between them, letters of another script stand beside it.
_OTHER = r"[\w--\p{Han}--\p{Hiragana}--\p{Katakana}]"
_LATIN = regex.compile(
    rf"(?<!{_OTHER})\p{{Script=Latin}}[\p{{Script=Latin}}\p{{M}}\d&'’\-]{{2,}}(?!{_OTHER})", flags=regex.VERSION1
)
# Languages that write every noun with a capital: there one alone is no name yet.
_CAPITAL_NOUNS = frozenset(("de", "lb", "nds", "frr", "gsw", "bar"))
# What English writes with a capital and is in every report.
_TIMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
))  # fmt: skip
_BEGINS = regex.compile(r"(?:^|[.!?…:;\n]|[\"“”„«»'‘’(\[])\s*$")


class Capital(Struct, frozen=True):
    """A word that may be a name: `name` is folded, `word` as it is written.

    `certain` where there is more than one reason for it, `begins` where it begins a sentence, which is none.
    """

    name: str
    word: str
    span: Span
    certain: bool
    begins: bool = False


def capitals(text: str, language: str | None) -> Iterator[Capital]:
    """Yield the Latin names of a text in a language (ISO 639), and what may be some; not always in order.

    In a text of another script all Latin words are names; in one of Latin script those with a capital that do not
    merely begin a sentence. Where every noun has a capital, these may be names, and are where there are several
    capitals in them or another such word beside them.
    """
    latin = main_script(text) == "Latin"
    behind: Capital | None = None
    for match in _LATIN.finditer(text):
        written = match.group()
        begins = latin and _BEGINS.search(text, max(match.start() - 8, 0), match.start()) is not None
        if latin and not written[0].isupper():
            continue
        word = written.strip("'’-")
        start = match.start() + len(written) - len(written.lstrip("'’-"))
        name, span = fold(word).text, Span(start, start + len(word))
        if name in _TIMES:
            continue
        nouns = language in _CAPITAL_NOUNS and latin and not any(map(str.isupper, word[1:]))
        beside = nouns and behind is not None and behind.span.end + 1 == start and text[start - 1] == " "
        if beside and behind is not None:
            yield Capital(behind.name, behind.word, behind.span, True)
        found = Capital(name, word, span, beside or not (nouns or begins), begins and not beside)
        yield found
        behind = None if begins else found
