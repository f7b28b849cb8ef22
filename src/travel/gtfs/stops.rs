//! Stops of a feed with their stations, and the changes between them that the feed prescribes.

use super::FeedFiles;
use super::error::GtfsError;
use super::feed::Limits;
use super::rows::Rows;
use crate::travel::geometry::Point;
use gtfs_structures::{RawTransfer, Stop, TransferType};
use std::collections::HashMap;

const FILE: &str = "stops.txt";
const TRANSFERS: &str = "transfers.txt";

/// All stops, stations and entrances, numbered in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Stops {
    numbers: HashMap<String, u32>,
    points: Vec<Point>,
    /// The station a platform belongs to.
    stations: Vec<Option<u32>>,
}

/// What `transfers.txt` says of a change between two stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Possible, without a time of its own.
    Recommended,
    /// The second vehicle waits for the first.
    Timed,
    /// Takes at least so many seconds.
    Takes(u32),
    /// Not possible.
    Impossible,
}

impl Stops {
    pub(super) fn read(files: &mut dyn FeedFiles, limits: &Limits) -> Result<Self, GtfsError> {
        let mut rows = Rows::required(files, FILE, &["stop_id"], limits)?;
        let mut all = Self::default();
        let mut given: Vec<(u64, Stop)> = Vec::new();
        while let Some((line, stop)) = rows.next::<Stop>()? {
            if stop.id.is_empty() {
                return Err(value(line, "stop_id", "", "an id"));
            }
            if all.numbers.insert(stop.id.clone(), given.len() as u32).is_some() {
                return Err(GtfsError::Duplicate {
                    file: FILE,
                    line,
                    column: "stop_id",
                    value: stop.id,
                });
            }
            given.push((line, stop));
        }
        for (line, stop) in &given {
            let station = match stop.parent_station.as_deref().filter(|id| !id.is_empty()) {
                Some(id) => Some(
                    all.number(id)
                        .ok_or_else(|| value(*line, "parent_station", id, "a stop_id of the same file"))?,
                ),
                None => None,
            };
            all.stations.push(station);
        }
        for number in 0..given.len() {
            all.points.push(all.point(&given, number)?);
        }
        Ok(all)
    }

    /// Its own coordinates, or those of its station: boarding areas need none.
    fn point(&self, given: &[(u64, Stop)], number: usize) -> Result<Point, GtfsError> {
        let (line, own) = &given[number];
        let stop = match (own.latitude, self.stations[number]) {
            (None, Some(station)) => &given[station as usize].1,
            _ => own,
        };
        let degrees = |column, degrees: Option<f64>, bound: f64| {
            degrees.filter(|given| given.abs() <= bound).ok_or_else(|| {
                let text = degrees.map_or_else(String::new, |given| given.to_string());
                let expected = format!("degrees from -{bound} to {bound}");
                value(*line, column, &text, &expected)
            })
        };
        Ok(Point {
            lat: degrees("stop_lat", stop.latitude, 90.0)?,
            lon: degrees("stop_lon", stop.longitude, 180.0)?,
        })
    }

    pub(super) fn number(&self, id: &str) -> Option<u32> {
        self.numbers.get(id).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn at(&self, stop: u32) -> Point {
        self.points[stop as usize]
    }

    pub(super) fn station(&self, stop: u32) -> Option<u32> {
        self.stations[stop as usize]
    }

    /// The changes the feed prescribes, as they stand there; a station stands for its platforms.
    pub(super) fn read_changes(
        &self,
        files: &mut dyn FeedFiles,
        limits: &Limits,
    ) -> Result<Vec<(u32, u32, Change)>, GtfsError> {
        let columns = ["from_stop_id", "to_stop_id", "transfer_type"];
        let Some(mut rows) = Rows::open(files, TRANSFERS, &columns, limits)? else {
            return Ok(Vec::new());
        };
        let mut changes = Vec::new();
        while let Some((line, row)) = rows.next::<RawTransfer>()? {
            let change = match row.transfer_type {
                TransferType::Recommended => Change::Recommended,
                TransferType::Timed => Change::Timed,
                TransferType::MinTime => Change::Takes(row.min_transfer_time.unwrap_or(0)),
                TransferType::Impossible => Change::Impossible,
                // Between two trips of one vehicle; the change at the stop serves as well.
                TransferType::StayOnBoard | TransferType::MustAlight => continue,
            };
            let number = |column, id: &str| {
                self.number(id).ok_or_else(|| GtfsError::Value {
                    file: TRANSFERS,
                    line,
                    column,
                    value: id.to_owned(),
                    expected: "a stop_id of stops.txt".to_owned(),
                })
            };
            changes.push((
                number("from_stop_id", &row.from_stop_id)?,
                number("to_stop_id", &row.to_stop_id)?,
                change,
            ));
        }
        Ok(changes)
    }
}

fn value(line: u64, column: &'static str, value: &str, expected: &str) -> GtfsError {
    GtfsError::Value {
        file: FILE,
        line,
        column,
        value: value.to_owned(),
        expected: expected.to_owned(),
    }
}
