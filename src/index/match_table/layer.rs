//! A segment, less what newer changes have replaced.

use super::segment::Segment;
use crate::matching::columns::{Columns, KindRows};
use crate::matching::demand::Difference;
use crate::matching::features::VacancyView;
use crate::matching::probe::Probe;
use std::sync::Arc;

/// A segment, less the rows that newer changes have replaced.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    pub(super) segment: Arc<Segment>,
    pub(super) dead: Arc<DeadRows>,
}

/// Rows that no longer stand, as bits; no words at all while none is dead.
#[derive(Debug, Default)]
pub(super) struct DeadRows {
    words: Vec<u64>,
    count: usize,
}

impl DeadRows {
    pub(super) fn of(rows: impl Iterator<Item = u32>, among: usize) -> Self {
        let mut dead = Self::default();
        for row in rows {
            dead.words.resize(among.div_ceil(64), 0);
            dead.words[row as usize / 64] |= 1 << (row % 64);
        }
        dead.count = dead.words.iter().map(|word| word.count_ones() as usize).sum();
        dead
    }

    fn has(&self, row: u32) -> bool {
        let word = self.words.get(row as usize / 64);
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }
}

impl Layer {
    pub(super) fn of(segment: Segment) -> Self {
        Self {
            segment: Arc::new(segment),
            dead: Arc::default(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.segment.len() - self.dead.count
    }
}

impl Columns for Layer {
    fn kinds(&self) -> &[KindRows] {
        self.segment.kinds()
    }

    fn zones(&self) -> &[u16] {
        self.segment.zones()
    }

    fn probes(&self) -> &[Probe] {
        self.segment.probes()
    }

    fn differences(&self) -> &[Difference] {
        self.segment.differences()
    }

    fn is_live(&self, row: u32) -> bool {
        !self.dead.has(row)
    }

    fn view(&self, row: u32) -> VacancyView<'_> {
        self.segment.view(row)
    }

    fn fetch(&self, row: u32) -> u64 {
        self.segment.fetch(row)
    }
}
