//! Which skills an occupation needs, and which are good to have.

use super::esco::AddedSkills;
use super::occupations::{OccupationIx, Occupations};
use super::skills::{SkillIx, Skills};
use super::table::{Problems, Table};
use std::collections::BTreeMap;

crate::closed_list! {
    /// How much an occupation wants a skill.
    Relation { Essential = "essential", Optional = "optional" }
}

#[derive(Debug, Default, Clone)]
struct Wanted {
    essential: Vec<SkillIx>,
    optional: Vec<SkillIx>,
    inherited: bool,
}

impl Wanted {
    fn is_empty(&self) -> bool {
        self.essential.is_empty() && self.optional.is_empty()
    }
}

/// The skills of every occupation. One without rows inherits what its nearest relatives in ISCO-08
/// have in common.
#[derive(Debug, Default)]
pub struct Relations {
    by_occupation: Vec<Wanted>,
    /// Number of occupations whose own rows list the skill.
    listed_by: Vec<u16>,
}

impl Relations {
    pub(crate) fn parse(
        text: &str,
        occupations: &Occupations,
        skills: &Skills,
        problems: &mut Problems,
    ) -> Self {
        let table = Table::read(
            "occupation_skills.tsv",
            text,
            ["code", "skill", "relation"],
            problems,
        );
        let mut by_occupation = vec![Wanted::default(); occupations.len()];
        for row in &table.rows {
            let source = (table.file, row.line);
            let [code, id, relation] = row.cells;
            let occupation = occupations.known(code, source, problems);
            let skill = skills.known(id, source, problems);
            let relation = Relation::from_code(relation);
            if relation.is_none() {
                problems.add(
                    table.file,
                    row.line,
                    "the relation is neither essential nor optional",
                );
            }
            let (Some(occupation), Some(skill), Some(relation)) = (occupation, skill, relation) else {
                continue;
            };
            let wanted = &mut by_occupation[occupation.at()];
            if wanted.essential.contains(&skill) || wanted.optional.contains(&skill) {
                problems.add(table.file, row.line, format!("`{code}` lists `{id}` twice"));
            }
            match relation {
                Relation::Essential => wanted.essential.push(skill),
                Relation::Optional => wanted.optional.push(skill),
            }
        }
        Self::of_rows(by_occupation, occupations, skills.len())
    }

    fn of_rows(mut by_occupation: Vec<Wanted>, occupations: &Occupations, skills: usize) -> Self {
        let mut listed_by = vec![0; skills];
        for wanted in &mut by_occupation {
            for list in [&mut wanted.essential, &mut wanted.optional] {
                list.sort_unstable();
                list.dedup();
                for skill in list.iter() {
                    listed_by[skill.at()] += 1;
                }
            }
        }
        inherit(&mut by_occupation, occupations);
        Self {
            by_occupation,
            listed_by,
        }
    }

    /// Adds to the rows of the table what an imported release says of each occupation; only those that have neither
    /// inherit then. `skills` counts those of the release too.
    pub(crate) fn extend(&mut self, added: &[AddedSkills], occupations: &Occupations, skills: usize) {
        let mut rows = std::mem::take(&mut self.by_occupation);
        for wanted in rows.iter_mut().filter(|wanted| wanted.inherited) {
            *wanted = Wanted::default();
        }
        for (wanted, added) in rows.iter_mut().zip(added) {
            wanted.essential.extend(&added.essential);
            wanted.optional.extend(&added.optional);
        }
        *self = Self::of_rows(rows, occupations, skills);
    }

    /// The skills the work cannot be done without, in the order of the table.
    pub fn essential(&self, occupation: OccupationIx) -> &[SkillIx] {
        &self.by_occupation[occupation.at()].essential
    }

    /// The skills that are good to have, in the order of the table.
    pub fn optional(&self, occupation: OccupationIx) -> &[SkillIx] {
        &self.by_occupation[occupation.at()].optional
    }

