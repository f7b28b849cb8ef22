//! The single comparisons, each with one data set.

use super::topology::{Boundaries, km_between};
use super::{PlacesDataError, Report};
use crate::domain::codes::Postcode;
use crate::travel::{LabourMarketArea, Place, Places};
use std::collections::{BTreeMap, BTreeSet};

/// Kilometres from which on a difference is told as a case.
const FAR_KM: f64 = 3.0;
/// Kilometres that boundaries drawn at 1:500 000 may lie off.
const DRAWN_KM: f64 = 0.3;

/// A row of a table with the line it stands in.
type Rows = Vec<(u64, csv::StringRecord)>;

/// Reads a table whose header must have these columns, and gives only them.
fn rows(set: &'static str, text: &str, delimiter: u8, columns: &[&str]) -> Result<Rows, PlacesDataError> {
    let fault = |line, problem: String| PlacesDataError::Table { set, line, problem };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader
        .headers()
        .map_err(|error| fault(1, error.to_string()))?
        .clone();
    let position = |column: &&str| {
        let found = header.iter().position(|name| name == *column);
        found.ok_or_else(|| fault(1, format!("the column {column} is missing; found {header:?}")))
    };
    let positions = columns.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                fault(line, error.to_string())
            })?;
            let line = record.position().map_or(0, csv::Position::line);
            let wanted = positions.iter().map(|&at| record.get(at).unwrap_or_default());
            Ok((line, wanted.collect()))
        })
        .collect()
}

fn names(codes: impl IntoIterator<Item = impl ToString>) -> String {
    let codes: Vec<String> = codes.into_iter().map(|code| code.to_string()).collect();
    if codes.is_empty() {
        "none".to_owned()
    } else {
        codes.join(" ")
    }
}

fn share(part: usize, whole: usize) -> String {
    let percent = part as f64 * 100.0 / whole.max(1) as f64;
    format!("{part}/{whole} ({percent:.1} %)")
}

fn place<'p>(places: &'p Places, code: &str) -> Option<&'p Place> {
    places.by_postcode(Postcode::parse(code)?)
}

/// Codes both ways, and how far the coordinates lie apart.
pub fn against_geonames(places: &Places, text: &str, report: &mut Report) -> Result<(), PlacesDataError> {
    const SET: &str = "dk-postcodes-geonames/zipcodes.dk.csv";
    let mut theirs = BTreeSet::new();
    let mut unknown = Vec::new();
    let mut apart = Vec::new();
    for (line, row) in rows(SET, text, b',', &["zipcode", "latitude", "longitude"])? {
        let number = |column: usize| {
            row[column].parse::<f64>().map_err(|_| PlacesDataError::Table {
                set: SET,
                line,
                problem: format!("{:?} is no number of degrees", &row[column]),
            })
        };
        let point = (number(1)?, number(2)?);
        theirs.insert(row[0].to_owned());
        match place(places, &row[0]) {
            None => unknown.push(row[0].to_owned()),
            Some(place) => apart.push((km_between(point, (place.lat, place.lon)), place)),
        }
    }
    let ours = places.iter().map(|place| place.postcode.to_string());
    report.figure(
        "GeoNames postcodes that are missing here",
        unknown.len().to_string(),
        format!("of {}: {}", theirs.len(), names(&unknown)),
    );
    let more: Vec<String> = ours.filter(|code| !theirs.contains(code)).collect();
    report.figure(
        "postcodes that GeoNames lacks",
        more.len().to_string(),
        names(&more),
    );
    apart.sort_by(|one, other| other.0.total_cmp(&one.0));
    let far = apart.iter().filter(|(km, _)| *km > FAR_KM).count();
    let mean = apart.iter().map(|(km, _)| km).sum::<f64>() / apart.len().max(1) as f64;
    report.figure(
        "mean distance to GeoNames' point",
        format!("{mean:.3} km"),
        "straight line, over the postcodes of both",
    );
    report.figure(
        "points more than 3 km from GeoNames'",
        far.to_string(),
        "each is a case below",
    );
    for (km, place) in &apart[..far] {
        report.case(format!(
            "{} {}: {km:.1} km from GeoNames' point",
            place.postcode, place.name
        ));
    }
    Ok(())
}

