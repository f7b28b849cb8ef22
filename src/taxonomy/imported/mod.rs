//! Tables that were imported from official files, and the one file they are kept in.

mod artefact;
#[cfg(test)]
mod tests;

pub use artefact::{ArtefactError, decode, encode};

use super::esco::{EscoAbout, EscoOccupationIx, EscoOccupations, EscoTables};
use super::national::{DiscoRow, IndustryRow};
use super::occupations::OccupationIx;
use super::similarity::Similarity;
use crate::domain::language::Language;
use serde::{Deserialize, Serialize};

/// Name of the file in the folder of the taxonomy's tables.
pub const FILE: &str = "release.bin";

/// Everything that was imported.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedTables {
    /// A release of ESCO.
    pub esco: Option<EscoTables>,
    /// DISCO-08; empty unless imported.
    pub disco: Vec<DiscoRow>,
    /// DB07; empty unless imported.
    pub db07: Vec<IndustryRow>,
}

/// An imported name of an occupation, to be recognised as a job title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportedTitle<'a> {
    /// The name.
    pub shown: &'a str,
    /// Its language.
    pub language: Language,
    /// The unit group it leads to.
    pub occupation: OccupationIx,
    /// The occupation of ESCO it is a label of.
    pub concept: Option<EscoOccupationIx>,
    /// Whether it is a preferred or official name, not an alternative one.
    pub preferred: bool,
}

/// What was imported, in a few words and figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AboutImported {
    /// The release of ESCO.
    pub esco: Option<EscoAbout>,
    /// Codes of DISCO-08.
    pub disco: usize,
    /// Names of DB07.
    pub db07: usize,
}

impl AboutImported {
    /// Where the imported tables come from and under which terms they may be used, in words that the terms ask for.
    pub fn source(&self) -> String {
        let mut sources = Vec::new();
        if let Some(esco) = &self.esco {
            let version = if esco.version.is_empty() {
                "release not named"
            } else {
                &esco.version
            };
            sources.push(format!(
                "This service uses the ESCO classification of the European Commission ({version}, {} occupations, {} skills), \
                 joined with the tables of the house. Reuse is free with this acknowledgement, and what was changed must be \
                 shown as such.",
                esco.occupations, esco.skills
            ));
        }
        if self.disco > 0 || self.db07 > 0 {
            let names = [(self.disco, "DISCO-08"), (self.db07, "DB07")];
            let names: Vec<&str> = names
                .iter()
                .filter(|(rows, _)| *rows > 0)
                .map(|(_, name)| *name)
                .collect();
            sources.push(format!("{}: Danmarks Statistik, CC BY 4.0.", names.join(" and ")));
        }
        sources.join(" ")
    }
}

impl ImportedTables {
    /// What was imported.
    pub fn about(&self) -> AboutImported {
        AboutImported {
            esco: self.esco.as_ref().map(|release| release.about.clone()),
            disco: self.disco.len(),
            db07: self.db07.len(),
        }
    }

    /// Keeps what was worked out from these tables, so that loading them need not.
    pub fn keep(&mut self, similarity: Similarity) {
        if let Some(release) = &mut self.esco {
            release.similarity = similarity;
        }
    }

    /// Every name of an occupation, preferred ones first: official names of DISCO-08 and of unit groups, preferred labels
    /// of ESCO, then its other labels.
    pub(crate) fn titles<'a>(&'a self, esco: &'a EscoOccupations) -> impl Iterator<Item = ImportedTitle<'a>> {
        let disco = self
            .disco
            .iter()
            .filter(|row| row.code.len() >= 4)
            .filter_map(|row| {
                let occupation = *row.unit_groups.first()?;
                Some(official(&row.name, Language::Danish, occupation))
            });
        let unit_groups = self.esco.iter().flat_map(|release| &release.unit_group_names);
        let unit_groups =
            unit_groups.map(|(occupation, told)| official(&told.text, told.language, *occupation));
        disco.chain(unit_groups).chain(esco.titles())
    }
}

fn official(shown: &str, language: Language, occupation: OccupationIx) -> ImportedTitle<'_> {
    ImportedTitle {
        shown,
        language,
        occupation,
        concept: None,
        preferred: true,
    }
}
