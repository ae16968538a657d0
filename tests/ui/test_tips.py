"""What somebody wrote is shown as it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import Qt

from annotator.text.isolate import isolate
from annotator.ui.tips import plain


@pytest.mark.parametrize("text", ["<b>bold</b>", "a <img src='x'>", "R&lt;D", "<!doctype html>"])
def test_a_tag_is_shown_and_not_obeyed(text: str) -> None:
    assert Qt.mightBeRichText(text)
    for said in (plain(text), plain(isolate(text))):
        assert not Qt.mightBeRichText(said)
        assert text in said.replace("\u2060", "")


@given(st.text(st.sampled_from("<>&;/!?blt amp i\n\u2068")))
def test_no_text_is_taken_for_a_page(text: str) -> None:
    assert not Qt.mightBeRichText(plain(text))
    assert plain(text).replace("\u2060", "") == text


def test_what_is_no_page_stays_as_it_is() -> None:
    assert plain("1 < 2 & more") == "1 < 2 & more"
