//! When public transport begins and ends: the first arrival and the last departure between a home
//! and every zone on a working day.
//!
//! A search over the lines by the clock: nobody boards before the first departure has come by, and
//! the same search run backwards from home finds what leaves last.

use super::timed_graph::{Clock, NEVER, TimedEdge, TimedEdges, TimedGraph, waiting};
use super::transit::{END_TENTHS, Feeder, Transit, boarding};
use super::transit_network::{Headways, Hours};
use crate::domain::travel_mode::TimeBand;

/// The first and the last minute of a service day: from 03:00 to 03:00 of the next.
pub const SERVICE_DAY: std::ops::Range<u16> = 180..1620;

/// A minute of the day as one of the service day: what lies before 03:00 belongs to the day before.
pub const fn service_minute(minute_of_day: u16) -> u16 {
    if minute_of_day < SERVICE_DAY.start {
        minute_of_day + 24 * 60
    } else {
        minute_of_day
    }
}

/// When a home is joined to every zone on a working day, in minutes of the service day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceHours {
    /// Earliest arrival from home; 0 where something always runs, [`u16::MAX`] where nothing does.
    pub first_arrival: Vec<u16>,
    /// Latest departure that still reaches home; [`u16::MAX`] where something always runs, 0 where
    /// nothing does.
    pub last_departure: Vec<u16>,
}

/// Longest time in minutes that a person can be asked to wait for a shift to begin after the last
/// arrival, or for the first departure after a shift has ended.
const LONGEST_WAIT: u16 = 60;

/// Whether public transport runs at the moment of a trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// It does.
    Yes,
    /// The first connection comes too late.
    BeforeFirst,
    /// The last connection has left.
    AfterLast,
}

impl ServiceHours {
    /// Whether a trip out of so many minutes can arrive by a minute of the service day.
    pub fn arriving(&self, zone: usize, by: u16, minutes: u16) -> Served {
        let (first, last) = self.of(zone);
        if by < first {
            Served::BeforeFirst
        } else if by > last.saturating_add(minutes).saturating_add(LONGEST_WAIT) {
            Served::AfterLast
        } else {
            Served::Yes
        }
    }

    /// Whether a trip home of so many minutes can leave at a minute of the service day.
    pub fn leaving(&self, zone: usize, at: u16, minutes: u16) -> Served {
        let (first, last) = self.of(zone);
        if at > last {
            Served::AfterLast
        } else if at.saturating_add(minutes).saturating_add(LONGEST_WAIT) < first {
            Served::BeforeFirst
        } else {
            Served::Yes
        }
    }

    fn of(&self, zone: usize) -> (u16, u16) {
        let first = self.first_arrival.get(zone).copied().unwrap_or(u16::MAX);
        (first, self.last_departure.get(zone).copied().unwrap_or(0))
    }
}

/// Bands whose minutes hold for a trip at the edge of the night that is served although nothing
/// runs all night: out in the small hours by the first connections, home late by the last.
pub const fn beside_night(out: bool) -> [TimeBand; 2] {
    if out {
        [TimeBand::Day, TimeBand::Weekend]
    } else {
        [TimeBand::Evening, TimeBand::Weekend]
    }
}

/// A clock counts from so many minutes before the service day.
const LEAD: u16 = 600;

/// The hours of a service day seen forwards, or backwards in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Forwards,
    Backwards,
}

impl Sense {
    /// A minute of the service day on the clock.
    fn clock(self, minute: u16) -> Clock {
        let minute = minute.clamp(SERVICE_DAY.start, SERVICE_DAY.end);
        let since = match self {
            Self::Forwards => minute - SERVICE_DAY.start,
            Self::Backwards => SERVICE_DAY.end - minute,
        };
        (since + LEAD) * 10
    }

    /// From when on a line can be used at a stop so many minutes from its end: the end it sets out
    /// from, or, backwards, the end it comes from.
    fn opens(self, hours: Hours, headways: Headways, minutes: u16) -> Clock {
        if headways.in_band(TimeBand::Night).is_some() {
            return 0;
        }
        match self {
            Self::Forwards => self.clock(hours.first + minutes),
            Self::Backwards => self.clock(hours.last + minutes),
        }
    }

    /// Minutes between departures around that end of the day.
    fn headway(self, headways: Headways) -> Option<u16> {
        let bands = match self {
            Self::Forwards => [TimeBand::Day, TimeBand::Evening],
            Self::Backwards => [TimeBand::Evening, TimeBand::Day],
        };
        bands.into_iter().find_map(|band| headways.in_band(band))
    }

    /// The band of a local bus around that end of the day.
    const fn band(self) -> TimeBand {
        match self {
            Self::Forwards => TimeBand::Day,
            Self::Backwards => TimeBand::Evening,
        }
    }
}

/// The searches in both senses.
#[derive(Debug)]
pub(super) struct TimedNetwork {
    forwards: TimedGraph,
    backwards: TimedGraph,
}

impl TimedNetwork {
    pub(super) fn build(transit: &Transit) -> Self {
        Self {
            forwards: graph(transit, Sense::Forwards),
            backwards: graph(transit, Sense::Backwards),
        }
    }

