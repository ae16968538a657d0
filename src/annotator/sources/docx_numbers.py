"""The numbers and bullets before the paragraphs of a Word document, which it computes and does not store."""

from __future__ import annotations

import re

from msgspec import Struct

from annotator.sources.numerals import bullet, numeral
from annotator.sources.parts import Element, attribute, child, local

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


class _Level(Struct, frozen=True):
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    plain: bool = False
    font: str = ""
    style: str | None = None


class Numbers:
    """Counts paragraphs as Word does. `numbering` is the root of its part, None where there are no lists."""

    def __init__(self, numbering: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._linked: dict[str, str] = {}
        self._by_style: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for each in () if numbering is None else numbering:
            if local(each) == "abstractNum":
                self._add_abstract(each)
            elif local(each) == "num":
                self._add_list(each)

    def _add_abstract(self, element: Element) -> None:
        key = attribute(element, "abstractNumId") or ""
        self._abstract[key] = {_int(attribute(x, "ilvl")): _level(x) for x in element if local(x) == "lvl"}
        if (style := attribute(child(element, "numStyleLink"), "val")) is not None:
            self._linked[key] = style
        if (style := attribute(child(element, "styleLink"), "val")) is not None:
            self._by_style[style] = key

    def _add_list(self, element: Element) -> None:
        key = attribute(element, "numId") or ""
        self._lists[key] = attribute(child(element, "abstractNumId"), "val") or ""
        self._overrides[key] = {}
        for each in element:
            start = attribute(child(each, "startOverride"), "val")
            if local(each) == "lvlOverride" and start is not None:
                self._overrides[key][_int(attribute(each, "ilvl"))] = _int(start)

    def level_of_style(self, numbers: str, style: str) -> int:
        """Return the level that a list gives to the paragraphs of a style."""
        levels = self._levels(numbers)[1]
        return next((at for at, level in levels.items() if level.style == style), 0)

    def _levels(self, numbers: str) -> tuple[str, dict[int, _Level]]:
        key = self._lists.get(numbers, "")
        if not self._abstract.get(key) and key in self._linked:
            key = self._by_style.get(self._linked[key], key)
        return key, self._abstract.get(key, {})

    def marker(self, numbers: str, at: int) -> str:
        """Count one more paragraph of a list at a level; return what stands before it ("" for no list)."""
        key, levels = self._levels(numbers)
        level = levels.get(at)
        if level is None or not 0 <= at < _LEVELS:
            return ""
        counts = self._counts.setdefault(key, [None] * _LEVELS)
        overrides = self._overrides.get(numbers, {})
        if numbers not in self._begun:
            self._begun.add(numbers)
            for index, start in overrides.items():
                if 0 <= index < _LEVELS:
                    counts[index] = start - 1
        before = counts[at]
        counts[at] = level.start if before is None else before + 1
        for deeper in range(at + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0 and (restart is None or at < restart):
                counts[deeper] = None
        if level.form == "bullet":
            return bullet(level.pattern, level.font)

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = levels.get(index, level)
            count = counts[index]
            form = "decimal" if level.plain and index < at else other.form
            return numeral(other.start if count is None else count, form)

        return _PLACE.sub(number, level.pattern).strip()


def _level(element: Element) -> _Level:
    form = child(element, "numFmt")
    if form is None:  # Word wraps the rarer ones
        form = next((x for x in element.iter() if local(x) == "numFmt"), None)
    restart = attribute(child(element, "lvlRestart"), "val")
    return _Level(
        _int(attribute(child(element, "start"), "val"), 1),
        attribute(form, "val") or "decimal",
        attribute(child(element, "lvlText"), "val") or "",
        None if restart is None else _int(restart),
        child(element, "isLgl") is not None,
        attribute(child(child(element, "rPr"), "rFonts"), "ascii") or "",
        attribute(child(element, "pStyle"), "val"),
    )


def _int(value: str | None, default: int = 0) -> int:
    try:
        return int(value or default)
    except ValueError:
        return default
