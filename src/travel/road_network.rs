//! The files of the road network: links between land masses, barriers, motorways.

use super::error::TravelError;
use super::geometry::{Barriers, Point};
use super::land_masses::{LandMass, LandMasses};
use super::table;
use crate::domain::travel_mode::{TimeBand, TravelMode};

/// A bridge, dam, tunnel, ferry or detour road.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub name: String,
    pub is_ferry: bool,
    pub ends: [Shore; 2],
    /// Carries motor traffic at motorway speed and joins motorways.
    pub is_motorway: bool,
    /// Kilometres of road between the ends.
    pub km: f64,
    /// Minutes on top of driving them: boarding, waiting and crossing, or a city street's delay.
    pub minutes: f64,
    pub modes: Vec<TravelMode>,
    pub bands: Vec<TimeBand>,
}

impl Link {
    /// Whether the link can be used in every band.
    pub(super) fn always_runs(&self) -> bool {
        TimeBand::ALL.iter().all(|band| self.bands.contains(band))
    }
}

/// One end of a link.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shore {
    pub point: Point,
    pub land_mass: LandMass,
}

/// Junctions of a motorway on one land mass, in order.
#[derive(Debug, Clone)]
pub(super) struct Motorway {
    pub land_mass: LandMass,
    pub speed_kmh: f64,
    pub junctions: Vec<Point>,
}

/// Everything that roads are built from, apart from the zones.
#[derive(Debug, Clone)]
pub(super) struct RoadNetwork {
    pub links: Vec<Link>,
    pub barriers: Barriers,
    pub motorways: Vec<Motorway>,
}

const LINK_COLUMNS: [&str; 11] = [
    "link",
    "name",
    "kind",
    "from_land",
    "to_land",
    "from",
    "to",
    "km",
    "minutes",
    "modes",
    "bands",
];
const LINK_KINDS: [&str; 6] = ["bridge", "dam", "tunnel", "motorway", "road", "ferry"];

impl RoadNetwork {
    pub(super) fn parse(
        links: &str,
        barriers: &str,
        motorways: &str,
        land_masses: &LandMasses,
    ) -> Result<Self, TravelError> {
        Ok(Self {
            links: parse_links(links, land_masses)?,
            barriers: parse_barriers(barriers)?,
            motorways: parse_motorways(motorways, land_masses)?,
        })
    }
}

fn parse_links(text: &str, land_masses: &LandMasses) -> Result<Vec<Link>, TravelError> {
    let rows = table::read("places/links.tsv", text, &LINK_COLUMNS)?;
    rows.iter()
        .map(|row| {
            let kind = row.value(2, &LINK_KINDS.join(", "), |kind| {
                LINK_KINDS.iter().find(|&&known| known == kind).copied()
            })?;
            Ok(Link {
                name: row.text(1).to_owned(),
                is_ferry: kind == "ferry",
                ends: [
                    Shore {
                        point: row.point(5)?,
                        land_mass: land_masses.read(row, 3)?,
                    },
                    Shore {
                        point: row.point(6)?,
                        land_mass: land_masses.read(row, 4)?,
                    },
                ],
                is_motorway: kind == "motorway",
                km: row.number(7)?,
                minutes: row.number(8)?,
                modes: row.list(9, &TravelMode::CODES.join(", "), TravelMode::from_code)?,
                bands: row.list(10, &TimeBand::CODES.join(", "), TimeBand::from_code)?,
            })
        })
        .collect()
}

fn parse_barriers(text: &str) -> Result<Barriers, TravelError> {
    let mut barriers = Barriers::default();
    for row in table::read("places/barriers.tsv", text, &["barrier", "name", "points"])? {
        let line = row.points(2)?;
        if line.len() < 2 {
            return Err(row.fault(2, "two points or more"));
        }
        barriers.add(&line);
    }
    Ok(barriers)
}

fn parse_motorways(text: &str, land_masses: &LandMasses) -> Result<Vec<Motorway>, TravelError> {
    let columns = &["road", "land_mass", "speed_kmh", "junctions"];
    table::read("places/motorways.tsv", text, columns)?
        .iter()
        .map(|row| {
            let speed = |text: &str| text.parse().ok().filter(|kmh| (20.0..=140.0).contains(kmh));
            Ok(Motorway {
                land_mass: land_masses.read(row, 1)?,
                speed_kmh: row.value(2, "a speed of 20 to 140", speed)?,
                junctions: row.points(3)?,
            })
        })
        .collect()
}
