//! What an official release of ESCO says, as plain data: concepts with their names, and how they hang together.

use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;
use crate::taxonomy::relations::Relation;
use crate::taxonomy::skills::SkillReuse;

/// Where the addresses of all concepts begin; tables keep what follows.
pub const CONCEPTS: &str = "http://data.europa.eu/esco/";

/// The names of a concept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConceptNames {
    /// The preferred label in Danish.
    pub danish: Option<String>,
    /// The preferred label in English.
    pub english: Option<String>,
    /// Alternative and hidden labels, none of them twice in a language.
    pub others: Vec<OtherName>,
}

/// An alternative or hidden label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherName {
    /// As it is written.
    pub text: String,
    /// Its language.
    pub language: Language,
}

impl ConceptNames {
    /// The preferred label in a language.
    pub fn preferred(&self, language: Language) -> Option<&str> {
        match language {
            Language::Danish => self.danish.as_deref(),
            Language::English => self.english.as_deref(),
        }
    }
}

/// What sort of thing stands in the skills pillar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConceptSort {
    /// A skill or competence.
    Skill,
    /// A body of knowledge.
    Knowledge,
    /// A heading over others, with its code (`S1.2`, `L`) where it has one.
    Group,
}

/// A concept of the skills pillar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseSkill {
    /// Address after [`CONCEPTS`], for instance `skill/` and a UUID.
    pub uri: String,
    /// Its sort.
    pub sort: ConceptSort,
    /// Code of a group; empty for all others and for groups without one.
    pub code: String,
    /// How far it carries; `None` where the release does not say.
    pub reuse: Option<SkillReuse>,
    /// Its names.
    pub names: ConceptNames,
    /// Places of the broader concepts in [`EscoRelease::skills`], ascending.
    pub broader: Vec<u32>,
}

/// A concept of the occupations pillar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseOccupation {
    /// Address after [`CONCEPTS`].
    pub uri: String,
    /// Its own code, for instance `5223.7`.
    pub code: String,
    /// Its unit group.
    pub unit_group: OccupationCode,
    /// Its names.
    pub names: ConceptNames,
    /// Skills and how much they are wanted, by place in [`EscoRelease::skills`], ascending.
    pub skills: Vec<(u32, Relation)>,
}

/// A relation left out because one of its ends is not in the release, counted by file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Name of the file.
    pub file: String,
    /// How many of its relations.
    pub relations: usize,
}

/// A release of ESCO that was found sound: no address twice, no ring, every unit group a real one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EscoRelease {
    /// Its number as files and folders name it, for instance `v1.1.1`.
    pub version: Option<String>,
    /// Languages of the labels.
    pub languages: Vec<Language>,
    /// Occupations by address.
    pub occupations: Vec<ReleaseOccupation>,
    /// Skills, knowledge and their groups by address.
    pub skills: Vec<ReleaseSkill>,
    /// Names of unit groups of ISCO-08.
    pub unit_groups: Vec<(OccupationCode, ConceptNames)>,
    /// Relations between occupations and skills that were read.
    pub relations: usize,
    /// What was left out.
    pub skipped: Vec<Skipped>,
    /// Labels for concepts that the release does not have.
    pub labels_without_concept: usize,
}
