//! How near skills stand in the hierarchy.

use super::super::skills::{SkillIx, SkillKind, Skills};

/// What two skills are to each other, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    /// One is the broader of the other.
    Parent,
    /// Both have the same broader one, which has this many below it.
    Siblings(usize),
    /// One is two steps above the other, or both are two steps below a third.
    Grandparent,
}

/// Relatives further apart than cousins do not count, and cousins in a family larger than this neither.
const MOST_COUSINS: usize = 400;

/// The hierarchy, read downwards.
pub(super) struct Family<'s> {
    skills: &'s Skills,
    narrower: Vec<Vec<SkillIx>>,
}

impl<'s> Family<'s> {
    pub(super) fn new(skills: &'s Skills) -> Self {
        Self {
            narrower: skills.narrower(),
            skills,
        }
    }

    /// The relatives of a skill with how they are related, nearest first, in the order of the table; each once.
    pub(super) fn relatives(&self, skill: SkillIx) -> Vec<(SkillIx, Kinship)> {
        let mut relatives: Vec<(SkillIx, Kinship)> = Vec::new();
        let mut add = |other: SkillIx, kinship: Kinship| {
            if other != skill && may_stand_in(self.skills.kind(skill), self.skills.kind(other), kinship) {
                relatives.push((other, kinship));
            }
        };
        for &child in self.below(skill) {
            add(child, Kinship::Parent);
            for &grandchild in self.below(child) {
                add(grandchild, Kinship::Grandparent);
            }
        }
        for &parent in self.skills.broader(skill) {
            add(parent, Kinship::Parent);
            let siblings = self.below(parent);
            for &sibling in siblings {
                add(sibling, Kinship::Siblings(siblings.len()));
            }
            for &grandparent in self.skills.broader(parent) {
                add(grandparent, Kinship::Grandparent);
                let cousins = self.below(grandparent).iter().map(|&aunt| self.below(aunt));
                if cousins.clone().map(<[_]>::len).sum::<usize>() <= MOST_COUSINS {
                    for &cousin in cousins.flatten() {
                        add(cousin, Kinship::Grandparent);
                    }
                }
            }
        }
        relatives.sort_unstable_by_key(|&(other, kinship)| (other, kinship));
        relatives.dedup_by_key(|&mut (other, _)| other);
        relatives
    }

    fn below(&self, skill: SkillIx) -> &[SkillIx] {
        &self.narrower[skill.at()]
    }
}

/// German is no stand-in for English, nor a crane certificate for a truck's; and punctuality says nothing of teamwork.
fn may_stand_in(one: SkillKind, other: SkillKind, kinship: Kinship) -> bool {
    let stands_alone = |kind| {
        matches!(
            kind,
            SkillKind::Licence | SkillKind::Certificate | SkillKind::Language
        )
    };
    let personal = one == SkillKind::Transversal || other == SkillKind::Transversal;
    !stands_alone(one) && !stands_alone(other) && (!personal || kinship == Kinship::Parent)
}
