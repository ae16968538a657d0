"""What two real articles both say is found, and nothing else, where a machine has them; their text is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.analysis.counterparts import Sort, counterparts, told

_ABOVE = Path(__file__).resolve().parents[3:]
_FOLDER = next((path / "shared" / "articles" for path in _ABOVE if (path / "shared" / "articles").is_dir()), None)

NAMED = {
    (Sort.COUNTRY, "China", "الصين"),
    (Sort.WEEKDAY, "Donnerstag", "الخميس"),
    (Sort.NUMBER, "elf", "11"),
    (Sort.NAME, "Tencent", "تينسنت"),
    (Sort.NAME, "ByteDance", "بايت دانس"),
    (Sort.NAME, "Internet", "الإنترنت"),
    (Sort.NAME, "Alibaba", "علي بابا"),
}


@pytest.mark.skipif(_FOLDER is None, reason="the two real articles are not on this machine")
def test_all_that_both_say_is_found_and_nothing_else() -> None:
    assert _FOLDER is not None
    german, arabic = (next(_FOLDER.glob(f"{language}-*.txt")).read_text(encoding="utf-8") for language in ("de", "ar"))
    found = counterparts(told(german, "de"), told(arabic, "ar"))
    said = {
        (each.sort, min((span.of(german) for span in each.ones), key=len), each.others[0].of(arabic)) for each in found
    }
    assert said - {each for each in said if each[0] is Sort.DATE} == NAMED
    (bytedance,) = (each for each in found if each.ones[0].of(german) == "ByteDance")
    assert len(bytedance.others) == 2
