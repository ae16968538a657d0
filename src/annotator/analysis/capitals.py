"""Names of Latin script in a text of any: told by their capitals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
from msgspec import Struct

from annotator.text.folding import fold
from annotator.text.scripts import main_script
from annotator.text.span import Span

# Letters of another script stand beside it where words stand without blanks between them, or are written together.
_OTHER = r"[\w--\p{Han}--\p{Hiragana}--\p{Katakana}--\p{Hangul}--\p{Arabic}--\p{Hebrew}]"
# What the calendar or the clock counts is no part of the name that stands before it: 2月.
_COUNTED = r"\d(?!\d*[年月日时時点點分秒号號년월일시분초])"
_LATIN = regex.compile(
    rf"(?<!{_OTHER})\p{{Script=Latin}}(?:[\p{{Script=Latin}}\p{{M}}&'’\-]|{_COUNTED})+"
    rf"(?![{_OTHER}--\d]|{_COUNTED})",
    flags=regex.VERSION1,
)
_ELIDED = regex.compile(r"(?:[cdjlmnst]|qu|gl|un|all|dell|dall|nell|sull)['’](?=\p{Lu})", flags=regex.IGNORECASE)
"""What French, Italian or Catalan writes together with a name that begins with a vowel."""
_OWNER = regex.compile(r"['’][sS]\Z")
_ENDING = regex.compile(r"(?<=\p{L}{3})['’]\p{Ll}{1,6}\Z")
_ENDINGS = frozenset(("tr", "az", "crh", "pl", "et", "fi"))
"""Languages that set the ending of a (foreign) name off with an apostrophe."""
_COMPOUND = regex.compile(r"(\p{Lu}[\p{L}\p{M}]{2,})-\p{Ll}")
_MUCH = 0.4
"""The share of a text's letters from which on what is Latin in it is text, and no names."""
_LEAST = 3
"""Letters of a word that may be a name by itself."""
# Languages that write every noun with a capital: there one alone is no name yet.
CAPITAL_NOUNS = frozenset(("de", "lb", "nds", "frr", "gsw", "bar"))
# What English writes with a capital and is in every report.
_TIMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october", "november", "december",
))  # fmt: skip
_QUOTES = frozenset('"“”„«»‹›')
_BEGINS = regex.compile(r"(?:^|[.!?…:;\n—–]|[\"“”„«»'‘’(\[])\s*$")


class Capital(Struct, frozen=True):
    """A word that may be a name: `name` is folded, `word` as it is written.

    `certain` where there is more than one reason for it, `begins` where it begins a sentence, which is none; `short`
    where it is so short that it is no name but beside another word of one.
    """

    name: str
    word: str
    span: Span
    certain: bool
    begins: bool = False
    short: bool = False


def own(word: str, language: str | None, *, begins: bool = False) -> Span:
    """Return which part of a word is a name: without what an apostrophe sets off that is written together with it.

    Before it that is so where it is written small, or (`begins`) where it begins a sentence.
    """
    elided = _ELIDED.match(word)
    start = elided.end() if elided and (begins or word[0].islower()) else 0
    ending = _OWNER.search(word, start) or (_ENDING.search(word, start) if language in _ENDINGS else None)
    return Span(start, ending.start() if ending else len(word))


def opens(text: str, word: Span) -> bool:
    """Return whether a sentence, a line, or what somebody said may begin with a word: not what is quoted alone."""
    if _BEGINS.search(text, max(word.start - 8, 0), word.start) is None:
        return False
    return text[word.start - 1 : word.start] not in _QUOTES or text[word.end : word.end + 1] not in _QUOTES


def _is_latin(text: str, words: Sequence[regex.Match[str]]) -> bool:
    """Return whether a text, of which these are the Latin words, is Latin, all of it or a good part."""
    if main_script(text) == "Latin":
        return True
    return bool(words) and sum(len(word[0]) for word in words) > _MUCH * sum(map(str.isalpha, text))


def capitals(text: str, language: str | None) -> Iterator[Capital]:
    """Yield the Latin names of a text in a language (ISO 639), and what may be some; not always in order.

    In a text of another script all Latin words are names; in one that is Latin, or in good part, those with a capital
    that do not merely begin a sentence. Where every noun has a capital, these may be names, and are where there are
    several capitals in them or another such word beside them.
    """
    matches = list(_LATIN.finditer(text))
    latin = _is_latin(text, matches)
    behind: Capital | None = None
    for match in matches:
        written = match.group()
        begins = latin and opens(text, Span(*match.span()))
        bare = written.strip("'’-")
        part = own(bare, language, begins=begins)
        word = part.of(bare)
        if compound := _COMPOUND.match(word):
            # Of a compound it is what the rest is about: Beijing-based, Clubhouse-like.
            word = compound[1]
        if len(word) < 2 or (latin and not word[0].isupper()):
            continue
        start = match.start() + len(written) - len(written.lstrip("'’-")) + part.start
        name, span = fold(word).text, Span(start, start + len(word))
        if name in _TIMES:
            continue
        if len(word) < _LEAST:
            # Two letters are a part of a name, if anything: Xi, Mi; what begins a sentence is an article.
            if word[0].isupper() and not begins:
                yield Capital(name, word, span, True, short=True)
            continue
        nouns = language in CAPITAL_NOUNS and latin
        if nouns and "-" in word:
            # The first word of a compound may be a name: TikTok-Mutter.
            first = word.partition("-")[0]
            if len(first) >= _LEAST:
                certain = any(map(str.isupper, first[1:]))
                yield Capital(fold(first).text, first, Span(start, start + len(first)), certain)
        nouns = nouns and not any(map(str.isupper, word[1:]))
        beside = nouns and behind is not None and behind.span.end + 1 == start and text[start - 1] == " "
        if beside and behind is not None:
            yield Capital(behind.name, behind.word, behind.span, True)
        found = Capital(name, word, span, beside or not (nouns or begins), begins and not beside)
        yield found
        behind = None if begins else found
