//! From one occupation to another: what a move takes along, and how viable that makes it.
//!
//! [`measures`] says how alike two occupations are, [`weights`] how that adds up.

pub mod concepts;
pub mod curve;
pub mod measures;
pub mod weights;

use self::measures::{Brought, Measures, Portrait, Target};
use self::weights::MOST_DIGITS;
use super::occupations::{OccupationIx, Occupations};
use super::outcomes::Outcomes;
use super::relations::Relations;
use super::similarity::Similarity;
use super::skills::{SkillIx, Skills};
pub use weights::TransitionWeights;

/// Closeness of experience within the same unit, minor and sub-major group.
const EXPERIENCE_CLOSENESS: [f64; 5] = [0.0, 0.0, 0.4, 0.7, 1.0];
/// Experience in an occupation with all the same skills counts this much, short of the same one.
const EXPERIENCE_BY_SKILLS: f64 = 0.8;
/// A skill that is brought less surely than this (percent) is missing, not shared.
const SHARED_FROM: u8 = 60;

/// A move between two occupations, with its evidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transition {
    /// How viable the move is, 0..=1; 1 for the own occupation.
    pub viability: f64,
    /// Share (0..=1, weighted by rarity) of the target's essential skills that the source brings, near ones partly;
    /// 0 when none are known.
    pub skills_shared: f64,
    /// The same of its optional skills.
    pub optional_shared: f64,
    /// How alike the two are.
    pub measures: Measures,
    /// How many leading digits of ISCO-08 the two share, 0..=4.
    pub digits: usize,
    /// Skill level of the target less that of the source, -3..=3.
    pub level_step: i8,
    /// Share of people who made this move and stayed, of at least the ruleset's fewest; `None` with fewer.
    pub observed: Option<f64>,
}

/// A skill of the target and how surely the source brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedSkill {
    /// The skill.
    pub skill: SkillIx,
    /// How surely it, or one near it, is brought, in percent.
    pub percent: u8,
}

impl WantedSkill {
    /// Whether it counts as brought.
    pub const fn is_shared(self) -> bool {
        self.percent >= SHARED_FROM
    }
}

/// Everything needed to judge a move between any two occupations.
#[derive(Debug, Default)]
pub struct Transitions {
    brought: Vec<Brought>,
    targets: Vec<Target>,
    codes: Vec<u16>,
    levels: Vec<u8>,
    outcomes: Outcomes,
}

impl Transitions {
    pub(crate) fn build(
        occupations: &Occupations,
        skills: &Skills,
        relations: &Relations,
        similarity: &Similarity,
        outcomes: Outcomes,
    ) -> Self {
        let portrait = |ix: OccupationIx| Portrait {
            essential: relations.essential(ix),
            optional: relations.optional(ix),
            demands: occupations.demands(ix),
            inherited: relations.is_inherited(ix),
        };
        let all = || occupations.all();
        Self {
            brought: all()
                .map(|ix| Brought::by(portrait(ix), skills, similarity))
                .collect(),
            targets: all()
                .map(|ix| Target::of(portrait(ix), skills, similarity))
                .collect(),
            codes: all().map(|ix| occupations.code(ix).number()).collect(),
            levels: all().map(|ix| occupations.skill_level(ix)).collect(),
            outcomes,
        }
    }

    /// The move from one occupation to another.
    pub fn between(&self, from: OccupationIx, to: OccupationIx, weights: &TransitionWeights) -> Transition {
        let measures = self.measures(from, to);
        let digits = self.shared_digits(from, to);
        let level_step = self.levels[to.at()] as i8 - self.levels[from.at()] as i8;
        let seen = self.outcomes.of(from, to);
        let seen = seen.filter(|seen| seen.moved >= weights.outcomes_least.max(1));
        let viability = if from == to {
            1.0
        } else {
            let expected = weights.viability(&measures, digits, level_step);
            seen.map_or(expected, |seen| seen.mixed_into(expected, weights))
        };
        Transition {
            viability,
            skills_shared: measures.with_optional.unwrap_or(0.0),
            optional_shared: measures.optional.unwrap_or(0.0),
            measures,
            digits,
            level_step,
            observed: seen.map(|seen| f64::from(seen.stayed) / f64::from(seen.moved)),
        }
    }

    /// How alike two occupations are.
    pub fn measures(&self, from: OccupationIx, to: OccupationIx) -> Measures {
        self.targets[to.at()].measures(&self.brought[from.at()])
    }

    /// The moves from one occupation to all, in the order of the occupations.
    pub fn row_to_all(&self, from: OccupationIx, weights: &TransitionWeights) -> Vec<Transition> {
        (0..self.codes.len() as u16)
            .map(|to| self.between(from, OccupationIx(to), weights))
            .collect()
    }

    /// How near experience in one occupation is to another, 0..=1: by the tree of ISCO-08 or by the
    /// essential skills it brings, whichever is nearer.
    pub fn experience_closeness(&self, had: OccupationIx, asked: OccupationIx) -> f64 {
        let by_tree = EXPERIENCE_CLOSENESS[self.shared_digits(had, asked)];
        let by_skills = self.measures(had, asked).with_optional.unwrap_or(0.0);
        by_tree.max(EXPERIENCE_BY_SKILLS * by_skills)
    }

    fn shared_digits(&self, one: OccupationIx, other: OccupationIx) -> usize {
        shared_digits(self.codes[one.at()], self.codes[other.at()])
    }
}

/// How many leading digits two unit groups share, 0..=4.
pub fn shared_digits(one: u16, other: u16) -> usize {
    [1000, 100, 10, 1]
        .iter()
        .take_while(|&&scale| one / scale == other / scale)
        .count()
        .min(MOST_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;

    fn sample() -> (Occupations, Transitions) {
        let (occupations, skills, relations) = relations::tests::sample();
        let similarity = Similarity::build(&occupations, &skills, &relations);
        let outcomes = Outcomes::default();
        let transitions = Transitions::build(&occupations, &skills, &relations, &similarity, outcomes);
        (occupations, transitions)
    }

    #[test]
    fn shared_skills_make_a_move_viable() {
        let (occupations, transitions) = sample();
        let ix = |code: &str| occupations.with_prefix(code)[0];
        let weights = TransitionWeights::default();
        let go = |from, to| transitions.between(ix(from), ix(to), &weights);
        assert!((go("4321", "4321").viability - 1.0).abs() < 1e-12);
        assert_eq!(go("4321", "9333").level_step, -1);
        assert!(
            go("4321", "9333").skills_shared < 0.5,
            "one skill is thin evidence"
        );
        assert!(go("4321", "9333").viability > go("4311", "9333").viability);
        assert!(
            go("9333", "8344").viability < go("4321", "8344").viability,
            "a step up costs"
        );
    }

    #[test]
    fn every_number_stays_within_its_bounds_and_rows_agree_with_pairs() {
        let (occupations, transitions) = sample();
        let weights = TransitionWeights::default();
        for from in occupations.all() {
            for (to, row) in occupations.all().zip(transitions.row_to_all(from, &weights)) {
                assert_eq!(row, transitions.between(from, to, &weights));
                for share in [row.viability, row.skills_shared, row.optional_shared] {
                    assert!((0.0..=1.0).contains(&share));
                }
                let near = transitions.experience_closeness(from, to);
                assert!((0.0..=1.0).contains(&near) && ((near - 1.0).abs() < 1e-12) == (from == to));
            }
        }
    }
}
