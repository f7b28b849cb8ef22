//! Which unit groups the O*NET table of related occupations holds to be near each other.
//!
//! Source: O*NET 29.2 (CC BY 4.0), Related Occupations and Job Zones; codes go to ESCO by the
//! official crosswalk and from there to the unit group of ISCO-08 that ESCO gives the occupation.
//! A pair of unit groups is *related* when any related pair of O*NET occupations maps to it.

use std::collections::{BTreeMap, BTreeSet};

/// Kinds of match in the crosswalk that name the same occupation.
const SAME: [&str; 2] = ["exactMatch", "exactISCO"];
/// The tiers that O*NET shows first.
const PRIMARY: [&str; 2] = ["Primary-Short", "Primary-Long"];
/// Lines before the table of the crosswalk that belong to its own heading.
const CROSSWALK_HEADER: &str = "O*NET Id";

/// The data as read: rows of spreadsheets with their header, text of CSV files.
#[derive(Debug, Clone, Default)]
pub struct OnetData {
    /// Rows of "Related Occupations".
    pub related: Vec<Vec<String>>,
    /// Rows of "Job Zones".
    pub job_zones: Vec<Vec<String>>,
    /// The crosswalk from O*NET to ESCO.
    pub crosswalk: String,
    /// ESCO's `occupations_en.csv`.
    pub esco_occupations: String,
}

/// Two unit groups, from and to.
pub(super) type Pair = (u16, u16);

/// Related unit groups, and between which pairs of groups anything is known.
#[derive(Debug, Default)]
pub(super) struct Related {
    pub(super) pairs: BTreeSet<Pair>,
    pub(super) mapped: BTreeSet<u16>,
    /// Mean job zone (1 little preparation … 5 extensive) of the O*NET occupations of a unit group.
    pub(super) zones: BTreeMap<u16, f64>,
}

/// Which matches and tiers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// The same occupation on both sides, and O*NET's first tiers.
    Strict,
    /// Any match, however broad, and every tier.
    Wide,
}

impl Related {
    /// # Errors
    /// The file and column that are not as expected.
    pub(super) fn read(data: &OnetData, reading: Reading) -> Result<Self, String> {
        let groups = unit_groups(data, reading)?;
        let of = |code: &str| groups.get(code).map(Vec::as_slice).unwrap_or_default();
        let mut related = Self {
            mapped: groups.values().flatten().copied().collect(),
            ..Self::default()
        };
        let columns = ["O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier"];
        for [from, to, tier] in rows(&data.related, "Related Occupations", columns)? {
            if reading == Reading::Strict && !PRIMARY.contains(&tier) {
                continue;
            }
            let pairs = of(from)
                .iter()
                .flat_map(|&one| of(to).iter().map(move |&other| (one, other)));
            related.pairs.extend(pairs.filter(|(one, other)| one != other));
        }
        let mut zones: BTreeMap<u16, (f64, f64)> = BTreeMap::new();
        for [code, zone] in rows(&data.job_zones, "Job Zones", ["O*NET-SOC Code", "Job Zone"])? {
            let zone: f64 = zone
                .parse()
                .map_err(|_| format!("Job Zones: zone `{zone}` of {code} is no number"))?;
            for &group in of(code) {
                let sum = zones.entry(group).or_default();
                *sum = (sum.0 + zone, sum.1 + 1.0);
            }
        }
        related.zones = zones
            .into_iter()
            .map(|(group, (sum, count))| (group, sum / count))
            .collect();
        Ok(related)
    }
}

/// The unit groups of every O*NET occupation, ordered.
fn unit_groups(data: &OnetData, reading: Reading) -> Result<BTreeMap<String, Vec<u16>>, String> {
    let isco = isco_by_uri(&data.esco_occupations)?;
    let table: String = data
        .crosswalk
        .split_inclusive('\n')
        .skip_while(|line| !line.trim_start_matches('\u{feff}').starts_with(CROSSWALK_HEADER))
        .collect();
    let rows = csv_rows(
        &table,
        "the crosswalk",
        ["O*NET Id", "ESCO or ISCO URI", "Type of Match"],
    )?;
    let mut groups: BTreeMap<String, Vec<u16>> = BTreeMap::new();
    for [code, uri, kind] in rows {
        if reading == Reading::Strict && !SAME.contains(&kind.as_str()) {
            continue;
        }
        let direct = uri
            .rsplit_once("/isco/C")
            .and_then(|(_, digits)| four_digits(digits));
        if let Some(group) = isco.get(&uri).copied().or(direct) {
            groups.entry(code).or_default().push(group);
        }
    }
    for list in groups.values_mut() {
        list.sort_unstable();
        list.dedup();
    }
    Ok(groups)
}

