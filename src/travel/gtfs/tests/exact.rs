//! The scan finds what a search through all ways finds.

use super::super::rides::{Ride, Rides};
use super::super::scan::Scan;
use super::super::walks::Walks;
use proptest::prelude::*;

const STOPS: usize = 6;
/// Everything happens between these seconds.
const FIRST: u32 = 1_000;
const LAST: u32 = 1_400;

/// A trip: when it starts, and its calls as (stop, ride, stand, boards, alights).
type Trip = (u32, Vec<(u32, u32, u32, bool, bool)>);

fn rides(trips: &[Trip]) -> Rides {
    let mut all = Rides {
        rides: Vec::new(),
        runs: trips.len(),
    };
    for (run, (start, calls)) in trips.iter().enumerate() {
        let mut now = *start;
        for (position, pair) in calls.windows(2).enumerate() {
            let ((from, _, stand, boards, _), (to, ride, _, _, alights)) = (pair[0], pair[1]);
            let departure = now + stand;
            now = departure + ride;
            all.rides.push(Ride {
                departure,
                arrival: now,
                from,
                to,
                run: run as u32,
                position: position as u16,
                boards,
                alights,
            });
        }
    }
    all.rides
        .sort_by_key(|ride| std::cmp::Reverse((ride.departure, ride.position)));
    all
}

/// The earliest arrival of somebody who leaves home at a time: rides that can be sat in, until no more are found.
fn brute_force(rides: &Rides, walks: &Walks, leave: u32) -> Option<u32> {
    let rides = &rides.rides;
    let mut sits = vec![false; rides.len()];
    loop {
        let mut changed = false;
        for (at, ride) in rides
            .iter()
            .enumerate()
            .filter(|(at, _)| !sits[*at])
            .collect::<Vec<_>>()
        {
            let from = ride.from as usize;
            let from_home = walks.homes[from]
                .iter()
                .any(|(_, seconds)| leave + seconds <= ride.departure);
            let known = || {
                rides
                    .iter()
                    .zip(&sits)
                    .filter(|(_, sits)| **sits)
                    .map(|(ride, _)| ride)
            };
            let stays = known().any(|other| other.run == ride.run && other.position + 1 == ride.position);
            let changes = known().filter(|other| other.alights).any(|other| {
                let mut ways = walks.changes[from].iter();
                ways.any(|&(off, seconds)| off == other.to && other.arrival + seconds <= ride.departure)
            });
            if stays || (ride.boards && (from_home || changes)) {
                sits[at] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let ends = &walks.ends[0];
    let arrivals = rides
        .iter()
        .zip(&sits)
        .filter(|(ride, sits)| **sits && ride.alights);
    arrivals
        .flat_map(|(ride, _)| {
            let there = ends.iter().filter(|(stop, _)| *stop == ride.to);
            there.map(|(_, seconds)| ride.arrival + seconds)
        })
        .min()
}

fn trips() -> impl Strategy<Value = Vec<Trip>> {
    let call = (
        0..STOPS as u32,
        0_u32..40,
        0_u32..5,
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.9),
    );
    let trip = (FIRST..LAST, prop::collection::vec(call, 2..6));
    prop::collection::vec(trip, 1..14)
}

fn walks() -> impl Strategy<Value = Walks> {
    let seconds = || prop::option::weighted(0.3, 1_u32..30);
    let changes = prop::collection::vec(prop::collection::vec(seconds(), STOPS), STOPS);
    let ends = || prop::collection::vec(seconds(), STOPS);
    (changes, ends(), ends()).prop_map(|(changes, homes, ends)| {
        let list = |row: &Vec<Option<u32>>| -> Vec<(u32, u32)> {
            let stops = row.iter().enumerate();
            stops
                .filter_map(|(stop, seconds)| Some((stop as u32, (*seconds)?)))
                .collect()
        };
        Walks {
            changes: changes.iter().map(list).collect(),
            homes: homes
                .iter()
                .map(|seconds| seconds.iter().map(|&seconds| (1, seconds)).collect())
                .collect(),
            ends: vec![list(&ends), Vec::new()],
        }
    })
}

proptest! {
    #[test]
    fn the_scan_finds_the_earliest_arrival_at_any_time(trips in trips(), walks in walks()) {
        let rides = rides(&trips);
        let mut scan = Scan::new(STOPS, 2, rides.runs);
        let ways = &scan.run(&rides, &walks, 0)[1];
        for leave in (FIRST - 40..LAST + 40).step_by(3) {
            prop_assert_eq!(ways.arrival(leave), brute_force(&rides, &walks, leave), "leaving at {}", leave);
        }
    }
}