    /// First arrivals and last departures of a home from which stops are reached as given.
    pub(super) fn hours(&self, zones: usize, starts: &[(usize, u16)]) -> ServiceHours {
        let told = |clock: Clock, sense: Sense| {
            let minutes = clock.saturating_add(END_TENTHS).div_ceil(10);
            let since = minutes.saturating_sub(LEAD);
            match sense {
                _ if minutes <= LEAD => None,
                Sense::Forwards => Some(SERVICE_DAY.start + since),
                Sense::Backwards => Some(SERVICE_DAY.end.saturating_sub(since)),
            }
        };
        let mut waiting = waiting();
        let mut row = |graph: &TimedGraph, sense, never, always| {
            let clocks = graph.search(starts, &mut waiting);
            let minute = |&clock: &Clock| match clock {
                NEVER => never,
                clock => told(clock, sense).unwrap_or(always),
            };
            clocks[..zones].iter().map(minute).collect()
        };
        ServiceHours {
            first_arrival: row(&self.forwards, Sense::Forwards, u16::MAX, 0),
            last_departure: row(&self.backwards, Sense::Backwards, 0, u16::MAX),
        }
    }
}

/// The lines by the clock: zones by their number, then stops, then calls of each direction.
fn graph(transit: &Transit, sense: Sense) -> TimedGraph {
    let zones = transit.zones.len();
    let mut edges = TimedEdges::new(zones + transit.network.stops.len());
    for line in &transit.network.lines {
        let Some(headway) = sense.headway(line.headways) else {
            continue;
        };
        let wait = (boarding(headway) * 10.0) as u16;
        let from_start: Vec<u16> = line
            .calls
            .iter()
            .scan(0, |minutes, &(_, ride)| {
                *minutes += ride;
                Some(*minutes)
            })
            .collect();
        let whole = from_start.last().copied().unwrap_or_default();
        for outward in [true, false] {
            let calls: Vec<usize> = line.calls.iter().map(|_| edges.add_node()).collect();
            for (position, &(stop, _)) in line.calls.iter().enumerate() {
                let minutes = if outward {
                    from_start[position]
                } else {
                    whole - from_start[position]
                };
                let opens = sense.opens(line.hours, line.headways, minutes);
                let call = calls[position];
                add_call(&mut edges, zones + stop, call, (wait, opens, sense));
                if let Some((next, minutes)) =
                    next_call(&from_start, position, outward == (sense == Sense::Forwards))
                {
                    edges.add(call, always(calls[next], minutes * 10));
                }
            }
        }
    }
    add_feeders(&mut edges, transit, sense);
    edges.into_graph()
}

/// An edge that can be used at any time.
const fn always(to: usize, tenths: u16) -> TimedEdge {
    TimedEdge {
        to: to as u16,
        before: 0,
        opens: 0,
        tenths,
    }
}

/// Joins a stop with a call of a line: waiting lies before the moment of boarding.
fn add_call(edges: &mut TimedEdges, stop: usize, call: usize, (wait, opens, sense): (u16, Clock, Sense)) {
    let (before, after) = match sense {
        Sense::Forwards => (wait, 0),
        Sense::Backwards => (0, wait),
    };
    let boarding = TimedEdge {
        before,
        opens,
        ..always(call, 0)
    };
    edges.add(stop, boarding);
    let alighting = TimedEdge {
        before: after,
        ..always(stop, 0)
    };
    edges.add(call, alighting);
}

fn add_feeders(edges: &mut TimedEdges, transit: &Transit, sense: Sense) {
    let zones = transit.zones.len();
    let mut join = |one: usize, other: usize, zone: usize, feeder: Option<Feeder>| {
        let opens = match (feeder, transit.service(zone)) {
            (Some(Feeder::Bus(..)), Some(service)) => sense.opens(service.hours, service.headways, 0),
            _ => 0,
        };
        let Some(feeder) = feeder else { return };
        let tenths = (feeder.minutes() * 10.0) as u16;
        for (from, to) in [(one, other), (other, one)] {
            let edge = always(to, tenths);
            edges.add(from, TimedEdge { opens, ..edge });
        }
    };
    for &(zone, stop, km) in &transit.accesses {
        let feeder = transit.feeder(zone, km, sense.band());
        join(zone, zones + stop, zone, feeder);
        if matches!(feeder, Some(Feeder::Bus(..))) {
            // Whoever is up before the first bus may still walk, where that is possible.
            let walk = transit.feeder(zone, km, TimeBand::Night);
            join(
                zone,
                zones + stop,
                zone,
                walk.filter(|feeder| matches!(feeder, Feeder::Walk(_))),
            );
        }
    }
    for &(one, other, km) in &transit.meshes {
        join(one, other, one, transit.local_bus(one, km, sense.band()));
    }
}

/// The call that follows in the order of the table, or against it, with the minutes to it.
fn next_call(from_start: &[u16], position: usize, upwards: bool) -> Option<(usize, u16)> {
    let next = if upwards {
        position + 1
    } else {
        position.checked_sub(1)?
    };
    let minutes = from_start.get(next)?;
    Some((next, minutes.abs_diff(from_start[position])))
}
