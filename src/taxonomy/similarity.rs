//! How near skills are to each other, and how much each tells.
//!
//! Both are counted from the tables alone, in whole numbers, so that they are the same everywhere.

use super::occupations::Occupations;
use super::relations::Relations;
use super::skills::{SkillIx, SkillKind, Skills};

/// Nearness below this (percent) does not count: one skill does not stand in for the other.
pub const LEAST_NEARNESS: u8 = 40;
/// Nearness of a skill and its broader one.
const PARENT_AND_CHILD: u32 = 75;
/// Nearness of two skills under one broader skill.
const SIBLINGS: u32 = 60;
/// Nearness of a skill to its grandparent, and of two skills with one grandparent.
const GRANDPARENT: u32 = 35;
/// Occurring together says that skills belong to the same work, not that one replaces the
/// other: alone it counts half, from this many shared occupations.
const LEAST_SHARED_OCCUPATIONS: u32 = 4;

/// Weight 1.0 of [`Similarity::rarity`].
pub const RARITY_ONE: u16 = 256;
/// A skill listed by this many occupations has weight 1.0.
const ORDINARY_OCCUPATIONS: u32 = 12;

/// Nearness and rarity of every skill.
#[derive(Debug, Default)]
pub struct Similarity {
    near: Vec<Vec<(SkillIx, u8)>>,
    rarity: Vec<u16>,
}

impl Similarity {
    pub(crate) fn build(occupations: &Occupations, skills: &Skills, relations: &Relations) -> Self {
        let together = Together::count(occupations, skills, relations);
        let children = children_of(skills);
        let mut near = Vec::with_capacity(skills.len());
        for skill in skills.all() {
            let mut tree = vec![0_u32; skills.len()];
            spread_over_tree(skills, &children, skill, &mut tree);
            let row = skills.all().filter(|&other| other != skill).filter_map(|other| {
                let percent = combined(tree[other.at()], together.percent(skill, other));
                (percent >= u32::from(LEAST_NEARNESS)).then_some((other, percent as u8))
            });
            near.push(row.collect());
        }
        let rarity = skills
            .all()
            .map(|skill| rarity(skills, relations, skill))
            .collect();
        Self { near, rarity }
    }

