"""What several tests of the page are given."""

from __future__ import annotations

import pytest

from annotator.ui import fonts
from ui.reader.lines import NEEDED, TEXTS


@pytest.fixture(params=sorted(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    """Each of the lines that places are judged on, where its scripts have faces."""
    for script in ("Latin", "Arabic", "Hebrew", *NEEDED.get(request.param, ())):
        if fonts.face(script) is None:
            pytest.skip(f"no face for {script} is installed")
    return TEXTS[request.param]
