//! Suggestions while somebody writes.

use serde::Serialize;
use utoipa::ToSchema;

/// A code that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestionOut {
    /// The code, or the id of a skill.
    #[schema(example = "4321")]
    pub code: String,
    /// Its name.
    pub label: String,
    /// The name or title that was found.
    pub matched: String,
    /// Address of the ESCO concept with this name; there once a release of ESCO was imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "http://data.europa.eu/esco/occupation/00000000-0000-0000-0000-000000000000")]
    pub esco_uri: Option<String>,
    /// How sure it is that this is meant, in percent; there when nothing goes on from the text and it was recognised
    /// as a title instead. From 80 on it is taken for the code itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 100)]
    pub confidence_percent: Option<u8>,
}

/// Codes that may be meant, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SuggestionsOut {
    /// The suggestions.
    pub suggestions: Vec<SuggestionOut>,
}

/// A place that may be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceSuggestion {
    /// Postcode.
    #[schema(example = "5220")]
    pub postcode: String,
    /// The name that was found: a town or a part of one.
    pub name: String,
    /// The municipality, to tell apart places of one name.
    pub municipality: String,
}

/// Places that may be meant, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceSuggestionsOut {
    /// The suggestions.
    pub suggestions: Vec<PlaceSuggestion>,
}