    /// The skills that can stand in for `skill`, with how well in percent
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

fn rarity(skills: &Skills, relations: &Relations, skill: SkillIx) -> u16 {
    let one = u32::from(RARITY_ONE);
    let listed = u32::from(relations.listed_by(skill));
    let weight = one / 2 + one * ORDINARY_OCCUPATIONS / (ORDINARY_OCCUPATIONS + listed);
    let share = if skills.kind(skill) == SkillKind::Transversal {
        2
    } else {
        1
    };
    (weight / share) as u16
}

/// The tree's nearness, raised a little by occurring together; without the tree, half of it.
fn combined(tree: u32, together: u32) -> u32 {
    if tree == 0 {
        together / 2
    } else {
        tree + (100 - tree) * together / 400
    }
}

fn children_of(skills: &Skills) -> Vec<Vec<SkillIx>> {
    let mut children = vec![Vec::new(); skills.len()];
    for skill in skills.all() {
        if let Some(parent) = skills.broader(skill) {
            children[parent.at()].push(skill);
        }
    }
    children
}

/// Writes the tree's nearness to `skill` into `nearness`: far relatives first, nearer ones over them.
fn spread_over_tree(skills: &Skills, children: &[Vec<SkillIx>], skill: SkillIx, nearness: &mut [u32]) {
    let siblings = sibling_nearness(skills.kind(skill));
    let same_kind = |other: SkillIx| sibling_nearness(skills.kind(other)).min(siblings);
    let parent = skills.broader(skill);
    let grandparent = parent.and_then(|parent| skills.broader(parent));
    if let Some(grandparent) = grandparent {
        for &aunt in &children[grandparent.at()] {
            for &cousin in &children[aunt.at()] {
                nearness[cousin.at()] = same_kind(cousin).min(GRANDPARENT);
            }
        }
        nearness[grandparent.at()] = GRANDPARENT;
    }
    for &child in &children[skill.at()] {
        for &grandchild in &children[child.at()] {
            nearness[grandchild.at()] = GRANDPARENT;
        }
    }
    if let Some(parent) = parent {
        for &sibling in &children[parent.at()] {
            nearness[sibling.at()] = same_kind(sibling);
        }
        nearness[parent.at()] = PARENT_AND_CHILD;
    }
    for &child in &children[skill.at()] {
        nearness[child.at()] = PARENT_AND_CHILD;
    }
}

/// German is no stand-in for English, nor a crane certificate for a truck's; and punctuality
/// says little about teamwork.
fn sibling_nearness(kind: SkillKind) -> u32 {
    match kind {
        SkillKind::Skill | SkillKind::Knowledge => SIBLINGS,
        SkillKind::Transversal => GRANDPARENT,
        SkillKind::Licence | SkillKind::Certificate | SkillKind::Language => 0,
    }
}

/// How often each pair of skills is listed by the same occupation.
struct Together {
    skills: usize,
    pairs: Vec<u16>,
    listed: Vec<u32>,
    /// Whether occurring together says anything of this skill.
    counts: Vec<bool>,
}

impl Together {
    fn count(occupations: &Occupations, skills: &Skills, relations: &Relations) -> Self {
        let size = skills.len();
        let counts = skills
            .all()
            .map(|skill| matches!(skills.kind(skill), SkillKind::Skill | SkillKind::Knowledge))
            .collect();
        let mut together = Self {
            skills: size,
            pairs: vec![0; size * size],
            listed: vec![0; size],
            counts,
        };
        for occupation in occupations.all().filter(|&ix| !relations.is_inherited(ix)) {
            let both = [relations.essential(occupation), relations.optional(occupation)].concat();
            for &one in &both {
                together.listed[one.at()] += 1;
                for &other in &both {
                    together.pairs[one.at() * size + other.at()] += 1;
                }
            }
        }
        together
    }

    /// Shared occupations out of those of both (Dice), in percent.
    fn percent(&self, one: SkillIx, other: SkillIx) -> u32 {
        let shared = u32::from(self.pairs[one.at() * self.skills + other.at()]);
        if shared < LEAST_SHARED_OCCUPATIONS || !self.counts[one.at()] || !self.counts[other.at()] {
            return 0;
        }
        200 * shared / (self.listed[one.at()] + self.listed[other.at()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;

    #[test]
    fn the_tree_decides_and_nearness_is_mutual() {
        let (occupations, skills, relations) = relations::tests::sample();
        let similarity = Similarity::build(&occupations, &skills, &relations);
        let ix = |id: &str| skills.resolve(id).unwrap();
        assert_eq!(similarity.between(ix("picking"), ix("packing")), 60);
        assert_eq!(similarity.between(ix("picking"), ix("warehouse")), 75);
        assert_eq!(similarity.between(ix("picking"), ix("accounts")), 0);
        for one in skills.all() {
            for other in skills.all() {
                assert_eq!(similarity.between(one, other), similarity.between(other, one));
                assert_eq!(similarity.between(one, other) == 100, one == other);
            }
        }
    }

    #[test]
    fn what_few_list_weighs_more() {
        let (occupations, skills, relations) = relations::tests::sample();
        let similarity = Similarity::build(&occupations, &skills, &relations);
        let rarity = |id: &str| similarity.rarity(skills.resolve(id).unwrap());
        assert!(rarity("picking") < rarity("forklift") && rarity("forklift") < rarity("warehouse"));
        assert!(rarity("teamwork") < rarity("picking"));
        assert_eq!(rarity("warehouse"), RARITY_ONE + RARITY_ONE / 2);
    }
}
