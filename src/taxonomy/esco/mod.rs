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

pub use occupations::{EscoOccupationIx, EscoOccupations, EscoTitle};
pub use release::EscoRelease;
pub use tables::{About, AddedSkills, MergedSkill, NewOccupation, NewSkill, ReleaseTables, Told};

use super::skills::SkillIx;
use release::CONCEPTS;
use std::collections::HashMap;

/// What the tables in force know of ESCO; empty without a release.
#[derive(Debug, Default)]
pub struct Esco {
    /// What was imported; `None` without a release.
    pub about: Option<About>,
    /// The occupations of the release.
    pub occupations: EscoOccupations,
    /// Address after [`CONCEPTS`] of each skill; empty where it is the house's alone.
    skill_uris: Vec<Box<str>>,
    skills_by_uri: HashMap<Box<str>, SkillIx>,
}

impl Esco {
    pub(crate) fn new(tables: &ReleaseTables, skills: usize) -> Self {
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
            about: Some(tables.about.clone()),
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
