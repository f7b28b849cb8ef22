//! A code beside its name, as every code is answered.

use super::vocabulary::Vocabulary;
use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::language::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// A code and its name in the language that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Coded {
    /// The code, stable.
    #[schema(example = "4321")]
    pub code: String,
    /// The name.
    pub label: String,
}

/// Writes codes with their names.
#[derive(Clone, Copy)]
pub struct Labeller<'l> {
    /// Where the names stand.
    pub vocabulary: &'l dyn Vocabulary,
    /// In which language.
    pub language: Language,
}

impl Labeller<'_> {
    /// A unit group.
    pub fn occupation(self, code: OccupationCode) -> Coded {
        Coded {
            code: code.to_string(),
            label: self.vocabulary.occupation_label(code, self.language),
        }
    }

    /// An industry.
    pub fn industry(self, division: IndustryDivision) -> Coded {
        Coded {
            code: division.to_string(),
            label: self.vocabulary.industry_label(division, self.language),
        }
    }

    /// A postcode with the name of its place.
    pub fn postcode(self, postcode: Postcode) -> Coded {
        Coded {
            code: postcode.to_string(),
            label: self.vocabulary.place_name(postcode),
        }
    }

    /// A skill.
    pub fn skill(self, id: &str) -> Coded {
        let label = self.vocabulary.skill_label(id, self.language);
        Coded {
            code: id.to_owned(),
            label,
        }
    }

    /// A driving licence.
    pub fn licence(self, code: &str) -> Coded {
        let label = self.vocabulary.licence_label(code, self.language);
        Coded {
            code: code.to_owned(),
            label,
        }
    }

    /// A certificate.
    pub fn certificate(self, code: &str) -> Coded {
        let label = self.vocabulary.certificate_label(code, self.language);
        Coded {
            code: code.to_owned(),
            label,
        }
    }

    /// A legal authorisation.
    pub fn authorisation(self, code: &str) -> Coded {
        let label = self.vocabulary.authorisation_label(code, self.language);
        Coded {
            code: code.to_owned(),
            label,
        }
    }

    /// A field of education.
    pub fn education_field(self, code: &str) -> Coded {
        let label = self.vocabulary.education_field_label(code, self.language);
        Coded {
            code: code.to_owned(),
            label,
        }
    }

    /// Driving licences.
    pub fn licences(self, codes: &[String]) -> Vec<Coded> {
        codes.iter().map(|code| self.licence(code)).collect()
    }

    /// Certificates.
    pub fn certificates(self, codes: &[String]) -> Vec<Coded> {
        codes.iter().map(|code| self.certificate(code)).collect()
    }
}
