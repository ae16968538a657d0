"""Numbers in a text, in digits and in words, with what they are multiplied by, as the same in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import regex
from msgspec import Struct

from annotator.analysis.cldr import scales
from annotator.analysis.moments import Written
from annotator.analysis.numerals import halves, least_in_words, written_out
from annotator.text.folding import Folded

NUMBER = regex.compile(r"(?<![\w.,])\d++(?:[.,٫٬'’\u00a0\u202f]\d++)*+(?![\w]|[.,]\d)")
# In scripts without blanks letters stand at a number, in Arabic proclitics do; in others these are ordinals or units.
# What a hyphen ties to a word is no number: COVID-19; but in Hebrew, and a year.
_AROUND = r"\p{Han}\p{Hiragana}\p{Katakana}"
ANY_NUMBER = regex.compile(
    r"(?:(?<!\w)(?<!\d[.,:])(?<![\p{L}--\p{Hebrew}]-(?!(?:19|20)\d\d(?!\d)))"
    rf"|(?<=(?<!\w)[وف]?[وفبكل])|(?<=[{_AROUND}]|\d[천만억조]))"
    r"\d++(?:[.,٫٬'’\u00a0\u202f]\d++)*+"
    rf"(?![\w--{_AROUND}--\p{{Hangul}}]|[.,:]\d)",
    flags=regex.VERSION1,
)
_DIGIT_RUN = r"\d++(?:[.,\u00a0\u202f]\d++)*+"
_CODE = r"(?<=(?<!\w)(?:rp|rs|us|eur|usd|gbp|rmb|chf|inr)\.?)"
_ATTACHED = regex.compile(rf"(?:(?<![\w.,])|{_CODE}){_DIGIT_RUN}(?=\p{{L}})")
"""Folded; a number that a scale may be written together with: 1.5bn."""
_CODED = regex.compile(rf"{_CODE}{_DIGIT_RUN}(?!\w|[.,:]\d)")
"""Folded; a number behind a currency's letters: Rp50."""
_SIGNED = regex.compile(
    r"(?:\p{Sc}\s?(?P<n>\d++(?:[.,]\d++)?+)\s?(?P<one>[kmb])|(?<![\d.,])(?P<n>\d++(?:[.,]\d++)*+)\s?(?P<one>k|m|md|mm|bn)\s?\p{Sc})(?!\w)"
)
"""Folded; what one letter says where a currency's sign stands with it: $3m, 34 M€."""
_LETTERS = {"k": 3, "m": 6, "b": 9, "bn": 9, "md": 9, "mm": 9}
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'\u00a0\u202f]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
_GROUPED_DECIMAL = regex.compile(
    r"(\d{1,3}(?:[.'\u00a0\u202f]\d{3})+),(\d+)|(\d{1,3}(?:[,'\u00a0\u202f]\d{3})+)\.(\d+)"
)
_DECIMAL = regex.compile(r"\d+[.,]\d+")
_SPACED = regex.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.,]\d)")
_PERCENT = regex.compile(
    r"\s?(?:%|٪|(?:per ?cent|pct\b|prozent|pro[cs]ent|proc\b|pour cent|por ciento|por cento|per cento|persen|процент"
    r"|відсот(?:ок|к)|درصد|في?صد|(?:ب|في )الم(?:ا|ي|اي)ه|אחוז|τοισ εκατο|प्रतिशत|फ़?ीसद|퍼센트|パーセント)\w*)"
)
"""Folded, as the words behind a number are."""
_PERCENT_BEFORE = regex.compile(r"(?:(?<!\w)y[üu]zde\s|百分之|(?<!\d\s?)[%٪])\Z")
"""Folded; so much of the text before a number is looked at."""
_LONGEST = 16
"""Code points before a number that may say that it is a share."""


_JOINS = frozenset(("", " ", " and ", " و ", "و ", " و", " ve ", " e ", " y "))
_WORD = regex.compile(r"[\s\u00a0]?([\p{L}\p{M}]+)")
_CASES = ("ами", "ам", "ах", "ом", "у", "ami", "om", "ach")
"""Endings of cases that a word for a large number may have and CLDR does not."""
_DIGITS, _SCALES = 24, 2
"""Characters that a number in digits has at the most, and words that it is multiplied by."""


class _Piece(Struct):
    """A number as it stands in a folded text, and what it is multiplied with: as a power of ten."""

    start: int
    end: int
    value: Decimal
    power: int = 0
    words: bool = False

    @property
    def worth(self) -> Decimal:
        return self.value.scaleb(self.power)

    def goes_on(self, other: _Piece, *, dense: bool) -> bool:
        """Return whether this with what stands behind it is one number; `dense`: where nothing is between the two."""
        said = other.power or (self.words and other.words) or dense
        whole = self.value == self.value.to_integral_value()
        return bool(self.power and said and whole) and other.worth < Decimal(10) ** self.power


def plain(number: str) -> str | None:
    """Return a number (as `NUMBER` finds it) in European digits without grouping, with a full stop; None for a date."""
    number = "".join(str(int(ch)) if ch.isdecimal() else ch for ch in number)
    number = number.replace("٬", ",").replace("٫", ".").replace("’", "'")
    if _GROUPED.fullmatch(number):
        return "".join(filter(str.isdigit, number))
    if _DECIMAL.fullmatch(number):
        return number.replace(",", ".")
    if both := _GROUPED_DECIMAL.fullmatch(number):
        whole, rest = both[1] or both[3], both[2] or both[4]
        return f"{''.join(filter(str.isdigit, whole))}.{rest}"
    return number if number.isdigit() else None


