//! Why an axis has no score, in Danish and English.

use crate::domain::language::Language;

/// What is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoData {
    /// What the person brings and wants.
    Resources,
    /// Where the person lives, or where the work is done.
    Place,
    /// The occupation of the job.
    Occupation,
    /// Where the person comes from.
    History,
}

impl NoData {
    /// Says so.
    pub(super) const fn text(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Resources, Language::Danish) => "Personens ressourcer og ønsker kendes ikke",
            (Self::Resources, Language::English) => "Nothing is known of resources or wishes",
            (Self::Place, Language::Danish) => "Hjem eller arbejdssted kendes ikke",
            (Self::Place, Language::English) => "Home or workplace is not known",
            (Self::Occupation, Language::Danish) => "Jobbets fag er ikke genkendt",
            (Self::Occupation, Language::English) => "The occupation is not recognised",
            (Self::History, Language::Danish) => "Personens tidligere arbejde kendes ikke",
            (Self::History, Language::English) => "No occupational history is known",
        }
    }
}
