//! Moves between anything that is an occupation: unit groups of ISCO-08, and the finer occupations of
//! an imported release of ESCO. The latter are judged when asked, from their own skills; demands, level and place in
//! ISCO-08 are those of their unit group.

use super::measures::{Brought, Portrait, Target};
use super::{Transition, TransitionWeights, WantedSkill, shared_digits};
use crate::domain::language::Language;
use crate::taxonomy::esco::EscoOccupationIx;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::{NotRecognised, Taxonomy};

/// An occupation of either kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concept {
    /// A unit group of ISCO-08.
    UnitGroup(OccupationIx),
    /// An occupation of ESCO.
    Esco(EscoOccupationIx),
}

impl Taxonomy {
    /// The occupation with this code, address or title. A code or address of ESCO means its occupation, anything else a
    /// unit group.
    ///
    /// # Errors
    /// [`NotRecognised`] with codes or titles that may have been meant.
    pub fn resolve_concept(&self, text: &str) -> Result<Concept, NotRecognised> {
        match self.esco.occupations.find(text.trim()) {
            Some(found) => Ok(Concept::Esco(found)),
            None => self.resolve_occupation(text).map(Concept::UnitGroup),
        }
    }

    /// The unit group an occupation is or belongs to.
    pub fn unit_group_of(&self, concept: Concept) -> OccupationIx {
        match concept {
            Concept::UnitGroup(ix) => ix,
            Concept::Esco(ix) => self.esco.occupations.unit_group(ix),
        }
    }

    /// The name of an occupation.
    pub fn concept_label(&self, concept: Concept, language: Language) -> &str {
        match concept {
            Concept::UnitGroup(ix) => self.occupations.label(ix, language),
            Concept::Esco(ix) => self.esco.occupations.label(ix, language),
        }
    }

    /// The code of an occupation; the address where ESCO gives none.
    pub fn concept_code(&self, concept: Concept) -> String {
        match concept {
            Concept::UnitGroup(ix) => self.occupations.code(ix).to_string(),
            Concept::Esco(ix) => {
                let code = self.esco.occupations.code(ix);
                if code.is_empty() {
                    self.esco.occupations.uri(ix)
                } else {
                    code.to_owned()
                }
            }
        }
    }

    /// Every occupation of the same kind, in the order of the tables.
    pub fn concepts_like(&self, concept: Concept) -> Vec<Concept> {
        match concept {
            Concept::UnitGroup(_) => self.occupations.all().map(Concept::UnitGroup).collect(),
            Concept::Esco(_) => self.esco.occupations.all().map(Concept::Esco).collect(),
        }
    }

    /// The moves from one occupation to others, in their order.
    pub fn moves_to(
        &self,
        from: Concept,
        targets: &[Concept],
        weights: &TransitionWeights,
    ) -> Vec<Transition> {
        let brought = Brought::by(self.portrait(from), &self.skills, &self.similarity);
        let one_move = |&to: &Concept| match (from, to) {
            (Concept::UnitGroup(from), Concept::UnitGroup(to)) => self.transitions.between(from, to, weights),
            _ => self.judge(from, &brought, to, weights),
        };
        targets.iter().map(one_move).collect()
    }

    /// The target's essential skills, or its optional ones, and how surely the source brings each.
    pub fn wanted_skills(&self, from: Concept, to: Concept, essential: bool) -> Vec<WantedSkill> {
        let brought = Brought::by(self.portrait(from), &self.skills, &self.similarity);
        let portrait = self.portrait(to);
        let wanted = if essential {
            portrait.essential
        } else {
            portrait.optional
        };
        wanted
            .iter()
            .map(|&skill| WantedSkill {
                skill,
                percent: brought.percent(skill),
            })
            .collect()
    }

    fn judge(
        &self,
        from: Concept,
        brought: &Brought,
        to: Concept,
        weights: &TransitionWeights,
    ) -> Transition {
        let target = Target::of(self.portrait(to), &self.skills, &self.similarity);
        let measures = target.measures(brought);
        let groups = (self.unit_group_of(from), self.unit_group_of(to));
        let number = |ix| self.occupations.code(ix).number();
        let digits = shared_digits(number(groups.0), number(groups.1));
        let level = |ix| self.occupations.skill_level(ix) as i8;
        let level_step = level(groups.1) - level(groups.0);
        let viability = if from == to {
            1.0
        } else {
            weights.viability(&measures, digits, level_step)
        };
        Transition {
            viability,
            skills_shared: measures.with_optional.unwrap_or(0.0),
            optional_shared: measures.optional.unwrap_or(0.0),
            measures,
            digits,
            level_step,
            // Outcomes are observed between unit groups.
            observed: None,
        }
    }

    fn portrait(&self, concept: Concept) -> Portrait<'_> {
        let demands = self.occupations.demands(self.unit_group_of(concept));
        match concept {
            Concept::UnitGroup(ix) => Portrait {
                essential: self.relations.essential(ix),
                optional: self.relations.optional(ix),
                demands,
                inherited: self.relations.is_inherited(ix),
            },
            Concept::Esco(ix) => Portrait {
                essential: self.esco.occupations.essential(ix),
                optional: self.esco.occupations.optional(ix),
                demands,
                inherited: false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::tests::TAXONOMY;

    #[test]
    fn unit_groups_are_judged_alike_on_demand_and_in_advance() {
        let weights = TransitionWeights::default();
        let from = TAXONOMY.resolve_concept("4321").unwrap();
        let targets = TAXONOMY.concepts_like(from);
        let moves = TAXONOMY.moves_to(from, &targets, &weights);
        let brought = Brought::by(TAXONOMY.portrait(from), &TAXONOMY.skills, &TAXONOMY.similarity);
        for (&to, known) in targets.iter().zip(moves) {
            assert_eq!(TAXONOMY.judge(from, &brought, to, &weights), known);
        }
        let to = TAXONOMY.resolve_concept("9333").unwrap();
        let wanted = TAXONOMY.wanted_skills(from, to, true);
        assert_eq!(
            wanted.len(),
            TAXONOMY.relations.essential(TAXONOMY.unit_group_of(to)).len()
        );
    }

    #[test]
    fn without_a_release_an_address_of_esco_is_not_known() {
        let address = "http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000000";
        assert!(TAXONOMY.resolve_concept(address).is_err());
    }
}
