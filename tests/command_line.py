"""What the tests of the command line share: two articles, one of each direction, and the type of what runs it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

GERMAN = (
    "Hafen gesperrt\n\nDie Behörde hat der Reederei befohlen, den Hafen zu räumen, und das ist für die Behörde neu.\n"
)
ARABIC = "إغلاق الميناء\n\nأمرت السلطات شركة Nordlicht بإخلاء الميناء (اليوم)، وهذا ليس جديدا على المدينة.\n"

Run = Callable[..., SimpleNamespace]
