//! Type-ahead over occupations, skills, industries and places.

use crate::domain::language::Language;
use crate::matching::knowledge::Knowledge;
use crate::taxonomy::{SearchKind, Suggestion};
use crate::travel::PlaceHit;
use crate::wire::reference_out::{PlaceSuggestion, SuggestionOut};
use std::sync::Arc;

/// The use cases of looking up codes.
#[derive(Clone)]
pub struct ReferenceService {
    knowledge: Arc<Knowledge>,
}

impl ReferenceService {
    /// Over these tables.
    pub const fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge }
    }

    /// What may go on from `query`, best first, at most `limit`.
    pub fn suggest(
        &self,
        kind: SearchKind,
        query: &str,
        language: Language,
        limit: usize,
    ) -> Vec<SuggestionOut> {
        let found = self.knowledge.taxonomy.search(kind, query, language, limit);
        let out = |suggestion: Suggestion| SuggestionOut {
            code: suggestion.code,
            label: suggestion.label,
            matched: suggestion.matched,
            esco_uri: suggestion.esco_uri,
        };
        found.into_iter().map(out).collect()
    }

    /// Places whose name or postcode goes on from `query`, best first, at most `limit`.
    pub fn suggest_places(&self, query: &str, limit: usize) -> Vec<PlaceSuggestion> {
        let found = self.knowledge.places.search(query, limit);
        let out = |hit: PlaceHit| PlaceSuggestion {
            postcode: hit.postcode.to_string(),
            name: hit.name,
            municipality: hit.municipality,
        };
        found.into_iter().map(out).collect()
    }
}
