//! One record of an import on its way to a vacancy.

use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::vacancy_in::{OccupationLabels, ReadVacancy, read_vacancy_with};
use crate::wire::vocabulary::Vocabulary;
use serde_json::Value;

/// Pairs of a place in a vacancy and the place in the sender's own format that it came from, the
/// longest first where one is the beginning of another.
pub type Places = &'static [(&'static str, &'static str)];

/// One record of an import, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Number of its first line, or of the record where the format has no lines, from 1.
    pub line: u64,
    /// The record in the shape of a vacancy.
    pub content: Result<Value, Vec<FieldError>>,
    /// What was left out while it was brought into that shape.
    pub warnings: Vec<FieldError>,
    /// Where its fields stood in the sender's format.
    pub places: Places,
}

impl Item {
    /// A record that cannot be read.
    pub fn broken(line: u64, code: FieldErrorCode, message: impl Into<String>) -> Self {
        Self {
            line,
            content: Err(vec![FieldError::new("", code, message)]),
            warnings: Vec::new(),
            places: &[],
        }
    }

    /// Reads a line of NDJSON.
    pub fn of_json(line: u64, text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(value) => Self {
                line,
                content: Ok(value),
                warnings: Vec::new(),
                places: &[],
            },
            Err(error) => Self::broken(
                line,
                FieldErrorCode::BadJson,
                format!("this is not JSON from character {} on", error.column()),
            ),
        }
    }

    /// The vacancy, with errors and warnings placed in the sender's format. An occupation that is
    /// not recognised does not stop an import.
    pub fn read(self, vocabulary: &dyn Vocabulary) -> Result<ReadVacancy, Vec<FieldError>> {
        let places = self.places;
        match read_vacancy_with(&self.content?, vocabulary, OccupationLabels::Lenient) {
            Ok(mut read) => {
                place(&mut read.warnings, places);
                read.warnings.extend(self.warnings);
                Ok(read)
            }
            Err(mut errors) => {
                place(&mut errors, places);
                Err(errors)
            }
        }
    }
}

fn place(errors: &mut [FieldError], places: Places) {
    for error in errors {
        let found = places.iter().find(|(ours, _)| error.pointer.starts_with(ours));
        if let Some((_, theirs)) = found {
            error.pointer = (*theirs).to_owned();
        }
    }
}
