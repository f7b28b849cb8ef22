//! Words of equal meaning.

use std::collections::BTreeMap;

/// What a phrase also finds, by the stems of the phrase.
#[derive(Default)]
pub(super) struct Synonyms {
    also: BTreeMap<Vec<String>, Vec<Vec<String>>>,
}

impl Synonyms {
    /// Reads a table with a header line: a phrase, a tab, and what a search for it also finds,
    /// separated by semicolons. It works one way: a search for `ac` finds `akademisk medarbejder`,
    /// not the other way round.
    pub(super) fn parse(table: &str, stems: impl Fn(&str) -> Vec<String>) -> Self {
        let mut also: BTreeMap<Vec<String>, Vec<Vec<String>>> = BTreeMap::new();
        let rows = super::lines(table)
            .skip(1)
            .filter_map(|line| line.split_once('\t'));
        for (phrase, synonyms) in rows {
            let phrase = stems(phrase);
            if phrase.is_empty() {
                continue;
            }
            let synonyms = synonyms.split(';').map(&stems);
            let known = also.entry(phrase.clone()).or_default();
            known.extend(synonyms.filter(|synonym| !synonym.is_empty() && *synonym != phrase));
            known.sort();
            known.dedup();
        }
        Self { also }
    }

    /// What the phrase with these stems also finds.
    pub(super) fn of(&self, stems: &[String]) -> &[Vec<String>] {
        self.also.get(stems).map_or(&[], Vec::as_slice)
    }

    /// Words of the longest phrase.
    pub(super) fn longest(&self) -> usize {
        self.also.keys().map(Vec::len).max().unwrap_or(0)
    }
}
