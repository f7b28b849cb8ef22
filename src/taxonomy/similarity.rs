//! How near skills are to each other, and how much each tells.
//!
//! Nearness joins two things: where the skills stand in the hierarchy, and how far the same kinds of occupations want them
//! (`vectors`). The hierarchy says what may stand in for what; the vectors say which of the relatives are nearest. Both come
//! from the tables alone, and what is kept are whole percents, so that they are the same everywhere.

mod kinship;
mod vectors;

use super::esco::EscoTables;
use super::occupations::Occupations;
use super::relations::Relations;
use super::skills::{SkillIx, SkillKind, Skills};
use kinship::{Family, Kinship};
use serde::{Deserialize, Serialize};
use vectors::Vectors;
pub use vectors::Wants;

/// Nearness below this (percent) does not count: one skill does not stand in for the other.
pub const LEAST_NEARNESS: u8 = 40;
/// Skills that stand in for one skill at most: the nearest.
pub const MOST_NEAR: usize = 24;
/// Percent of a skill and its broader one: wanted by other occupations, and by the same ones.
const PARENT_AND_CHILD: (u32, u32) = (70, 84);
/// The same of two skills under one broader skill.
const SIBLINGS: (u32, u32) = (52, 76);
/// The same of a skill and its grandparent, and of two skills with one grandparent.
const GRANDPARENT: (u32, u32) = (30, 55);
/// The same of skills that the hierarchy does not relate: being wanted by the same occupations says that skills belong to
/// the same work, not that one replaces the other.
const STRANGERS: (u32, u32) = (0, 52);
/// Up to this many narrower skills, a group is as close as it can be; then siblings lose a percent for every
/// [`SIBLINGS_PER_PERCENT`] more, down to [`MOST_LOST`].
const CLOSE_FAMILY: usize = 20;
const SIBLINGS_PER_PERCENT: usize = 4;
const MOST_LOST: usize = 24;
/// Occupations that list a skill before its vector counts half: what one occupation lists alone is all alike.
const HALF_TRUSTED: u32 = 4;

/// Weight 1.0 of [`Similarity::rarity`].
pub const RARITY_ONE: u16 = 256;
/// A skill listed by this many occupations has weight 1.0.
const ORDINARY_OCCUPATIONS: u32 = 12;

/// Nearness and rarity of every skill. Small, and the same as long as the tables are, so that it may be kept with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Similarity {
    near: Vec<Vec<(SkillIx, u8)>>,
    rarity: Vec<u16>,
}

impl Similarity {
    pub(crate) fn build(occupations: &Occupations, skills: &Skills, relations: &Relations) -> Self {
        let own: Vec<Wants<'_>> = occupations
            .all()
            .filter(|&occupation| !relations.is_inherited(occupation))
            .map(|occupation| Wants {
                essential: relations.essential(occupation),
                optional: relations.optional(occupation),
            })
            .collect();
        Self::learn(skills, &own)
    }

    /// What was kept with an imported release; when that is nothing, learned from its occupations beside the unit groups
    /// that the tables have rows for.
    pub(crate) fn of_release(
        release: &EscoTables,
        occupations: &Occupations,
        house: &Relations,
        skills: &Skills,
    ) -> Self {
        if release.similarity.is_of(skills.len()) {
            return release.similarity.clone();
        }
        let own = occupations
            .all()
            .filter(|&ix| !house.is_inherited(ix))
            .map(|ix| Wants {
                essential: house.essential(ix),
                optional: house.optional(ix),
            });
        let imported = release.occupations.iter().map(|occupation| Wants {
            essential: &occupation.essential,
            optional: &occupation.optional,
        });
        Self::learn(skills, &own.chain(imported).collect::<Vec<_>>())
    }