/// Codes both ways, and whether the municipality is one the postcode lies in.
pub fn against_official_list(
    places: &Places,
    text: &str,
    report: &mut Report,
) -> Result<(), PlacesDataError> {
    const SET: &str = "dk-postcodes-kommune/postals.csv";
    let mut theirs: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    for (_, row) in rows(SET, text, b';', &["POSTNR", "KOMMUNE_NR", "BYNAVN"])? {
        let known = theirs.entry(row[0].to_owned()).or_default();
        row[2].clone_into(&mut known.0);
        known.1.insert(row[1].trim_start_matches('0').to_owned());
    }
    let unknown: Vec<String> = theirs
        .iter()
        .filter(|(code, _)| place(places, code).is_none())
        .map(|(code, (name, _))| format!("{code} ({name})"))
        .collect();
    report.figure(
        "official postcodes that are missing here",
        unknown.len().to_string(),
        format!("of {} in use in 2020: {}", theirs.len(), names(&unknown)),
    );
    let mut more = Vec::new();
    let (mut agreeing, mut both) = (0, 0);
    for place in places {
        let Some((_, municipalities)) = theirs.get(&place.postcode.to_string()) else {
            more.push(place.postcode);
            continue;
        };
        both += 1;
        if municipalities.contains(&place.municipality_code.to_string()) {
            agreeing += 1;
        } else {
            report.case(format!(
                "{} {}: municipality {}, official {}",
                place.postcode,
                place.name,
                place.municipality_code,
                names(municipalities)
            ));
        }
    }
    report.figure(
        "postcodes beyond the official list",
        more.len().to_string(),
        names(&more),
    );
    report.figure(
        "municipality agrees with the official list",
        share(agreeing, both),
        "the municipality is one of those the postcode lies in",
    );
    Ok(())
}

/// Names of municipalities, and whether the labour-market area lies in their region.
pub fn against_regions(places: &Places, text: &str, report: &mut Report) -> Result<(), PlacesDataError> {
    let table = rows(
        "dk-kommuner-regions/kommunerne.csv",
        text,
        b',',
        &["Kommune", "Region"],
    )?;
    let regions: BTreeMap<String, &str> = table
        .iter()
        .map(|(_, row)| (one_spelling(&row[0]), &row[1]))
        .collect();
    let ours: BTreeMap<String, LabourMarketArea> = places
        .iter()
        .map(|place| (one_spelling(&place.municipality), place.area))
        .collect();
    let mut agreeing = 0;
    for (municipality, area) in &ours {
        match regions.get(municipality) {
            Some(region) if *region == region_of(*area) => agreeing += 1,
            Some(region) => report.case(format!("{municipality}: area {area}, but Region {region}")),
            None => report.case(format!("{municipality}: not in the list of municipalities")),
        }
    }
    for municipality in regions.keys().filter(|name| !ours.contains_key(*name)) {
        report.case(format!(
            "{municipality}: no postcode is given to this municipality"
        ));
    }
    report.figure(
        "municipalities whose area lies in their region",
        share(agreeing, regions.len()),
        "by the municipality's name; an area lies in one region",
    );
    Ok(())
}

/// Aarhus and Århus, Høje Taastrup and Høje-Taastrup are one.
fn one_spelling(municipality: &str) -> String {
    municipality.to_lowercase().replace("aa", "å").replace('-', " ")
}

const fn region_of(area: LabourMarketArea) -> &'static str {
    match area {
        LabourMarketArea::Nordjylland => "Nordjylland",
        LabourMarketArea::Oestjylland | LabourMarketArea::Vestjylland => "Midtjylland",
        LabourMarketArea::Sydjylland | LabourMarketArea::Fyn => "Syddanmark",
        LabourMarketArea::Sjaelland => "Sjælland",
        LabourMarketArea::Hovedstaden | LabourMarketArea::Bornholm => "Hovedstaden",
    }
}

