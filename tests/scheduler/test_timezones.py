"""Each side sees its own clock and date, and daylight saving comes out right on both shores."""

from datetime import UTC, date, datetime, time

import pytest

from matchmaker.errors import RoundError
from matchmaker.scheduler import (
    Hours,
    Slot,
    bearable_windows,
    clock_changes,
    common_windows,
    for_both,
    local,
    slots_at,
    unbearable,
)
from tests.scheduler.rounds import person

LIMA, TOKYO, SANTIAGO = "America/Lima", "Asia/Tokyo", "America/Santiago"
SYDNEY, AUCKLAND = "Australia/Sydney", "Pacific/Auckland"


def slot(*moment: int, minutes: int = 20) -> Slot:
    return Slot(id="s", session="am", start=datetime(*moment, tzinfo=UTC), minutes=minutes, zone=LIMA)  # type: ignore[misc]


def test_both_dates_are_shown_across_the_date_line() -> None:
    evening = slot(2026, 6, 10, 0, 0)

    assert for_both(evening, [LIMA, TOKYO]) == "Tue 09 Jun 2026 19:00–19:20 Lima · Wed 10 Jun 2026 09:00–09:20 Tokyo"


def test_one_zone_is_shown_once() -> None:
    assert for_both(slot(2026, 6, 10, 0, 0), [LIMA, LIMA]) == "Tue 09 Jun 2026 19:00–19:20 Lima"


def test_a_slot_over_midnight_shows_the_date_of_its_end() -> None:
    assert str(local(slot(2026, 6, 10, 4, 50), LIMA)) == "Tue 09 Jun 2026 23:50–Wed 10 Jun 00:10 Lima"


def test_the_day_of_a_slot_is_the_venues() -> None:
    assert slot(2026, 6, 10, 0, 0).day == date(2026, 6, 9)


def test_lima_and_tokyo_share_no_working_hours() -> None:
    assert common_windows([LIMA, TOKYO], day=date(2026, 6, 9)) == []


def test_the_finder_widens_until_both_can_bear_it() -> None:
    (evening,) = bearable_windows([LIMA, TOKYO], day=date(2026, 6, 9), minutes=60)

    # 18:00 to 20:00 in Lima is 08:00 to 10:00 of the next day in Tokyo.
    assert evening.hours == Hours(time(8), time(20))
    assert (evening.start, evening.end) == (datetime(2026, 6, 9, 23, tzinfo=UTC), datetime(2026, 6, 10, 1, tzinfo=UTC))


def test_a_longer_round_needs_a_wider_day() -> None:
    (evening,) = bearable_windows([LIMA, TOKYO], day=date(2026, 6, 9), minutes=180)

    assert evening.hours == Hours(time(7), time(22))
    assert (evening.start, evening.end) == (datetime(2026, 6, 9, 22, tzinfo=UTC), datetime(2026, 6, 10, 3, tzinfo=UTC))


def test_a_window_too_short_for_the_round_does_not_count() -> None:
    assert bearable_windows([LIMA, TOKYO], day=date(2026, 6, 9), minutes=60 * 12) == []


def test_neighbours_keep_their_working_hours() -> None:
    (window,) = bearable_windows([LIMA, "America/Bogota"], day=date(2026, 6, 9), minutes=60)

    assert (window.start.hour, window.end.hour) == (14, 23)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (SANTIAGO, "09:00", "10:00"),  # clocks go forward on 6 September 2026
        (SYDNEY, "23:00", "00:00"),  # on 4 October 2026
        (AUCKLAND, "01:00", "02:00"),  # on 27 September 2026
        (LIMA, "08:00", "08:00"),  # never
    ],
)
def test_the_same_utc_hour_moves_with_southern_summer(zone: str, before: str, after: str) -> None:
    winter, summer = local(slot(2026, 8, 1, 13, 0), zone), local(slot(2026, 11, 1, 13, 0), zone)

    assert (f"{winter.start:%H:%M}", f"{summer.start:%H:%M}") == (before, after)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        (SANTIAGO, [date(2026, 4, 4), date(2026, 9, 6)]),
        (SYDNEY, [date(2026, 4, 5), date(2026, 10, 4)]),
        (AUCKLAND, [date(2026, 4, 5), date(2026, 9, 27)]),
        ("Asia/Tokyo", []),
    ],
)
def test_the_days_on_which_clocks_change_are_known(zone: str, days: list[date]) -> None:
    assert clock_changes(zone, first=date(2026, 1, 1), last=date(2026, 12, 31)) == days


def test_the_window_of_santiago_and_sydney_follows_both_clocks() -> None:
    winter = bearable_windows([SANTIAGO, SYDNEY], day=date(2026, 7, 1), minutes=60)
    summer = bearable_windows([SANTIAGO, SYDNEY], day=date(2026, 12, 1), minutes=60)

    # 14 hours apart in July (UTC-4, UTC+10), 14 in December too (UTC-3, UTC+11): the local hours stay.
    def local_starts(windows: list[object], zone: str) -> list[str]:
        return [f"{local(slot(*w.start.timetuple()[:5]), zone).start:%H:%M}" for w in windows]  # type: ignore[attr-defined]

    assert local_starts(list(winter), SANTIAGO) == local_starts(list(summer), SANTIAGO)


def test_slots_follow_real_time_through_the_change_of_clocks() -> None:
    made = slots_at(day=date(2026, 4, 5), start=time(1, 30), zone=SYDNEY, count=4, minutes=30, pause=0, session="x")

    assert [f"{local(one, SYDNEY).start:%H:%M}" for one in made] == ["01:30", "02:00", "02:30", "02:00"]
    assert [one.id for one in made] == ["x-1", "x-2", "x-3", "x-4"]


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(RoundError, match=r"There is no 02:30 in Australia/Sydney on 04 Oct 2026"):
        slots_at(day=date(2026, 10, 4), start=time(2, 30), zone=SYDNEY, count=1, minutes=20, pause=0, session="x")


def test_slots_at_unbearable_hours_become_unavailability() -> None:
    early, fine = slot(2026, 6, 9, 11, 0), slot(2026, 6, 9, 12, 0)
    fine = Slot(id="fine", session="am", start=fine.start, minutes=20, zone=LIMA)

    assert unbearable(person("a"), [early, fine], hours=Hours(time(7), time(22))) == frozenset({"s"})
