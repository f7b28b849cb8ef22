//! The files of public transport: stops, lines and local buses.

use super::area::Density;
use super::error::TravelError;
use super::geometry::Point;
use super::journey::LegKind;
use super::land_masses::{LandMass, LandMasses};
use super::table::{self, Row};
use super::zones::Zone;
use crate::domain::travel_mode::TimeBand;
use std::collections::BTreeMap;

/// Minutes between departures in each band, in the order of [`TimeBand::ALL`]; none where nothing
/// runs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Headways([Option<u16>; 4]);

impl Headways {
    pub(super) fn in_band(self, band: TimeBand) -> Option<u16> {
        self.0[band as usize]
    }
}

/// First and last departure of a service day, in minutes after its midnight; what leaves before
/// 03:00 belongs to the day before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hours {
    pub first: u16,
    pub last: u16,
}

/// Where lines stop.
#[derive(Debug, Clone)]
pub(super) struct Stop {
    pub name: String,
    pub land_mass: LandMass,
    pub point: Point,
}

/// A line that runs both ways.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub name: String,
    /// What runs on it; a ferry may begin with the bus to its berth.
    pub kind: LegKind,
    pub headways: Headways,
    /// Departures from either end.
    pub hours: Hours,
    /// Stops by their number, each with the minutes from the stop before it (0 for the first).
    pub calls: Vec<(usize, u16)>,
}

/// The local buses of a group of zones.
#[derive(Debug, Clone)]
pub(super) struct LocalService {
    covers: Vec<Cover>,
    pub headways: Headways,
    pub hours: Hours,
    pub speed_kmh: f64,
    /// Zones of the same service within this many kilometres are joined.
    pub mesh_km: f64,
    /// Stops within this many kilometres are served.
    pub stop_km: f64,
}

#[derive(Debug, Clone, Copy)]
enum Cover {
    Postcodes(u16, u16),
    Density(Density),
}

/// Everything that public transport is built from, apart from the zones.
#[derive(Debug, Clone)]
pub(super) struct TransitNetwork {
    pub stops: Vec<Stop>,
    pub lines: Vec<Line>,
    pub services: Vec<LocalService>,
}

impl LocalService {
    pub(super) fn covers(&self, zone: &Zone) -> bool {
        self.covers.iter().any(|cover| match *cover {
            Cover::Postcodes(first, last) => (first..=last).contains(&zone.postcode),
            Cover::Density(density) => density == zone.density,
        })
    }
}

impl TransitNetwork {
    pub(super) fn parse(
        stops: &str,
        lines: &str,
        local: &str,
        land_masses: &LandMasses,
    ) -> Result<Self, TravelError> {
        let (stops, numbers) = parse_stops(stops, land_masses)?;
        Ok(Self {
            stops,
            lines: parse_lines(lines, &numbers)?,
            services: parse_services(local)?,
        })
    }
}

fn parse_stops(
    text: &str,
    land_masses: &LandMasses,
) -> Result<(Vec<Stop>, BTreeMap<String, usize>), TravelError> {
    let columns = &["stop", "name", "land_mass", "lat", "lon"];
    let mut stops = Vec::new();
    let mut numbers = BTreeMap::new();
    for row in table::read("places/transit_stops.tsv", text, columns)? {
        let point = Point::parse(row.text(3), row.text(4)).ok_or_else(|| row.fault(3, Point::EXPECTED))?;
        if numbers.insert(row.text(0).to_owned(), stops.len()).is_some() {
            return Err(row.fault(0, "each stop once"));
        }
        stops.push(Stop {
            name: row.text(1).to_owned(),
            land_mass: land_masses.read(&row, 2)?,
            point,
        });
    }
    Ok((stops, numbers))
}

const LINE_COLUMNS: [&str; 10] = [
    "line", "name", "kind", "day", "evening", "night", "weekend", "first", "last", "stops",
];

