"""The best face the system has for each script, in sizes that look equal; what to install where none is good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from math import ceil
from typing import TypeVar

from msgspec import Struct
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath

from annotator.text.scripts import COMMON, OTHER, script_runs
from annotator.ui.mended import mended
from annotator.ui.typesetting import AS_PROPOSED, FaceChoice

_T = TypeVar("_T")

FACES: dict[str, tuple[str, ...]] = {
    "Latin": (
        "Noto Serif", "Source Serif 4", "Source Serif Pro", "Charter", "Georgia", "Cambria", "Liberation Serif",
        "DejaVu Serif", "Times New Roman",
    ),
    "Arabic": (
        "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Sakkal Majalla", "Scheherazade New", "Traditional Arabic",
        "Noto Sans Arabic", "Arial", "DejaVu Sans",
    ),
    "Arabic/fa": ("Vazirmatn", "Vazir", "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Tahoma", "DejaVu Sans"),
    "Arabic/ur": (
        "Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting", "Noto Naskh Arabic", "Amiri", "Geeza Pro",
        "DejaVu Sans",
    ),
    "Hebrew": ("Noto Serif Hebrew", "Frank Ruehl CLM", "Frank Ruhl Libre", "David", "New Peninim MT", "DejaVu Sans"),
    "Han": (
        "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Sans CJK SC", "PingFang SC",
        "Microsoft YaHei", "Droid Sans Fallback",
    ),
    "Han/ja": (
        "Noto Serif CJK JP", "Hiragino Mincho ProN", "Yu Mincho", "MS Mincho", "Noto Sans CJK JP",
        "Droid Sans Fallback",
    ),
    "Hangul": ("Noto Serif CJK KR", "Nanum Myeongjo", "AppleMyungjo", "Batang", "Noto Sans CJK KR",
               "Droid Sans Fallback"),
    "Devanagari": ("Noto Serif Devanagari", "Noto Sans Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Mangal"),
    "Bengali": ("Noto Serif Bengali", "Noto Sans Bengali", "Nirmala UI", "Vrinda"),
    "Thai": ("Noto Serif Thai", "Noto Sans Thai", "Thonburi", "Leelawadee UI", "Tahoma"),
    "Ethiopic": ("Noto Serif Ethiopic", "Noto Sans Ethiopic", "Kefa", "Nyala"),
    "Armenian": ("Noto Serif Armenian", "Noto Sans Armenian", "Mshtakan", "Sylfaen"),
    "Georgian": ("Noto Serif Georgian", "Noto Sans Georgian", "Sylfaen"),
    "Syriac": ("Noto Sans Syriac", "Estrangelo Edessa"),
}  # fmt: skip
"""Preferred faces per script, the best first; after a slash the language that wants others."""

_SHARED = {
    "Hiragana": "Han/ja", "Katakana": "Han/ja", "Bopomofo": "Han", "Greek": "Latin", "Cyrillic": "Latin",
    "Common": "Latin",
}  # fmt: skip

_MAKESHIFT = frozenset(("DejaVu Sans", "Arial", "Tahoma"))
"""Faces that have a script's letters, and show them poorly in a running text."""

_NASTALIQ = frozenset(("Noto Nastaliq Urdu", "Jameel Noori Nastaleeq", "Urdu Typesetting"))
"""Faces whose words come down to the line in steps: they need lines of nearly three times their size."""

_PACKAGES = {
    "Arabic": "fonts-hosny-amiri (small) or fonts-noto-core",
    "Arabic/fa": "fonts-vazirmatn-variable or fonts-noto-core",
    "Han": "fonts-noto-cjk or fonts-droid-fallback (small)",
    "Han/ja": "fonts-noto-cjk or fonts-droid-fallback (small)",
    "Hangul": "fonts-noto-cjk or fonts-droid-fallback (small)",
}

_LOOKED_AT = 20_000

_FAINT = 0.4
"""Of a pixel that a curve just reaches into, that much is not seen."""

_SANS_ARABIC = ("noto sans arabic", "geeza pro", "segoe ui", "vazirmatn", "noto naskh arabic")

_SIZES = {
    "Latin": (18, 32, 23, 33), "Arabic": (22, 40, 30, 46), "Hebrew": (20, 34, 26, 38),
    "Han": (18, 34, 24, 36), "Han/ja": (18, 34, 24, 36), "Hangul": (18, 34, 24, 36), "Devanagari": (19, 36, 25, 40),
    "Bengali": (19, 36, 25, 40), "Thai": (19, 36, 25, 40), "Nastaliq": (20, 60, 26, 76),
}  # fmt: skip
_LANES = 9
"""Pixels that the lanes need below the ink at the least, at 100 %."""
_SAMPLES = {
    "Arabic": ("أإكل", "جحع"), "Nastaliq": ("کہنے", "چقے"), "Hebrew": ("לא", "ןק"), "Han": ("国", "国"),
    "Han/ja": ("国", "国"), "Devanagari": ("कि", "कु"), "Thai": ("กี", "ฎุ"),
}  # fmt: skip


class Measures(Struct, frozen=True):
    """How lines of one script are set, in pixels: `ascent` and `descent` reach from ink to ink, as a tint does."""

    size: int
    line: int
    ascent: int
    descent: int
    scale: float = 1.0


def known_script(script: str, language: str | None = None) -> str:
    """Return the key of FACES for `script` (a Unicode script name) in a text of `language` (BCP 47)."""
    primary = (language or "").lower().split("-")[0]
    special = f"{script}/{primary}"
    if special in FACES:
        return special
    return _SHARED.get(script, script)


