import pytest
from hypothesis import given

from annotator.text.offsets import Offsets, may_have_astral
from text.alphabets import texts_and_places, tricky_texts


@given(texts_and_places())
def test_utf16_counts_what_utf16_encodes(case: tuple[str, int]) -> None:
    text, place = case
    offsets = Offsets(text)
    unit = offsets.to_utf16(place)
    assert unit == len(text[:place].encode("utf-16-le")) // 2
    assert offsets.from_utf16(unit) == place
    assert offsets.utf16_length == len(text.encode("utf-16-le")) // 2


@given(texts_and_places())
def test_utf8_counts_what_utf8_encodes(case: tuple[str, int]) -> None:
    text, place = case
    offsets = Offsets(text)
    byte = offsets.to_utf8(place)
    assert byte == len(text[:place].encode())
    assert offsets.from_utf8(byte) == place


@given(tricky_texts)
def test_every_unit_is_a_place_or_refused(text: str) -> None:
    offsets = Offsets(text)
    places = []
    for unit in range(offsets.utf16_length + 1):
        try:
            places.append(offsets.from_utf16(unit))
        except ValueError:
            assert 0xDC00 <= int.from_bytes(text.encode("utf-16-le")[2 * unit : 2 * unit + 2], "little") < 0xE000
    assert places == list(range(len(text) + 1))
    places = []
    encoded = text.encode()
    for byte in range(len(encoded) + 1):
        try:
            places.append(offsets.from_utf8(byte))
        except ValueError:
            assert encoded[byte] & 0xC0 == 0x80
    assert places == list(range(len(text) + 1))


@pytest.mark.parametrize("unit", ["a", "ش", "漢", "😀", "aش😀\n"])
def test_long_texts_cross_the_tables_blocks(unit: str) -> None:
    text = unit * 3000
    offsets = Offsets(text)
    for place in (0, 1, 1023, 1024, 1025, 2048, len(text) - 1, len(text)):
        assert offsets.from_utf8(offsets.to_utf8(place)) == place
        assert offsets.to_utf8(place) == len(text[:place].encode())
        assert offsets.from_utf16(offsets.to_utf16(place)) == place


@pytest.mark.parametrize("text", ["", "abc", "شيء", "a😀b"])
def test_places_outside_are_refused(text: str) -> None:
    offsets = Offsets(text)
    for ask in (offsets.to_utf16, offsets.from_utf16, offsets.to_utf8, offsets.from_utf8):
        with pytest.raises(ValueError, match="outside"):
            ask(-1)
        with pytest.raises(ValueError, match="outside"):
            ask(len(text.encode()) + 1)


def test_the_quick_test_for_astral_characters_never_misses_one() -> None:
    assert not may_have_astral("a" * 100)
    assert not may_have_astral("ش" * 100)
    assert may_have_astral("a" * 100 + "😀")
    assert may_have_astral("😀")