fn parse_lines(text: &str, stops: &BTreeMap<String, usize>) -> Result<Vec<Line>, TravelError> {
    let rows = table::read("places/transit_lines.tsv", text, &LINE_COLUMNS)?;
    rows.iter()
        .map(|row| {
            Ok(Line {
                name: row.text(1).to_owned(),
                kind: row.value(2, "train, tram, metro, bus or ferry", vehicle)?,
                headways: headways(row, 3)?,
                hours: hours(row, 7)?,
                calls: calls(row, stops)?,
            })
        })
        .collect()
}

fn vehicle(code: &str) -> Option<LegKind> {
    LegKind::from_code(code).filter(|kind| kind.is_vehicle())
}

/// Minutes after midnight; 24:00 is the end of the day.
fn clock_minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let time = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && time <= 24 * 60).then_some(time)
}

/// The first hour of a service day.
const DAY_BREAKS: u16 = 3 * 60;

fn hours<const COLUMNS: usize>(row: &Row<'_, COLUMNS>, first: usize) -> Result<Hours, TravelError> {
    let [first_at, last_at] =
        [first, first + 1].map(|column| row.value(column, "a time as HH:MM", clock_minutes));
    let (first_at, mut last_at) = (first_at?, last_at?);
    if last_at < DAY_BREAKS {
        last_at += 24 * 60;
    }
    if last_at < first_at {
        return Err(row.fault(
            first + 1,
            "a last departure after the first; up to 03:00 is the night after",
        ));
    }
    Ok(Hours {
        first: first_at,
        last: last_at,
    })
}

fn headways<const COLUMNS: usize>(row: &Row<'_, COLUMNS>, first: usize) -> Result<Headways, TravelError> {
    let mut headways = [None; 4];
    for (band, headway) in headways.iter_mut().enumerate() {
        let column = first + band;
        if row.text(column) != "-" {
            let minutes = |text: &str| text.parse().ok().filter(|minutes| (1..=1440).contains(minutes));
            *headway = Some(row.value(column, "1 to 1440 minutes between departures, or -", minutes)?);
        }
    }
    Ok(Headways(headways))
}

fn calls(row: &Row<'_, 10>, stops: &BTreeMap<String, usize>) -> Result<Vec<(usize, u16)>, TravelError> {
    let mut calls = Vec::new();
    let mut ride = 0;
    for (position, word) in row.text(9).split(' ').enumerate() {
        if position % 2 == 0 {
            let stop = stops
                .get(word)
                .ok_or_else(|| row.fault_in(9, word, "a stop of transit_stops.tsv"))?;
            calls.push((*stop, ride));
        } else {
            let minutes = word.parse().ok().filter(|minutes| (1..=600).contains(minutes));
            ride = minutes.ok_or_else(|| row.fault_in(9, word, "1 to 600 minutes"))?;
        }
    }
    if calls.len() < 2 || row.text(9).split(' ').count().is_multiple_of(2) {
        return Err(row.fault(9, "stop minutes stop, at least two stops"));
    }
    Ok(calls)
}

const LOCAL_COLUMNS: [&str; 11] = [
    "service",
    "covers",
    "day",
    "evening",
    "night",
    "weekend",
    "first",
    "last",
    "speed_kmh",
    "mesh_km",
    "stop_km",
];

fn parse_services(text: &str) -> Result<Vec<LocalService>, TravelError> {
    let rows = table::read("places/transit_local.tsv", text, &LOCAL_COLUMNS)?;
    rows.iter()
        .map(|row| {
            let speed = |text: &str| text.parse().ok().filter(|kmh| (5.0..=100.0).contains(kmh));
            Ok(LocalService {
                covers: row.list(1, "postcodes as 5000-5279, one postcode, or density:rural", cover)?,
                headways: headways(row, 2)?,
                hours: hours(row, 6)?,
                speed_kmh: row.value(8, "a speed of 5 to 100", speed)?,
                mesh_km: row.number(9)?,
                stop_km: row.number(10)?,
            })
        })
        .collect()
}

fn cover(text: &str) -> Option<Cover> {
    if let Some(density) = text.strip_prefix("density:") {
        return Density::from_code(density).map(Cover::Density);
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(Cover::Postcodes(first.parse().ok()?, last.parse().ok()?))
}