def is_year(number: str) -> bool:
    return len(number) == 4 and "1900" <= number <= "2100"


def amounts(folded: Folded, language: str | None) -> Iterator[Written]:
    """Yield the numbers that tell something: from ten on, decimals, percentages and what a scale stands behind."""
    text = folded.text
    for piece in _Numbers(folded, language).joined():
        share = _PERCENT.match(text, piece.end)
        before = None if share else _PERCENT_BEFORE.search(text, max(piece.start - _LONGEST, 0), piece.start)
        by_itself = least_in_words(int(piece.value), language) if piece.words else _tells(piece.value)
        if piece.power or share or before or by_itself:
            start, end = before.start() if before else piece.start, share.end() if share else piece.end
            key = f"{piece.worth.normalize():f}"
            yield Written(folded.span(start, end), "number", key + ("%" if share or before else ""))


def _tells(value: Decimal) -> bool:
    return value >= 10 or value != value.to_integral_value()


class _Numbers:
    """Finds the numbers of a text, each with the words behind it that it is multiplied by."""

    def __init__(self, folded: Folded, language: str | None) -> None:
        self._folded, self._text, self._language = folded, folded.text, language
        self._scales = Scales(scales(language))
        self._english = (language or "").partition("-")[0].lower() == "en"

    def pieces(self) -> list[_Piece]:
        """Return the numbers in the order of the text: of those that overlap the first, of these the longest."""
        found = [*self._signed(), *self._in_digits(), *self._in_words()]
        apart: list[_Piece] = []
        for piece in sorted(found, key=lambda piece: (piece.start, -piece.end)):
            if not apart or apart[-1].end <= piece.start:
                apart.append(piece)
        return apart

    def joined(self) -> Iterator[_Piece]:
        """Yield numbers, those as one of which the parts are said one after the other: 3 crore 40 lakh, 1億2000万."""
        held: _Piece | None = None
        for piece in self.pieces():
            if held is not None:
                between = self._text[held.end : piece.start]
                dense = self._scales.dense and not between
                if between in _JOINS and held.goes_on(piece, dense=dense):
                    # What follows has to be smaller again.
                    worth = (held.worth + piece.worth).scaleb(-piece.power)
                    held = _Piece(held.start, piece.end, worth, piece.power, held.words and piece.words)
                    continue
                yield held
            held = piece
        if held is not None:
            yield held

    def _signed(self) -> Iterator[_Piece]:
        for match in _SIGNED.finditer(self._text):
            number = plain(match["n"])
            if number is not None:
                yield _Piece(match.start("n"), match.end("one"), Decimal(number), _LETTERS[match["one"]])

    def _in_digits(self) -> Iterator[_Piece]:
        for pattern in (_SPACED, ANY_NUMBER, _CODED, _ATTACHED):
            for match in pattern.finditer(self._text):
                digits = match[0].replace(" ", "")
                number = plain(digits) if len(digits) <= _DIGITS else None
                if number is not None:
                    power, end = self._scales.behind(self._text, match.end())
                    if not power and pattern is _ATTACHED and self._english:
                        power, end = self._letter(match.end())
                    if power or pattern is not _ATTACHED:
                        yield _Piece(match.start(), end, Decimal(number), power)

    def _letter(self, end: int) -> tuple[int, int]:
        """Return what the one letter behind a number multiplies it with in English, 989m, and where it ends."""
        if self._text[end : end + 1] in ("k", "m") and not self._text[end + 1 : end + 2].isalnum():
            return _LETTERS[self._text[end]], end + 1
        return 0, end

    def _in_words(self) -> Iterator[_Piece]:
        place = self._folded.place
        for span, value in written_out(self._folded, self._language):
            power, end = self._scales.behind(self._text, place(span.end))
            yield _Piece(place(span.start), end, Decimal(value), power, True)
        for span, half in halves(self._folded, self._language):
            power, end = self._scales.behind(self._text, place(span.end))
            if power:
                yield _Piece(place(span.start), end, half, power, True)


class Scales:
    """The words that numbers are multiplied by, in one language."""

    def __init__(self, words: Mapping[str, int]) -> None:
        self._words = words
        self._longest = sorted(words, key=len, reverse=True)
        self.dense = any(not word.isascii() and len(word) == 1 for word in words)
        """Whether they are single characters, that stand at the number without a blank."""

    def behind(self, text: str, end: int) -> tuple[int, int]:
        """Return the power of ten of the words behind a number, and where they end; 0 where there are none."""
        power = 0
        for _ in range(_SCALES):
            more, behind = self._one(text, end)
            if not more:
                break
            power, end = power + more, behind
        return power, end

    def _one(self, text: str, end: int) -> tuple[int, int]:
        if self.dense:
            word = next((word for word in self._longest if text.startswith(word, end)), "")
            return self._words.get(word, 0), end + len(word)
        match = _WORD.match(text, end)
        return (self._power(match[1]), match.end()) if match else (0, end)

    def _power(self, word: str) -> int:
        """Return the power of ten of a word, whatever case it is in; 0 of others."""
        known = self._words.get(word)
        if known is None:
            stems = (word.removesuffix(case) for case in _CASES if word.endswith(case))
            known = next((self._words[stem] for stem in stems if stem in self._words), 0)
        return known
