//! Counting the values of a field over the documents of a search.

use crate::index::text::columns::{FieldColumn, Values};
use crate::ports::Facet;
use std::collections::BTreeMap;
use tantivy::DocId;

/// Counts below this number stand in a list, above it in a tree.
const SMALL_NUMBERS: u64 = 10_000;

/// A field to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::index) struct FacetField {
    pub(in crate::index) name: &'static str,
    /// Digits with which a numeric code is written.
    pub(in crate::index) digits: usize,
}

impl FacetField {
    /// A field of the index by its name.
    pub(in crate::index) fn named(name: &'static str) -> Self {
        let digits = if name == "industry" { 2 } else { 4 };
        Self { name, digits }
    }
}

/// Counts of one field within one segment.
pub(in crate::index) struct SegmentCounts<'s> {
    column: Option<&'s FieldColumn>,
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

impl<'s> SegmentCounts<'s> {
    /// Nothing counted yet; `None` for a field without values in this segment.
    pub(in crate::index) fn new(column: Option<&'s FieldColumn>) -> Self {
        let small = match column {
            Some(FieldColumn::Words { words, .. }) => words.len(),
            Some(FieldColumn::Numbers(column)) => (column.bounds().1.min(SMALL_NUMBERS) + 1) as usize,
            Some(FieldColumn::Signed(_)) | None => 0,
        };
        Self {
            column,
            small: vec![0; small],
            large: BTreeMap::new(),
        }
    }

    /// Counts every value of a document.
    pub(in crate::index) fn count(&mut self, document: DocId) {
        match self.column {
            Some(FieldColumn::Words { places, .. }) => self.count_numbers(places, document),
            Some(FieldColumn::Numbers(column)) => self.count_numbers(column, document),
            Some(FieldColumn::Signed(_)) | None => {}
        }
    }

    fn count_numbers(&mut self, values: &Values<u64>, document: DocId) {
        let (small, large) = (&mut self.small, &mut self.large);
        values.any(document, |number| {
            match small.get_mut(number as usize) {
                Some(count) => *count += 1,
                None => *large.entry(number).or_default() += 1,
            }
            false
        });
    }

    /// Adds these counts to those of other segments.
    pub(in crate::index) fn add_to(&self, field: FacetField, counts: &mut BTreeMap<String, u64>) {
        let small = self
            .small
            .iter()
            .enumerate()
            .map(|(number, count)| (number as u64, *count));
        let large = self.large.iter().map(|(number, count)| (*number, *count));
        for (number, count) in small.chain(large).filter(|(_, count)| *count > 0) {
            let value = match self.column {
                Some(FieldColumn::Words { words, .. }) => {
                    words.get(number as usize).cloned().unwrap_or_default()
                }
                _ => format!("{number:0digits$}", digits = field.digits),
            };
            *counts.entry(value).or_default() += count;
        }
    }
}

/// Puts the most frequent values first.
pub(in crate::index) fn ranked(field: FacetField, counts: BTreeMap<String, u64>) -> Facet {
    let mut values: Vec<(String, u64)> = counts.into_iter().collect();
    values.sort_by(|(value, count), (other, more)| more.cmp(count).then_with(|| value.cmp(other)));
    Facet {
        field: field.name,
        values,
    }
}
