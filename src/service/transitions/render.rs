//! A move with everything that helps to judge it.

use crate::domain::language::Language;
use crate::matching::branch::Rung;
use crate::matching::explain::bridges::BridgeKind;
use crate::matching::features::Teaching;
use crate::matching::knowledge::Knowledge;
use crate::matching::rules::Rules;
use crate::taxonomy::by_area::EVERYWHERE;
use crate::taxonomy::transitions::concepts::Concept;
use crate::taxonomy::transitions::{Transition, WantedSkill};
use crate::taxonomy::{Gap, OccupationIx, SkillIx, SkillKind, Taxonomy};
use crate::travel::LabourMarketArea;
use crate::wire::coded::Coded;
use crate::wire::explanation_out::BridgeOut;
use crate::wire::transitions_out::{
    BalanceOut, EducationNeededOut, MoveEndOut, MoveOut, OutlookOut, PartsOut, SharedSkillOut,
};
use std::collections::BTreeMap;

/// Shares are answered with so many parts of one.
const DECIMALS: f64 = 10_000.0;
/// Most courses named for one move.
const MOST_COURSES: usize = 5;

pub(super) struct Renderer<'a> {
    pub(super) knowledge: &'a Knowledge,
    pub(super) rules: &'a Rules,
    pub(super) language: Language,
    pub(super) area: Option<LabourMarketArea>,
    pub(super) open: &'a BTreeMap<String, u64>,
}

