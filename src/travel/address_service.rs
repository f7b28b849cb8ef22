//! Brings the table of postcodes up to date with the answer of the public address service.
//!
//! The answer is a JSON array with an object for each postcode: `nr`, `navn`, `visueltcenter` (a
//! list of longitude and latitude) and `kommuner` (`kode`, `navn`); whatever else it holds is not
//! read. Either all of it can be used or nothing is changed.

use super::area::Density;
use super::geometry::Point;
use super::places::{Place, Places};
use crate::domain::codes::Postcode;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Problems that are named; an answer with more is wrong in kind.
const MOST_PROBLEMS: usize = 50;
/// Neighbours that tell how densely a new postcode is built.
const NEIGHBOURS: usize = 3;
/// A larger share of vanished postcodes is taken for an answer that was cut.
const MOST_VANISHED: f64 = 0.1;

/// How the table is brought up to date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UpdateRules {
    /// A point is moved when the service's lies farther off than this, in kilometres.
    pub moved_km: f64,
    /// Drop postcodes that the service does not know.
    pub drop_vanished: bool,
}

/// What an update changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlacesUpdate {
    /// The new text of `postcodes.tsv`.
    pub text: String,
    /// Postcodes in the answer.
    pub received: usize,
    /// Each change in a line, by rising postcode.
    pub changes: Vec<String>,
    /// Postcodes of the table that the answer does not hold.
    pub vanished: Vec<Postcode>,
}

/// Why an answer is refused; every problem names its place and value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer is refused, nothing was changed:\n  {}", .0.join("\n  "))]
pub struct UpdateRefused(pub Vec<String>);

/// A postcode as the service tells it.
#[derive(Debug)]
struct Told {
    postcode: Postcode,
    name: String,
    point: Option<Point>,
    /// Code and name, the most important first.
    municipalities: Vec<(u16, String)>,
}

/// Computes the table that the answer leads to.
///
/// # Errors
/// Everything that is wrong with the answer, at most fifty problems.
pub fn update(
    places: &Places,
    table: &str,
    answer: &str,
    rules: UpdateRules,
) -> Result<PlacesUpdate, UpdateRefused> {
    let told = read(answer)?;
    let mut problems = Vec::new();
    let mut rows: BTreeMap<Postcode, Place> = places
        .iter()
        .map(|place| (place.postcode, place.clone()))
        .collect();
    let mut update = PlacesUpdate {
        received: told.len(),
        ..PlacesUpdate::default()
    };
    for told in &told {
        match places.by_postcode(told.postcode) {
            Some(known) => {
                let place = changed(places, known, told, rules, &mut update.changes);
                match place {
                    Ok(place) => drop(rows.insert(told.postcode, place)),
                    Err(problem) => problems.push(problem),
                }
            }
            None => match added(places, told) {
                Ok(place) => {
                    update.changes.push(format!(
                        "{} {} is new: {}, {}, {}, zone {:04}",
                        place.postcode,
                        place.name,
                        place.municipality,
                        place.land_mass,
                        place.density,
                        places.zone_postcode(place.zone)
                    ));
                    rows.insert(told.postcode, place);
                }
                Err(problem) => problems.push(problem),
            },
        }
    }
    let is_told = |postcode: &Postcode| told.iter().any(|told| told.postcode == *postcode);
    update.vanished = rows
        .keys()
        .filter(|postcode| !is_told(postcode))
        .copied()
        .collect();
    if rules.drop_vanished
        && let Err(more) = drop_vanished(places, &mut rows, &mut update)
    {
        problems.extend(more);
    }
    if !problems.is_empty() {
        problems.truncate(MOST_PROBLEMS);
        return Err(UpdateRefused(problems));
    }
    update.text = write(places, table, rows.values());
    Ok(update)
}

