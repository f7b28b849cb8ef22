//! Weekly time windows, shifts that may end the next day, rotas, and when they meet.

use super::lists::Weekday;
use super::set::BitSet32;
use super::travel_mode::TimeBand;
use serde::{Deserialize, Serialize};

/// Minutes in a day.
pub const DAY: u16 = 24 * 60;
/// Minutes in a week.
pub const WEEK: u16 = 7 * DAY;

/// A window that recurs every week on the given days. A window that ends at or before its start
/// ends the next day: 23:00 to 07:00 is eight hours over midnight, 00:00 to 00:00 a whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Days on which the window begins; positions follow [`Weekday`], Monday is 0.
    pub days: BitSet32,
    /// Minute of the day at which it begins, 0..1440.
    pub from: u16,
    /// Minute of the day at which it ends, 0..=1440.
    pub to: u16,
}

impl Window {
    /// Length in minutes, 1..=1440.
    pub const fn length(self) -> u16 {
        if self.to > self.from {
            self.to - self.from
        } else {
            self.to + DAY - self.from
        }
    }

    /// The window's occurrences in minutes of the week, `(start, end)` with start in 0..10080 and
    /// end up to a day past the week's end.
    pub fn occurrences(self) -> impl Iterator<Item = (u16, u16)> {
        self.days.iter().filter(|&day| day < 7).map(move |day| {
            let start = day as u16 * DAY + self.from;
            (start, start + self.length())
        })
    }
}

/// Work in turns away from a weekly rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rota {
    /// Days at work in a row, 1..=365.
    pub days_on: u16,
    /// Days off in a row, 0..=365.
    pub days_off: u16,
}

/// When the work lies.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Weekly shifts; empty when only a rota is known.
    pub shifts: Vec<Window>,
    /// Turns, when the work does not follow the week.
    pub rota: Option<Rota>,
}

/// Every minute of the week that somebody is available, as sorted, disjoint intervals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekCoverage {
    intervals: Vec<(u16, u16)>,
}

impl WeekCoverage {
    /// The whole week.
    pub fn whole_week() -> Self {
        Self {
            intervals: vec![(0, WEEK)],
        }
    }

    /// The union of the windows, less the union of the blocked ones.
    pub fn of(windows: &[Window], blocked: &[Window]) -> Self {
        Self {
            intervals: subtract(&union_of(windows), &union_of(blocked)),
        }
    }

    /// The whole week less the blocked windows.
    pub fn whole_week_less(blocked: &[Window]) -> Self {
        Self {
            intervals: subtract(&[(0, WEEK)], &union_of(blocked)),
        }
    }

    /// Whether nothing is left out.
    pub fn is_whole_week(&self) -> bool {
        self.intervals == [(0, WEEK)]
    }

    /// Whether every minute from `start` to `end` is covered; `end` may run past the week's end,
    /// then the week begins anew.
    pub fn covers(&self, start: u16, end: u16) -> bool {
        if end > WEEK {
            self.covers(start, WEEK) && self.covers(0, end - WEEK)
        } else {
            self.intervals
                .iter()
                .any(|&(from, to)| from <= start && end <= to)
        }
    }

    /// Minutes covered between `start` and `end`, both within the week.
    pub fn minutes_within(&self, start: u16, end: u16) -> u16 {
        self.intervals
            .iter()
            .map(|&(from, to)| to.min(end).saturating_sub(from.max(start)))
            .sum()
    }
}

fn union_of(windows: &[Window]) -> Vec<(u16, u16)> {
    let mut pieces: Vec<(u16, u16)> = windows
        .iter()
        .flat_map(|window| window.occurrences())
        .flat_map(|(start, end)| {
            let wrapped = (end > WEEK).then(|| (0, end - WEEK));
            std::iter::once((start, end.min(WEEK))).chain(wrapped)
        })
        .collect();
    pieces.sort_unstable();
    let mut merged: Vec<(u16, u16)> = Vec::with_capacity(pieces.len());
    for (start, end) in pieces {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

fn subtract(from: &[(u16, u16)], blocked: &[(u16, u16)]) -> Vec<(u16, u16)> {
    let mut left = from.to_vec();
    for &(cut_start, cut_end) in blocked {
        left = left
            .into_iter()
            .flat_map(|(start, end)| [(start, end.min(cut_start)), (start.max(cut_end), end)])
            .filter(|(start, end)| start < end)
            .collect();
    }
    left.sort_unstable();
    left
}

/// The part of the week in which a trip at this minute of the week is made.
pub fn time_band(minute_of_week: u16) -> TimeBand {
    let minute_of_week = minute_of_week % WEEK;
    let (day, minute) = (minute_of_week / DAY, minute_of_week % DAY);
    match minute {
        _ if !(5 * 60..23 * 60).contains(&minute) => TimeBand::Night,
        _ if day >= 5 => TimeBand::Weekend,
        _ if minute >= 18 * 60 => TimeBand::Evening,
        _ => TimeBand::Day,
    }
}

/// Whether a shift touches the night, 23:00 to 05:00.
pub fn touches_night(shift: Window) -> bool {
    let (start, end) = (shift.from, shift.from + shift.length());
    let nights = [(0, 5 * 60), (23 * 60, DAY + 5 * 60), (DAY + 23 * 60, 2 * DAY)];
    nights.iter().any(|&(from, to)| start < to && from < end)
}

/// The days named by their codes, Monday first.
pub fn weekdays(days: BitSet32) -> impl Iterator<Item = Weekday> {
    days.iter()
        .filter_map(|position| Weekday::ALL.get(position).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(days: &[usize], from: u16, to: u16) -> Window {
        Window {
            days: days.iter().copied().collect(),
            from: from * 60,
            to: to * 60,
        }
    }

    #[test]
    fn a_shift_over_midnight_ends_the_next_day() {
        let night = window(&[6], 23, 7);
        assert_eq!(night.length(), 480);
        assert_eq!(
            night.occurrences().collect::<Vec<_>>(),
            [(6 * DAY + 1380, 6 * DAY + 1860)]
        );
        assert!(WeekCoverage::whole_week().covers(6 * DAY + 1380, 6 * DAY + 1860));
        assert!(touches_night(night));
        assert!(!touches_night(window(&[0], 7, 15)));
        assert!(touches_night(window(&[0], 2, 8)));
    }

    #[test]
    fn blocked_time_is_taken_out_of_availability() {
        let free = WeekCoverage::of(&[window(&[1], 8, 20)], &[window(&[1], 17, 20)]);
        assert!(free.covers(DAY + 8 * 60, DAY + 17 * 60));
        assert!(!free.covers(DAY + 8 * 60, DAY + 18 * 60));
        assert_eq!(free.minutes_within(0, WEEK), 9 * 60);
    }

    #[test]
    fn sunday_night_wraps_into_monday() {
        let free = WeekCoverage::of(&[window(&[6], 20, 8)], &[]);
        assert!(free.covers(0, 8 * 60));
        assert!(free.covers(6 * DAY + 23 * 60, WEEK + 7 * 60));
    }

    #[test]
    fn bands_follow_the_clock() {
        assert_eq!(time_band(7 * 60), TimeBand::Day);
        assert_eq!(time_band(19 * 60), TimeBand::Evening);
        assert_eq!(time_band(2 * 60), TimeBand::Night);
        assert_eq!(time_band(5 * DAY + 12 * 60), TimeBand::Weekend);
        assert_eq!(time_band(5 * DAY + 23 * 60), TimeBand::Night);
    }
}
