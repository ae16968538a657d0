"""Numbers in the digits of any script, and as they are compared."""

from __future__ import annotations

import pytest

from annotator.text.digits import numeral, plain, zero_of


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", "12"), ("١٢", "12"), ("۱۲", "12"), ("1.200", "1200"), ("1,200", "1200"), ("١٬٢٠٠", "1200"),
        ("3,5", "3.5"), ("٣٫٥", "3.5"), ("1’000’000", "1000000"), ("19.03.2021", "19.03.2021"), ("0042", "0042"),
    ],
)  # fmt: skip
def test_a_number_is_plain_whatever_digits_and_signs_it_is_written_with(written: str, number: str) -> None:
    assert plain(written) == number


def test_a_text_counts_with_its_own_digits() -> None:
    assert numeral(120, zero_of("١٢ شركة")) == "١٢٠"
    assert numeral(120, zero_of("no number")) == "120"
