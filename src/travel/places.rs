//! Postcodes with what is known of them, and the zones they belong to.

use super::area::{Density, LabourMarketArea};
use super::error::TravelError;
use super::geometry::Point;
use super::land_masses::LandMasses;
use super::names::Names;
use super::table::{self, Row};
use super::zones::{Zone, ZoneId};
use crate::domain::codes::Postcode;
use std::collections::BTreeMap;

/// The texts the places are read from.
#[derive(Debug, Clone, Copy)]
pub struct PlacesFiles<'a> {
    /// `land_masses.tsv`.
    pub land_masses: &'a str,
    /// `postcodes.tsv`.
    pub postcodes: &'a str,
    /// `places.tsv`.
    pub places: &'a str,
}

/// A postcode and what lies behind it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The code.
    pub postcode: Postcode,
    /// Name of the postal town.
    pub name: String,
    /// Latitude in degrees, in the built-up middle.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
    /// Official municipality code (101..=860).
    pub municipality_code: u16,
    /// Name of the municipality without "Kommune".
    pub municipality: String,
    /// Labour-market area of the municipality.
    pub area: LabourMarketArea,
    /// Island or part of the peninsula, as in `land_masses.tsv`.
    pub land_mass: String,
    /// How densely it is built.
    pub density: Density,
    /// The travel zone.
    pub zone: ZoneId,
}

/// All places of the country.
#[derive(Debug, Clone)]
pub struct Places {
    /// Sorted by postcode.
    by_code: Vec<Place>,
    /// For every number up to 9999 where its postcode stands, or a number beyond all.
    by_number: Vec<u16>,
    zones: Vec<Zone>,
    land_masses: LandMasses,
    names: Names,
}

const FILE: &str = "places/postcodes.tsv";
const COLUMNS: [&str; 10] = [
    "postcode",
    "name",
    "lat",
    "lon",
    "municipality_code",
    "municipality",
    "area",
    "land_mass",
    "density",
    "zone",
];

impl Places {
    /// Reads postcodes and names.
    ///
    /// # Errors
    /// The first fault, with file and line: an unknown column, a value out of range, a postcode
    /// given twice, or a zone that no postcode represents.
    pub fn parse(files: &PlacesFiles<'_>) -> Result<Self, TravelError> {
        let land_masses = LandMasses::parse(files.land_masses)?;
        let rows = table::read(FILE, files.postcodes, &COLUMNS)?;
        let zone_ids = number_zones(&rows)?;
        let mut places = Vec::with_capacity(rows.len());
        for row in &rows {
            places.push(read_place(row, &zone_ids, &land_masses)?);
        }
        if let Some(index) = places
            .windows(2)
            .position(|pair| pair[0].postcode >= pair[1].postcode)
        {
            return Err(rows[index + 1].fault(0, "postcodes in rising order, each once"));
        }
        let zones = places
            .iter()
            .filter(|place| zone_ids.contains_key(&place.postcode.number()))
            .map(|place| zone_of_place(place, &land_masses))
            .collect();
        let mut by_number = vec![u16::MAX; 10_000];
        for (place, at) in places.iter().zip(0..u16::MAX) {
            if let Some(number) = by_number.get_mut(usize::from(place.postcode.number())) {
                *number = at;
            }
        }
        let mut all = Self {
            by_code: places,
            by_number,
            zones,
            land_masses,
            names: Names::default(),
        };
        all.names = Names::parse(files.places, &all)?;
        Ok(all)
    }

    /// The place with this postcode, if the postcode is in use.
    pub fn by_postcode(&self, postcode: Postcode) -> Option<&Place> {
        let number = self.by_number.get(usize::from(postcode.number()))?;
        self.by_code.get(usize::from(*number))
    }

    /// The travel zone of a postcode, if the postcode is in use.
    pub fn zone_of(&self, postcode: Postcode) -> Option<ZoneId> {
        self.by_postcode(postcode).map(|place| place.zone)
    }