fn drop_vanished(
    places: &Places,
    rows: &mut BTreeMap<Postcode, Place>,
    update: &mut PlacesUpdate,
) -> Result<(), Vec<String>> {
    let most = rows.len() as f64 * MOST_VANISHED;
    if update.vanished.len() as f64 > most {
        let (vanished, known) = (update.vanished.len(), rows.len());
        return Err(vec![format!(
            "{vanished} of {known} postcodes would be dropped; an answer that lacks more than a tenth is taken for a part"
        )]);
    }
    for postcode in &update.vanished {
        rows.remove(postcode);
        update.changes.push(format!("{postcode} is dropped"));
    }
    let represented = |place: &&Place| {
        let zone = Postcode::parse(&format!("{:04}", places.zone_postcode(place.zone)));
        zone.is_some_and(|zone| update.vanished.contains(&zone))
    };
    let orphans: Vec<String> = rows
        .values()
        .filter(represented)
        .map(|place| {
            format!(
                "{}: its zone {:04} would be dropped; keep that postcode or give the zone another",
                place.postcode,
                places.zone_postcode(place.zone)
            )
        })
        .collect();
    if orphans.is_empty() { Ok(()) } else { Err(orphans) }
}

fn changed(
    places: &Places,
    known: &Place,
    told: &Told,
    rules: UpdateRules,
    changes: &mut Vec<String>,
) -> Result<Place, String> {
    let mut place = known.clone();
    let code = known.postcode;
    if told.name != known.name {
        changes.push(format!("{code} {} is called {} now", known.name, told.name));
        place.name.clone_from(&told.name);
    }
    let moved = told.point.map(|point| (point, middle(known).km_to(point)));
    if let Some((point, km)) = moved.filter(|&(_, km)| km > rules.moved_km) {
        changes.push(format!(
            "{code} {}: moved {km:.1} km to {:.4},{:.4}",
            told.name, point.lat, point.lon
        ));
        (place.lat, place.lon) = (point.lat, point.lon);
    }
    if !told
        .municipalities
        .iter()
        .any(|&(number, _)| number == known.municipality_code)
    {
        settle(places, &mut place, told)?;
        changes.push(format!(
            "{code} {}: {} instead of {}",
            told.name, place.municipality, known.municipality
        ));
    }
    Ok(place)
}

/// A new postcode takes land mass and zone from the nearest known one, of its municipality if there
/// is one, and its density from the nearest few.
fn added(places: &Places, told: &Told) -> Result<Place, String> {
    let code = told.postcode;
    let Some(point) = told.point else {
        return Err(format!(
            "{code}: a new postcode needs visueltcenter, [longitude, latitude]"
        ));
    };
    let mut near: Vec<(f64, &Place)> = places
        .iter()
        .map(|place| (middle(place).km_to(point), place))
        .collect();
    near.sort_by(|one, other| one.0.total_cmp(&other.0));
    let own = |place: &Place| {
        told.municipalities
            .iter()
            .any(|&(number, _)| number == place.municipality_code)
    };
    let nearest = near
        .iter()
        .find(|(_, place)| own(place))
        .or(near.first())
        .map(|&(_, place)| place)
        .ok_or_else(|| format!("{code}: the table in force is empty"))?;
    let mut place = Place {
        postcode: code,
        name: told.name.clone(),
        lat: point.lat,
        lon: point.lon,
        density: most_frequent(near.iter().take(NEIGHBOURS).map(|&(_, place)| place.density)),
        ..nearest.clone()
    };
    settle(places, &mut place, told)?;
    Ok(place)
}

/// Gives a place its first municipality and that one's labour-market area.
fn settle(places: &Places, place: &mut Place, told: &Told) -> Result<(), String> {
    let known = told
        .municipalities
        .iter()
        .find_map(|&(number, _)| places.iter().find(|place| place.municipality_code == number));
    let Some(known) = known else {
        let (number, name) = &told.municipalities[0];
        return Err(format!(
            "{}: kommuner names {number:04} {name}, a municipality of which no postcode is known, so its labour-market area is not",
            told.postcode
        ));
    };
    place.municipality_code = known.municipality_code;
    place.municipality.clone_from(&known.municipality);
    place.area = known.area;
    Ok(())
}

