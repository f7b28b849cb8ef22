//! Walks from homes to stops, between stops, and from stops to workplaces.

use super::error::GtfsError;
use super::feed::Feed;
use super::nearby::Nearby;
use super::rides::{HOUR, Lines};
use super::stops::Change;
use crate::travel::geometry::{Barriers, Point};
use crate::travel::zones::Zone;
use std::collections::BTreeMap;

/// Seconds for a kilometre on foot as the crow flies: 14.4 minutes, as everywhere.
const PACE: f64 = 864.0;
/// Seconds to walk to or from the nearest stop at each end, and the kilometres they are enough for.
const END: u32 = 240;
const END_KM: f64 = 0.3;
/// How far people walk to a stop, in kilometres, and how far where there is none so near.
const NEAR_KM: f64 = 1.6;
const FAR_KM: f64 = 3.0;
/// How far they walk from one vehicle to the next, and within one station.
const CHANGE_KM: f64 = 0.4;
const STATION_KM: f64 = 1.0;
/// Seconds to find the vehicle, at each boarding.
const BOARDING: u32 = 60;
/// More changes than this come of a fault.
const MOST_CHANGES: usize = 20_000_000;

/// Walks in seconds. Each one that ends at a stop to get on there holds the time to find the vehicle.
#[derive(Debug, Default)]
pub(super) struct Walks {
    /// By the stop to get on at: the stops one may have got off at.
    pub changes: Vec<Vec<(u32, u32)>>,
    /// By the stop to get on at: the zones people come from.
    pub homes: Vec<Vec<(u16, u32)>>,
    /// By zone: the stops one gets off at to be there.
    pub ends: Vec<Vec<(u32, u32)>>,
}

impl Walks {
    pub(super) fn of(
        feed: &Feed,
        lines: &Lines,
        zones: &[Zone],
        barriers: &Barriers,
    ) -> Result<Self, GtfsError> {
        let served = |lines: &[Vec<u32>]| {
            let stops = (0..feed.stops.len() as u32).filter(|&stop| !lines[stop as usize].is_empty());
            Nearby::new(stops.map(|stop| (feed.stops.at(stop), stop)))
        };
        let boarding = served(&lines.boarding);
        let alighting = served(&lines.alighting);
        let mut all = Self {
            changes: changes(feed, lines, &boarding)?,
            homes: vec![Vec::new(); feed.stops.len()],
            ends: Vec::with_capacity(zones.len()),
        };
        for (number, zone) in zones.iter().enumerate() {
            for (stop, seconds) in reach(feed, &boarding, &lines.boarding, zone.point, barriers) {
                all.homes[stop as usize].push((number as u16, seconds + BOARDING));
            }
            all.ends
                .push(reach(feed, &alighting, &lines.alighting, zone.point, barriers));
        }
        if all.ends.iter().all(Vec::is_empty) {
            return Err(GtfsError::NoStopNearby);
        }
        Ok(all)
    }
}

/// Stops within walking distance of a point with the seconds there, the nearest of each line.
fn reach(
    feed: &Feed,
    nearby: &Nearby,
    lines: &[Vec<u32>],
    point: Point,
    barriers: &Barriers,
) -> Vec<(u32, u32)> {
    let dry = |&(_, stop): &(f64, u32)| barriers.leave_free(point, feed.stops.at(stop));
    let mut near: Vec<(f64, u32)> = nearby.within(point, NEAR_KM).into_iter().filter(dry).collect();
    if near.is_empty() {
        near = nearby
            .within(point, FAR_KM)
            .into_iter()
            .filter(dry)
            .take(1)
            .collect();
    }
    let seconds = |km: f64| END + walk((km - END_KM).max(0.0));
    nearest_of_each_line(near, lines, &[])
        .into_iter()
        .map(|(km, stop)| (stop, seconds(km)))
        .collect()
}

fn walk(km: f64) -> u32 {
    // Round half up by truncation: exact and equal on every machine.
    (km * PACE + 0.5) as u32
}

/// Leaves out stops where no line calls that does not call nearer as well.
fn nearest_of_each_line(near: Vec<(f64, u32)>, lines: &[Vec<u32>], known: &[u32]) -> Vec<(f64, u32)> {
    let mut seen: Vec<u32> = known.to_vec();
    let mut kept = Vec::new();
    for (km, stop) in near {
        let before = seen.len();
        for line in &lines[stop as usize] {
            if !seen[..before].contains(line) {
                seen.push(*line);
            }
        }
        if seen.len() > before {
            kept.push((km, stop));
        }
    }
    kept
}

/// The changes by the stop to get on at.
fn changes(feed: &Feed, lines: &Lines, boarding: &Nearby) -> Result<Vec<Vec<(u32, u32)>>, GtfsError> {
    let mut by_pair: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    for off in (0..feed.stops.len() as u32).filter(|&stop| !lines.alighting[stop as usize].is_empty()) {
        let own = &lines.boarding[off as usize];
        if !own.is_empty() {
            by_pair.insert((off, off), BOARDING);
        }
        let station = feed.stops.station(off);
        let reach = if station.is_some() { STATION_KM } else { CHANGE_KM };
        let mut near = boarding.within(feed.stops.at(off), reach);
        near.retain(|&(km, on)| {
            on != off && (km <= CHANGE_KM || (station.is_some() && feed.stops.station(on) == station))
        });
        for (km, on) in nearest_of_each_line(near, &lines.boarding, own) {
            by_pair.insert((off, on), walk(km) + BOARDING);
        }
    }
    prescribe(feed, &mut by_pair)?;
    let mut changes = vec![Vec::new(); feed.stops.len()];
    for ((off, on), seconds) in by_pair {
        changes[on as usize].push((off, seconds));
    }
    Ok(changes)
}

/// What the feed says of a change counts; of two stops more than of their stations.
fn prescribe(feed: &Feed, by_pair: &mut BTreeMap<(u32, u32), u32>) -> Result<(), GtfsError> {
    let mut platforms: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for stop in 0..feed.stops.len() as u32 {
        if let Some(station) = feed.stops.station(stop) {
            platforms.entry(station).or_default().push(stop);
        }
    }
    let of_stations = |&(from, to, _): &(u32, u32, Change)| {
        usize::from(!platforms.contains_key(&from)) + usize::from(!platforms.contains_key(&to))
    };
    let mut rules = feed.changes.clone();
    rules.sort_by_key(of_stations);
    let members = |stop: u32| platforms.get(&stop).cloned().unwrap_or_else(|| vec![stop]);
    let mut laid = 0;
    for (from, to, change) in rules {
        let (offs, ons) = (members(from), members(to));
        laid += offs.len() * ons.len();
        if laid > MOST_CHANGES {
            let limit = format!("{MOST_CHANGES} changes between platforms");
            let file = "transfers.txt";
            return Err(GtfsError::TooLarge { file, limit });
        }
        for &off in &offs {
            for &on in &ons {
                let distance = walk(feed.stops.at(off).km_to(feed.stops.at(on)));
                let seconds = match change {
                    Change::Impossible => {
                        by_pair.remove(&(off, on));
                        continue;
                    }
                    Change::Recommended => distance.saturating_add(BOARDING),
                    Change::Timed => distance.max(1),
                    Change::Takes(seconds) => seconds.max(1),
                };
                if seconds <= 3 * HOUR {
                    by_pair.insert((off, on), seconds);
                }
            }
        }
    }
    Ok(())
}
