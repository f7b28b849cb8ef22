//! Answers put together.

use super::answer::Answer;
use super::questions::{Costing, Question};
use crate::domain::travel_mode::TimeBand;
use crate::travel::places::Places;
use crate::travel::road::end_tenths;
use crate::travel::{Imported, ImportedTable, Matrices};

/// The minutes of one means of transport, as far as they were answered.
#[derive(Debug)]
pub struct Collected<'p> {
    costing: Costing,
    places: &'p Places,
    cells: Vec<u16>,
}

impl<'p> Collected<'p> {
    /// Nothing was answered yet.
    pub fn new(costing: Costing, places: &'p Places) -> Self {
        let zones = places.zone_count();
        Self {
            costing,
            places,
            cells: vec![Imported::NOT_ASKED; zones * zones],
        }
    }

    /// Adds an answer; the order of answers does not matter.
    pub fn add(&mut self, question: &Question, answer: &Answer) {
        let zones = self.places.zones();
        let end = |zone: usize| f64::from(end_tenths(self.costing.mode(), zones[zone].density));
        let mut times = answer.0.iter();
        for &from in &question.sources {
            for (&to, time) in question.targets.iter().zip(times.by_ref()) {
                if from == to {
                    continue;
                }
                self.cells[from * zones.len() + to] = time.map_or(Matrices::UNREACHABLE, |seconds| {
                    let tenths = seconds / 6.0 + end(from) + end(to);
                    // Round half up by truncation: exact and equal on every machine.
                    ((tenths / 10.0 + 0.5) as u16).min(Matrices::LONGEST)
                });
            }
        }
    }

    /// The table, the same in all bands.
    pub fn into_table(self) -> ImportedTable {
        ImportedTable {
            mode: self.costing.mode(),
            bands: TimeBand::ALL.to_vec(),
            cells: self.cells,
        }
    }
}
