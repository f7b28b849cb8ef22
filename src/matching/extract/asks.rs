//! The skills and certificates a vacancy asks for: those listed, else those its words name and its occupation typically wants.

use super::super::features::{Ask, AskSource};
use super::super::knowledge::Knowledge;
use crate::domain::lists::Importance;
use crate::domain::vacancy::Vacancy;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::{SkillIx, SkillKind, Taxonomy};
use std::collections::BTreeMap;

/// Skills read from one advert at most, the first ones; a text that names more is a catalogue.
const MOST_FROM_TEXT: usize = 60;

/// Everything asked, each item once, in the order of the items.
pub(super) fn asks(vacancy: &Vacancy, occupation: Option<OccupationIx>, knowledge: &Knowledge) -> Vec<Ask> {
    let taxonomy = &knowledge.taxonomy;
    let mut asks = listed_certificates(vacancy, taxonomy);
    match &vacancy.requirements.skills {
        Some(listed) => asks.extend(listed.iter().filter_map(|ask| {
            Some(Ask {
                item: taxonomy.skills.find_id(&ask.skill)?.0,
                essential: ask.importance == Importance::Essential,
                source: AskSource::Listed,
            })
        })),
        None => asks.extend(unlisted(vacancy, occupation, taxonomy)),
    }
    asks.sort_unstable_by_key(|ask| (ask.item, ask.source, !ask.essential));
    asks.dedup_by_key(|ask| ask.item);
    asks
}

fn listed_certificates(vacancy: &Vacancy, taxonomy: &Taxonomy) -> Vec<Ask> {
    let first = taxonomy.skills.len() as u16;
    let known = vacancy
        .requirements
        .certificates
        .iter()
        .filter_map(|code| taxonomy.certificates.find(code));
    known
        .map(|certificate| Ask {
            item: first + certificate.0,
            essential: true,
            source: AskSource::Listed,
        })
        .collect()
}

/// What the text asks, and what the occupation wants beside it. What the text says is not asked is not typical here either.
fn unlisted(vacancy: &Vacancy, occupation: Option<OccupationIx>, taxonomy: &Taxonomy) -> Vec<Ask> {
    let said = Said::read(vacancy, taxonomy);
    let wanted = |of: fn(&Taxonomy, OccupationIx) -> &[SkillIx]| {
        occupation.map_or(&[][..], |occupation| of(taxonomy, occupation))
    };
    let essential = wanted(|taxonomy, occupation| taxonomy.relations.essential(occupation));
    let optional = wanted(|taxonomy, occupation| taxonomy.relations.optional(occupation));
    let mut asks: Vec<Ask> = said
        .asked
        .iter()
        .map(|(&skill, importance)| Ask {
            item: skill.0,
            // A mention alone is no demand, unless the work cannot be done without the skill.
            essential: importance.map_or_else(
                || essential.binary_search(&skill).is_ok(),
                |importance| importance == Importance::Essential,
            ),
            source: AskSource::Text,
        })
        .collect();
    for (skills, essential) in [(essential, true), (optional, false)] {
        let typical = skills.iter().filter(|skill| !said.denied.contains(skill));
        asks.extend(typical.map(|skill| Ask {
            item: skill.0,
            essential,
            source: AskSource::Typical,
        }));
    }
    asks
}

/// What an advert says of skills.
struct Said {
    /// Skills asked, with how important the text says they are.
    asked: BTreeMap<SkillIx, Option<Importance>>,
    /// Skills that need not be had.
    denied: Vec<SkillIx>,
}

impl Said {
    fn read(vacancy: &Vacancy, taxonomy: &Taxonomy) -> Self {
        let title = taxonomy
            .skills
            .find_in_text(&vacancy.title)
            .into_iter()
            .map(|mention| {
                // What stands in the title is what the job is about.
                (
                    mention.skill,
                    mention.negated,
                    mention.importance.or(Some(Importance::Essential)),
                )
            });
        let description = vacancy.description.as_deref().unwrap_or_default();
        let description = taxonomy
            .skills
            .find_in_text(description)
            .into_iter()
            .map(|mention| (mention.skill, mention.negated, mention.importance));
        let mut said = Self {
            asked: BTreeMap::new(),
            denied: Vec::new(),
        };
        for (skill, negated, importance) in title.chain(description) {
            if !is_asked_as_skill(taxonomy.skills.kind(skill)) {
                continue;
            }
            if negated {
                said.denied.push(skill);
            } else if said.asked.len() < MOST_FROM_TEXT || said.asked.contains_key(&skill) {
                let known = said.asked.entry(skill).or_default();
                *known = surer(*known, importance);
            }
        }
        said.denied.retain(|skill| !said.asked.contains_key(skill));
        said
    }
}

/// Licences, certificates and languages have fields of their own, in vacancies as in profiles.
fn is_asked_as_skill(kind: SkillKind) -> bool {
    matches!(
        kind,
        SkillKind::Skill | SkillKind::Knowledge | SkillKind::Transversal
    )
}

/// The stronger of two statements: once a demand, always a demand.
fn surer(one: Option<Importance>, other: Option<Importance>) -> Option<Importance> {
    match (one, other) {
        (Some(Importance::Essential), _) | (_, Some(Importance::Essential)) => Some(Importance::Essential),
        (known, other) => known.or(other),
    }
}
