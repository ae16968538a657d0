"""The collector rests only inside, also after an error, and stays off where it was off."""

from __future__ import annotations

import gc

import pytest

from annotator.project.bulk import in_bulk


def test_off_inside_only() -> None:
    with in_bulk():
        assert not gc.isenabled()
        with in_bulk():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(RuntimeError), in_bulk():
        raise RuntimeError
    assert gc.isenabled()