/// The boundary that a postcode lies within: its own, or that of its range (`1500-1799`).
fn boundary_of(boundaries: &Boundaries, postcode: Postcode) -> Option<&str> {
    let number = postcode.number();
    boundaries
        .codes()
        .into_iter()
        .find(|code| match code.split_once('-') {
            None => code.parse() == Ok(number),
            Some((first, last)) => {
                let bound = |text: &str| text.parse::<u16>().ok();
                bound(first)
                    .zip(bound(last))
                    .is_some_and(|(first, last)| (first..=last).contains(&number))
            }
        })
}

/// Whether each point lies within the boundary of its postcode.
pub fn against_boundaries(places: &Places, boundaries: &Boundaries, report: &mut Report) {
    let (mut inside, mut near, mut far, mut known) = (0, 0, 0, 0);
    for place in places {
        let Some(code) = boundary_of(boundaries, place.postcode) else {
            continue;
        };
        let Some(km) = boundaries.km_to(code, place.lat, place.lon) else {
            continue;
        };
        known += 1;
        inside += usize::from(km <= 0.0);
        near += usize::from(km <= DRAWN_KM);
        far += usize::from(km > FAR_KM);
        if km > DRAWN_KM {
            report.case(format!(
                "{} {}: {km:.1} km outside its boundary",
                place.postcode, place.name
            ));
        }
    }
    let missing: Vec<&str> = boundaries
        .codes()
        .into_iter()
        .filter(|code| code.len() == 4 && place(places, code).is_none())
        .collect();
    report.figure(
        "postcodes with a boundary that are missing here",
        missing.len().to_string(),
        format!(
            "of {} boundaries of 2014: {}",
            boundaries.codes().len(),
            names(missing)
        ),
    );
    report.figure(
        "points inside the boundary of their postcode",
        share(inside, known),
        "or of the range of street postcodes in central Copenhagen",
    );
    report.figure(
        "points at most 0.3 km outside it",
        share(near, known),
        "0.3 km is how exactly the boundaries are drawn",
    );
    report.figure(
        "points more than 3 km outside it",
        far.to_string(),
        "each is a case below",
    );
}

/// Whether each point lies in the municipality given.
pub fn against_municipalities(places: &Places, boundaries: &Boundaries, report: &mut Report) {
    let (mut agreeing, mut known) = (0, 0);
    for place in places {
        let code = format!("{:04}", place.municipality_code);
        if !boundaries.knows(&code) {
            report.case(format!("{code} {}: no such municipality", place.municipality));
            continue;
        }
        known += 1;
        let km = boundaries.km_to(&code, place.lat, place.lon).unwrap_or_default();
        if km <= DRAWN_KM {
            agreeing += 1;
        } else {
            report.case(format!(
                "{} {}: {km:.1} km outside {}",
                place.postcode, place.name, place.municipality
            ));
        }
    }
    report.figure(
        "points inside their municipality",
        share(agreeing, known),
        "with the same 0.3 km",
    );
}

/// Whether places on one land have one land mass: pieces that share a border hang together.
pub fn against_land(places: &Places, boundaries: &Boundaries, report: &mut Report) {
    let mut lands: BTreeMap<usize, BTreeMap<&str, Vec<&Place>>> = BTreeMap::new();
    let mut at_sea = Vec::new();
    for place in places {
        match boundaries.at(place.lat, place.lon) {
            Some((_, land)) => lands
                .entry(land)
                .or_default()
                .entry(&place.land_mass)
                .or_default()
                .push(place),
            None => at_sea.push(place.postcode),
        }
    }
    let known: usize = lands.values().flat_map(BTreeMap::values).map(Vec::len).sum();
    let mut agreeing = 0;
    for masses in lands.values() {
        let most = masses.values().map(Vec::len).max().unwrap_or_default();
        agreeing += most;
        for (mass, few) in masses.iter().filter(|(_, places)| places.len() < most) {
            report.case(format!(
                "{mass}: the boundaries join {} to a larger land",
                names(few.iter().map(|place| place.postcode))
            ));
        }
    }
    report.figure(
        "land mass agrees with the boundaries",
        share(agreeing, known),
        "postcodes with the most frequent land mass of their land; dams and harbours join lands",
    );
    report.figure(
        "points in the water of the boundaries",
        at_sea.len().to_string(),
        format!("quays and shores drawn coarsely: {}", names(at_sea)),
    );
}
