//! From one occupation to another: what a move takes along.
//!
//! viability = (essential · E + optional · O + isco · C) / (weights of what is known)
//!             − step up · levels up − step down · levels down, kept within 0..=1; the own occupation is 1.
//!
//! E and O are the shares of the target's essential and optional skills that somebody from the source
//! occupation brings, each skill weighted by its rarity; C is closeness in the tree of ISCO-08. A target
//! without skills of a sort is judged by the rest.

use super::occupations::{OccupationIx, Occupations};
use super::relations::Relations;
use super::similarity::{RARITY_ONE, Similarity};
use super::skills::{SkillIx, Skills};
use ndarray::{Array2, ArrayView1};

/// How surely somebody from an occupation has one of its optional skills, in percent.
const OPTIONAL_BROUGHT: u32 = 60;
/// Skills that weigh less than this together (in ordinary skills) tell too little of an occupation:
/// the rest up to it counts as not brought.
const LEAST_EVIDENCE: u32 = 3;
/// Closeness by the number of leading digits two codes share.
const ISCO_CLOSENESS: [f64; 5] = [0.0, 0.2, 0.45, 0.75, 1.0];
/// Closeness of experience within the same unit, minor and sub-major group.
const EXPERIENCE_CLOSENESS: [f64; 5] = [0.0, 0.0, 0.4, 0.7, 1.0];
/// Experience in an occupation with all the same skills counts this much, short of the same one.
const EXPERIENCE_BY_SKILLS: f64 = 0.8;

/// How the parts of viability weigh; a ruleset gives them. All are in 0..=1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TransitionWeights {
    /// Share of the target's essential skills that is brought.
    pub essential: f64,
    /// Share of the target's optional skills that is brought.
    pub optional: f64,
    /// Closeness in ISCO-08.
    pub isco: f64,
    /// Taken off for each level of skill that the target is above the source.
    pub step_up: f64,
    /// Taken off for each level of skill that the target is below the source.
    pub step_down: f64,
}

impl Default for TransitionWeights {
    fn default() -> Self {
        Self {
            essential: 0.6,
            optional: 0.15,
            isco: 0.25,
            step_up: 0.12,
            step_down: 0.03,
        }
    }
}

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
    /// Closeness in the tree of ISCO-08, 0..=1.
    pub isco_closeness: f64,
    /// Skill level of the target less that of the source, -3..=3.
    pub level_step: i8,
}

/// The skills of one sort that a target wants, with their weights.
#[derive(Debug, Default)]
struct Wanted {
    skills: Vec<(SkillIx, u32)>,
    /// All weights together, or [`LEAST_EVIDENCE`] if that is more; 0 without skills.
    total: u32,
}

impl Wanted {
    fn new(skills: &[SkillIx], similarity: &Similarity) -> Self {
        let skills: Vec<_> = skills
            .iter()
            .map(|&skill| (skill, u32::from(similarity.rarity(skill))))
            .collect();
        let total: u32 = skills.iter().map(|&(_, weight)| weight).sum();
        let least = if total > 0 {
            LEAST_EVIDENCE * u32::from(RARITY_ONE)
        } else {
            0
        };
        Self {
            skills,
            total: total.max(least),
        }
    }

    /// The weighted share that is brought; `None` when nothing is wanted.
    fn share(&self, brought: &ArrayView1<'_, u8>) -> Option<f64> {
        let sum: u32 = self
            .skills
            .iter()
            .map(|&(skill, weight)| weight * u32::from(brought[skill.at()]))
            .sum();
        (self.total > 0).then(|| f64::from(sum) / f64::from(self.total * 100))
    }
}

/// Everything needed to judge a move between any two occupations.
#[derive(Debug, Default)]
pub struct Transitions {
    /// Occupation × skill: how surely somebody from the occupation brings the skill, in percent.
    brought: Array2<u8>,
    essential: Vec<Wanted>,
    optional: Vec<Wanted>,
    codes: Vec<u16>,
    levels: Vec<u8>,
}

