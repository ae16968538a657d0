"""What Korean writes together with a noun."""

from __future__ import annotations

import pytest

from annotator.text.particles import particle


@pytest.mark.parametrize(
    ("word", "found"),
    [("러시아는", "는"), ("폴란드와", "와"), ("서울에서", "에서"), ("부산으로", "으로"), ("러시아", ""), ("나는", ""),
     ("Kia는", "는"),     ("는", ""), ("", ""), ("Merlanda", "")],
)  # fmt: skip
def test_a_particle_is_told_behind_a_noun_of_two_syllables(word: str, found: str) -> None:
    assert particle(word) == found
