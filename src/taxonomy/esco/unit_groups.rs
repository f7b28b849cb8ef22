//! What the occupations of a unit group have in common becomes the unit group's.

use super::tables::{AddedSkills, NewOccupation};
use crate::taxonomy::occupations::{OccupationIx, Occupations};
use crate::taxonomy::relations::Relations;
use crate::taxonomy::skills::SkillIx;
use std::collections::BTreeMap;

/// For every unit group the skills to add: essential when at least half of its occupations find the skill essential,
/// optional when at least a quarter list it at all. What the house lists for the unit group stays as it is.
pub(super) fn added(
    occupations: &Occupations,
    relations: &Relations,
    release: &[NewOccupation],
) -> Vec<AddedSkills> {
    let mut below: Vec<Vec<&NewOccupation>> = vec![Vec::new(); occupations.len()];
    for occupation in release {
        below[occupation.unit_group.at()].push(occupation);
    }
    occupations
        .all()
        .map(|ix| added_to(ix, relations, &below[ix.at()]))
        .collect()
}

fn added_to(ix: OccupationIx, relations: &Relations, below: &[&NewOccupation]) -> AddedSkills {
    // By skill: how many find it essential, and how many list it at all.
    let mut counts: BTreeMap<SkillIx, (usize, usize)> = BTreeMap::new();
    for occupation in below {
        for &skill in &occupation.essential {
            let count = counts.entry(skill).or_default();
            *count = (count.0 + 1, count.1 + 1);
        }
        for &skill in &occupation.optional {
            counts.entry(skill).or_default().1 += 1;
        }
    }
    let is_own = !relations.is_inherited(ix);
    let listed = |skill: &SkillIx| {
        is_own && (relations.essential(ix).contains(skill) || relations.optional(ix).contains(skill))
    };
    let mut added = AddedSkills::default();
    for (skill, (essential, all)) in counts {
        if listed(&skill) {
        } else if essential * 2 >= below.len() {
            added.essential.push(skill);
        } else if all * 4 >= below.len() {
            added.optional.push(skill);
        }
    }
    added
}
