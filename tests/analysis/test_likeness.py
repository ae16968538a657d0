"""Sketches tell how much of two texts is the same."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.likeness import SKETCH, alike, likeness, sketch

WORDS = [f"wort{number}" for number in range(4000)]


def shared(one: list[str], other: list[str]) -> float:
    first, second = (set(zip(w, w[1:], w[2:], strict=False)) for w in (one, other))
    return len(first & second) / len(first | second)


@pytest.mark.parametrize("changed", [0.0, 0.02, 0.05, 0.1, 0.3, 1.0])
def test_it_estimates_the_share_of_runs_of_words(changed: float) -> None:
    chance = random.Random(4)
    errors = []
    for _ in range(30):
        one = [chance.choice(WORDS) for _ in range(600)]
        other = [chance.choice(WORDS) if chance.random() < changed else word for word in one]
        errors.append(likeness(sketch(" ".join(one)), sketch(" ".join(other))) - shared(one, other))
    assert abs(sum(errors) / len(errors)) < 0.05, "it leans to no side"
    assert max(map(abs, errors)) < 0.3


@given(st.text(), st.text())
def test_laws(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert len(first) == SKETCH
    assert likeness(first, first) in (0.0, 1.0)
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= 1


def test_chinese_is_compared_by_its_characters() -> None:
    one = "监管部门周四约谈了十一家企业,要求它们就深度伪造技术开展安全评估并完善风险防控机制。"
    other = one.replace("周四", "星期四")
    assert likeness(sketch(one), sketch(other)) > 0.6
    assert likeness(sketch(one), sketch("今天的天气很好,我们一起去公园散步,然后回家吃饭,晚上看了一部电影。")) < 0.2


def test_the_likest_come_first() -> None:
    chance = random.Random(5)
    one = [chance.choice(WORDS) for _ in range(600)]
    near, far = [*one[:560], *WORDS[:40]], [*one[:350], *WORDS[:250]]
    kept = {"far": sketch(" ".join(far)), "near": sketch(" ".join(near)), "other": sketch(" ".join(WORDS))}
    assert [key for key, _ in alike(sketch(" ".join(one)), kept, 0.2)] == ["near", "far"]


@pytest.mark.parametrize("least", [0.0, 0.15, 0.5, 0.7, 1.0])
def test_those_that_are_alike_are_those_whose_likeness_is_enough(least: float) -> None:
    draw = random.Random(7)
    words = [str(draw.randrange(40)) for _ in range(300)]
    kept = {"none": bytes(SKETCH)}
    for number in range(60):
        changed = [str(draw.randrange(40)) if draw.randrange(60) < number else word for word in words]
        kept[str(number)] = sketch(" ".join(changed))
    wanted = sketch(" ".join(words))
    found = {key: likeness(wanted, other) for key, other in kept.items() if likeness(wanted, other) >= least}
    assert dict(alike(wanted, kept, least)) == found
    assert found


def test_texts_that_are_alike_come_in_groups() -> None:
    from annotator.analysis.likeness import groups, sketch

    words = [f"word{n}" for n in range(900)]

    def text(start: int, *more: str) -> str:
        return " ".join([*words[start : start + 200], *more])

    sketches = {
        "a": sketch(text(0)), "b": sketch(text(0, "and", "a", "little", "more")), "c": sketch(text(300)),
        "d": sketch(text(600)), "e": sketch("again " + text(600)), "f": sketch(text(0, "or", "less")), "g": sketch(""),
        "h": sketch(""),
    }  # fmt: skip
    found = groups(sketches, 0.7)
    assert [{key for key, _ in group} for group in found] == [{"a", "b", "f"}, {"d", "e"}]
    assert found[0][0] == ("a", 1.0)
    assert all(0.7 <= share <= 1 for group in found for _, share in group)
    assert groups({}, 0.7) == []


def test_many_of_one_text_are_one_group() -> None:
    from annotator.analysis.likeness import groups, sketch

    text = " ".join(f"word{n}" for n in range(300))
    sketches = {f"{n:04}": sketch(f"Report {n}\n{text}") for n in range(300)}
    (group,) = groups(sketches, 0.7)
    assert {key for key, _ in group} == set(sketches)