fn most_frequent(densities: impl Iterator<Item = Density>) -> Density {
    let mut counts = [0_usize; Density::ALL.len()];
    for density in densities {
        counts[density as usize] += 1;
    }
    // Among equals the more rural one: it promises less.
    let best = (0..counts.len()).max_by_key(|&density| counts[density]);
    best.and_then(|density| Density::ALL.get(density).copied())
        .unwrap_or(Density::Rural)
}

const fn middle(place: &Place) -> Point {
    Point {
        lat: place.lat,
        lon: place.lon,
    }
}

fn read(answer: &str) -> Result<Vec<Told>, UpdateRefused> {
    let refused = |problem: String| UpdateRefused(vec![problem]);
    let whole: Value = serde_json::from_str(answer).map_err(|error| refused(format!("not JSON: {error}")))?;
    let Value::Array(items) = whole else {
        return Err(refused("a JSON array of postcodes is wanted".to_owned()));
    };
    if items.is_empty() {
        return Err(refused("the array holds no postcode".to_owned()));
    }
    let mut problems = Vec::new();
    let mut told: Vec<Told> = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        match read_one(item) {
            Ok(one) if told.iter().any(|known| known.postcode == one.postcode) => {
                problems.push(format!("item {index}: nr {} is there twice", one.postcode));
            }
            Ok(one) => told.push(one),
            Err(problem) => problems.push(format!("item {index}: {problem}")),
        }
    }
    if problems.is_empty() {
        told.sort_by_key(|one| one.postcode);
        return Ok(told);
    }
    problems.truncate(MOST_PROBLEMS);
    Err(UpdateRefused(problems))
}

fn read_one(item: &Value) -> Result<Told, String> {
    let wrong = |field: &str, wanted: &str| {
        let mut value = item[field].to_string();
        if let Some((cut, _)) = value.char_indices().nth(80) {
            value.truncate(cut);
        }
        format!("{field} is {value}, wanted is {wanted}")
    };
    let postcode = item["nr"].as_str().and_then(Postcode::parse);
    let name = item["navn"].as_str().map(str::trim);
    let name = name
        .filter(|name| !name.is_empty() && name.chars().count() <= 100 && !name.contains(char::is_control));
    let point = match &item["visueltcenter"] {
        Value::Null => None,
        center => {
            let degrees = |at: usize| center.get(at).and_then(Value::as_f64);
            let point = degrees(1)
                .zip(degrees(0))
                .and_then(|(lat, lon)| Point::within_denmark(lat, lon));
            let wanted = "[longitude, latitude] in Denmark (7.5 to 16.0, 54.0 to 58.5)";
            Some(point.ok_or_else(|| wrong("visueltcenter", wanted))?)
        }
    };
    let municipality = |one: &Value| {
        let number: u16 = one["kode"].as_str()?.parse().ok()?;
        Some((number, one["navn"].as_str().unwrap_or_default().to_owned()))
    };
    let municipalities: Option<Vec<_>> = item["kommuner"]
        .as_array()
        .filter(|list| !list.is_empty())
        .and_then(|list| list.iter().map(municipality).collect());
    Ok(Told {
        postcode: postcode.ok_or_else(|| wrong("nr", "four digits"))?,
        name: name.ok_or_else(|| wrong("navn", "a name"))?.to_owned(),
        point,
        municipalities: municipalities
            .ok_or_else(|| wrong("kommuner", "a list of {\"kode\": \"0461\", \"navn\": …}"))?,
    })
}

/// The notes and the header as they were, then the rows.
fn write<'p>(places: &Places, table: &str, rows: impl Iterator<Item = &'p Place>) -> String {
    let mut text = String::with_capacity(table.len() + table.len() / 8);
    let is_head = |line: &&str| line.starts_with('#') || line.starts_with("postcode\t");
    for line in table.lines().take_while(is_head) {
        text.push_str(line);
        text.push('\n');
    }
    for place in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}\t{}\t{:.4}\t{:.4}\t{}\t{}\t{}\t{}\t{}\t{:04}",
            place.postcode,
            place.name,
            place.lat,
            place.lon,
            place.municipality_code,
            place.municipality,
            place.area,
            place.land_mass,
            place.density,
            places.zone_postcode(place.zone)
        );
    }
    text
}
