"""How pages are set, as one value: size, lines, leading, faces, and what is shown beside and over the text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from annotator.text.body import Side

STEPS = (-2, 4)
"""The smallest and the largest step of size that a reader may choose for a script, in pixels at 100 %."""


class Breaks(StrEnum):
    """Where a paragraph is broken into lines, besides where the column ends."""

    AUTOMATIC = "automatic"
    """At the ends of sentences where the paragraph is longer than a screen."""
    SENTENCES = "sentences"
    WRITTEN = "written"
    """Nowhere else: paragraphs stand as they were written."""


class FaceChoice(Struct, frozen=True):
    """What the reader chose for a script: a family (None: the proposed one), so many pixels larger or smaller."""

    family: str | None = None
    step: int = 0


AS_PROPOSED = FaceChoice()


class PageStyle(Struct, frozen=True):
    """How a page is set. Sizes are in per cent of what reads best."""

    zoom: int = 100
    column: int = 100
    """The widest that lines may be."""
    leading: int = 100
    faces: tuple[tuple[str, FaceChoice], ...] = ()
    """By key of `fonts.FACES`, for scripts that are not set as proposed."""
    breaks: Breaks = Breaks.AUTOMATIC
    numbers: bool = False
    """Whether paragraphs are numbered in the margin."""
    stripes: bool = False
    """Whether marks are shown in the margin too."""
    hidden: bool = False
    """Whether characters without a shape of their own are shown."""
    unfolded: frozenset[Side] = frozenset()
    """Which parts outside the article's body are shown."""

    def face(self, script: str) -> FaceChoice:
        """Return what was chosen for a key of `fonts.FACES`."""
        return next((choice for key, choice in self.faces if key == script), AS_PROPOSED)

    def with_face(self, script: str, choice: FaceChoice) -> PageStyle:
        """Return the style with another choice for a script."""
        faces: Mapping[str, FaceChoice] = dict(self.faces) | {script: choice}
        kept = tuple(sorted(((key, face) for key, face in faces.items() if face != AS_PROPOSED), key=lambda f: f[0]))
        return replace(self, faces=kept)
