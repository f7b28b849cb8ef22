//! From the two fits to the parameters of a ruleset, in thousandths.
//!
//! 1. The curves come from the ratings ([`super::ratings`]), divided by what they give together.
//! 2. With the curves standing, logistic regression on O*NET's related occupations says how much they, the
//!    target's optional skills, each digit shared in ISCO-08 and each level of skill weigh. Relatedness
//!    has no direction, so a step down may cost as much as one up, never more. The fourth digit, which
//!    no pair of unit groups shares, is worth as much as the third.
//! 3. The scale keeps the meaning of the ruleset's bounds: among all pairs of unit groups, as large a share
//!    is at or above `reachable_viability` as the curves expect a mark of 2.5 or more (the study's bound
//!    of feasible), and at or above `near_viability` as they expect 3.5 or more.

use super::chance::Chance;
use super::onet::{Pair, Related};
use super::ratings::{KNOTS, Shape};
use super::solvers::logistic;
use super::statistics::quantile;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::transitions::TransitionWeights;
use crate::taxonomy::transitions::curve::Curve;
use crate::taxonomy::transitions::measures::Measures;
use std::collections::BTreeSet;

/// Seed of the split by target.
const TARGET_SEED: u64 = 408;
/// The targets are parted into so many, one of which is held out.
const PARTS: usize = 5;
/// Most Newton rounds.
const ROUNDS: usize = 60;
/// Marks that the study, and half a step above neutral, call feasible.
const FEASIBLE: [f64; 2] = [2.5, 3.5];

/// A pair of unit groups as the product sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case {
    pub(super) pair: Pair,
    pub(super) measures: Measures,
    pub(super) digits: usize,
    pub(super) level_step: i8,
}

/// Every pair of different unit groups.
pub(super) fn all_cases(taxonomy: &Taxonomy) -> Vec<Case> {
    let plain = TransitionWeights::default();
    let occupations = &taxonomy.occupations;
    let mut cases = Vec::with_capacity(occupations.len() * occupations.len());
    for from in occupations.all() {
        for to in occupations.all().filter(|&to| to != from) {
            let step = taxonomy.transitions.between(from, to, &plain);
            cases.push(Case {
                pair: (occupations.code(from).number(), occupations.code(to).number()),
                measures: step.measures,
                digits: step.digits,
                level_step: step.level_step,
            });
        }
    }
    cases
}

/// The targets in parts of chance; the first part is the one that is only measured on.
pub(super) fn target_parts(related: &Related) -> Vec<BTreeSet<u16>> {
    let targets: Vec<u16> = related.mapped.iter().copied().collect();
    let order = Chance::new(TARGET_SEED).order(targets.len());
    let size = targets.len().div_ceil(PARTS).max(1);
    let parts = order.chunks(size);
    parts
        .map(|part| part.iter().map(|&place| targets[place]).collect())
        .collect()
}

/// The parameters of a ruleset's table `transitions`, in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parameters {
    curves: [Vec<[u32; 2]>; 4],
    shape: u32,
    optional: u32,
    closeness: [u32; 5],
    step_up: u32,
    step_down: u32,
    scale: Vec<[u32; 2]>,
}

impl Parameters {
    /// Fits everything that a ruleset holds of it; `bounds` are the ruleset's reachable and near viability.
    pub(super) fn fit(shape: &Shape, related: &Related, cases: &[Case], bounds: [f64; 2]) -> Self {
        let held_out = target_parts(related).into_iter().next().unwrap_or_default();
        let mut parameters = Self::weighed(shape, related, cases, &held_out);
        parameters.rescale(shape, cases, bounds);
        parameters
    }

    /// Fits all but the scale, without looking at some targets.
    pub(super) fn weighed(
        shape: &Shape,
        related: &Related,
        cases: &[Case],
        held_out: &BTreeSet<u16>,
    ) -> Self {
        let mut parameters = Self::with_curves(shape);
        parameters.weigh(related, cases, held_out);
        parameters
    }

    fn with_curves(shape: &Shape) -> Self {
        let most = shape.most();
        let mut curves = [const { Vec::new() }; 4];
        for ((curve, knots), heights) in curves.iter_mut().zip(KNOTS).zip(&shape.heights) {
            let points = knots.iter().zip(heights);
            *curve = points
                .map(|(&knot, &height)| [thousandths(knot), thousandths(height / most)])
                .collect();
        }
        Self {
            curves,
            shape: 1000,
            optional: 0,
            closeness: [0; 5],
            step_up: 0,
            step_down: 0,
            scale: vec![[1000, 1000]],
        }
    }

