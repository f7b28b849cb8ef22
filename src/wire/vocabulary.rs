//! What the wire room asks of the tables of codes and places.

use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::language::Language;

/// A code or label that no table holds, with the nearest ones that a table does hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Nearest known codes or labels, best first; may be empty.
    pub did_you_mean: Vec<String>,
}

/// Codes and labels in both directions. Every lookup takes a code or a label in Danish or English.
pub trait Vocabulary: Send + Sync {
    /// The unit group of a code of four digits or a job title.
    fn occupation(&self, code_or_label: &str) -> Result<OccupationCode, Unknown>;
    /// The unit group that free text such as an advert's title speaks of, with how sure that is in
    /// percent; `None` when nothing is recognised.
    fn recognise_occupation(&self, text: &str) -> Option<(OccupationCode, u8)>;
    /// All unit groups that a wish stands for, in rising order: a code of one to four digits or words.
    fn wish(&self, text: &str) -> Result<Vec<OccupationCode>, Unknown>;
    /// The id of a skill.
    fn skill(&self, text: &str) -> Result<String, Unknown>;
    /// The code of a driving licence.
    fn licence(&self, text: &str) -> Result<String, Unknown>;
    /// The code of a certificate.
    fn certificate(&self, text: &str) -> Result<String, Unknown>;
    /// The code of a legal authorisation.
    fn authorisation(&self, text: &str) -> Result<String, Unknown>;
    /// The ISCED-F 2013 code of a field of education.
    fn education_field(&self, text: &str) -> Result<String, Unknown>;
    /// The division of an industry.
    fn industry(&self, text: &str) -> Result<IndustryDivision, Unknown>;
    /// The code of a municipality, from its code or name.
    fn municipality(&self, text: &str) -> Result<String, Unknown>;
    /// A postcode in use, from its four digits or a town that has only one.
    fn postcode(&self, text: &str) -> Result<Postcode, Unknown>;

    /// Name of a unit group; the code itself when the table does not hold it, as for all labels.
    fn occupation_label(&self, code: OccupationCode, language: Language) -> String;
    /// Name of a skill.
    fn skill_label(&self, id: &str, language: Language) -> String;
    /// Name of a driving licence.
    fn licence_label(&self, code: &str, language: Language) -> String;
    /// Name of a certificate.
    fn certificate_label(&self, code: &str, language: Language) -> String;
    /// Name of a legal authorisation.
    fn authorisation_label(&self, code: &str, language: Language) -> String;
    /// Name of a field of education.
    fn education_field_label(&self, code: &str, language: Language) -> String;
    /// Name of an industry.
    fn industry_label(&self, division: IndustryDivision, language: Language) -> String;
    /// Name of the place a postcode belongs to.
    fn place_name(&self, postcode: Postcode) -> String;
}
