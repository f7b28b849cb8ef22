//! Occupations as the corpus draws them, with all that adverts and profiles say of them.

use super::dice::Weighted;
use super::tables::{ByPrefix, OCCUPATIONS, SETTINGS};
use crate::domain::language::Language;
use crate::domain::lists::Demand;
use crate::taxonomy::{OccupationIx, SkillIx, Taxonomy};

/// A skill by id and Danish name.
#[derive(Debug, Clone)]
pub(super) struct SkillName {
    pub(super) id: String,
    pub(super) label: String,
}

/// An occupation.
#[derive(Debug, Clone)]
pub(super) struct Trade {
    pub(super) code: String,
    /// Danish titles, at least one.
    pub(super) titles: Vec<String>,
    /// Kind of workplace, as in `settings.tsv`.
    pub(super) setting: &'static str,
    /// 1..=4.
    pub(super) level: u8,
    pub(super) essential: Vec<SkillName>,
    pub(super) optional: Vec<SkillName>,
    pub(super) demands: Vec<Demand>,
    /// Divisions, most typical first.
    pub(super) industries: Vec<String>,
    pub(super) authorisation: Option<String>,
}

impl Trade {
    /// Whether this kind of work is part of it.
    pub(super) fn demands(&self, demand: Demand) -> bool {
        self.demands.contains(&demand)
    }
}

/// Every occupation that is ever advertised, by how common that is.
pub(super) fn trades(taxonomy: &Taxonomy) -> Weighted<Trade> {
    let (weights, settings) = (ByPrefix::read(OCCUPATIONS), ByPrefix::read(SETTINGS));
    Weighted::new(taxonomy.occupations.all().map(|ix| {
        let code = taxonomy.occupations.code(ix);
        let weight = weights.of_occupation(code).and_then(|weight| weight.parse().ok());
        let setting = settings.of_occupation(code).unwrap_or("service");
        (trade(taxonomy, ix, setting), weight.unwrap_or(1))
    }))
}

fn trade(taxonomy: &Taxonomy, ix: OccupationIx, setting: &'static str) -> Trade {
    let occupations = &taxonomy.occupations;
    let name = |&skill: &SkillIx| SkillName {
        id: taxonomy.skills.id(skill).to_owned(),
        label: taxonomy.skills.label(skill, Language::Danish).to_owned(),
    };
    let official = occupations.label(ix, Language::Danish);
    let mut titles: Vec<String> = taxonomy
        .titles_of(ix, Language::Danish)
        .filter(|&title| title != official)
        .map(str::to_owned)
        .collect();
    if titles.is_empty() {
        titles.push(official.to_owned());
    }
    Trade {
        code: occupations.code(ix).to_string(),
        titles,
        setting,
        level: occupations.skill_level(ix),
        essential: taxonomy.relations.essential(ix).iter().map(name).collect(),
        optional: taxonomy.relations.optional(ix).iter().map(name).collect(),
        demands: occupations.demands(ix).to_vec(),
        industries: occupations
            .typical_industries(ix)
            .iter()
            .map(ToString::to_string)
            .collect(),
        authorisation: occupations
            .authorisation(ix)
            .map(|ix| taxonomy.authorisations.code(ix).to_owned()),
    }
}
