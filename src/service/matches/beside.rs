//! Vacancies that are answered beside the items of a page: the best that fail a gate, and those that were pinned.

use super::render::{Renderer, Told};
use super::standing::StandingOf;
use crate::domain::ids::VacancyId;
use crate::matching::explain::{Explanation, explain};
use crate::matching::features::VacancyView;
use crate::matching::list::{List, Listed};
use crate::matching::score::{PairScore, nearest, score};
use crate::ports::match_table::{Card, MatchTableView};
use crate::wire::explanation_out::CounterfactualOut;
use crate::wire::match_out::{NotNowOut, PinnedOut};
use uuid::Uuid;

/// What is answered beside the items.
pub(super) struct Beside<'a> {
    renderer: &'a Renderer<'a>,
    closed: Vec<Explained<'a>>,
    pinned: Vec<Explained<'a>>,
}

/// A vacancy, scored and explained.
struct Explained<'a> {
    view: VacancyView<'a>,
    card: Card<'a>,
    pair: PairScore,
    said: Explanation<'a>,
}

impl<'a> Beside<'a> {
    /// The best that fail a gate, and what was pinned and is still kept.
    pub(super) fn new(
        renderer: &'a Renderer<'a>,
        table: &'a dyn MatchTableView,
        list: &List,
        standing: Option<&StandingOf>,
    ) -> Self {
        let closed = list.not_now.iter().map(|&listed| {
            let closed = |view: &VacancyView<'_>, pair| nearest(renderer.plan, view, pair);
            Explained::new(renderer, table, listed, closed)
        });
        let pinned = standing.into_iter().flat_map(|standing| &standing.pinned);
        let pinned = pinned.filter_map(|&id| {
            let listed = table.find(id)?;
            Some(Explained::new(renderer, table, listed, |_, pair| pair))
        });
        Self {
            renderer,
            closed: closed.collect(),
            pinned: pinned.collect(),
        }
    }

    /// The best that fail a gate, each with its counterfactuals where those were looked for.
    pub(super) fn not_now<'e>(
        &'e self,
        mut counterfactuals: impl Iterator<Item = Vec<CounterfactualOut<'e>>>,
    ) -> Vec<NotNowOut<'e>> {
        let closed = self.closed.iter();
        closed
            .map(|one| {
                let counterfactuals = counterfactuals.next().unwrap_or_default();
                self.renderer.not_now(one.told(), counterfactuals)
            })
            .collect()
    }

    /// What was pinned, in the order in which it was.
    pub(super) fn pinned(&self) -> Vec<PinnedOut<'_>> {
        let pinned = self.pinned.iter();
        pinned
            .map(|one| PinnedOut {
                passes: one.pair.gates.open(),
                pair: self.renderer.pair(one.told(), Vec::new()),
            })
            .collect()
    }
}

impl<'a> Explained<'a> {
    fn new(
        renderer: &Renderer<'a>,
        table: &'a dyn MatchTableView,
        listed: Listed,
        told_of: impl Fn(&VacancyView<'_>, PairScore) -> PairScore,
    ) -> Self {
        let Renderer { plan, language, .. } = *renderer;
        let (view, card) = table.vacancy(listed);
        let pair = told_of(&view, score(plan, &view));
        Self {
            view,
            card,
            pair,
            said: explain(plan, &view, &pair, language),
        }
    }

    fn told(&self) -> Told<'_> {
        Told {
            view: self.view,
            card: self.card,
            id: Some(VacancyId::from_uuid(Uuid::from_u128(self.view.keys.id))),
            pair: &self.pair,
            said: &self.said,
        }
    }
}