fn isco_by_uri(text: &str) -> Result<BTreeMap<String, u16>, String> {
    let rows = csv_rows(text, "occupations_en.csv", ["conceptUri", "iscoGroup"])?;
    Ok(rows
        .into_iter()
        .filter_map(|[uri, group]| Some((uri, four_digits(&group)?)))
        .collect())
}

fn four_digits(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.len() == 4)
}

/// The wanted columns of a CSV text, row by row.
fn csv_rows<const N: usize>(text: &str, file: &str, columns: [&str; N]) -> Result<Vec<[String; N]>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| format!("{file}: {error}"))?
        .clone();
    let places = places(&header.iter().collect::<Vec<_>>(), file, columns)?;
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|error| format!("{file}: {error}"))?;
            Ok(places.map(|place| record.get(place).unwrap_or_default().trim().to_owned()))
        })
        .collect()
}

/// The wanted columns of a sheet, row by row.
fn rows<'s, const N: usize>(
    sheet: &'s [Vec<String>],
    file: &str,
    columns: [&str; N],
) -> Result<Vec<[&'s str; N]>, String> {
    let Some((header, rows)) = sheet.split_first() else {
        return Err(format!("{file}: the sheet is empty"));
    };
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let places = places(&header, file, columns)?;
    let cell = |row: &'s Vec<String>, place: usize| row.get(place).map(String::as_str).unwrap_or_default();
    Ok(rows
        .iter()
        .map(|row| places.map(|place| cell(row, place)))
        .collect())
}

fn places<const N: usize>(header: &[&str], file: &str, columns: [&str; N]) -> Result<[usize; N], String> {
    let mut missing = None;
    let places = columns.map(|column| {
        let place = header.iter().position(|name| name.trim() == column);
        if place.is_none() {
            missing.get_or_insert(column);
        }
        place.unwrap_or_default()
    });
    match missing {
        None => Ok(places),
        Some(column) => Err(format!(
            "{file}: line 1: the column `{column}` is missing; found {}",
            header.join(", ")
        )),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter()
            .map(|row| row.iter().map(|&cell| cell.to_owned()).collect())
            .collect()
    }

    pub(crate) fn invented() -> OnetData {
        OnetData {
            related: sheet(&[
                &["O*NET-SOC Code", "Related O*NET-SOC Code", "Relatedness Tier"],
                &["11", "12", "Primary-Short"],
                &["11", "13", "Supplemental"],
                &["12", "12", "Primary-Long"],
            ]),
            job_zones: sheet(&[&["O*NET-SOC Code", "Job Zone"], &["11", "2"], &["12", "4"]]),
            crosswalk: "\u{feff}Name,Sample,,\n,,,\nO*NET Id,ESCO or ISCO URI,Other,Type of Match\n\
                11,http://e/a,,exactMatch\n11,http://e/b,,broadMatch\n12,http://e/isco/C8344,,exactISCO\n\
                13,http://e/c,,closeMatch\n"
                .to_owned(),
            esco_occupations: "conceptUri,iscoGroup\nhttp://e/a,4321\nhttp://e/b,9333\nhttp://e/c,5223\n"
                .to_owned(),
        }
    }

    #[test]
    fn codes_go_through_the_crosswalk_to_unit_groups() {
        let strict = Related::read(&invented(), Reading::Strict).unwrap();
        assert_eq!(strict.pairs.into_iter().collect::<Vec<_>>(), [(4321, 8344)]);
        assert_eq!(strict.mapped.into_iter().collect::<Vec<_>>(), [4321, 8344]);
        assert!((strict.zones[&8344] - 4.0).abs() < 1e-12);
        let wide = Related::read(&invented(), Reading::Wide).unwrap();
        assert_eq!(wide.pairs.len(), 4);
        assert_eq!(wide.mapped.len(), 4);
    }

    #[test]
    fn missing_columns_are_named_with_their_file() {
        let mut data = invented();
        data.esco_occupations = "uri,group\n".to_owned();
        let error = Related::read(&data, Reading::Strict).unwrap_err();
        assert!(error.contains("occupations_en.csv") && error.contains("conceptUri"));
        let mut data = invented();
        data.related[0][2] = "Tier".to_owned();
        assert!(
            Related::read(&data, Reading::Wide)
                .unwrap_err()
                .contains("Relatedness Tier")
        );
    }
}