    fn weigh(&mut self, related: &Related, cases: &[Case], held_out: &BTreeSet<u16>) {
        let curves = self.weights();
        let rows: Vec<(Vec<f64>, bool)> = cases
            .iter()
            .filter(|case| related.mapped.contains(&case.pair.0) && related.mapped.contains(&case.pair.1))
            .filter(|case| !held_out.contains(&case.pair.1))
            .map(|case| (features(case, &curves), related.pairs.contains(&case.pair)))
            .collect();
        let fit = logistic(&rows, ROUNDS);
        let &[shape, optional, one, two, three, step, more_up] = fit.coefficients.as_slice() else {
            return;
        };
        let total = shape + optional + one + two + three + three;
        if total <= 0.0 {
            return;
        }
        let share = |weight: f64| thousandths(weight / total);
        self.shape = share(shape);
        self.optional = share(optional);
        // The last takes what rounding leaves, so that the parts sum to 1.
        let last = 1000_u32.saturating_sub(self.shape + self.optional);
        self.closeness = [0, share(one), share(one + two), share(one + two + three), last];
        self.step_up = share(step + more_up);
        self.step_down = share(step);
    }

    fn rescale(&mut self, shape: &Shape, cases: &[Case], bounds: [f64; 2]) {
        let weights = self.weights();
        let mut raw: Vec<f64> = cases
            .iter()
            .map(|case| weights.raw(&case.measures, case.digits, case.level_step))
            .collect();
        raw.sort_by(f64::total_cmp);
        let mark = |case: &Case| shape.start + shape.most() * weights.shape(&case.measures).unwrap_or(0.0);
        let points = FEASIBLE.into_iter().zip(bounds).map(|(feasible, bound)| {
            let judged = cases.iter().filter(|case| mark(case) >= feasible).count();
            let share = judged as f64 / cases.len().max(1) as f64;
            [thousandths(quantile(&raw, 1.0 - share)), thousandths(bound)]
        });
        self.scale = points.chain([[1000, 1000]]).collect();
    }

    /// The weights these parameters give. Observed outcomes are not fitted and stay without weight.
    pub(super) fn weights(&self) -> TransitionWeights {
        let curve = |points: &[[u32; 2]]| {
            let points: Vec<[f64; 2]> = points.iter().map(|point| point.map(decimal)).collect();
            Curve::through(&points).unwrap_or_default()
        };
        let [essential, with_optional, activities, context] =
            self.curves.each_ref().map(|points| curve(points));
        TransitionWeights {
            essential,
            with_optional,
            activities,
            context,
            shape: decimal(self.shape),
            optional: decimal(self.optional),
            closeness: self.closeness.map(decimal),
            step_up: decimal(self.step_up),
            step_down: decimal(self.step_down),
            scale: curve(&self.scale),
            ..TransitionWeights::default()
        }
    }

    /// Whether a ruleset holds the same.
    pub(super) fn are_those_of(&self, weights: &TransitionWeights) -> bool {
        let own = TransitionWeights {
            outcomes: weights.outcomes,
            outcomes_least: weights.outcomes_least,
            outcomes_prior: weights.outcomes_prior,
            ..self.weights()
        };
        own == *weights
    }

    /// As rows of a ruleset.
    pub(super) fn to_toml(&self) -> Vec<String> {
        let list = |points: &[[u32; 2]]| {
            let points: Vec<String> = points
                .iter()
                .map(|&[place, height]| format!("[{}, {}]", decimal(place), text(height)))
                .collect();
            format!("[{}]", points.join(", "))
        };
        let names = ["essential", "with_optional", "activities", "context"];
        let mut rows: Vec<String> = names
            .iter()
            .zip(&self.curves)
            .map(|(name, points)| format!("{name} = {}", list(points)))
            .collect();
        rows.push(format!("shape = {}", text(self.shape)));
        rows.push(format!("optional = {}", text(self.optional)));
        rows.push(format!("closeness = [{}]", self.closeness.map(text).join(", ")));
        rows.push(format!("step_up = {}", text(self.step_up)));
        rows.push(format!("step_down = {}", text(self.step_down)));
        rows.push(format!("scale = {}", list(&self.scale)));
        rows
    }
}

fn thousandths(value: f64) -> u32 {
    (value.clamp(0.0, 1.0) * 1000.0).round() as u32
}

fn decimal(thousandths: u32) -> f64 {
    f64::from(thousandths) / 1000.0
}

fn text(thousandths: u32) -> String {
    format!("{:.3}", decimal(thousandths))
}

/// Curves, optional skills, one feature a shared digit, levels apart, levels up; steps count downwards.
fn features(case: &Case, curves: &TransitionWeights) -> Vec<f64> {
    let shares = |digits: usize| f64::from(u8::from(case.digits >= digits));
    vec![
        curves.shape(&case.measures).unwrap_or(0.0),
        case.measures.optional.unwrap_or(0.0),
        shares(1),
        shares(2),
        shares(3),
        -f64::from(case.level_step.abs()),
        -f64::from(case.level_step.max(0)),
    ]
}
