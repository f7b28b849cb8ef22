//! Trips with their service, and those that repeat at an interval.

use super::FeedFiles;
use super::calendar::Services;
use super::clock;
use super::error::GtfsError;
use super::feed::Limits;
use super::rows::Rows;
use gtfs_structures::RawTrip;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

const FILE: &str = "trips.txt";
const ROUTES: &str = "routes.txt";
const FREQUENCIES: &str = "frequencies.txt";

/// All trips, numbered in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Trips {
    numbers: HashMap<String, u32>,
    ids: Vec<String>,
    services: Vec<u32>,
    /// By trip: the stretches of the day in which it repeats.
    repeats: HashMap<u32, Vec<Repeat>>,
}

/// A trip runs from `first` until before `until`, every `headway` seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeat {
    pub first: u32,
    pub until: u32,
    pub headway: u32,
}

impl Repeat {
    /// The times at which it leaves its first stop.
    pub(super) fn departures(self) -> impl Iterator<Item = u32> {
        (self.first..self.until).step_by(self.headway as usize)
    }
}

#[derive(Deserialize)]
struct RouteRow<'r> {
    route_id: &'r str,
}

#[derive(Deserialize)]
struct FrequencyRow<'r> {
    trip_id: &'r str,
    start_time: &'r str,
    end_time: &'r str,
    headway_secs: &'r str,
}

impl Trips {
    pub(super) fn read(
        files: &mut dyn FeedFiles,
        services: &Services,
        limits: &Limits,
    ) -> Result<Self, GtfsError> {
        let routes = read_routes(files, limits)?;
        let columns = ["route_id", "service_id", "trip_id"];
        let mut rows = Rows::required(files, FILE, &columns, limits)?;
        let mut all = Self::default();
        while let Some((line, row)) = rows.next::<RawTrip>()? {
            let unknown = |column, value: &str, expected: &str| GtfsError::Value {
                file: FILE,
                line,
                column,
                value: value.to_owned(),
                expected: expected.to_owned(),
            };
            if row.id.is_empty() {
                return Err(unknown("trip_id", "", "an id"));
            }
            if !routes.contains(&row.route_id) {
                return Err(unknown("route_id", &row.route_id, "a route_id of routes.txt"));
            }
            let service = services.number(&row.service_id).ok_or_else(|| {
                let expected = "a service_id of calendar.txt or calendar_dates.txt";
                unknown("service_id", &row.service_id, expected)
            })?;
            if all.numbers.insert(row.id.clone(), all.ids.len() as u32).is_some() {
                return Err(duplicate(FILE, line, "trip_id", row.id));
            }
            all.ids.push(row.id);
            all.services.push(service);
        }
        Ok(all)
    }

    /// Reads which trips repeat; their times in `stop_times.txt` then only say how long they take.
    pub(super) fn read_repeats(
        &mut self,
        files: &mut dyn FeedFiles,
        limits: &Limits,
    ) -> Result<(), GtfsError> {
        let columns = ["trip_id", "start_time", "end_time", "headway_secs"];
        let Some(mut rows) = Rows::open(files, FREQUENCIES, &columns, limits)? else {
            return Ok(());
        };
        while let Some((line, row)) = rows.next::<FrequencyRow<'_>>()? {
            let fault = |column, value: &str, expected: &str| GtfsError::Value {
                file: FREQUENCIES,
                line,
                column,
                value: value.to_owned(),
                expected: expected.to_owned(),
            };
            let time = |column, text| clock::parse(text).ok_or_else(|| fault(column, text, clock::EXPECTED));
            let trip = self
                .number(row.trip_id)
                .ok_or_else(|| fault("trip_id", row.trip_id, "a trip_id of trips.txt"))?;
            let headway = row.headway_secs.parse().ok().filter(|&seconds: &u32| seconds > 0);
            let repeat = Repeat {
                first: time("start_time", row.start_time)?,
                until: time("end_time", row.end_time)?,
                headway: headway
                    .ok_or_else(|| fault("headway_secs", row.headway_secs, "seconds, 1 or more"))?,
            };
            if repeat.until <= repeat.first {
                return Err(fault("end_time", row.end_time, "a time after start_time"));
            }
            self.repeats.entry(trip).or_default().push(repeat);
        }
        Ok(())
    }

    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(super) fn id(&self, trip: u32) -> &str {
        &self.ids[trip as usize]
    }

    pub(super) fn service(&self, trip: u32) -> u32 {
        self.services[trip as usize]
    }

    /// When it repeats, where it does.
    pub(super) fn repeats(&self, trip: u32) -> Option<&[Repeat]> {
        self.repeats.get(&trip).map(Vec::as_slice)
    }

    /// How many trips each service has; a repeated one counts as often as it runs.
    pub(super) fn by_service(&self, services: usize) -> Vec<u64> {
        let mut counts = vec![0; services];
        for (trip, &service) in self.services.iter().enumerate() {
            let runs = self.repeats(trip as u32).map_or(1, |repeats| {
                repeats
                    .iter()
                    .map(|repeat| u64::from((repeat.until - repeat.first).div_ceil(repeat.headway)))
                    .sum()
            });
            counts[service as usize] += runs;
        }
        counts
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }
}

fn read_routes(files: &mut dyn FeedFiles, limits: &Limits) -> Result<HashSet<String>, GtfsError> {
    let mut rows = Rows::required(files, ROUTES, &["route_id"], limits)?;
    let mut ids = HashSet::new();
    while let Some((line, row)) = rows.next::<RouteRow<'_>>()? {
        if !ids.insert(row.route_id.to_owned()) {
            return Err(duplicate(ROUTES, line, "route_id", row.route_id.to_owned()));
        }
    }
    Ok(ids)
}

fn duplicate(file: &'static str, line: u64, column: &'static str, value: String) -> GtfsError {
    GtfsError::Duplicate {
        file,
        line,
        column,
        value,
    }
}