    /// The place whose middle lies nearest to a point, with the kilometres to it; nothing outside
    /// Denmark (54.0 to 58.5 degrees north, 7.5 to 16.0 east).
    pub fn nearest(&self, lat: f64, lon: f64) -> Option<(&Place, f64)> {
        let point = Point::within_denmark(lat, lon)?;
        self.by_code
            .iter()
            .map(|place| {
                let middle = Point {
                    lat: place.lat,
                    lon: place.lon,
                };
                (place, middle.km_to(point))
            })
            .min_by(|one, other| one.1.total_cmp(&other.1))
    }

    /// Kilometres in a straight line between the middles of two postcodes that are in use.
    pub fn km_between(&self, one: Postcode, other: Postcode) -> Option<f64> {
        let middle = |code| {
            let place = self.by_postcode(code)?;
            Some(Point {
                lat: place.lat,
                lon: place.lon,
            })
        };
        Some(middle(one)?.km_to(middle(other)?))
    }

    /// The place whose postcode represents a zone.
    ///
    /// # Panics
    /// When the zone is not one of these places' own.
    pub fn zone_postcode(&self, zone: ZoneId) -> u16 {
        self.zones[zone.index()].postcode
    }

    /// How many zones there are; their numbers are 0 up to this.
    pub fn zone_count(&self) -> usize {
        self.zones.len()
    }

    /// The labour-market area of a zone.
    ///
    /// # Panics
    /// When the zone is not one of these places' own.
    pub fn zone_area(&self, zone: ZoneId) -> LabourMarketArea {
        self.zones[zone.index()].area
    }

    /// Every place, by rising postcode.
    pub fn iter(&self) -> std::slice::Iter<'_, Place> {
        self.by_code.iter()
    }

    pub(super) fn zones(&self) -> &[Zone] {
        &self.zones
    }

    pub(super) fn land_masses(&self) -> &LandMasses {
        &self.land_masses
    }

    pub(super) fn names(&self) -> &Names {
        &self.names
    }
}

impl<'a> IntoIterator for &'a Places {
    type Item = &'a Place;
    type IntoIter = std::slice::Iter<'a, Place>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn postcode(row: &Row<'_, 10>, column: usize) -> Result<Postcode, TravelError> {
    row.value(column, "a four-digit postcode", Postcode::parse)
}

/// Zones are the postcodes that represent themselves.
fn number_zones(rows: &[Row<'_, 10>]) -> Result<BTreeMap<u16, ZoneId>, TravelError> {
    let mut ids = BTreeMap::new();
    for row in rows.iter().filter(|row| row.text(0) == row.text(9)) {
        let next = ZoneId(ids.len() as u16);
        ids.insert(postcode(row, 9)?.number(), next);
    }
    Ok(ids)
}

fn read_place(
    row: &Row<'_, 10>,
    zone_ids: &BTreeMap<u16, ZoneId>,
    land_masses: &LandMasses,
) -> Result<Place, TravelError> {
    land_masses.read(row, 7)?;
    let point = Point::parse(row.text(2), row.text(3)).ok_or_else(|| row.fault(2, Point::EXPECTED))?;
    let zone = postcode(row, 9)?;
    Ok(Place {
        postcode: postcode(row, 0)?,
        name: row.text(1).to_owned(),
        lat: point.lat,
        lon: point.lon,
        municipality_code: row.whole(4)?,
        municipality: row.text(5).to_owned(),
        area: row.value(
            6,
            &LabourMarketArea::CODES.join(", "),
            LabourMarketArea::from_code,
        )?,
        land_mass: row.text(7).to_owned(),
        density: row.value(8, &Density::CODES.join(", "), Density::from_code)?,
        zone: *zone_ids
            .get(&zone.number())
            .ok_or_else(|| row.fault(9, "a postcode that is its own zone"))?,
    })
}

fn zone_of_place(place: &Place, land_masses: &LandMasses) -> Zone {
    Zone {
        postcode: place.postcode.number(),
        name: place.name.clone(),
        point: Point {
            lat: place.lat,
            lon: place.lon,
        },
        area: place.area,
        land_mass: land_masses.number(&place.land_mass).unwrap_or_default(),
        density: place.density,
    }
}
