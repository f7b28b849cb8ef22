//! Explanations: what a pair's contributions are made of, in words. Made for the page returned,
//! from the numbers the scorer gave, so that nothing is said that was not scored.

pub mod bridges;
pub mod candidates;
pub mod change_phrases;
pub mod changes;
mod covered_phrases;
pub mod gate_changes;
pub mod gate_lines;
mod gate_phrases;
mod item_phrases;
pub mod items;
pub mod path;
pub mod phrases;
pub mod question_phrases;
pub mod questions;
pub mod reasons;
pub mod schemes;
mod words;

use super::features::VacancyView;
use super::plan::Plan;
use super::score::PairScore;
use crate::domain::language::Language;
use bridges::Bridge;
use gate_lines::GateLine;
use items::{FoundItem, MissingItem, NearItem};
use path::Path;
use reasons::Reason;

/// Everything said of one pair.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation<'k> {
    /// Asked items the person has.
    pub found: Vec<FoundItem<'k>>,
    /// Asked items something close stands in for.
    pub near: Vec<NearItem<'k>>,
    /// Asked items nothing stands in for.
    pub missing: Vec<MissingItem<'k>>,
    /// Reasons, by axis; each axis' contributions sum to the axis' own.
    pub reasons: Vec<Reason<'k>>,
    /// Gates the vacancy raises, and those that are not plainly open.
    pub gates: Vec<GateLine<'k>>,
    /// What closes a gap beside the job.
    pub bridges: Vec<Bridge<'k>>,
    /// How the job leads to the person's goal.
    pub path: Option<Path<'k>>,
}

/// Explains a scored pair.
pub fn explain<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    language: Language,
) -> Explanation<'k> {
    let mut explanation = Explanation::default();
    explanation.replace(plan, vacancy, pair, language);
    explanation
}

impl<'k> Explanation<'k> {
    /// Explains another pair in the room that this one had.
    pub fn replace(
        &mut self,
        plan: &Plan<'k>,
        vacancy: &VacancyView<'_>,
        pair: &PairScore,
        language: Language,
    ) {
        self.clear();
        self.gates
            .extend(gate_lines::gate_lines(plan, vacancy, pair, language));
        self.path = path::path(plan, vacancy, language);
        if pair.resources.is_some() {
            items::sort_items(plan, vacancy, language, self);
        }
        bridges::bridges(plan, vacancy, pair, self, language);
        reasons::reasons(plan, vacancy, pair, self, language);
    }

    fn clear(&mut self) {
        self.found.clear();
        self.near.clear();
        self.missing.clear();
        self.reasons.clear();
        self.gates.clear();
        self.bridges.clear();
    }
}
