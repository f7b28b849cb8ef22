//! The tables of the corpus: shares, kinds of workplace, sentences and parts of names.

use crate::domain::codes::OccupationCode;
use std::collections::BTreeMap;

pub(super) const MUNICIPALITIES: &str = include_str!("../../fixtures/corpus/municipalities.tsv");
pub(super) const OCCUPATIONS: &str = include_str!("../../fixtures/corpus/occupations.tsv");
pub(super) const SETTINGS: &str = include_str!("../../fixtures/corpus/settings.tsv");
pub(super) const SENTENCES: &str = include_str!("../../fixtures/corpus/sentences.tsv");
pub(super) const NAMES: &str = include_str!("../../fixtures/corpus/names.tsv");

/// The rows of a table below its notes and its header. Rows of another width are left out; a test
/// keeps the tables free of them.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// What a table says of the longest prefix of a code that it holds.
#[derive(Debug)]
pub(super) struct ByPrefix(BTreeMap<&'static str, &'static str>);

impl ByPrefix {
    pub(super) fn read(text: &'static str) -> Self {
        Self(rows::<2>(text).map(|[prefix, value]| (prefix, value)).collect())
    }

    pub(super) fn of(&self, code: &str) -> Option<&'static str> {
        (1..=code.len()).rev().find_map(|length| {
            let prefix = code.get(..length)?;
            self.0.get(prefix).copied()
        })
    }

    pub(super) fn of_occupation(&self, code: OccupationCode) -> Option<&'static str> {
        self.of(&code.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_whole<const N: usize>(text: &'static str) {
        let lines = text.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows::<N>(text).count() + 1, lines);
        assert!(rows::<N>(text).all(|row| row.iter().all(|cell| !cell.is_empty())));
    }

    #[test]
    fn every_row_has_all_its_cells() {
        is_whole::<2>(MUNICIPALITIES);
        is_whole::<2>(OCCUPATIONS);
        is_whole::<2>(SETTINGS);
        is_whole::<3>(SENTENCES);
        is_whole::<3>(NAMES);
    }

    #[test]
    fn the_longest_prefix_speaks() {
        let settings = ByPrefix::read(SETTINGS);
        assert_eq!(settings.of("4321"), Some("warehouse"));
        assert_eq!(settings.of("4110"), Some("office"));
        assert_eq!(settings.of("x"), None);
    }
}