impl Transitions {
    pub(crate) fn build(
        occupations: &Occupations,
        skills: &Skills,
        relations: &Relations,
        similarity: &Similarity,
    ) -> Self {
        let mut brought: Array2<u8> = Array2::zeros((occupations.len(), skills.len()));
        for occupation in occupations.all() {
            let essential = relations.essential(occupation).iter().map(|&skill| (skill, 100));
            let optional = relations
                .optional(occupation)
                .iter()
                .map(|&skill| (skill, OPTIONAL_BROUGHT));
            let mut row = brought.row_mut(occupation.at());
            for (skill, sure) in essential.chain(optional) {
                let itself = std::iter::once((skill, 100));
                for (other, nearness) in itself.chain(similarity.near(skill).iter().copied()) {
                    let cell = &mut row[other.at()];
                    *cell = (*cell).max((sure * u32::from(nearness) / 100) as u8);
                }
            }
        }
        let wanted = |of: fn(&Relations, OccupationIx) -> &[SkillIx]| -> Vec<Wanted> {
            occupations
                .all()
                .map(|ix| Wanted::new(of(relations, ix), similarity))
                .collect()
        };
        Self {
            brought,
            essential: wanted(Relations::essential),
            optional: wanted(Relations::optional),
            codes: occupations
                .all()
                .map(|ix| occupations.code(ix).number())
                .collect(),
            levels: occupations.all().map(|ix| occupations.skill_level(ix)).collect(),
        }
    }

    /// The move from one occupation to another.
    pub fn between(&self, from: OccupationIx, to: OccupationIx, weights: &TransitionWeights) -> Transition {
        let brought = self.brought.row(from.at());
        let essential = self.essential[to.at()].share(&brought);
        let optional = self.optional[to.at()].share(&brought);
        let isco_closeness = ISCO_CLOSENESS[self.shared_digits(from, to)];
        let level_step = self.levels[to.at()] as i8 - self.levels[from.at()] as i8;
        let viability = if from == to {
            1.0
        } else {
            viability(weights, essential, optional, isco_closeness, level_step)
        };
        Transition {
            viability,
            skills_shared: essential.unwrap_or(0.0),
            optional_shared: optional.unwrap_or(0.0),
            isco_closeness,
            level_step,
        }
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
        let by_skills = self.essential[asked.at()]
            .share(&self.brought.row(had.at()))
            .unwrap_or(0.0);
        by_tree.max(EXPERIENCE_BY_SKILLS * by_skills)
    }

    fn shared_digits(&self, one: OccupationIx, other: OccupationIx) -> usize {
        let (one, other) = (self.codes[one.at()], self.codes[other.at()]);
        [1000, 100, 10, 1]
            .iter()
            .take_while(|&&scale| one / scale == other / scale)
            .count()
    }
}

fn viability(
    weights: &TransitionWeights,
    essential: Option<f64>,
    optional: Option<f64>,
    isco: f64,
    level_step: i8,
) -> f64 {
    let parts = [
        (weights.essential, essential),
        (weights.optional, optional),
        (weights.isco, Some(isco)),
    ];
    let (mut sum, mut known) = (0.0, 0.0);
    for (weight, share) in parts {
        if let Some(share) = share {
            sum += weight * share;
            known += weight;
        }
    }
    let base = if known > 0.0 { sum / known } else { 0.0 };
    let up = weights.step_up * f64::from(level_step.max(0));
    let down = weights.step_down * f64::from((-level_step).max(0));
    (base - up - down).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;

    fn sample() -> (Occupations, Transitions) {
        let (occupations, skills, relations) = relations::tests::sample();
        let similarity = Similarity::build(&occupations, &skills, &relations);
        let transitions = Transitions::build(&occupations, &skills, &relations, &similarity);
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
                for share in [
                    row.viability,
                    row.skills_shared,
                    row.optional_shared,
                    row.isco_closeness,
                ] {
                    assert!((0.0..=1.0).contains(&share));
                }
                let near = transitions.experience_closeness(from, to);
                assert!((0.0..=1.0).contains(&near) && ((near - 1.0).abs() < 1e-12) == (from == to));
            }
        }
    }
}
