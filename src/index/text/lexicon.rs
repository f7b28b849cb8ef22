//! The words that are in the index: how frequent they are, which begin alike, which are near.

use super::columns::Snapshot;
use std::collections::BTreeMap;
use std::sync::Arc;
use tantivy::index::InvertedIndexReader;
use tantivy::schema::Field;

/// Most terms read of one dictionary for one prefix.
const MOST_READ: usize = 500;
/// What words are made of once they are folded.
const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The dictionaries of all text fields of a snapshot.
pub(super) struct Lexicon {
    dictionaries: Vec<Arc<InvertedIndexReader>>,
}

impl Lexicon {
    pub(super) fn of(snapshot: &Snapshot, fields: &[Field]) -> tantivy::Result<Self> {
        let mut dictionaries = Vec::with_capacity(snapshot.segments.len() * fields.len());
        for segment in &snapshot.segments {
            for field in fields {
                dictionaries.push(segment.reader.inverted_index(*field)?);
            }
        }
        Ok(Self { dictionaries })
    }

    /// In how many texts a term occurs, over all fields.
    pub(super) fn frequency(&self, term: &str) -> tantivy::Result<u64> {
        let mut frequency = 0;
        for dictionary in &self.dictionaries {
            frequency += dictionary
                .terms()
                .get(term)?
                .map_or(0, |info| u64::from(info.doc_freq));
        }
        Ok(frequency)
    }

    /// Terms that begin with `prefix`, the most frequent first.
    pub(super) fn beginning_with(&self, prefix: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for dictionary in &self.dictionaries {
            let mut stream = dictionary.terms().range().ge(prefix).into_stream()?;
            let mut read = 0;
            while read < MOST_READ && stream.advance() && stream.key().starts_with(prefix.as_bytes()) {
                read += 1;
                if let Ok(term) = std::str::from_utf8(stream.key()) {
                    *found.entry(term.to_owned()).or_default() += u64::from(stream.value().doc_freq);
                }
            }
        }
        Ok(most_frequent(found, limit))
    }

    /// Terms one slip away from `term`: a letter too few, too many, another one, or two swapped.
    pub(super) fn one_slip_from(&self, term: &str, limit: usize) -> tantivy::Result<Vec<String>> {
        let mut found = BTreeMap::new();
        for slip in slips(term) {
            let frequency = self.frequency(&slip)?;
            if frequency > 0 {
                found.insert(slip, frequency);
            }
        }
        Ok(most_frequent(found, limit))
    }
}

fn most_frequent(found: BTreeMap<String, u64>, limit: usize) -> Vec<String> {
    let mut ranked: Vec<(String, u64)> = found.into_iter().collect();
    ranked.sort_by(|(term, frequency), (other, more)| more.cmp(frequency).then_with(|| term.cmp(other)));
    ranked.into_iter().take(limit).map(|(term, _)| term).collect()
}

/// Every word one slip away; nothing for a word with other letters than folded Danish has.
fn slips(term: &str) -> impl Iterator<Item = String> {
    let letters: Vec<u8> = if term.bytes().all(|letter| LETTERS.contains(&letter)) {
        term.as_bytes().to_vec()
    } else {
        Vec::new()
    };
    let places = if letters.is_empty() { 0 } else { letters.len() + 1 };
    (0..places)
        .flat_map(move |place| slips_at(&letters, place))
        .filter_map(|slip| String::from_utf8(slip).ok())
}

fn slips_at(letters: &[u8], place: usize) -> Vec<Vec<u8>> {
    let (before, after) = letters.split_at(place);
    let with = |middle: &[u8], rest: &[u8]| [before, middle, rest].concat();
    let mut slips: Vec<Vec<u8>> = LETTERS.iter().map(|&letter| with(&[letter], after)).collect();
    if let Some((&first, rest)) = after.split_first() {
        slips.push(with(&[], rest));
        slips.extend(
            LETTERS
                .iter()
                .filter(|&&letter| letter != first)
                .map(|&letter| with(&[letter], rest)),
        );
        if let Some((&second, rest)) = rest.split_first() {
            slips.push(with(&[second, first], rest));
        }
    }
    slips
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_one_edit_away() {
        let all: Vec<String> = slips("lager").collect();
        for near in ["lger", "laager", "lagar", "alger", "lagerx", "xlager", "lage"] {
            assert!(all.iter().any(|slip| slip == near), "{near}");
        }
        assert!(!all.iter().any(|slip| slip == "lag"));
        assert!(
            all.iter()
                .all(|slip| strsim::damerau_levenshtein("lager", slip) <= 1)
        );
        assert_eq!(slips("").count() + slips("房屋").count(), 0);
    }
}