impl<'a> Renderer<'a> {
    const fn taxonomy(&self) -> &'a Taxonomy {
        &self.knowledge.taxonomy
    }

    pub(super) fn concept(&self, concept: Concept) -> MoveEndOut {
        let taxonomy = self.taxonomy();
        let unit_group = taxonomy.unit_group_of(concept);
        MoveEndOut {
            code: taxonomy.concept_code(concept),
            label: taxonomy.concept_label(concept, self.language).to_owned(),
            esco_uri: match concept {
                Concept::UnitGroup(_) => None,
                Concept::Esco(ix) => Some(taxonomy.esco.occupations.uri(ix)),
            },
            unit_group: Coded {
                code: taxonomy.occupations.code(unit_group).to_string(),
                label: taxonomy.occupations.label(unit_group, self.language).to_owned(),
            },
            skill_level: taxonomy.occupations.skill_level(unit_group),
        }
    }

    pub(super) fn one_move(&self, from: Concept, to: Concept, step: &Transition) -> MoveOut<'a> {
        let taxonomy = self.taxonomy();
        let group = taxonomy.unit_group_of(to);
        let essential = taxonomy.wanted_skills(from, to, true);
        let optional = taxonomy.wanted_skills(from, to, false);
        let with_training = self.with_training(from, to, step);
        let branch = &self.rules.ruleset.branch;
        let code = taxonomy.occupations.code(group).to_string();
        MoveOut {
            to: self.concept(to),
            rung: self.rung(from, to, step),
            viability: share(step.viability),
            viability_with_training: share(with_training),
            reachable: with_training >= branch.reachable_viability,
            parts: parts(step),
            level_step: step.level_step,
            shared: self.shared(&essential),
            missing: self.missing(&essential),
            shared_optional: self.shared(&optional),
            missing_optional: self.missing(&optional),
            education: self.education(from, to, step),
            balance: self.balance(group),
            outlook: self.outlook(group),
            open_vacancies: self.open.get(&code).copied().unwrap_or(0),
            bridges: self.bridges(&essential),
        }
    }

    /// Viability as a match has it for an ordinary job: with the training that is usual in the work.
    fn with_training(&self, from: Concept, to: Concept, step: &Transition) -> f64 {
        if from == to {
            return 1.0;
        }
        let group = self.taxonomy().unit_group_of(to);
        let taught = self.rules.moves_from(group, self.knowledge);
        let entry = taught
            .get(usize::from(group.0))
            .map_or(0.0, |own| own.taught(Teaching::Usual, &self.rules.ruleset.branch));
        entry + (1.0 - entry) * step.viability
    }

    /// As a match has it, the industry of either end being the one it is mostly found in.
    fn rung(&self, from: Concept, to: Concept, step: &Transition) -> Rung {
        let taxonomy = self.taxonomy();
        let groups = (taxonomy.unit_group_of(from), taxonomy.unit_group_of(to));
        let industry = |group: OccupationIx| taxonomy.occupations.typical_industries(group).first();
        let same_industry = industry(groups.0).is_some_and(|known| Some(known) == industry(groups.1));
        let near = self.rules.ruleset.branch.near_viability;
        if from == to {
            Rung::OwnTrade
        } else if groups.0 == groups.1 || same_industry || self.with_training(from, to, step) >= near {
            Rung::Neighbour
        } else {
            Rung::Cross
        }
    }

    fn skill(&self, skill: SkillIx) -> Coded {
        let skills = &self.taxonomy().skills;
        Coded {
            code: skills.id(skill).to_owned(),
            label: skills.label(skill, self.language).to_owned(),
        }
    }

    fn shared(&self, wanted: &[WantedSkill]) -> Vec<SharedSkillOut> {
        let shared = wanted.iter().filter(|wanted| wanted.is_shared());
        let out = shared.map(|wanted| {
            let Coded { code, label } = self.skill(wanted.skill);
            SharedSkillOut {
                code,
                label,
                percent: wanted.percent,
            }
        });
        out.collect()
    }

    fn missing(&self, wanted: &[WantedSkill]) -> Vec<Coded> {
        let missing = wanted.iter().filter(|wanted| !wanted.is_shared());
        missing.map(|wanted| self.skill(wanted.skill)).collect()
    }

    fn education(&self, from: Concept, to: Concept, step: &Transition) -> EducationNeededOut {
        let taxonomy = self.taxonomy();
        let group = taxonomy.unit_group_of(to);
        let fields = &taxonomy.education_fields;
        let leading = fields
            .all()
            .filter(|&field| fields.occupations(field).contains(&group));
        let authorisation = taxonomy.occupations.authorisation(group);
        EducationNeededOut {
            // ISCO-08, volume I, table 1: levels 2, 3 and 4 follow vocational, short and longer higher education.
            usual_level: match taxonomy.occupations.skill_level(group) {
                2 => Some("vocational"),
                3 => Some("short_higher"),
                4 => Some("medium_higher"),
                _ => None,
            },
            more_than_before: from != to && step.level_step > 0,
            fields: leading
                .map(|field| Coded {
                    code: fields.code(field).to_owned(),
                    label: fields.label(field, self.language).to_owned(),
                })
                .collect(),
            authorisation: authorisation.map(|ix| Coded {
                code: taxonomy.authorisations.code(ix).to_owned(),
                label: taxonomy.authorisations.label(ix, self.language).to_owned(),
            }),
        }
    }

    fn area_code(&self) -> &'static str {
        self.area.map_or(EVERYWHERE, LabourMarketArea::code)
    }

    fn balance(&self, group: OccupationIx) -> Option<BalanceOut> {
        let balances = &self.taxonomy().balances;
        let found = balances.published(self.area_code(), group)?;
        Some(BalanceOut {
            value: found.value,
            half_year: found.half_year.to_string(),
            of_the_area: found.of_the_area,
            example: balances.is_example(),
        })
    }

    fn outlook(&self, group: OccupationIx) -> Option<OutlookOut> {
        let outlooks = &self.taxonomy().outlooks;
        let found = outlooks.published(self.area_code(), group)?;
        Some(OutlookOut {
            value: found.value.trend,
            change_percent: found.value.change.map(|tenths| f64::from(tenths) / 10.0),
            half_year: found.half_year.to_string(),
            of_the_area: found.of_the_area,
            example: outlooks.is_example(),
        })
    }

    /// The shortest course for each missing essential skill, those that close most first.
    fn bridges(&self, essential: &[WantedSkill]) -> Vec<BridgeOut<'a>> {
        let taxonomy = self.taxonomy();
        let missing = essential.iter().filter(|wanted| !wanted.is_shared());
        let course = |wanted: &WantedSkill| {
            let id = taxonomy.skills.id(wanted.skill);
            let courses = gaps(taxonomy, wanted.skill).into_iter();
            let courses = courses.flat_map(|gap| taxonomy.courses_closing(gap));
            let shortest = courses.min_by_key(|course| course.days)?;
            Some(BridgeOut {
                kind: BridgeKind::Course,
                closes: Some(id),
                label: shortest.label(self.language),
                days: Some(shortest.days),
                weeks: None,
                schemes: shortest.schemes.iter().map(|scheme| scheme.code()).collect(),
                eligible: None,
            })
        };
        missing.filter_map(course).take(MOST_COURSES).collect()
    }
}

/// What a course may name as closed when it teaches a skill: the skill, or the proof of the same name.
fn gaps(taxonomy: &Taxonomy, skill: SkillIx) -> Vec<Gap> {
    let id = taxonomy.skills.id(skill);
    let mut gaps = vec![Gap::Skill(skill)];
    match taxonomy.skills.kind(skill) {
        SkillKind::Certificate => gaps.extend(taxonomy.certificates.find(id).map(Gap::Certificate)),
        SkillKind::Licence => gaps.extend(taxonomy.licences.find(id).map(Gap::Licence)),
        _ => {}
    }
    gaps
}

fn parts(step: &Transition) -> PartsOut {
    let measures = &step.measures;
    PartsOut {
        essential_skills: measures.essential.map(share),
        all_skills: measures.with_optional.map(share),
        optional_skills: measures.optional.map(share),
        activities: measures.activities.map(share),
        context: measures.context.map(share),
        isco_digits: step.digits,
        observed: step.observed.map(share),
    }
}

fn share(value: f64) -> f64 {
    (value * DECIMALS).round() / DECIMALS
}