@cache
def _installed() -> dict[str, str]:
    return {family.casefold(): family for family in QFontDatabase.families()}


@cache
def face(script: str) -> str | None:
    """Return the best installed family for a key of FACES (see `known_script`); None where there is none."""
    names = FACES.get(script, (f"Noto Serif {script}", f"Noto Sans {script}"))
    return next((_installed()[name.casefold()] for name in names if name.casefold() in _installed()), None)


def is_nastaliq(script: str, choice: FaceChoice = AS_PROPOSED) -> bool:
    """Return whether a key of FACES is set in Nastaliq on this system."""
    return _family(script, choice) in _NASTALIQ


def _family(script: str, choice: FaceChoice) -> str | None:
    # A chosen face that is no longer installed gives way to the proposed one.
    return _installed().get((choice.family or "").casefold()) or face(script)


def missing(scripts: Iterable[str]) -> list[str]:
    """Return one English sentence for each of `scripts` (keys of FACES) that has no good face on this system."""
    result = []
    for script in sorted(set(scripts)):
        found = face(script)
        if found is not None and found not in _MAKESHIFT:
            continue
        name, _, language = script.partition("/")
        tongue = f" ({language})" if language else ""
        shown = f"it is shown in {found}" if found else "some letters may show as boxes"
        package = _PACKAGES.get(script, "fonts-noto-core")
        result.append(
            f"No good face for the {name} script{tongue} is installed, so {shown}. "
            f"On Debian or Ubuntu install {package}; elsewhere, {FACES.get(script, ('Noto Sans ' + name,))[0]}."
        )
    return result


def missing_for(text: str, language: str | None) -> list[str]:
    """Return `missing` for the scripts that the beginning of a text is written in."""
    scripts = {script for _, script in script_runs(text[:_LOOKED_AT])} - {COMMON, OTHER}
    return missing(known_script(script, language) for script in scripts)


@lru_cache(maxsize=256)
def reading_font(script: str, *, zoom: int = 100, title: bool = False, choice: FaceChoice = AS_PROPOSED) -> QFont:
    """Return the font of running text or of a title for a key of FACES. `zoom` is a percentage.

    A title is set semi-bold only in Latin, and only where the face has such letters: weight is never imitated.
    """
    size = _of(_SIZES, script, choice, _SIZES["Latin"])[2 if title else 0] + choice.step
    own = _family(script, choice)
    if own in _NASTALIQ:
        own = mended(own)
    families = [name for name in (own, face("Latin"), face("Arabic"), face("Han")) if name is not None]
    font = QFont()
    if families:
        font.setFamilies(list(dict.fromkeys(families)))
    font.setPixelSize(max(1, round(size * zoom / 100)))
    font.setKerning(True)
    if title and script == "Latin" and own is not None and _has_bold(own):
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=256)
def measures(
    script: str, *, zoom: int = 100, title: bool = False, choice: FaceChoice = AS_PROPOSED, leading: int = 100
) -> Measures:
    """Return how lines of a key of FACES are set at `zoom` percent, with so many percent of the best leading."""
    font = reading_font(script, zoom=zoom, title=title, choice=choice)
    proposed, line = _of(_SIZES, script, choice, _SIZES["Latin"])[2 if title else 0 :][:2]
    size = proposed + choice.step
    high, low = _of(_SAMPLES, script, choice, ("ÄÖÜ", "gpj"))
    ascent, descent = _ink(font, high)[0], _ink(font, low)[1]
    normal = round(line * zoom / 100 * size / proposed)
    line_height = round(normal * leading / 100)
    # However tight: three lanes find room, as far as they do in normal lines.
    line_height = max(line_height, min(normal, ascent + descent + round(_LANES * zoom / 100)))
    if ascent + descent > line_height:
        # A cascading face reaches further than its line in single words; the line is what there is.
        descent = min(descent, line_height // 4)
        ascent = line_height - descent
    return Measures(round(size * zoom / 100), line_height, ascent, descent, zoom / 100)


def _ink(font: QFont, text: str) -> tuple[int, int]:
    """Return how far the ink of `text` reaches above and below its baseline, in pixels."""
    box = QFontMetricsF(font).tightBoundingRect(text)
    # Qt's measures do not see the vowel signs of Thai, say, where they are drawn; the outlines do.
    path = QPainterPath()
    path.addText(0, 0, font, text)
    outline = path.boundingRect()
    return max(ceil(-box.top()), ceil(-outline.top() - _FAINT)), max(
        ceil(box.bottom()), ceil(outline.bottom() - _FAINT)
    )


def _of(table: Mapping[str, _T], script: str, choice: FaceChoice, otherwise: _T) -> _T:
    """Return what `table` has for a key of FACES, or for its script in any language."""
    if is_nastaliq(script, choice):
        script = "Nastaliq"
    return table.get(script, table.get(script.partition("/")[0], otherwise))


def with_sans_arabic(font: QFont) -> QFont:
    """Return an interface font that takes Arabic letters from a good face, where there is one."""
    result = QFont(font)
    own = next((_installed()[name] for name in _SANS_ARABIC if name in _installed()), None)
    if own is not None:
        result.setFamilies([*dict.fromkeys((*font.families(), own))])
    return result


@cache
def _has_bold(family: str) -> bool:
    return any(QFontDatabase.weight(family, style) >= QFont.Weight.DemiBold for style in QFontDatabase.styles(family))
