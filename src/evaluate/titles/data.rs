//! Reads the public files.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A title of the labour-market agency.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StarTitle {
    pub(super) title: String,
    /// First four digits of its code: the unit group.
    pub(super) unit_group: String,
    /// ESCO or ISCO concepts it is mapped to.
    pub(super) concepts: Vec<String>,
}

impl StarTitle {
    /// Weights were fitted on one half of the titles; the other half says how well they do on unseen ones.
    pub(super) fn is_held_out(&self) -> bool {
        let hash = Sha256::digest(format!("titles{}", self.title));
        hash[0] & 1 == 0
    }
}

/// A label and its concept.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ConceptLabel {
    pub(super) concept: String,
    pub(super) label: String,
}

/// Unit group and English labels of each ESCO occupation, by URI.
pub(super) type EscoOccupations = BTreeMap<String, (String, Vec<String>)>;

pub(super) fn star_titles(text: &str) -> Result<Vec<StarTitle>, String> {
    let mut titles: Vec<StarTitle> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows("star_titles.csv", text, ["star_code", "title_da", "esco_uri"])? {
        let (line, [code, title, concept]) = row;
        let Some(unit_group) = code
            .get(..4)
            .filter(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
        else {
            return Err(format!(
                "star_titles.csv, line {line}: `{code}` does not begin with a four-digit code"
            ));
        };
        let place = *places.entry(title.clone()).or_insert(titles.len());
        if place == titles.len() {
            titles.push(StarTitle {
                title,
                unit_group: unit_group.to_owned(),
                concepts: Vec::new(),
            });
        }
        titles[place].concepts.push(concept);
    }
    Ok(titles)
}

pub(super) fn danish_labels(text: &str) -> Result<Vec<ConceptLabel>, String> {
    let mut lines = text.lines();
    if lines.next().map(str::trim_end) != Some("uri\tlabel_da") {
        return Err("labels.tsv, line 1: expected the columns uri and label_da".to_owned());
    }
    let label = |(at, line): (usize, &str)| {
        let (concept, label) = line
            .split_once('\t')
            .ok_or_else(|| format!("labels.tsv, line {}: no tab between uri and label", at + 2))?;
        Ok(ConceptLabel {
            concept: concept.to_owned(),
            label: label.trim_end().to_owned(),
        })
    };
    lines.enumerate().map(label).collect()
}

pub(super) fn esco_occupations(text: &str) -> Result<EscoOccupations, String> {
    let columns = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels"];
    let rows = rows("occupations_en.csv", text, columns)?;
    let occupation = |(_, [uri, group, preferred, others]): (u64, [String; 4])| {
        let mut labels = vec![preferred.clone()];
        labels.extend(
            others
                .lines()
                .map(str::to_owned)
                .filter(|label| *label != preferred && !label.is_empty()),
        );
        (uri, (group, labels))
    };
    Ok(rows.into_iter().map(occupation).collect())
}

/// The named columns of a file, each row with its line.
fn rows<const N: usize>(
    file: &str,
    text: &str,
    columns: [&str; N],
) -> Result<Vec<(u64, [String; N])>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader
        .headers()
        .map_err(|error| format!("{file}: {error}"))?
        .clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = headers
            .iter()
            .position(|header| header.trim_start_matches('\u{feff}') == column);
        *place = found.ok_or_else(|| format!("{file}, line 1: no column `{column}`"))?;
    }
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.map_err(|error| format!("{file}: {error}"))?;
        let line = record.position().map_or(0, csv::Position::line);
        Ok((
            line,
            places.map(|place| record.get(place).unwrap_or_default().to_owned()),
        ))
    };
    reader.records().map(row).collect()
}
