"""What the styles of an OpenDocument text say: hidden, direction, language, the numbers of lists."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from msgspec import Struct

from annotator.sources.numerals import bullet, numeral
from annotator.sources.parts import Element, attribute, child, local

_DEPTH = 32
_LEVELS = 10
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
# Other forms are written as their first numerals are.
_SAMPLES = (
    ("أ, ب, ت", "arabicAlpha"), ("أ, ب, ج", "arabicAbjad"), ("א, ב, ג", "hebrew1"), ("١, ٢, ٣", "arabicIndic"),
    ("۱, ۲, ۳", "extendedArabicIndic"), ("一, 二, 三", "chineseCounting"), ("α, β, γ", "lowerGreek"),
    ("Α, Β, Γ", "upperGreek"), ("१, २, ३", "hindiNumbers"),
)  # fmt: skip
_ASIAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_BIDI = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")


class _Level(Struct, frozen=True):
    form: str | None = None
    """None: a bullet."""
    sign: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1


class Levels:
    """The levels of one list, and how far each has counted."""

    def __init__(self, levels: dict[int, _Level]) -> None:
        self._levels = levels
        self._counts: dict[int, int] = {}

    def start(self, depth: int, number: int) -> None:
        """Let the next item at a depth have this number."""
        self._counts[depth] = number - 1

    def next(self, depth: int) -> str:
        """Count one more item; return what stands before it ("" for nothing)."""
        level = self._levels.get(depth)
        if level is None:
            return ""
        self._counts[depth] = self._counts.get(depth, level.start - 1) + 1
        for deeper in [each for each in self._counts if each > depth]:
            del self._counts[deeper]
        if level.form is None:
            return bullet(level.sign)
        if not level.form:
            return (level.prefix + level.suffix).strip()
        numbers: list[str] = []
        for each in range(max(0, depth + 1 - level.shown), depth + 1):
            other = self._levels.get(each, level)
            if other.form:
                numbers.append(numeral(self._counts.get(each, other.start), other.form))
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip()


class Styles:
    """The styles in some roots; of two with one name the later holds."""

    def __init__(self, roots: Iterable[Element | None]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._defaults: dict[str, Element] = {}
        self._lists: dict[str, Element] = {}
        self._outline: Element | None = None
        self._used: dict[str | None, Levels] = {}
        self._hidden: dict[tuple[str, str | None], bool] = {}
        for root in roots:
            for each in () if root is None else root.iter():
                self._add(each)

    def _add(self, each: Element) -> None:
        name = local(each)
        if name == "style":
            self._styles[attribute(each, "family") or "", attribute(each, "name") or ""] = each
        elif name == "default-style":
            self._defaults[attribute(each, "family") or ""] = each
        elif name == "list-style":
            self._lists[attribute(each, "name") or ""] = each
        elif name == "outline-style":
            self._outline = each

    def _chain(self, name: str | None, family: str) -> list[Element]:
        found: list[Element] = []
        while name is not None and (family, name) in self._styles and len(found) < _DEPTH:
            found.append(self._styles[family, name])
            name = attribute(found[-1], "parent-style-name")
        return [*found, *([self._defaults[family]] if family in self._defaults else [])]

    def is_hidden(self, name: str | None, family: str) -> bool:
        """Return whether a style hides what it is given to."""
        if (family, name) not in self._hidden:
            marks = (attribute(child(style, "text-properties"), "display") for style in self._chain(name, family))
            self._hidden[family, name] = next((mark == "none" for mark in marks if mark is not None), False)
        return self._hidden[family, name]

    def is_rtl(self, name: str | None) -> bool:
        """Return whether paragraphs of a style run from right to left."""
        for style in self._chain(name, "paragraph"):
            mode = attribute(child(style, "paragraph-properties"), "writing-mode")
            if mode not in (None, "page"):
                return str(mode).startswith("rl")
        return False

    def is_title(self, name: str | None) -> bool:
        """Return whether a paragraph style is that of titles, or based on it."""
        return any(attribute(style, "name") == "Title" for style in self._chain(name, "paragraph"))

    def language(self, words: str) -> str | None:
        """Return the language that the text's letters have by default."""
        style = self._defaults.get("paragraph")
        properties = child(style, "text-properties")
        if len(_BIDI.findall(words)) * 2 > len(words) // 2:
            keys = ("language-complex", "country-complex")
        elif len(_ASIAN.findall(words)) * 2 > len(words) // 2:
            keys = ("language-asian", "country-asian")
        else:
            keys = ("language", "country")
        tag = attribute(properties, keys[0])
        if tag in (None, "none", "zxx"):
            return None
        country = attribute(properties, keys[1])
        return f"{tag}-{country}" if country not in (None, "none") else tag

    def levels(self, name: str | None, continued: bool) -> Levels:
        """Return the levels of a list of this style, counting anew unless it continues the last one."""
        if not continued or name not in self._used:
            style = self._lists.get(name or "")
            self._used[name] = Levels({} if style is None else _levels(style))
        return self._used[name]

    def outline(self) -> Levels:
        """Return the numbers before headings."""
        return Levels({} if self._outline is None else _levels(self._outline))


def _levels(style: Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in style:
        depth = attribute(each, "level") or ""
        if not depth.isdigit() or not 0 < int(depth) <= _LEVELS:
            continue
        name = local(each)
        if name in ("list-level-style-number", "outline-level-style"):
            form = attribute(each, "num-format") or ""
            samples = (known for start, known in _SAMPLES if form.startswith(start))
            start, shown = attribute(each, "start-value") or "1", attribute(each, "display-levels") or "1"
            found[int(depth) - 1] = _Level(
                _FORMS.get(form) or next(samples, "decimal") if form else "",
                "",
                attribute(each, "num-prefix") or "",
                attribute(each, "num-suffix") or "",
                int(start) if start.isdigit() else 1,
                int(shown) if shown.isdigit() else 1,
            )
        elif name == "list-level-style-bullet":
            found[int(depth) - 1] = _Level(None, attribute(each, "bullet-char") or "•")
    return found