    /// Whether the skills are those of the occupation's relatives, for want of rows of its own.
    pub fn is_inherited(&self, occupation: OccupationIx) -> bool {
        self.by_occupation[occupation.at()].inherited
    }

    /// How many occupations list the skill in rows of their own.
    pub fn listed_by(&self, skill: SkillIx) -> u16 {
        self.listed_by[skill.at()]
    }
}

/// Fills the gaps from the same minor group (three digits), else the same sub-major group (two).
fn inherit(by_occupation: &mut [Wanted], occupations: &Occupations) {
    let own = by_occupation.to_vec();
    for occupation in occupations.all().filter(|ix| own[ix.at()].is_empty()) {
        let code = occupations.code(occupation).to_string();
        let relatives = [3, 2].into_iter().find_map(|digits| {
            let group = occupations.with_prefix(&code[..digits]);
            let with_rows: Vec<&Wanted> = group
                .iter()
                .map(|ix| &own[ix.at()])
                .filter(|wanted| !wanted.is_empty())
                .collect();
            (!with_rows.is_empty()).then_some(with_rows)
        });
        if let Some(relatives) = relatives {
            by_occupation[occupation.at()] = in_common(&relatives);
        }
    }
}

/// Essential is what at least half of them find essential, optional what at least half list at all.
fn in_common(relatives: &[&Wanted]) -> Wanted {
    let mut counts: BTreeMap<SkillIx, (usize, usize)> = BTreeMap::new();
    for wanted in relatives {
        for &skill in &wanted.essential {
            let count = counts.entry(skill).or_default();
            *count = (count.0 + 1, count.1 + 1);
        }
        for &skill in &wanted.optional {
            counts.entry(skill).or_default().1 += 1;
        }
    }
    let mut common = Wanted {
        inherited: true,
        ..Wanted::default()
    };
    for (skill, (essential, listed)) in counts {
        if essential * 2 >= relatives.len() {
            common.essential.push(skill);
        } else if listed * 2 >= relatives.len() {
            common.optional.push(skill);
        }
    }
    common
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::taxonomy::credentials::Authorisations;
    use crate::taxonomy::skills;

    const OCCUPATIONS: &str = "code\tname_da\tname_en\tskill_level\tauthorisation\n\
        4311\tBogholder\tBookkeeper\t2\t\n4321\tLager\tStock clerk\t2\t\n4322\tPlan\tPlanning\t2\t\n\
        4323\tTransport\tTransport\t2\t\n8344\tTruck\tForklift\t2\t\n9333\tGods\tFreight\t1\t\n";
    const ROWS: &str = "code\tskill\trelation\n4321\tpicking\tessential\n4321\tpacking\tessential\n\
        4321\tforklift\toptional\n4321\tteamwork\toptional\n4322\tpicking\tessential\n4322\taccounts\toptional\n\
        8344\tforklift\tessential\n8344\tpicking\toptional\n9333\tpacking\tessential\n9333\tteamwork\toptional\n\
        4311\taccounts\tessential\n";

    pub(crate) fn sample() -> (Occupations, Skills, Relations) {
        let mut problems = Problems::default();
        let occupations = Occupations::parse(OCCUPATIONS, &Authorisations::default(), &mut problems);
        let skills = skills::tests::sample();
        let relations = Relations::parse(ROWS, &occupations, &skills, &mut problems);
        problems.into_result().unwrap();
        (occupations, skills, relations)
    }

    #[test]
    fn an_occupation_without_rows_inherits_from_its_minor_group() {
        let (occupations, skills, relations) = sample();
        let transport = occupations.with_prefix("4323")[0];
        assert!(relations.is_inherited(transport));
        let ids = |list: &[SkillIx]| list.iter().map(|&ix| skills.id(ix)).collect::<Vec<_>>().join(" ");
        assert_eq!(ids(relations.essential(transport)), "picking packing");
        assert_eq!(ids(relations.optional(transport)), "forklift teamwork accounts");
        assert_eq!(relations.listed_by(skills.resolve("picking").unwrap()), 3);
    }
}
