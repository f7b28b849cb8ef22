//! One pass over the documents that may be hits: filters, counts, and the best of them.

use super::columns::{Columns, FieldColumn, Segment, Snapshot};
use super::evaluate::{Evaluation, Scores, SearchFields};
use super::filters::{Filter, SegmentFilter};
use super::plan::Plan;
use crate::index::facets::{FacetField, SegmentCounts, ranked};
use crate::ports::Facet;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use tantivy::DocId;

/// Place of a hit in the order of an answer, best highest: worth, then id.
pub(super) type SortKey = (u64, u128);

/// What a pass looks for.
pub(super) struct Pass<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) filters: &'a [Filter],
    pub(super) facets: &'a [FacetField],
    /// Words to look up and where; `None` finds everything.
    pub(super) words: Option<(&'a Plan, &'a SearchFields)>,
    /// Column by which hits are ordered when no words are looked up, highest first.
    pub(super) order: Option<&'static str>,
    pub(super) limit: usize,
    /// Only hits that come after this one.
    pub(super) after: Option<SortKey>,
}

/// What a pass found.
pub(super) struct Page {
    /// The best hits, in order.
    pub(super) keys: Vec<SortKey>,
    /// More hits follow.
    pub(super) more: bool,
    pub(super) total: u64,
    pub(super) facets: Vec<Facet>,
}

impl Pass<'_> {
    pub(super) fn run(&self) -> tantivy::Result<Page> {
        let mut best = Best {
            limit: self.limit.saturating_add(1),
            after: self.after,
            heap: BinaryHeap::new(),
        };
        let mut total = 0;
        let mut counts = vec![BTreeMap::new(); self.facets.len()];
        for segment in &self.snapshot.segments {
            total += self.run_segment(segment, &mut best, &mut counts)?;
        }
        let mut keys = best.into_sorted();
        let more = keys.len() > self.limit;
        keys.truncate(self.limit);
        let facets = self
            .facets
            .iter()
            .zip(counts)
            .map(|(field, counts)| ranked(*field, counts));
        Ok(Page {
            keys,
            more,
            total,
            facets: facets.collect(),
        })
    }

    fn run_segment(
        &self,
        segment: &Segment,
        best: &mut Best,
        counts: &mut [BTreeMap<String, u64>],
    ) -> tantivy::Result<u64> {
        let columns = &segment.columns;
        let checks = Checks::new(self.filters, self.facets, columns);
        if checks.nothing_passes() {
            return Ok(0);
        }
        let scores = match self.words {
            Some((plan, fields)) if !(plan.asks_nothing() && plan.excluded.is_empty()) => {
                let searcher = &self.snapshot.searcher;
                Some(
                    Evaluation {
                        plan,
                        fields,
                        searcher,
                    }
                    .scores(segment)?,
                )
            }
            _ => None,
        };
        let by_words = self.words.is_some_and(|(plan, _)| !plan.asks_nothing());
        let order = self
            .order
            .filter(|_| !by_words)
            .and_then(|name| columns.get(name));
        let mut tallies: Vec<SegmentCounts> = self
            .facets
            .iter()
            .map(|field| SegmentCounts::new(columns.get(field.name)))
            .collect();
        let mut hits = 0;
        // Later documents are newer, so fewer of those after them displace one.
        for document in (0..segment.reader.max_doc()).rev() {
            let Some(words_worth) = words_worth(scores.as_ref(), document) else {
                continue;
            };
            if segment.reader.is_deleted(document) {
                continue;
            }
            match checks.verdict(document) {
                Verdict::Hit => {
                    hits += 1;
                    for tally in &mut tallies {
                        tally.count(document);
                    }
                    let worth = order.map_or(u64::from(words_worth), |column| worth_in(column, document));
                    best.offer(worth, || columns.ids.id(document));
                }
                Verdict::OnlyForFacet(place) => tallies[place].count(document),
                Verdict::Miss => {}
            }
        }
        for ((tally, field), counts) in tallies.iter().zip(self.facets).zip(counts) {
            tally.add_to(*field, counts);
        }
        Ok(hits)
    }
}

fn words_worth(scores: Option<&Scores>, document: DocId) -> Option<u32> {
    scores.map_or(Some(0), |scores| scores.of(document))
}

fn worth_in(column: &FieldColumn, document: DocId) -> u64 {
    match column {
        FieldColumn::Signed(column) => column.first(document).map_or(0, |value| value.max(0) as u64),
        FieldColumn::Numbers(column) => column.first(document).unwrap_or(0),
        FieldColumn::Words { .. } => 0,
    }
}

/// What the filters say of a document.
enum Verdict {
    Hit,
    /// Only the filter on the field of this facet fails.
    OnlyForFacet(usize),
    Miss,
}

/// The filters of a search in one segment.
struct Checks<'s> {
    /// Filters that narrow everything.
    plain: Vec<SegmentFilter<'s>>,
    /// Filters on counted fields, with the facet's place: they do not narrow their own counts.
    counted: Vec<(usize, SegmentFilter<'s>)>,
}

impl<'s> Checks<'s> {
    fn new(filters: &[Filter], facets: &[FacetField], columns: &'s Columns) -> Self {
        let mut checks = Self {
            plain: Vec::new(),
            counted: Vec::new(),
        };
        for filter in filters {
            let in_segment = filter.in_segment(columns);
            match facets.iter().position(|facet| facet.name == filter.field) {
                Some(place) => checks.counted.push((place, in_segment)),
                None if matches!(in_segment, SegmentFilter::All) => {}
                None => checks.plain.push(in_segment),
            }
        }
        checks
    }

    fn nothing_passes(&self) -> bool {
        self.plain
            .iter()
            .any(|filter| matches!(filter, SegmentFilter::Nothing))
    }

    fn verdict(&self, document: DocId) -> Verdict {
        if !self.plain.iter().all(|filter| filter.passes(document)) {
            return Verdict::Miss;
        }
        let mut failed = None;
        for (place, filter) in &self.counted {
            if !filter.passes(document) && failed.replace(*place).is_some() {
                return Verdict::Miss;
            }
        }
        failed.map_or(Verdict::Hit, Verdict::OnlyForFacet)
    }
}

/// The highest keys offered so far.
struct Best {
    limit: usize,
    after: Option<SortKey>,
    heap: BinaryHeap<Reverse<SortKey>>,
}

impl Best {
    /// Offers a hit; its id is read only when its worth may be enough.
    fn offer(&mut self, worth: u64, id: impl FnOnce() -> u128) {
        let full = self.heap.len() >= self.limit;
        let lowest = self.heap.peek().map(|Reverse(key)| *key);
        let too_low = full && lowest.is_some_and(|(lowest, _)| worth < lowest);
        if too_low || self.after.is_some_and(|(last, _)| worth > last) {
            return;
        }
        let key = (worth, id());
        if self.after.is_some_and(|last| key >= last) {
            return;
        }
        if full {
            if lowest.is_some_and(|lowest| key <= lowest) {
                return;
            }
            self.heap.pop();
        }
        self.heap.push(Reverse(key));
    }

    fn into_sorted(self) -> Vec<SortKey> {
        self.heap
            .into_sorted_vec()
            .into_iter()
            .map(|Reverse(key)| key)
            .collect()
    }
}
