//! ESCO, the European classification of occupations and skills: what an imported release adds to the
//! tables that come with the house.
//!
//! The tables of the house stay the backbone: their 436 unit groups and the ids of their skills. Concepts that say the
//! same as a skill of the house are merged with it, all others are added, and both are known by their address.

mod kinds;
pub mod merge;
mod occupations;
pub mod release;
mod tables;
mod unit_groups;

pub use occupations::{EscoOccupationIx, EscoOccupations};
pub use release::EscoRelease;
pub use tables::{AddedSkills, EscoAbout, EscoTables, MergedSkill, NewOccupation, NewSkill, Told};

use super::skills::SkillIx;
use crate::domain::codes::OccupationCode;
use release::CONCEPTS;
use std::collections::HashMap;

/// What the tables in force know of ESCO; empty without a release.
#[derive(Debug, Default)]
pub struct Esco {
    /// The occupations of the release.
    pub occupations: EscoOccupations,
    /// Address after [`CONCEPTS`] of each skill; empty where it is the house's alone.
    skill_uris: Vec<Box<str>>,
    skills_by_uri: HashMap<Box<str>, SkillIx>,
}

impl Esco {
    pub(crate) fn new(tables: &EscoTables, skills: usize) -> Self {
        let mut skill_uris = vec![Box::<str>::default(); skills];
        let merged = tables.merged.iter().map(|merged| (merged.skill, &merged.uri));
        let first_new = skills - tables.skills.len();
        let new = (first_new..)
            .zip(&tables.skills)
            .map(|(place, skill)| (SkillIx(place as u16), &skill.uri));
        let mut skills_by_uri = HashMap::with_capacity(tables.skills.len() + tables.merged.len());
        for (skill, uri) in merged.chain(new) {
            skill_uris[skill.at()] = uri.as_str().into();
            skills_by_uri.insert(uri.as_str().into(), skill);
        }
        Self {
            occupations: EscoOccupations::new(&tables.occupations),
            skill_uris,
            skills_by_uri,
        }
    }

    /// The skill with this address, written in full.
    pub fn skill(&self, uri: &str) -> Option<SkillIx> {
        self.skills_by_uri.get(tail(uri)?).copied()
    }

    /// The address of a skill's concept.
    pub fn skill_uri(&self, skill: SkillIx) -> Option<String> {
        let tail = self.skill_uris.get(skill.at()).filter(|tail| !tail.is_empty())?;
        Some(format!("{CONCEPTS}{tail}"))
    }
}

/// What follows [`CONCEPTS`] in an address; it is written with `http`, but read with `https` too.
fn tail(uri: &str) -> Option<&str> {
    let secure = || {
        uri.strip_prefix("https")
            .and_then(|rest| rest.strip_prefix(CONCEPTS.strip_prefix("http")?))
    };
    uri.strip_prefix(CONCEPTS).or_else(secure)
}

/// Whether a text is meant as an address, known or not.
pub(crate) fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The unit group whose address this is: ESCO carries those of ISCO-08 too.
pub(crate) fn unit_group_of(uri: &str) -> Option<OccupationCode> {
    OccupationCode::parse(tail(uri)?.strip_prefix("isco/C")?)
}
