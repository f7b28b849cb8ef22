//! What a release adds to the tables of the house, as it is kept in a file.

use crate::domain::language::Language;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::similarity::Similarity;
use crate::taxonomy::skills::{SkillIx, SkillKind, SkillReuse};
use serde::{Deserialize, Serialize};

/// What was imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscoAbout {
    /// Number of the release, for instance `v1.1.1`; empty where no file named it.
    pub version: String,
    /// Codes of the languages of the labels.
    pub languages: Vec<String>,
    /// Occupations of the release.
    pub occupations: u32,
    /// Skills and knowledge of the release, groups not counted.
    pub skills: u32,
    /// Groups of skills.
    pub groups: u32,
    /// Relations between occupations and skills.
    pub relations: u32,
    /// Relations left out since one of their ends is not in the release, by file.
    pub skipped: Vec<(String, u32)>,
    /// Concepts that were merged with a skill of the house.
    pub merged: u32,
    /// Labels for concepts that the release does not have.
    pub labels_without_concept: u32,
}

/// A skill of the house that a concept says the same as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedSkill {
    /// The skill.
    pub skill: SkillIx,
    /// Address of the concept after [`super::release::CONCEPTS`].
    pub uri: String,
    /// Names that the house does not have.
    pub aliases: Vec<String>,
    /// Broader skills that the house does not have.
    pub broader: Vec<SkillIx>,
}

/// A skill that the house does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSkill {
    /// Stable id, made of the address.
    pub id: String,
    /// Address after [`super::release::CONCEPTS`].
    pub uri: String,
    /// What sort of thing it is.
    pub kind: SkillKind,
    /// How far it carries.
    pub reuse: SkillReuse,
    /// Whether it is a heading over others.
    pub is_heading: bool,
    /// Name in Danish; empty without one.
    pub danish: String,
    /// Name in English; empty without one.
    pub english: String,
    /// Other names, each of this skill alone.
    pub aliases: Vec<String>,
    /// Broader skills, ascending.
    pub broader: Vec<SkillIx>,
}

/// A name in a language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// As it is shown.
    pub text: String,
    /// Its language.
    pub language: Language,
}

/// An occupation of the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOccupation {
    /// Address after [`super::release::CONCEPTS`].
    pub uri: String,
    /// Its own code, for instance `5223.7`.
    pub code: String,
    /// Its unit group.
    pub unit_group: OccupationIx,
    /// Preferred label in Danish; empty without one.
    pub danish: String,
    /// Preferred label in English; empty without one.
    pub english: String,
    /// Alternative and hidden labels.
    pub others: Vec<Told>,
    /// Skills the work cannot be done without, ascending.
    pub essential: Vec<SkillIx>,
    /// Skills that are good to have, ascending.
    pub optional: Vec<SkillIx>,
}

/// What a release adds to the skills of a unit group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedSkills {
    /// More skills the work cannot be done without, ascending.
    pub essential: Vec<SkillIx>,
    /// More skills that are good to have, ascending.
    pub optional: Vec<SkillIx>,
}

/// Everything a release adds. Skills are numbered on from those of the house, in the order of [`Self::skills`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EscoTables {
    /// What was imported.
    pub about: EscoAbout,
    /// Skills of the house that have a concept.
    pub merged: Vec<MergedSkill>,
    /// Skills that the house does not have.
    pub skills: Vec<NewSkill>,
    /// Occupations by address.
    pub occupations: Vec<NewOccupation>,
    /// For every unit group in the order of the house, what is added to its skills.
    pub unit_groups: Vec<AddedSkills>,
    /// Nearness and rarity of all skills, worked out beforehand since it takes seconds; empty until then.
    pub similarity: Similarity,
    /// More names of unit groups.
    pub unit_group_names: Vec<(OccupationIx, Told)>,
}
