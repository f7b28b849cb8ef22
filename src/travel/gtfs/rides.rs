//! The trips of a few days laid out as single rides from stop to stop.

use super::calendar::{Day, Week};
use super::calls::Call;
use super::error::GtfsError;
use super::feed::Feed;
use std::cmp::Reverse;
use std::collections::HashMap;

pub(super) const HOUR: u32 = 3600;
pub(super) const DAY: u32 = 24 * HOUR;
/// Trips may be under way for three days, so those of so many days before belong to a window too.
const DAYS_BEFORE: u32 = 3;
/// More rides than this in a few days is no country's timetable.
const MOST_RIDES: usize = 30_000_000;

/// A ride without a stop between; seconds from midnight of the window's first day.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ride {
    pub departure: u32,
    pub arrival: u32,
    pub from: u32,
    pub to: u32,
    /// Rides of one vehicle share a run.
    pub run: u32,
    pub position: u16,
    /// One can get on at the beginning.
    pub boards: bool,
    /// One can get off at the end.
    pub alights: bool,
}

/// A stretch of time of which all rides are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Midnight of this day is second 0.
    first: Day,
    from: u32,
    until: u32,
}

impl Window {
    /// From so many hours after midnight of a day to so many; the second may lie beyond 24.
    pub(super) const fn new(day: Day, from_hour: u32, until_hour: u32) -> Self {
        Self {
            first: day - DAYS_BEFORE as Day,
            from: DAYS_BEFORE * DAY + from_hour * HOUR,
            until: DAYS_BEFORE * DAY + until_hour * HOUR,
        }
    }

    /// A time of the day the window was made for, as the rides have it.
    pub(super) const fn at(hour: u32) -> u32 {
        DAYS_BEFORE * DAY + hour * HOUR
    }
}

/// All rides of a window, the latest departure first.
#[derive(Debug, Default)]
pub(super) struct Rides {
    pub rides: Vec<Ride>,
    pub runs: usize,
}

impl Rides {
    pub(super) fn of(feed: &Feed, window: Window) -> Result<Self, GtfsError> {
        let mut all = Self::default();
        for trip in 0..feed.trips.len() as u32 {
            let calls = feed.calls.of(trip);
            let Some(start) = calls.first().map(|call| call.departure) else {
                continue;
            };
            for offset in 0..=window.until / DAY {
                let day = window.first + offset as Day;
                if !feed.services.runs_on(feed.trips.service(trip), day) {
                    continue;
                }
                let midnight = offset * DAY;
                match feed.trips.repeats(trip) {
                    None => all.add(calls, window, |time| midnight + time),
                    Some(repeats) => {
                        for departure in repeats.iter().flat_map(|repeat| repeat.departures()) {
                            // Times of arrival are never before the first departure but at the first stop.
                            let time = |time: u32| midnight + departure + time.saturating_sub(start);
                            all.add(calls, window, time);
                        }
                    }
                }
                if all.rides.len() > MOST_RIDES {
                    let limit = format!(
                        "{MOST_RIDES} rides in {} hours",
                        (window.until - window.from) / HOUR
                    );
                    let file = "stop_times.txt";
                    return Err(GtfsError::TooLarge { file, limit });
                }
            }
        }
        // The last ride of a run comes first even when both take no time.
        all.rides
            .sort_unstable_by_key(|ride| (Reverse(ride.departure), Reverse(ride.position), ride.run));
        Ok(all)
    }

    fn add(&mut self, calls: &[Call], window: Window, time: impl Fn(u32) -> u32) {
        let run = self.runs as u32;
        let before = self.rides.len();
        for (position, pair) in calls.windows(2).enumerate() {
            let (departure, arrival) = (time(pair[0].departure), time(pair[1].arrival));
            if departure >= window.from && arrival <= window.until {
                self.rides.push(Ride {
                    departure,
                    arrival,
                    from: pair[0].stop,
                    to: pair[1].stop,
                    run,
                    position: u16::try_from(position).unwrap_or(u16::MAX),
                    boards: pair[0].boards,
                    alights: pair[1].alights,
                });
            }
        }
        self.runs += usize::from(self.rides.len() > before);
    }
}

/// Which lines one can get on at a stop, and off; a line is a sequence of stops that trips share.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// By stop, rising.
    pub boarding: Vec<Vec<u32>>,
    pub alighting: Vec<Vec<u32>>,
}

impl Lines {
    /// Of all trips that run in the week or on the days just before it.
    pub(super) fn of(feed: &Feed, week: Week) -> Self {
        let runs: Vec<bool> = (0..feed.services.len() as u32)
            .map(|service| {
                let mut days = -(DAYS_BEFORE as Day)..8;
                days.any(|offset| feed.services.runs_on(service, week.day(offset)))
            })
            .collect();
        let mut all = Self {
            boarding: vec![Vec::new(); feed.stops.len()],
            alighting: vec![Vec::new(); feed.stops.len()],
        };
        let mut numbers: HashMap<Vec<(u32, bool, bool)>, u32> = HashMap::new();
        for trip in (0..feed.trips.len() as u32).filter(|&trip| runs[feed.trips.service(trip) as usize]) {
            let calls = feed.calls.of(trip);
            let way: Vec<_> = calls
                .iter()
                .map(|call| (call.stop, call.boards, call.alights))
                .collect();
            let next = numbers.len() as u32;
            if *numbers.entry(way).or_insert(next) == next {
                all.add(next, calls);
            }
        }
        all
    }

    fn add(&mut self, line: u32, calls: &[Call]) {
        for (position, call) in calls.iter().enumerate() {
            let stop = call.stop as usize;
            if call.boards && position + 1 < calls.len() {
                self.boarding[stop].push(line);
            }
            if call.alights && position > 0 {
                self.alighting[stop].push(line);
            }
        }
    }
}