    /// Learns from any occupations, whether or not they are unit groups; their skills are of `skills`.
    pub fn learn(skills: &Skills, occupations: &[Wants<'_>]) -> Self {
        let mut listed = vec![0_u32; skills.len()];
        for wants in occupations {
            for skill in wants.essential.iter().chain(wants.optional) {
                listed[skill.at()] += 1;
            }
        }
        let learned = Learned {
            vectors: Vectors::learn(occupations, skills.len()),
            listed,
        };
        Self {
            near: mutual(&near_lists(skills, &learned)),
            rarity: skills
                .all()
                .map(|skill| rarity(skills.kind(skill), learned.listed[skill.at()]))
                .collect(),
        }
    }

    /// Whether it is of a table with this many skills; a kept one may be of another.
    pub fn is_of(&self, skills: usize) -> bool {
        let known = |&(skill, percent): &(SkillIx, u8)| skill.at() < skills && percent < 100;
        let sound =
            |row: &Vec<(SkillIx, u8)>| row.is_sorted_by_key(|&(skill, _)| skill) && row.iter().all(known);
        self.near.len() == skills && self.rarity.len() == skills && self.near.iter().all(sound)
    }

    /// The skills that can stand in for `skill`, at most [`MOST_NEAR`], with how well in percent
    /// ([`LEAST_NEARNESS`]..=99), in the order of the table; itself not among them.
    pub fn near(&self, skill: SkillIx) -> &[(SkillIx, u8)] {
        &self.near[skill.at()]
    }

    /// How well one skill stands in for another, 0..=100; 100 only for the same skill.
    pub fn between(&self, one: SkillIx, other: SkillIx) -> u8 {
        if one == other {
            return 100;
        }
        let row = self.near(one);
        row.binary_search_by_key(&other, |&(skill, _)| skill)
            .map_or(0, |place| row[place].1)
    }

    /// How much having the skill tells, in units of 1/[`RARITY_ONE`]: from 0.5 for what
    /// everybody lists to 1.5 for what nobody else does; transversal skills half of that.
    pub fn rarity(&self, skill: SkillIx) -> u16 {
        self.rarity[skill.at()]
    }
}

fn rarity(kind: SkillKind, listed: u32) -> u16 {
    let one = u32::from(RARITY_ONE);
    let weight = one / 2 + one * ORDINARY_OCCUPATIONS / (ORDINARY_OCCUPATIONS + listed);
    let share = if kind == SkillKind::Transversal { 2 } else { 1 };
    (weight / share) as u16
}

/// What the occupations tell of skills.
struct Learned {
    vectors: Vectors,
    /// By skill: occupations that list it.
    listed: Vec<u32>,
}

impl Learned {
    /// How far the same occupations want both, in percent, less where few occupations tell.
    fn percent(&self, one: SkillIx, other: SkillIx) -> u32 {
        let listed = self.listed[one.at()].min(self.listed[other.at()]);
        let trusted = f64::from(listed) / f64::from(listed + HALF_TRUSTED);
        (100.0 * trusted * self.vectors.closeness(one, other)) as u32
    }

    /// Whether enough occupations list the skill for [`STRANGERS`] to be near by that alone.
    fn may_be_near_strangers(&self, skills: &Skills, skill: SkillIx) -> bool {
        let listed = self.listed[skill.at()];
        let plain = matches!(skills.kind(skill), SkillKind::Skill | SkillKind::Knowledge);
        plain && STRANGERS.1 * listed >= u32::from(LEAST_NEARNESS) * (listed + HALF_TRUSTED)
    }
}

fn between((apart, together): (u32, u32), learned: u32) -> u32 {
    apart + (together - apart) * learned / 100
}

fn percent(kinship: Kinship, learned: u32) -> u32 {
    match kinship {
        Kinship::Parent => between(PARENT_AND_CHILD, learned),
        Kinship::Siblings(family) => {
            let lost = (family.saturating_sub(CLOSE_FAMILY) / SIBLINGS_PER_PERCENT).min(MOST_LOST);
            between(SIBLINGS, learned).saturating_sub(lost as u32)
        }
        Kinship::Grandparent => between(GRANDPARENT, learned),
    }
}

/// By skill: those near enough, the nearest [`MOST_NEAR`], in the order of the table.
fn near_lists(skills: &Skills, learned: &Learned) -> Vec<Vec<(SkillIx, u8)>> {
    let family = Family::new(skills);
    let common: Vec<SkillIx> = skills
        .all()
        .filter(|&skill| learned.may_be_near_strangers(skills, skill))
        .collect();
    let near_to = |skill: SkillIx| {
        let relatives = family.relatives(skill);
        let is_relative = |other| {
            relatives
                .binary_search_by_key(&other, |&(other, _)| other)
                .is_ok()
        };
        let related = relatives
            .iter()
            .map(|&(other, kinship)| (other, percent(kinship, learned.percent(skill, other))));
        let strangers: Vec<SkillIx> = if common.binary_search(&skill).is_ok() {
            let unrelated = |&other: &SkillIx| other != skill && !is_relative(other);
            common.iter().copied().filter(unrelated).collect()
        } else {
            Vec::new()
        };
        let strangers = strangers
            .into_iter()
            .map(|other| (other, between(STRANGERS, learned.percent(skill, other))));
        let mut near: Vec<(SkillIx, u8)> = related
            .chain(strangers)
            .filter(|&(_, percent)| percent >= u32::from(LEAST_NEARNESS))
            .map(|(other, percent)| (other, percent as u8))
            .collect();
        near.sort_unstable_by_key(|&(other, percent)| (std::cmp::Reverse(percent), other));
        near.truncate(MOST_NEAR);
        near.sort_unstable_by_key(|&(other, _)| other);
        near
    };
    skills.all().map(near_to).collect()
}

/// Leaves the pairs that are in the lists of both: nearness has no direction.
fn mutual(lists: &[Vec<(SkillIx, u8)>]) -> Vec<Vec<(SkillIx, u8)>> {
    let lists_back = |one: SkillIx, other: SkillIx| {
        lists[other.at()]
            .binary_search_by_key(&one, |&(skill, _)| skill)
            .is_ok()
    };
    let kept = |(at, list): (usize, &Vec<(SkillIx, u8)>)| {
        let one = SkillIx(at as u16);
        list.iter()
            .copied()
            .filter(|&(other, _)| lists_back(one, other))
            .collect()
    };
    lists.iter().enumerate().map(kept).collect()
}

#[cfg(test)]
mod tests;
