//! Where a page ended, as an opaque text.

use super::page::SortKey;
use super::plan::{MOST_CLAUSES, Plan, Reading};
use crate::ports::{Cursor, TextIndexError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Longest cursor that is read, in characters.
const LONGEST_CURSOR: usize = 32_768;
/// Most terms a plan looks up; a plan of ours stays far below.
const MOST_TERMS: usize = 4_096;

/// What a cursor says.
#[derive(Serialize, Deserialize)]
pub(super) struct Place {
    /// Of the search, so that a cursor is not used for another one.
    search: [u8; 8],
    /// The last hit before.
    pub(super) last: SortKey,
    /// How the words of the search are looked up.
    pub(super) plan: Option<Plan>,
}

/// What names a search, whatever page of it is asked for.
pub(super) fn fingerprint(search: &impl Serialize) -> Result<[u8; 8], TextIndexError> {
    let bytes = postcard::to_stdvec(search).map_err(|error| TextIndexError::Unavailable(error.into()))?;
    let digest = Sha256::digest(&bytes);
    let mut short = [0; 8];
    short.copy_from_slice(&digest[..8]);
    Ok(short)
}

impl Place {
    pub(super) const fn new(search: [u8; 8], last: SortKey, plan: Option<Plan>) -> Self {
        Self { search, last, plan }
    }

    pub(super) fn write(&self) -> Result<Cursor, TextIndexError> {
        let bytes = postcard::to_stdvec(self).map_err(|error| TextIndexError::Unavailable(error.into()))?;
        let text = bytes
            .iter()
            .fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
        Ok(Cursor(text))
    }

    /// Reads a cursor of this search. It comes from outside: what it asks for is bounded.
    pub(super) fn read(cursor: &Cursor, search: [u8; 8]) -> Result<Self, TextIndexError> {
        let bytes = from_hex(&cursor.0).ok_or(TextIndexError::InvalidCursor)?;
        let place: Self = postcard::from_bytes(&bytes).map_err(|_| TextIndexError::InvalidCursor)?;
        let sound = place.plan.as_ref().is_none_or(is_sound);
        if place.search == search && sound {
            Ok(place)
        } else {
            Err(TextIndexError::InvalidCursor)
        }
    }
}

fn is_sound(plan: &Plan) -> bool {
    let alternatives = || plan.clauses.iter().flat_map(|clause| &clause.alternatives);
    let terms = alternatives().map(|alternative| match &alternative.reading {
        Reading::Term(_) => 1,
        Reading::All(terms) => terms.len(),
        Reading::Phrase(stems) => stems.len(),
    });
    let phrases_are_phrases = alternatives().all(|alternative| match &alternative.reading {
        Reading::Phrase(stems) => stems.len() >= 2 && stems.iter().all(|(place, _)| *place < 100_000),
        _ => true,
    });
    plan.clauses.len() <= MOST_CLAUSES
        && terms.sum::<usize>() + plan.excluded.iter().map(Vec::len).sum::<usize>() <= MOST_TERMS
        && alternatives().all(|alternative| alternative.weight <= 4_096)
        && plan.occupations.len() <= MOST_TERMS
        && phrases_are_phrases
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2)
        || digits.len() > LONGEST_CURSOR
        || !digits.iter().all(u8::is_ascii_hexdigit)
    {
        return None;
    }
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_search() {
        let search = fingerprint(&("lager", 3)).unwrap();
        let cursor = Place::new(search, (7, 1 << 100), Some(Plan::default()))
            .write()
            .unwrap();
        assert_eq!(Place::read(&cursor, search).unwrap().last, (7, 1 << 100));
        let other = fingerprint(&("lager", 4)).unwrap();
        assert!(matches!(
            Place::read(&cursor, other),
            Err(TextIndexError::InvalidCursor)
        ));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading_of_cursors(text in "\\PC{0,60}", hex in "[0-9a-f]{0,200}") {
            let _ = Place::read(&Cursor(text), [0; 8]);
            let _ = Place::read(&Cursor(hex), [0; 8]);
        }
    }
}
