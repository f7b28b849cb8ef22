//! What a search of vacancies is answered with.

use super::vacancy_out::VacancyOut;
use serde::Serialize;
use utoipa::ToSchema;

/// The vacancies a search found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SearchOut {
    /// How many vacancies match in all.
    pub total: u64,
    /// The page, best first; without words the newest first.
    pub hits: Vec<SearchHit>,
    /// The counted fields, in the order of the list of facets.
    pub facets: Vec<FacetOut>,
    /// What was understood of the words.
    pub interpreted: InterpretedOut,
    /// Where the next page begins; null after the last one.
    pub next_cursor: Option<String>,
    /// The moment the answer is for.
    #[schema(value_type = String, format = DateTime)]
    pub as_of: String,
    /// The last change that the index knows.
    pub index_generation: i64,
}

/// A vacancy found.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct SearchHit {
    /// Worth of the words found; no match score.
    pub score: u64,
    /// The vacancy.
    pub vacancy: VacancyOut,
}

/// Counts of one field over everything that passes all filters but the field's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetOut {
    /// The field.
    pub field: &'static str,
    /// Its values, most frequent first.
    pub values: Vec<FacetValueOut>,
}

/// How often a value occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FacetValueOut {
    /// The value or its code.
    pub value: String,
    /// Its name, where it is a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many vacancies have it.
    pub count: u64,
}

/// What was understood of the words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct InterpretedOut {
    /// Words and phrases that were looked for.
    pub terms: Vec<String>,
    /// Words that must not occur.
    pub excluded: Vec<String>,
    /// Words that nobody uses, and what was looked for instead.
    pub corrected: Vec<CorrectionOut>,
    /// Words that were left out.
    pub ignored: Vec<String>,
    /// Concepts the words stand for.
    pub concepts: Vec<ConceptOut>,
    /// How many of the words a hit must have at least.
    pub required: u32,
}

/// A word read as another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectionOut {
    /// As it was written.
    pub given: String,
    /// What was looked for instead.
    pub used: Vec<String>,
}

/// A concept that words stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConceptOut {
    /// `occupation`, `skill` or `place`.
    pub kind: &'static str,
    /// Its code or id.
    pub code: String,
    /// Its name.
    pub label: String,
}
