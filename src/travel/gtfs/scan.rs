//! All ways worth taking to one zone, from every other.

use super::profile::Profile;
use super::rides::{HOUR, Ride, Rides};
use super::walks::Walks;

/// Seconds of the longest way that counts, from door to door.
pub(super) const LONGEST: u32 = 3 * HOUR;
const NEVER: u32 = u32::MAX;

/// Working memory of a scan, reused from zone to zone.
///
/// A way is a walk from home, rides, at most one walk between two rides, and a walk to the end. Of two
/// ways the one that leaves no earlier and arrives no later is as good; how often one changes does not count.
#[derive(Debug)]
pub(super) struct Scan {
    /// By run: the arrival of somebody who sits in it.
    by_run: Vec<u32>,
    /// By stop: the best arrival of those who get on there, of all departures scanned so far.
    direct: Vec<u32>,
    /// By stop: the ways of those who got off there, by the time they got off.
    onward: Vec<Profile>,
    /// By zone: the ways of those who live there.
    from_zones: Vec<Profile>,
    /// By stop: the seconds to the end of the trip.
    end: Vec<u32>,
}

impl Scan {
    pub(super) fn new(stops: usize, zones: usize, runs: usize) -> Self {
        Self {
            by_run: vec![NEVER; runs],
            direct: vec![NEVER; stops],
            onward: vec![Profile::default(); stops],
            from_zones: vec![Profile::default(); zones],
            end: vec![NEVER; stops],
        }
    }

    /// The ways to a zone from each zone, by its number.
    pub(super) fn run(&mut self, rides: &Rides, walks: &Walks, zone: usize) -> &[Profile] {
        self.by_run.fill(NEVER);
        self.direct.fill(NEVER);
        self.end.fill(NEVER);
        self.onward.iter_mut().for_each(Profile::clear);
        self.from_zones.iter_mut().for_each(Profile::clear);
        for &(stop, seconds) in &walks.ends[zone] {
            self.end[stop as usize] = seconds;
        }
        for ride in &rides.rides {
            self.take(ride, walks);
        }
        &self.from_zones
    }

    fn take(&mut self, ride: &Ride, walks: &Walks) {
        let mut arrival = self.by_run[ride.run as usize];
        if ride.alights {
            let to = ride.to as usize;
            arrival = arrival.min(ride.arrival.saturating_add(self.end[to]));
            if let Some(onward) = self.onward[to].arrival(ride.arrival) {
                arrival = arrival.min(onward);
            }
        }
        // Too long from here, and longer still from anywhere before.
        if arrival == NEVER || arrival - ride.departure > LONGEST {
            return;
        }
        self.by_run[ride.run as usize] = arrival;
        let from = ride.from as usize;
        if !ride.boards || arrival >= self.direct[from] {
            return;
        }
        self.direct[from] = arrival;
        for &(off, seconds) in &walks.changes[from] {
            self.onward[off as usize].insert(ride.departure.saturating_sub(seconds), arrival);
        }
        for &(home, seconds) in &walks.homes[from] {
            self.from_zones[usize::from(home)].insert(ride.departure.saturating_sub(seconds), arrival);
        }
    }
}
