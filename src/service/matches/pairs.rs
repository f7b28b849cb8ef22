//! Scores of single pairs, with the place each has or would have.

use super::counterfactuals::{Looked, counterfactuals};
use super::list_terms::mix_of;
use super::mobility_package::PairParts;
use super::render::{Renderer, Told, offer};
use super::request::Terms;
use super::standing::{self, StandingOf};
use super::trial::Trial;
use super::{Engine, filter, to_bytes};
use crate::domain::ids::{OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::domain::vacancy::Vacancy;
use crate::matching::explain::gate_lines::gate_lines;
use crate::matching::explain::{Explanation, explain};
use crate::matching::extract::{VacancyIdentity, extract};
use crate::matching::features::{VacancyFeatures, VacancyView};
use crate::matching::list::{ListQuery, OrderKey};
use crate::matching::score::{PairScore, nearest, score};
use crate::ports::match_table::{Card, MatchTableView};
use crate::service::error::ServiceError;
use crate::wire::match_in::Include;
use crate::wire::match_out::{ScoreListOut, ScoreOut};
use crate::wire::score_in::ScoreRequest;
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A vacancy to score and its id, when it is kept.
pub(super) struct ToScore {
    pub(super) id: Option<VacancyId>,
    pub(super) vacancy: Vacancy,
}

/// Which pairs are scored, and what people decided about the jobseeker's lists.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) request: &'a ScoreRequest,
    pub(super) seeker: &'a Jobseeker,
    pub(super) pairs: &'a [ToScore],
    pub(super) standing: Option<&'a StandingOf>,
}

impl Engine {
    /// The answer to `POST /v1/score`.
    pub(super) fn score_reply(
        &self,
        organisation: &OrganisationId,
        asked: Asked<'_>,
        language: Language,
        now: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let Asked {
            request,
            seeker,
            pairs,
            standing,
        } = asked;
        let table = self.table.current();
        let terms = Terms::new(&request.scoring, seeker, &self.rulesets, now)?;
        let plan = terms.plan(seeker, &self.knowledge);
        let renderer = Renderer {
            plan: &plan,
            language,
            parts: PairParts::of(&request.include),
        };
        let features: Vec<VacancyFeatures> = pairs
            .iter()
            .map(|pair| self.features(organisation, pair, &*table))
            .collect();
        let all = ListQuery::first(0, filter::all_of(organisation, &*table));
        let mix = mix_of(&terms, seeker);
        let trial = Trial {
            plan: &plan,
            terms: &terms,
            knowledge: &self.knowledge,
            table: &*table,
            query: &all,
            mix: &mix,
        };
        let scored: Vec<Scored<'_>> = pairs
            .iter()
            .zip(&features)
            .map(|(asked, features)| Scored::new(&renderer, asked, features.view()))
            .collect();
        let places = Places::of(&trial);
        let mut scores: Vec<ScoreOut<'_>> = scored
            .iter()
            .map(|scored| ScoreOut {
                passes: scored.pair.gates.open(),
                hidden: standing::hides(standing, scored.asked.id),
                rank_if_open: places.rank(&trial, &scored.view, &scored.open),
                score_if_open: scored.open.base,
                offer_if_open: offer(&scored.view, &scored.open),
                pair: renderer.pair(scored.told(), Vec::new()),
            })
            .collect();
        if request.include.contains(&Include::Counterfactuals) {
            add_counterfactuals(&trial, &features, request.first_k, language, &mut scores);
        }
        let reply = ScoreListOut {
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            weights: terms.weights_out(&plan.weights),
            as_of: terms.as_of_text(),
            schemes: renderer.schemes(&named_schemes(&scored)),
            scores,
            assumed: terms.assumed(seeker),
        };
        to_bytes(&reply)
    }

    /// What the scorer reads of a vacancy to score.
    pub(super) fn features(
        &self,
        organisation: &OrganisationId,
        pair: &ToScore,
        table: &dyn MatchTableView,
    ) -> VacancyFeatures {
        let identity = VacancyIdentity {
            id: pair.id.unwrap_or_else(|| VacancyId::from_uuid(Uuid::nil())),
            organisation,
            organisation_number: filter::number_of(organisation, table),
        };
        extract(&pair.vacancy, identity, &self.knowledge)
    }
}

/// A pair that was asked for, scored and explained.
struct Scored<'a> {
    asked: &'a ToScore,
    view: VacancyView<'a>,
    pair: PairScore,
    /// The pair with the offer that is nearest to opening.
    open: PairScore,
    said: Explanation<'a>,
}

impl<'a> Scored<'a> {
    fn new(renderer: &Renderer<'a>, asked: &'a ToScore, view: VacancyView<'a>) -> Self {
        let Renderer { plan, language, .. } = *renderer;
        let pair = score(plan, &view);
        let open = nearest(plan, &view, pair);
        let mut said = explain(plan, &view, &pair, language);
        if !pair.gates.open() {
            said.gates = gate_lines(plan, &view, &open, language).collect();
        }
        Self {
            asked,
            view,
            pair,
            open,
            said,
        }
    }

    fn told(&self) -> Told<'_> {
        Told {
            view: self.view,
            card: Card::of(&self.asked.vacancy),
            id: self.asked.id,
            pair: &self.pair,
            said: &self.said,
        }
    }
}

/// Codes of the schemes that bridges name.
fn named_schemes(scored: &[Scored<'_>]) -> BTreeSet<&'static str> {
    let bridges = scored.iter().flat_map(|scored| &scored.said.bridges);
    bridges.flat_map(|bridge| bridge.schemes.iter()).collect()
}

/// The first places of the person's list, and what follows them.
struct Places {
    head: Vec<u128>,
    rest: ListQuery,
}

impl Places {
    fn of(trial: &Trial<'_>) -> Self {
        let head = trial.head();
        let mut rest = trial.query.clone();
        rest.filter.without.extend(&head);
        Self { head, rest }
    }

    /// The place of a pair, from 1: the one it has in the list or, where it is in none, the one its score
    /// would give it.
    fn rank(&self, trial: &Trial<'_>, view: &VacancyView<'_>, pair: &PairScore) -> usize {
        let key = OrderKey::of(view.keys, pair.base);
        let listed = pair.gates.open() && key.id.0 != 0;
        if !listed {
            return trial.table.rank_of(trial.plan, trial.query, key) + 1;
        }
        match self.head.iter().position(|&id| id == key.id.0) {
            Some(at) => at + 1,
            None => self.head.len() + trial.table.rank_of(trial.plan, &self.rest, key) + 1,
        }
    }
}

/// Puts beside every pair the changes that would lift it among the first places.
fn add_counterfactuals<'a>(
    trial: &Trial<'a>,
    features: &[VacancyFeatures],
    first_k: Option<u16>,
    language: Language,
    scores: &mut [ScoreOut<'a>],
) {
    let looked: Vec<Looked<'_>> = features
        .iter()
        .map(|features| Looked::at(trial.plan, features.view()))
        .collect();
    let first_k = first_k.unwrap_or(trial.plan.rules.ruleset.explanations.first_k);
    let told = counterfactuals(trial, &looked, first_k, language);
    for (score, told) in scores.iter_mut().zip(told) {
        score.pair.counterfactuals = told;
    }
}
