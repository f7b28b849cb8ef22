//! A ruleset with what follows from it and the tables: rows of moves between occupations, made
//! once when first needed.

use super::features::Teaching;
use super::knowledge::Knowledge;
use super::resources::{self, Item};
use super::ruleset::{BranchRules, Ruleset};
use crate::taxonomy::balance::Balance;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::transitions::TransitionWeights;
use crate::travel::LabourMarketArea;
use std::sync::OnceLock;

/// A ruleset ready for scoring.
#[derive(Debug)]
pub struct Rules {
    /// The validated file.
    pub ruleset: Ruleset,
    weights: TransitionWeights,
    rows: Vec<OnceLock<Vec<Move>>>,
    steps: Vec<OnceLock<Vec<f64>>>,
    /// By number of the area, 0 for all of Denmark, then by occupation.
    balances: Vec<Vec<Option<Balance>>>,
    best_markets: Vec<f64>,
    items: Vec<Item>,
}

/// A move from one occupation to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Move {
    /// How far the source carries into the target, 0..=1, without any training.
    pub brought: f64,
    /// Part of the rest that training on the job gives anybody, 0..=1.
    pub entry: f64,
    /// Share of the target's essential skills that the source brings, 0..=1.
    pub skills_shared: f64,
    /// What experience in the source is worth in the target, 0..=1.
    pub closeness: f64,
    /// Skill level of the target less that of the source, -3..=3.
    pub level_step: i8,
}

impl Move {
    /// How viable the move is, 0..=1: what is brought, and of the rest what is taught.
    pub fn viability(&self, teaching: Teaching, rules: &BranchRules) -> f64 {
        let taught = self.taught(teaching, rules);
        taught + (1.0 - taught) * self.brought
    }

    /// Part of what is not brought that teaching gives anybody, 0..=1.
    pub fn taught(&self, teaching: Teaching, rules: &BranchRules) -> f64 {
        match teaching {
            Teaching::Usual => self.entry,
            // In proportion, so that where the law asks for an authorisation it gives nothing.
            Teaching::Introduction => (self.entry * rules.introduction_factor).min(1.0),
            Teaching::Education => self.entry.max(rules.entry_education),
        }
    }
}

impl Rules {
    /// A ruleset over a set of tables.
    pub fn new(ruleset: Ruleset, knowledge: &Knowledge) -> Self {
        // A validated ruleset has weights that fit together.
        let weights = ruleset.transitions.weights().unwrap_or_default();
        let occupations = || knowledge.taxonomy.occupations.all();
        let rows = occupations().map(|_| OnceLock::new()).collect();
        let steps = occupations().map(|_| OnceLock::new()).collect();
        let items = resources::items(&ruleset.resources, knowledge);
        let mut rules = Self {
            ruleset,
            weights,
            rows,
            steps,
            balances: Vec::new(),
            best_markets: Vec::new(),
            items,
        };
        rules.lay_out_balances(knowledge);
        rules
    }

    fn lay_out_balances(&mut self, knowledge: &Knowledge) {
        let areas = LabourMarketArea::ALL.iter().map(|&area| Some(area));
        let balances = std::iter::once(None).chain(areas).map(|area| {
            let occupations = knowledge.taxonomy.occupations.all();
            occupations
                .map(|occupation| published_balance(occupation, area, knowledge))
                .collect()
        });
        self.balances = balances.collect();
        let areas = 0..self.balances.len() as u8;
        let best = |occupation: OccupationIx| {
            let markets = areas.clone().map(|area| self.market(area, occupation.0));
            markets.fold(0.0, f64::max)
        };
        self.best_markets = knowledge.taxonomy.occupations.all().map(best).collect();
    }

    /// What every skill and certificate weighs where it is asked.
    pub(super) fn items(&self) -> &[Item] {
        &self.items
    }

    /// State of the labour market for an occupation in an area; areas are numbered as in
    /// [`VacancyCore::area`](super::features::VacancyCore::area).
    pub fn balance(&self, area: u8, occupation: u16) -> Option<Balance> {
        let row = self.balances.get(usize::from(area))?;
        row.get(usize::from(occupation)).copied().flatten()
    }

    /// What the labour market for an occupation is worth in an area, 0..=1.
    pub fn market(&self, area: u8, occupation: u16) -> f64 {
        self.balance_value(self.balance(area, occupation))
    }

    /// The same in the best of all areas.
    pub fn best_market(&self, occupation: u16) -> f64 {
        let market = self.best_markets.get(usize::from(occupation));
        market.copied().unwrap_or(self.ruleset.branch.unknown_balance)
    }

    /// How the evidence of a move weighs.
    pub const fn transition_weights(&self) -> &TransitionWeights {
        &self.weights
    }

    /// Moves from an occupation to every other, in the order of the table of occupations.
    pub fn moves_from(&self, from: OccupationIx, knowledge: &Knowledge) -> &[Move] {
        match self.rows.get(usize::from(from.0)) {
            Some(row) => row.get_or_init(|| self.row(from, knowledge)),
            None => &[],
        }
    }

    /// Share of a goal's essential skills that each occupation brings, 0..=1, in the order of the
    /// table of occupations.
    pub fn steps_to(&self, goal: OccupationIx, knowledge: &Knowledge) -> &[f64] {
        let taxonomy = &knowledge.taxonomy;
        match self.steps.get(usize::from(goal.0)) {
            Some(column) => column.get_or_init(|| {
                let share = |from| {
                    taxonomy
                        .transitions
                        .between(from, goal, &self.weights)
                        .skills_shared
                };
                taxonomy.occupations.all().map(share).collect()
            }),
            None => &[],
        }
    }

    fn row(&self, from: OccupationIx, knowledge: &Knowledge) -> Vec<Move> {
        let taxonomy = &knowledge.taxonomy;
        taxonomy
            .occupations
            .all()
            .zip(taxonomy.transitions.row_to_all(from, &self.weights))
            .map(|(to, transition)| {
                let entry = self.entry_share(to, knowledge);
                Move {
                    brought: transition.viability,
                    entry,
                    skills_shared: transition.skills_shared,
                    closeness: taxonomy.transitions.experience_closeness(from, to),
                    level_step: transition.level_step,
                }
            })
            .collect()
    }

    /// What training on the job gives anybody; nothing where the law asks for an authorisation.
    fn entry_share(&self, to: OccupationIx, knowledge: &Knowledge) -> f64 {
        let (occupations, branch) = (&knowledge.taxonomy.occupations, &self.ruleset.branch);
        match occupations.skill_level(to) {
            _ if occupations.authorisation(to).is_some() => 0.0,
            1 => branch.entry_level_1,
            2 => branch.entry_level_2,
            3 => branch.entry_level_3,
            _ => branch.entry_level_4,
        }
    }

    /// What a state of the labour market is worth, 0..=1.
    pub fn balance_value(&self, balance: Option<Balance>) -> f64 {
        let branch = &self.ruleset.branch;
        match balance {
            Some(Balance::Shortage) => branch.shortage,
            Some(Balance::Paradox) => branch.paradox,
            Some(Balance::Good) => branch.good,
            Some(Balance::LessGood) => branch.less_good,
            None => branch.unknown_balance,
        }
    }
}

fn published_balance(
    occupation: OccupationIx,
    area: Option<LabourMarketArea>,
    knowledge: &Knowledge,
) -> Option<Balance> {
    let balances = &knowledge.taxonomy.balances;
    balances.of(area.map_or("*", LabourMarketArea::code), occupation)
}
