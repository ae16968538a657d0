"""Which backups stay: the laws of thinning out, whatever the times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotator.project.rotation import Rotation, kept, within

NOW = datetime(2026, 3, 19, 12, 30, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)

_moments = st.integers(0, 400 * 24 * 3600).map(lambda seconds: NOW - timedelta(seconds=seconds))
times = st.sets(_moments | st.integers(0, 5 * 24 * 12).map(lambda steps: NOW - steps * timedelta(minutes=5)))
rotations = st.builds(Rotation, st.integers(0, 48), st.integers(0, 40), st.integers(0, 60))


@given(times, rotations)
def test_what_stays_was_there_and_the_last_one_always_stays(times: set[datetime], rotation: Rotation) -> None:
    stay = kept(times, rotation, NOW)
    assert stay <= times
    assert not times or max(times) in stay


@given(times, rotations)
def test_tidying_up_twice_is_tidying_up_once(times: set[datetime], rotation: Rotation) -> None:
    stay = kept(times, rotation, NOW)
    assert kept(stay, rotation, NOW) == stay


@given(times, rotations, st.sets(st.integers(1, 60 * 24 * 3600)))
def test_tidying_up_on_the_way_leaves_what_tidying_up_at_the_end_leaves(
    times: set[datetime], rotation: Rotation, later: set[int]
) -> None:
    """Nothing goes today that would have been the one to stay tomorrow."""
    moments = sorted(NOW + timedelta(seconds=seconds) for seconds in later)
    stay = kept(times, rotation, NOW)
    for moment in moments:
        stay = kept(stay | {moment}, rotation, moment)
    end = moments[-1] if moments else NOW
    assert stay == kept(times | set(moments), rotation, end)


@given(times)
def test_there_is_one_of_each_hour_day_and_week(times: set[datetime]) -> None:
    rotation = Rotation()
    stay = kept(times, rotation, NOW)
    for time in times:
        age = NOW - time
        if age < rotation.weeks * WEEK:
            near = HOUR if age < rotation.hours * HOUR else DAY if age < rotation.days * DAY else WEEK
            assert any(timedelta() <= other - time < near for other in stay)


@given(times, rotations)
def test_they_do_not_become_many(times: set[datetime], rotation: Rotation) -> None:
    old = {time for time in kept(times, rotation, NOW) if NOW - time >= HOUR}
    assert len(old) <= rotation.hours + rotation.days + rotation.weeks + 4


@given(st.dictionaries(_moments, st.integers(0, 1000)), st.integers(0, 5000))
def test_the_latest_stay_within_the_room_and_two_whatever_they_take(sizes: dict[datetime, int], limit: int) -> None:
    stay = within(sizes, limit)
    order = sorted(sizes, reverse=True)
    assert stay == set(order[: len(stay)])
    assert len(stay) >= min(2, len(sizes))
    assert len(stay) <= 2 or sum(sizes[time] for time in stay) <= limit
    if len(stay) < len(sizes):
        assert sum(sizes[time] for time in order[: len(stay) + 1]) > limit


def test_of_an_hour_long_ago_the_last_one_stays_and_of_the_last_hour_all_do() -> None:
    old = [NOW - 3 * HOUR + timedelta(minutes=minutes) for minutes in (0, 10, 20)]
    new = [NOW - timedelta(minutes=minutes) for minutes in (50, 20, 1)]
    assert kept([*old, *new], Rotation(), NOW) == {old[-1], *new}
