"""What the styles of a Word document say of its paragraphs and runs: hidden, language, headings, lists."""

from __future__ import annotations

from msgspec import Struct

from annotator.sources.parts import Element, attribute, child, local

_DEPTH = 32
"""Word allows styles to be based on ten others; a circle must end."""


class Language(Struct, frozen=True):
    """The languages of a run: of its Latin, its East Asian and its right-to-left letters."""

    latin: str | None = None
    asian: str | None = None
    bidi: str | None = None


class Styles:
    """The styles part; None where there is none."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._hidden: dict[str | None, bool] = {}
        self._languages: dict[tuple[str | None, str | None], Language] = {}
        for style in () if root is None else root:
            key = attribute(style, "styleId")
            if local(style) != "style" or key is None:
                continue
            self._styles[key] = style
            if is_on(style, "default"):
                self._default[attribute(style, "type") or ""] = key

    def chain(self, key: str | None, kind: str = "paragraph") -> list[Element]:
        """Return a style and those it is based on, itself first; without one, the default of its kind."""
        key = key if key in self._styles else self._default.get(kind)
        found: list[Element] = []
        while key in self._styles and len(found) < _DEPTH:
            found.append(self._styles[key])
            key = attribute(child(found[-1], "basedOn"), "val")
        return found

    def name(self, key: str | None) -> str:
        """Return the name of a style in small letters, which is the same in every language of Word."""
        style = self._styles.get(key or "")
        return (attribute(child(style, "name"), "val") or "").lower()

    def outline(self, key: str | None) -> int | None:
        """Return the level of heading that a paragraph style makes, from 0; None for none."""
        for style in self.chain(key):
            level = attribute(child(child(style, "pPr"), "outlineLvl"), "val")
            if level is not None:
                return int(level) if level.isdigit() and int(level) < 9 else None
        return None

    def numbering(self, key: str | None) -> Element | None:
        """Return the numPr that a paragraph style carries."""
        for style in self.chain(key):
            if (found := child(child(style, "pPr"), "numPr")) is not None:
                return found
        return None

    def bidi(self, key: str | None) -> bool:
        """Return whether a paragraph style runs from right to left."""
        for style in self.chain(key):
            if (found := child(child(style, "pPr"), "bidi")) is not None:
                return is_on(found)
        return False

    def hidden(self, properties: Element | None, paragraph: str | None) -> bool:
        """Return whether a run is hidden, by itself or by its style or that of its paragraph."""
        direct = child(properties, "vanish")
        if direct is not None:
            return is_on(direct)
        character = attribute(child(properties, "rStyle"), "val")
        return self._style_hides(character, "character") != self._style_hides(paragraph, "paragraph")

    def _style_hides(self, key: str | None, kind: str) -> bool:
        if kind == "character" and key is None:
            return False
        if key not in self._hidden:
            marks = (child(child(style, "rPr"), "vanish") for style in self.chain(key, kind))
            self._hidden[key] = next((is_on(mark) for mark in marks if mark is not None), False)
        return self._hidden[key]

    def language(self, properties: Element | None, paragraph: str | None) -> Language:
        """Return the languages of a run."""
        character = attribute(child(properties, "rStyle"), "val")
        if (character, paragraph) not in self._languages:
            chain = [*(self.chain(character, "character") if character else ()), *self.chain(paragraph)]
            found = [child(child(style, "rPr"), "lang") for style in chain]
            self._languages[character, paragraph] = _merged([*found, child(self._defaults, "lang")])
        inherited = self._languages[character, paragraph]
        own = child(properties, "lang")
        if own is None:
            return inherited
        return Language(
            attribute(own, "val") or inherited.latin,
            attribute(own, "eastAsia") or inherited.asian,
            attribute(own, "bidi") or inherited.bidi,
        )


def _merged(elements: list[Element | None]) -> Language:
    def first(name: str) -> str | None:
        values = (attribute(element, name) for element in elements if element is not None)
        return next((value for value in values if value), None)

    return Language(first("val"), first("eastAsia"), first("bidi"))


def is_on(element: Element | None, name: str = "val") -> bool:
    """Return whether a switch is on: there, and not said to be off. With another `name`, whether that attribute is."""
    if element is None:
        return False
    value = attribute(element, name)
    return value not in ("0", "false", "off") if name == "val" else value in ("1", "true", "on")
